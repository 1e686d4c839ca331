import type { TFunction } from 'i18next';
import type { AnswerOf } from '@heyi/client';
import { AmountText, type Column, QueryTable } from '@heyi/ui';
import { Table, Tag } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { percentText } from '../../rate.ts';
import { type Asked, WhyAmount, WhyDrawer } from '../../WhyDrawer.tsx';

type Answer = AnswerOf<'calculateContributions'>;
type Line = Answer['lines'][number];
type Party = 'employer' | 'employee';
type Row = { kind: Line['kind']; line: Line | null; unknown: string | null };
type AskedLine = Asked & { reason: Line['employerReason'] };

/** Kind by kind, the employer's and the person's part; what nobody knows yet stands there too. */
export function ContributionTable(props: {
  answer: Answer | undefined;
  isPending: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const { answer } = props;
  const [asked, setAsked] = useState<AskedLine | null>(null);
  const rows = answer && [
    ...answer.lines.map((line): Row => ({ kind: line.kind, line, unknown: null })),
    ...answer.unknowns.map(({ kind, code }): Row => ({ kind, line: null, unknown: code })),
  ];
  return (
    <>
      <QueryTable<Row>
        label={t('calculators.tabs.contributions')}
        rowKey={({ kind }) => kind}
        rows={rows}
        isPending={props.isPending}
        empty={t('calculators.contribution.empty')}
        columns={useColumns(setAsked)}
        summary={() => totalsOf(answer, t)}
      />
      <WhyDrawer
        asked={asked}
        reasons={asked ? [asked.reason] : []}
        onClose={() => setAsked(null)}
      />
    </>
  );
}

function useColumns(onAsk: (asked: AskedLine) => void): Column<Row>[] {
  const { t } = useTranslation();
  const ofParty = (party: Party): Column<Row>[] => [
    {
      title: t(`calculators.contribution.${party}Rate`),
      key: `${party}Rate`,
      align: 'right',
      render: (_, { line }) => percentText(line?.[`${party}Rate`] ?? null),
    },
    {
      title: t(`calculators.contribution.${party}`),
      key: party,
      align: 'right',
      render: (_, { line }) =>
        line ? (
          <WhyAmount
            name={`${t(`reasons.values.${line.kind}`)} · ${t(`calculators.contribution.${party}`)}`}
            value={line[party]}
            onAsk={(asked) => onAsk({ ...asked, reason: line[`${party}Reason`] })}
          />
        ) : (
          '—'
        ),
    },
  ];
  return [
    {
      title: t('calculators.contribution.kind'),
      key: 'kind',
      fixed: 'left',
      render: (_, { kind }) => <strong>{t(`reasons.values.${kind}`)}</strong>,
    },
    {
      title: t('reasons.names.base'),
      key: 'base',
      align: 'right',
      render: (_, { line }) => <AmountText value={line?.base ?? null} />,
    },
    ...ofParty('employer'),
    ...ofParty('employee'),
    {
      title: t('calculators.contribution.marks'),
      key: 'marks',
      render: (_, row) => <Marks row={row} />,
    },
  ];
}

/** 暂定, 未核实, 未知: how sure the number is. */
function Marks({ row }: { row: Row }): ReactNode {
  const { t } = useTranslation();
  if (row.unknown) return <Tag color="red">{t('calculators.contribution.unknown')}</Tag>;
  const mark = row.line?.employerReason.figures[0]?.mark;
  return (
    <>
      {mark && <Tag>{t(`reasons.marks.${mark}`, { defaultValue: mark })}</Tag>}
      {row.line?.warnings.map((warning) => (
        <Tag key={warning} color={warning === 'provisional' ? 'gold' : 'orange'}>
          {t(`calculators.warnings.${warning}`, { defaultValue: warning })}
        </Tag>
      ))}
    </>
  );
}

function totalsOf(answer: Answer | undefined, t: TFunction): ReactNode {
  if (!answer) return null;
  const isPartial = answer.unknowns.length > 0;
  return (
    <Table.Summary.Row>
      <Table.Summary.Cell index={0} colSpan={3}>
        <strong>{t(isPartial ? 'calculators.contribution.partial' : 'common.total')}</strong>
      </Table.Summary.Cell>
      <Table.Summary.Cell index={1} align="right">
        <AmountText value={answer.employerTotal} strong />
      </Table.Summary.Cell>
      <Table.Summary.Cell index={2} />
      <Table.Summary.Cell index={3} align="right">
        <AmountText value={answer.employeeTotal} strong />
      </Table.Summary.Cell>
      <Table.Summary.Cell index={4} />
    </Table.Summary.Row>
  );
}
