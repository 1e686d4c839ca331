import type { AnswerOf } from '@heyi/client';
import {
  AmountText,
  amountColumn,
  type Column,
  CountText,
  QueryTable,
  Section,
  StateTag,
} from '@heyi/ui';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useRows } from '../../rows.ts';
import { type Asked, WhyAmount, WhyDrawer } from '../../WhyDrawer.tsx';
import type { DifferenceRun } from './DifferencesTab.tsx';

type Person = AnswerOf<'listDifferencePeople'>['rows'][number];
type Line = AnswerOf<'listDifferenceLines'>['rows'][number];
type Props = { tenantId: string; run: DifferenceRun };

/** What it comes to for each person; unfolded, each kind and month with its old and new figure. */
export function DifferencePeople({ tenantId, run }: Props): ReactNode {
  const { t } = useTranslation();
  const people = useRows(['differencePeople', run.id, run.state], (cursor) =>
    api.listDifferencePeople({ tenantId, differenceRunId: run.id, limit: 100, ...cursor }),
  );
  return (
    <Section title={t('differences.byPerson')} note={t('differences.byPersonNote')}>
      <QueryTable<Person>
        label={t('differences.byPerson')}
        rowKey={(row) => row.employmentId}
        empty={t('differences.nobody')}
        renderBelow={(row) => (
          <DifferenceLines tenantId={tenantId} run={run} employmentId={row.employmentId} />
        )}
        {...people.table}
        columns={[
          {
            title: t('differences.person'),
            key: 'person',
            render: (_, row) => (
              <Link to={`/clients/${tenantId}/people/${row.employmentId}` as never}>
                <strong>{row.personName}</strong>
              </Link>
            ),
          },
          { title: t('differences.employeeNumber'), dataIndex: 'employeeNumber' },
          {
            title: t('differences.periods'),
            key: 'periods',
            render: (_, row) =>
              row.fromPeriod === row.toPeriod
                ? row.fromPeriod
                : `${row.fromPeriod} — ${row.toPeriod}`,
          },
          {
            title: t('differences.lines'),
            key: 'lines',
            align: 'right',
            render: (_, row) => <CountText value={row.lineCount} />,
          },
          amountColumn<Person>(t('differences.employer'), 'employer', (row) => row.employer),
          amountColumn<Person>(t('differences.employee'), 'employee', (row) => row.employee),
          {
            title: '',
            key: 'hasLeft',
            render: (_, row) =>
              row.hasLeft && <StateTag tone="warn" text={t('differences.hasLeft')} />,
          },
        ]}
      />
    </Section>
  );
}

function DifferenceLines(props: Props & { employmentId: string }): ReactNode {
  const { t } = useTranslation();
  const { tenantId, run, employmentId } = props;
  const [asked, setAsked] = useState<(Asked & { line: Line; party: Party }) | null>(null);
  const lines = useRows(['differenceLines', run.id, employmentId], (cursor) =>
    api.listDifferenceLines({
      tenantId,
      differenceRunId: run.id,
      employmentId,
      limit: 200,
      ...cursor,
    }),
  );
  const reason = asked && reasonOf(asked.line, asked.party);
  return (
    <>
      <QueryTable<Line>
        label={t('differences.lines')}
        rowKey={(row) => row.id}
        empty={t('differences.nobody')}
        columns={[
          { title: t('differences.period'), dataIndex: 'period' },
          {
            title: t('people.contribution.kind'),
            key: 'kind',
            render: (_, row) => t(`names.contributionKind.${row.kind}`),
          },
          changeColumn(t('people.contribution.base'), 'base', (row) => [
            row.baseCharged,
            row.baseDue,
          ]),
          changeColumn(t('differences.employerAmount'), 'employerAmount', (row) => [
            row.employerCharged,
            row.employerDue,
          ]),
          whyColumn('employer', t('differences.employer'), setAsked),
          changeColumn(t('differences.employeeAmount'), 'employeeAmount', (row) => [
            row.employeeCharged,
            row.employeeDue,
          ]),
          whyColumn('employee', t('differences.employee'), setAsked),
        ]}
        {...lines.table}
      />
      <WhyDrawer asked={asked} reasons={reason ? [reason] : []} onClose={() => setAsked(null)} />
    </>
  );
}

type Party = 'employer' | 'employee';

/** The employer's reason stands first, where it is shown at all. */
function reasonOf(line: Line, party: Party) {
  return party === 'employee' ? line.reasons.at(-1) : line.reasons[0];
}

/** What was charged, struck through, and what is due. */
function changeColumn(
  title: string,
  key: string,
  amounts: (row: Line) => readonly [string | null, string | null],
): Column<Line> {
  return {
    title,
    key,
    align: 'right',
    className: 'heyi-amount-column',
    render: (_, row) => {
      const [before, after] = amounts(row);
      if (before === after) return <AmountText value={after} />;
      return (
        <>
          <del className="heyi-quiet">
            <AmountText value={before} />
          </del>{' '}
          <AmountText value={after} />
        </>
      );
    },
  };
}

function whyColumn(
  party: Party,
  title: string,
  onAsk: (asked: Asked & { line: Line; party: Party }) => void,
): Column<Line> {
  return {
    title,
    key: party,
    align: 'right',
    className: 'heyi-amount-column',
    render: (_, row) => (
      <WhyAmount
        name={`${row.period} ${title}`}
        value={row[party]}
        onAsk={(asked) => onAsk({ ...asked, line: row, party })}
      />
    ),
  };
}
