import type { TFunction } from 'i18next';
import type { AnswerOf } from '@heyi/client';
import { type Column, grouped, QueryTable } from '@heyi/ui';
import { Button, Flex, Input, Tag } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { useRows } from '../../../rows.ts';
import { useMay } from '../../../session.ts';
import { type RunPanelProps, useRunView, useShowRunView } from '../run.ts';
import { MonthInputForm } from './MonthInputForm.tsx';

export type MonthInput = AnswerOf<'listMonthInputs'>['rows'][number];

/** What the run knows of each person's month; one person is put right here without a file. */
export function MonthInputs({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const search = useRunView().search ?? '';
  const show = useShowRunView();
  const [editing, setEditing] = useState<MonthInput | null>(null);
  const inputs = useRows(['monthInputs', run.id, search], (cursor) =>
    api.listMonthInputs({ tenantId, runId: run.id, search, limit: 100, ...cursor }),
  );
  const mayEdit = run.can.edit === null && may('payroll_input:write');
  const columns = useInputColumns();
  return (
    <>
      <Flex style={{ marginBottom: 10 }}>
        <Input.Search
          key={search}
          allowClear
          defaultValue={search}
          placeholder={t('runs.searchPeople')}
          aria-label={t('runs.searchPeople')}
          onSearch={(text) => show({ search: text })}
          style={{ width: 220 }}
        />
      </Flex>
      <QueryTable<MonthInput>
        label={t('runs.input.views.people')}
        rowKey={(row) => row.employmentId}
        empty={t('runs.input.noRows')}
        columns={mayEdit ? [...columns, editColumn(setEditing, t)] : columns}
        {...inputs.table}
      />
      <MonthInputForm
        run={run}
        tenantId={tenantId}
        row={editing}
        onClose={() => setEditing(null)}
      />
    </>
  );
}

function editColumn(onEdit: (row: MonthInput) => void, t: TFunction): Column<MonthInput> {
  return {
    title: '',
    key: 'actions',
    align: 'right',
    render: (_, row) => (
      <Button size="small" onClick={() => onEdit(row)}>
        {t('common.edit')}
      </Button>
    ),
  };
}

function useInputColumns(): Column<MonthInput>[] {
  const { t } = useTranslation();
  const quantities = [
    'dueDays',
    'attendedDays',
    'absenceDays',
    'sickDays',
    'overtimeWeekdayHours',
    'overtimeRestDayHours',
    'overtimeHolidayHours',
  ] as const;
  return [
    {
      title: t('runs.member'),
      key: 'name',
      render: (_, row) => <strong>{row.personName}</strong>,
    },
    { title: t('runs.employeeNo'), dataIndex: 'employeeNo' },
    ...quantities.map((name): Column<MonthInput> => ({
      title: t(`runs.input.attendance.${name}`),
      key: name,
      align: 'right',
      render: (_, row) => row.attendance?.[name] ?? '—',
    })),
    {
      title: t('runs.input.sources.oneOffItems'),
      key: 'items',
      render: (_, row) =>
        row.items.map((item) => (
          <Tag key={item.payItemId} title={item.note ?? ''}>
            {item.nameZh} {grouped(item.amount)}
          </Tag>
        )),
    },
  ];
}
