import type { TFunction } from 'i18next';
import type { RequestOf } from '@heyi/client';
import { AmountText, type Column, QueryTable, Section, StateTag } from '@heyi/ui';
import { useNavigate } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useFilters } from '../../filters.ts';
import { useOptions } from '../../forms/options.ts';
import { formatSecond } from '../../instant.ts';
import { useRows } from '../../rows.ts';
import { type Program, toneOfWithdrawal, type Withdrawal } from './withdrawals.ts';

type WaitsFor = NonNullable<RequestOf<'listWithdrawals'>['waitsFor']>;

/** Every withdrawal of a program, newest first. */
export function WithdrawalsPanel(props: { tenantId: string; program: Program }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { tenantId, program } = props;
  const [state, setState] = useState<Withdrawal['state'] | null>(null);
  const [businessId, setBusinessId] = useState('');
  const asked = businessId.trim();
  const [filters, change] = useFilters('list');
  const waitsFor = filters['waitsFor'] as WaitsFor | undefined;
  const rows = useRows(
    ['withdrawals', tenantId, program.id, state, waitsFor, asked],
    (cursor) =>
      api.listWithdrawals({
        tenantId,
        programId: program.id,
        limit: 50,
        ...(state ? { state } : {}),
        ...(waitsFor ? { waitsFor } : {}),
        ...(asked ? { businessId: asked } : {}),
        ...cursor,
      }),
    { refetchInterval: 10_000 },
  );
  return (
    <Section title={t('withdrawals.tabs.list')} note={t('withdrawals.listNote')}>
      <div className="heyi-toolbar">
        <Input.Search
          allowClear
          aria-label={t('withdrawals.businessId')}
          placeholder={t('withdrawals.businessId')}
          style={{ maxWidth: 260 }}
          onSearch={setBusinessId}
        />
        <Select
          allowClear
          aria-label={t('withdrawals.state')}
          placeholder={t('withdrawals.state')}
          style={{ minWidth: 130 }}
          options={useOptions('workers.withdrawalStates')}
          onChange={(value?: Withdrawal['state']) => setState(value ?? null)}
        />
        <Select
          allowClear
          aria-label={t('withdrawals.waitsFor')}
          placeholder={t('withdrawals.waitsFor')}
          style={{ minWidth: 150 }}
          value={waitsFor ?? null}
          options={useOptions('withdrawals.waits')}
          onChange={(value?: string | null) => change({ waitsFor: value ?? null })}
        />
      </div>
      <QueryTable<Withdrawal>
        label={t('withdrawals.tabs.list')}
        rowKey={(row) => row.id}
        empty={t('withdrawals.empty')}
        columns={useColumns()}
        onOpen={(row) => void navigate({ to: `/clients/${tenantId}/withdrawals/${row.id}` })}
        {...rows.table}
      />
    </Section>
  );
}

function useColumns(): Column<Withdrawal>[] {
  const { t } = useTranslation();
  const amount = (
    key: 'gross' | 'tax' | 'vat' | 'surcharges' | 'net' | 'fee',
    of: (row: Withdrawal) => string | null,
  ): Column<Withdrawal> => ({
    title: t(`withdrawals.${key}`),
    key,
    align: 'right',
    render: (_, row) => <AmountText value={of(row)} />,
  });
  return [
    {
      title: t('withdrawals.acceptedAt'),
      key: 'acceptedAt',
      render: (_, row) => (
        <>
          {formatSecond(row.acceptedAt)}
          <div className="heyi-quiet">{row.businessId}</div>
        </>
      ),
    },
    {
      title: t('withdrawals.worker'),
      key: 'worker',
      render: (_, row) => (
        <>
          <strong>{row.workerName}</strong>
          <div className="heyi-quiet">{row.externalWorkerId}</div>
        </>
      ),
    },
    {
      title: t('withdrawals.state'),
      key: 'state',
      render: (_, row) => (
        <>
          <StateTag
            tone={toneOfWithdrawal[row.state]}
            text={t(`workers.withdrawalStates.${row.state}`)}
          />
          {row.reason !== null && <div className="heyi-quiet">{reasonText(row.reason, t)}</div>}
        </>
      ),
    },
    {
      title: t('withdrawals.kind'),
      key: 'kind',
      render: (_, row) => t(`workers.kinds.${row.incomeKind}`),
    },
    amount('gross', (row) => row.gross),
    amount('tax', (row) => row.tax),
    amount('vat', (row) => row.vat),
    amount('surcharges', (row) => row.surcharges),
    amount('net', (row) => row.net),
    amount('fee', (row) => row.serviceFee),
  ];
}

export function reasonText(reason: string, t: TFunction): string {
  return t([`withdrawals.reasons.${reason}`, `payments.codes.${reason}`], { defaultValue: reason });
}
