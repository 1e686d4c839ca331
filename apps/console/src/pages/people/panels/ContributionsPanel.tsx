import type { AnswerOf } from '@heyi/client';
import { AmountText, amountColumn, type Column, QueryTable, Section, StateTag } from '@heyi/ui';
import { useSearch } from '@tanstack/react-router';
import { Button, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { DayInput } from '../../../forms/DayInput.tsx';
import { InSight } from '../../../InSight.tsx';
import { today } from '../../../instant.ts';
import { useRows } from '../../../rows.ts';
import type { EmploymentPanelProps } from '../people.ts';
import { ContributionEstimate } from './ContributionEstimate.tsx';

type Answer = AnswerOf<'listContributionLines'>;
type Line = Answer['rows'][number];

/** What the agencies charge for the person; an address that names a month leads to its lines. */
export function ContributionsPanel({ tenantId, view }: EmploymentPanelProps): ReactNode {
  const { t } = useTranslation();
  const employmentId = view.employment.id;
  const searched: Record<string, string | undefined> = useSearch({ strict: false });
  const [period, setPeriod] = useState(searched['period'] ?? null);
  const [billPeriod, setBillPeriod] = useState(searched['bill'] ?? null);
  const [estimating, setEstimating] = useState(false);
  const lines = useRows(['contributions', tenantId, employmentId, period, billPeriod], (cursor) =>
    api.listContributionLines({
      tenantId,
      employmentId,
      limit: 100,
      ...(period ? { period } : {}),
      ...(billPeriod ? { billPeriod } : {}),
      ...cursor,
    }),
  );
  const asked = searched['period'] ?? searched['bill'] ?? null;
  return (
    <InSight asked={lines.first === undefined ? null : asked}>
      <Section
        title={t('people.contribution.title')}
        actions={
          <>
            {lines.first?.totals && <Totals totals={lines.first.totals} />}
            <Month name="period" value={period} onChange={setPeriod} />
            <Month name="billPeriod" value={billPeriod} onChange={setBillPeriod} />
            <Button onClick={() => setEstimating(true)}>{t('people.contribution.estimate')}</Button>
          </>
        }
      >
        <QueryTable<Line>
          label={t('people.contribution.title')}
          rowKey={(row) => row.id}
          empty={t('people.contribution.empty')}
          columns={useColumns()}
          {...lines.table}
          rows={lines.table.rows?.toSorted(countingFirst)}
        />
        <ContributionEstimate
          tenantId={tenantId}
          employmentId={employmentId}
          period={period ?? today().slice(0, 7)}
          open={estimating}
          onClose={() => setEstimating(false)}
        />
      </Section>
    </InSight>
  );
}

/** What a bill has replaced stands below. */
function countingFirst(one: Line, other: Line): number {
  return Number(one.superseded) - Number(other.superseded);
}

function Totals({ totals }: { totals: NonNullable<Answer['totals']> }): ReactNode {
  const { t } = useTranslation();
  return (
    <Flex gap={14} className="heyi-quiet">
      {(['employer', 'employee'] as const).map((party) => (
        <span key={party}>
          {t(`people.contribution.${party}`)} <AmountText value={totals[party]} strong />
        </span>
      ))}
    </Flex>
  );
}

function Month(props: {
  name: 'period' | 'billPeriod';
  value: string | null;
  onChange: (value: string | null) => void;
}): ReactNode {
  const { t } = useTranslation();
  const label = t(`people.contribution.${props.name}`);
  return (
    <DayInput
      picker="month"
      clearable
      width={140}
      label={label}
      placeholder={label}
      value={props.value}
      onChange={props.onChange}
    />
  );
}

function useColumns(): Column<Line>[] {
  const { t } = useTranslation();
  return [
    { title: t('people.contribution.period'), dataIndex: 'period' },
    { title: t('people.contribution.billPeriod'), dataIndex: 'billPeriod' },
    {
      title: t('people.contribution.kind'),
      key: 'kind',
      render: (_, row) => <strong>{t(`names.contributionKind.${row.kind}`)}</strong>,
    },
    {
      title: t('people.contribution.type'),
      key: 'type',
      render: (_, row) => t(`names.contributionType.${row.type}`),
    },
    amountColumn<Line>(t('people.contribution.base'), 'base', (row) => row.base),
    amountColumn<Line>(t('people.contribution.employer'), 'employer', (row) => row.employer),
    amountColumn<Line>(t('people.contribution.employee'), 'employee', (row) => row.employee),
    amountColumn<Line>(t('people.contribution.lateFee'), 'lateFee', (row) =>
      row.lateFee === '0.00' ? null : row.lateFee,
    ),
    {
      title: t('people.contribution.source'),
      key: 'source',
      render: (_, row) => (
        <Flex gap={4}>
          <StateTag
            tone={row.source === 'officialBill' ? 'good' : 'neutral'}
            text={t(`people.contribution.sources.${row.source}`)}
          />
          {row.provisional && <StateTag tone="warn" text={t('people.contribution.provisional')} />}
          {row.superseded && <StateTag tone="neutral" text={t('people.contribution.superseded')} />}
        </Flex>
      ),
    },
  ];
}
