import type { AnswerOf } from '@heyi/client';
import { amountColumn, type Column, grouped, QueryTable } from '@heyi/ui';
import { Empty, Segmented, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { useRows } from '../../../rows.ts';
import { ComparisonSummary } from '../compare/ComparisonSummary.tsx';
import { type RunPanelProps, useRunView, useShowRunView } from '../run.ts';

type Row = AnswerOf<'getRunComparison'>['rows'][number];

const filters = [
  'all',
  'unexplained',
  'joiner',
  'leaver',
  'taxJump',
  'accountChanged',
  'zeroNet',
] as const;
type Filter = (typeof filters)[number];

/** Last month to this month: totals, where the change comes from, and each person. */
export function ComparePanel({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const asked = useRunView().filter;
  const show = useShowRunView();
  const filter = filters.find((name) => name === asked) ?? 'all';
  const comparison = useRows(
    ['comparison', run.id, filter, run.calculationVersion],
    (cursor) => api.getRunComparison({ tenantId, runId: run.id, filter, limit: 100, ...cursor }),
    { enabled: run.calculationVersion > 0 },
  );
  const columns = useColumns();
  if (run.calculationVersion === 0) return <Empty description={t('runs.calculation.never')} />;
  return (
    <>
      {comparison.first && <ComparisonSummary comparison={comparison.first} />}
      <div style={{ overflowX: 'auto', marginBlock: 12 }}>
        <Segmented<Filter>
          value={filter}
          onChange={(next) => show({ filter: next })}
          options={filters.map((value) => ({ value, label: t(`runs.compare.filters.${value}`) }))}
        />
      </div>
      <QueryTable<Row>
        label={t('runs.steps.compare')}
        rowKey={(row) => row.employmentId}
        empty={t('runs.noMembers')}
        columns={columns}
        {...comparison.table}
      />
    </>
  );
}

function useColumns(): Column<Row>[] {
  const { t } = useTranslation();
  const pairs = [
    ['gross', (row: Row) => row.previousGross, (row: Row) => row.gross],
    ['tax', (row: Row) => row.previousTax, (row: Row) => row.tax],
    ['net', (row: Row) => row.previousNet, (row: Row) => row.net],
  ] as const;
  return [
    {
      title: t('runs.member'),
      key: 'name',
      render: (_, row) => (
        <>
          <strong>{row.personName}</strong> <span className="heyi-quiet">{row.employeeNo}</span>
        </>
      ),
    },
    amountColumn<Row>(t('runs.compare.netChange'), 'change', (row) => row.change),
    {
      title: t('runs.compare.because'),
      key: 'reasons',
      render: (_, row) =>
        row.reasons.map(({ reason, change }) => (
          <Tag key={reason} color={reason === 'unexplained' ? 'red' : 'default'}>
            {t(`runs.compare.reasons.${reason}`)} {grouped(change)}
          </Tag>
        )),
    },
    ...pairs.map(
      ([name, before, now]): Column<Row> =>
        ({
          title: t(`runs.${name}`),
          key: name,
          children: [
            amountColumn<Row>(t('runs.compare.previous'), `${name}-before`, before),
            amountColumn<Row>(t('runs.compare.current'), `${name}-now`, now),
          ],
        }) as Column<Row>,
    ),
  ];
}
