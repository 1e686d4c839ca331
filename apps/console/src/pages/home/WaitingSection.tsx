import { CountText, type Column, QueryTable, Section, StateTag } from '@heyi/ui';
import { useNavigate } from '@tanstack/react-router';
import { Flex, Grid } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DueDay } from '../../Countdown.tsx';
import { useSession } from '../../session.ts';
import { DueTime } from '../../threads/DueTime.tsx';
import { isUrgent, placeOf, type useWaiting, type Waiting } from './waiting.ts';

export function WaitingSection({ waiting }: { waiting: ReturnType<typeof useWaiting> }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const due = waiting.first?.due ?? 0;
  // On a phone the page scrolls, not a part of it.
  const isWide = Grid.useBreakpoint().md ?? true;
  return (
    <Section
      title={t('home.waiting.title')}
      note={due > 0 && t('home.waiting.due', { count: due })}
    >
      <QueryTable<Waiting>
        label={t('home.waiting.title')}
        rowKey={(row) => row.key}
        empty={t('home.waiting.empty')}
        height={isWide ? 340 : 0}
        onOpen={(row) => void navigate(placeOf(row))}
        columns={useColumns()}
        {...waiting.table}
      />
    </Section>
  );
}

/** Kinds of which one row is always one thing. */
const single = new Set<Waiting['kind']>([
  'prepare',
  'approve',
  'fund',
  'pay',
  'payFailures',
  'licences',
]);

function useColumns(): Column<Waiting>[] {
  const { t } = useTranslation();
  const isWide = Grid.useBreakpoint().md ?? true;
  if (!isWide) return [{ title: t('home.waiting.what'), key: 'what', render: stacked }];
  return [
    {
      title: t('home.waiting.what'),
      key: 'what',
      render: (_, row) => <What row={row} />,
    },
    {
      title: t('home.waiting.count'),
      key: 'count',
      align: 'right',
      width: 70,
      render: (_, row) => !single.has(row.kind) && <CountText value={row.count} />,
    },
    {
      title: t('home.waiting.dueOn'),
      key: 'dueOn',
      width: 150,
      render: (_, row) => <Due row={row} />,
    },
    {
      title: t('home.waiting.client'),
      key: 'client',
      width: 120,
      render: (_, row) => <strong>{row.clientName}</strong>,
    },
  ];
}

/** On a phone: all of it below each other. */
function stacked(_: unknown, row: Waiting): ReactNode {
  return (
    <>
      <div style={{ whiteSpace: 'normal' }}>
        <What row={row} /> {!single.has(row.kind) && <CountText value={row.count} />}
      </div>
      <Flex justify="space-between" gap={8} className="heyi-quiet">
        <span>{row.clientName}</span>
        <Due row={row} />
      </Flex>
    </>
  );
}

/** Answers are due at an hour, all else on a day. */
function Due({ row }: { row: Waiting }): ReactNode {
  const { data: session } = useSession();
  if (row.dueAt === null || !session) return <DueDay day={row.dueOn} />;
  return <DueTime dueAt={row.dueAt} now={session.now} />;
}

function What({ row }: { row: Waiting }): ReactNode {
  const { t } = useTranslation();
  const { run, licence, officialBill, program } = row;
  const words = t(`home.waiting.kinds.${row.kind}`, {
    state: run ? t(`runs.states.${run.state}`) : '',
  });
  const name = licence
    ? `${licence.title ?? t(`clients.licences.kinds.${licence.kind}`)} ${licence.number}`
    : (run?.title ??
      program?.name ??
      (officialBill && `${officialBill.place} ${officialBill.period}`));
  return (
    <>
      {isUrgent(row) ? <StateTag tone="warn" text={words} /> : <span>{words}</span>}
      {name && (
        <span className="heyi-quiet" style={{ marginInlineStart: 8 }}>
          {name}
        </span>
      )}
    </>
  );
}
