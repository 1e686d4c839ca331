import type { AnswerOf } from '@heyi/client';
import { amountColumn, type Column, QueryTable } from '@heyi/ui';
import { Button, Flex, Input, Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { formatInstant } from '../../../instant.ts';
import { useRows } from '../../../rows.ts';
import { useMay } from '../../../session.ts';
import { type RunPanelProps, useRunView, useShowRunView } from '../run.ts';
import { DeductionForm } from './DeductionForm.tsx';
import { OpeningBalanceForm } from './OpeningBalanceForm.tsx';

export type Deduction = AnswerOf<'listSpecialDeductions'>['rows'][number];
export type Opening = AnswerOf<'listOpeningBalances'>['rows'][number];

const filters = ['all', 'filed', 'missing'] as const;
type Filter = (typeof filters)[number];

/** 专项附加扣除 by person: what the file of the tax period says, and whom it does not cover. */
export function Deductions({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const asked = useAsked();
  const [editing, setEditing] = useState<Deduction | null>(null);
  const rows = useRows(['specialDeductions', run.id, asked], (cursor) =>
    api.listSpecialDeductions({ tenantId, runId: run.id, limit: 100, ...asked, ...cursor }),
  );
  const amounts = [
    'childEducation',
    'infantCare',
    'continuingEducation',
    'housingLoanInterest',
    'housingRent',
    'elderSupport',
    'other',
  ] as const;
  const action = useEditColumn<Deduction>(run, (row) => row.filed !== null, setEditing);
  return (
    <>
      <FiledToolbar counts={rows.first} />
      <QueryTable<Deduction>
        label={t('runs.input.sources.specialDeductions')}
        rowKey={(row) => row.employmentId}
        empty={t('runs.input.noRows')}
        {...rows.table}
        columns={[
          ...useWhoColumns<Deduction>(),
          ...amounts.map((name) =>
            amountColumn<Deduction>(
              t(`runs.input.deductions.${name}`),
              name,
              (row) => row.filed?.[name] ?? null,
            ),
          ),
          {
            title: t('runs.input.takesBasicDeduction'),
            key: 'takesBasicDeduction',
            render: (_, row) =>
              row.filed ? t(row.filed.takesBasicDeduction ? 'common.yes' : 'common.no') : '—',
          },
          {
            title: t('runs.input.firstEmployment'),
            key: 'firstEmployment',
            render: (_, row) =>
              row.filed ? t(`runs.input.firstEmployments.${row.filed.firstEmployment}`) : '—',
          },
          ...action,
        ]}
      />
      <DeductionForm run={run} tenantId={tenantId} row={editing} onClose={() => setEditing(null)} />
    </>
  );
}

/** 期初累计 by person, for a client that came in mid-year. */
export function Openings({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const asked = useAsked();
  const [editing, setEditing] = useState<Opening | null>(null);
  const rows = useRows(['openingBalances', run.id, asked], (cursor) =>
    api.listOpeningBalances({ tenantId, runId: run.id, limit: 100, ...asked, ...cursor }),
  );
  const amounts = [
    'income',
    'exempt',
    'basicDeduction',
    'specialDeduction',
    'additionalDeduction',
    'otherDeduction',
    'relief',
    'withheld',
  ] as const;
  const action = useEditColumn<Opening>(run, (row) => row.filed !== null, setEditing);
  return (
    <>
      <FiledToolbar counts={rows.first} />
      <QueryTable<Opening>
        label={t('runs.input.sources.openingBalances')}
        rowKey={(row) => row.employmentId}
        empty={t('runs.input.noRows')}
        {...rows.table}
        columns={[
          ...useWhoColumns<Opening>(),
          {
            title: t('runs.input.toPeriod'),
            key: 'toPeriod',
            render: (_, row) => row.toPeriod ?? '—',
          },
          ...amounts.map((name) =>
            amountColumn<Opening>(
              t(`runs.input.openings.${name}`),
              name,
              (row) => row.filed?.[name] ?? null,
            ),
          ),
          ...action,
        ]}
      />
      <OpeningBalanceForm
        run={run}
        tenantId={tenantId}
        row={editing}
        onClose={() => setEditing(null)}
      />
    </>
  );
}

type Asked = { search: string; filter?: Exclude<Filter, 'all'> };

function useAsked(): Asked {
  const { search = '', filter } = useRunView();
  return { search, ...(filter === 'filed' || filter === 'missing' ? { filter } : {}) };
}

function FiledToolbar({
  counts,
}: {
  counts: { filed: number; missing: number } | undefined;
}): ReactNode {
  const { t } = useTranslation();
  const show = useShowRunView();
  const { search, filter = 'all' } = useAsked() as { search: string; filter?: Filter };
  const countOf = (name: Filter) =>
    counts && name !== 'all' ? ` ${name === 'filed' ? counts.filed : counts.missing}` : '';
  return (
    <Flex gap={10} wrap style={{ marginBottom: 10 }}>
      <Segmented<Filter>
        value={filter}
        onChange={(next) => show({ filter: next })}
        options={filters.map((value) => ({
          value,
          label: `${t(`runs.input.filed.${value}`)}${countOf(value)}`,
        }))}
      />
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
  );
}

function useWhoColumns<Row extends Deduction | Opening>(): Column<Row>[] {
  const { t } = useTranslation();
  return [
    {
      title: t('runs.member'),
      key: 'name',
      fixed: 'left',
      render: (_, row) => (
        <>
          <strong>{row.personName}</strong>{' '}
          {row.filed === null && <span className="heyi-bad">{t('runs.input.filed.none')}</span>}
        </>
      ),
    },
    { title: t('runs.employeeNo'), dataIndex: 'employeeNo' },
    { title: t('runs.entity'), dataIndex: 'entityName' },
    {
      title: t('runs.input.recordedAt'),
      key: 'recordedAt',
      render: (_, row) => formatInstant(row.recordedAt),
    },
  ];
}

/** Nobody edits a run that is under review, nor an opening that a locked run stands on. */
function useEditColumn<Row extends Deduction | Opening>(
  run: RunPanelProps['run'],
  isFiled: (row: Row) => boolean,
  onEdit: (row: Row) => void,
): Column<Row>[] {
  const { t } = useTranslation();
  const may = useMay();
  if (run.can.edit !== null || !may('payroll_input:write')) return [];
  return [
    {
      title: '',
      key: 'actions',
      align: 'right',
      fixed: 'right',
      render: (_, row) =>
        'isCumulated' in row && row.isCumulated ? (
          <span className="heyi-quiet">{t('runs.input.cumulated')}</span>
        ) : (
          <Button size="small" onClick={() => onEdit(row)}>
            {t(isFiled(row) ? 'common.edit' : 'common.add')}
          </Button>
        ),
    },
  ];
}
