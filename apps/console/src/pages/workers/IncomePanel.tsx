import { AmountText, grouped, type Column, QueryTable, Section } from '@heyi/ui';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { formatInstant } from '../../instant.ts';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import type { IncomeRow } from './workers.ts';

type Filters = { workPeriod: string | null; incomeKind: IncomeRow['incomeKind'] | null };

const kinds = ['labourRemuneration', 'incidentalIncome'] as const;

/** What the platform reported; of one worker, or of all. */
export function IncomePanel(props: { tenantId: string; workerId?: string }): ReactNode {
  const { t } = useTranslation();
  const { tenantId, workerId } = props;
  const may = useMay();
  const navigate = useNavigate();
  const [filters, setFilters] = useState<Filters>({ workPeriod: null, incomeKind: null });
  const lines = useRows(['income', tenantId, workerId, filters], (cursor) =>
    api.listIncomeLines({
      tenantId,
      limit: 50,
      ...(workerId ? { workerId } : {}),
      ...(filters.workPeriod ? { workPeriod: filters.workPeriod } : {}),
      ...(filters.incomeKind ? { incomeKind: filters.incomeKind } : {}),
      ...cursor,
    }),
  );
  return (
    <Section
      title={t('workers.income')}
      note={t('workers.incomeNote')}
      actions={
        !workerId &&
        may('import:run') &&
        may('gig_worker:write') && (
          <Button
            onClick={() =>
              void navigate({
                to: `/clients/${tenantId}/imports`,
                search: { start: 'incomeLines' },
              })
            }
          >
            {t('workers.importIncome')}
          </Button>
        )
      }
    >
      <div className="heyi-toolbar">
        <DayInput
          picker="month"
          clearable
          width={140}
          label={t('workers.workPeriod')}
          value={filters.workPeriod}
          onChange={(workPeriod) => setFilters({ ...filters, workPeriod })}
        />
        <Select
          allowClear
          placeholder={t('workers.kind')}
          aria-label={t('workers.kind')}
          style={{ width: 180 }}
          options={kinds.map((value) => ({ value, label: t(`workers.kinds.${value}`) }))}
          onChange={(incomeKind?: IncomeRow['incomeKind']) =>
            setFilters({ ...filters, incomeKind: incomeKind ?? null })
          }
        />
        {lines.first && (
          <span className="heyi-quiet">
            {t('workers.totals', {
              lines: grouped(String(lines.first.lines)),
              amount: grouped(lines.first.amount),
            })}
          </span>
        )}
      </div>
      <QueryTable<IncomeRow>
        label={t('workers.income')}
        rowKey={(row) => row.id}
        empty={t('workers.incomeEmpty')}
        columns={useIncomeColumns(workerId !== undefined)}
        {...lines.table}
      />
    </Section>
  );
}

function useIncomeColumns(isOfOne: boolean): Column<IncomeRow>[] {
  const { t } = useTranslation();
  const who: Column<IncomeRow> = {
    title: t('workers.name'),
    key: 'name',
    render: (_, row) => (
      <>
        <strong>{row.workerName}</strong>
        <div className="heyi-quiet">{row.externalWorkerId}</div>
      </>
    ),
  };
  return [
    ...(isOfOne ? [] : [who]),
    {
      title: t('workers.task'),
      key: 'task',
      render: (_, row) => (
        <>
          {row.task}
          <div className="heyi-quiet">
            {row.businessId}
            {row.correctsBusinessId !== null &&
              ` · ${t('workers.corrects', { businessId: row.correctsBusinessId })}`}
          </div>
        </>
      ),
    },
    {
      title: t('workers.kind'),
      key: 'kind',
      render: (_, row) => t(`workers.kinds.${row.incomeKind}`),
    },
    { title: t('workers.workPeriod'), dataIndex: 'workPeriod' },
    { title: t('workers.acceptedOn'), dataIndex: 'acceptedOn' },
    {
      title: t('workers.amount'),
      key: 'amount',
      align: 'right',
      render: (_, row) => <AmountText value={row.amount} />,
    },
    {
      title: t('workers.source'),
      key: 'source',
      render: (_, row) => t(`workers.sources.${row.source}`),
    },
    {
      title: t('workers.reportedAt'),
      key: 'reportedAt',
      render: (_, row) => formatInstant(row.reportedAt),
    },
  ];
}
