import {
  AmountText,
  type Column,
  CountText,
  grouped,
  QueryTable,
  Section,
  StateTag,
} from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useFilters } from '../../filters.ts';
import { useOptions } from '../../forms/options.ts';
import { formatSecond } from '../../instant.ts';
import { useRows, useTable } from '../../rows.ts';
import { type Batch, type BatchRow, type Program, toneOfBatch } from './withdrawals.ts';

/** 批量付款 and 单笔付款, as the client's program sent them: what became of each item. */
export function BatchesPanel(props: { tenantId: string; program: Program }): ReactNode {
  const { t } = useTranslation();
  const { tenantId, program } = props;
  const [filters, change] = useFilters('batches');
  const state = filters['batchState'] as Batch['state'] | undefined;
  const batches = useRows(
    ['payout-batches', tenantId, program.id, state],
    (cursor) =>
      api.listPayoutBatches({
        tenantId,
        programId: program.id,
        limit: 50,
        ...(state ? { state } : {}),
        ...cursor,
      }),
    { refetchInterval: 10_000 },
  );
  return (
    <Section title={t('withdrawals.tabs.batches')} note={t('withdrawals.batch.note')}>
      <div className="heyi-toolbar">
        <Select
          allowClear
          aria-label={t('withdrawals.state')}
          placeholder={t('withdrawals.state')}
          style={{ minWidth: 150 }}
          options={useOptions('withdrawals.batch.states')}
          value={state ?? null}
          onChange={(value?: string | null) => change({ batchState: value ?? null })}
        />
      </div>
      <QueryTable<Batch>
        label={t('withdrawals.tabs.batches')}
        rowKey={(row) => row.id}
        empty={t('withdrawals.batch.empty')}
        columns={useColumns()}
        renderBelow={(row) => <Rows tenantId={tenantId} batch={row} />}
        {...batches.table}
      />
    </Section>
  );
}

function useColumns(): Column<Batch>[] {
  const { t } = useTranslation();
  const share = (key: 'withdrawn' | 'refused' | 'waiting'): Column<Batch> => ({
    title: t(`withdrawals.batch.${key}`),
    key,
    align: 'right',
    render: (_, row) => (
      <>
        <AmountText value={row[key].amount} />
        <div className="heyi-quiet heyi-number">
          {t('withdrawals.batch.share', { shown: grouped(String(row[key].items)) })}
        </div>
      </>
    ),
  });
  return [
    {
      title: t('withdrawals.batch.number'),
      key: 'number',
      render: (_, row) => (
        <>
          <strong>{row.batchNumber}</strong>
          {row.isSingle && <div className="heyi-quiet">{t('withdrawals.batch.single')}</div>}
        </>
      ),
    },
    {
      title: t('withdrawals.batch.createdAt'),
      key: 'createdAt',
      render: (_, row) => <span className="heyi-number">{formatSecond(row.createdAt)}</span>,
    },
    {
      title: t('withdrawals.state'),
      key: 'state',
      render: (_, row) => (
        <>
          <StateTag
            tone={toneOfBatch[row.state]}
            text={t(`withdrawals.batch.states.${row.state}`)}
          />
          {row.state !== 'draft' && (
            <div className="heyi-quiet">{formatSecond(row.confirmedAt ?? row.cancelledAt)}</div>
          )}
        </>
      ),
    },
    {
      title: t('withdrawals.batch.items'),
      key: 'items',
      align: 'right',
      render: (_, row) => <CountText value={row.items} />,
    },
    {
      title: t('withdrawals.batch.amount'),
      key: 'amount',
      align: 'right',
      render: (_, row) => <AmountText value={row.amount} />,
    },
    share('withdrawn'),
    share('refused'),
    share('waiting'),
  ];
}

/** Asked for once the batch is unfolded, and again when something of it has moved. */
function Rows({ tenantId, batch }: { tenantId: string; batch: Batch }): ReactNode {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['payout-batch', batch.id, batch.state, batch.withdrawn.items, batch.refused.items],
    queryFn: () => api.getPayoutBatch({ tenantId, batchId: batch.id }),
  });
  return (
    <QueryTable<BatchRow>
      label={t('withdrawals.batch.rows', { number: batch.batchNumber })}
      rowKey={(row) => row.businessId + row.externalWorkerId}
      empty={t('withdrawals.batch.empty')}
      columns={useRowColumns(tenantId, batch)}
      {...useTable(query)}
    />
  );
}

function useRowColumns(tenantId: string, batch: Batch): Column<BatchRow>[] {
  const { t } = useTranslation();
  return [
    {
      title: t('withdrawals.batch.businessId'),
      key: 'businessId',
      dataIndex: 'businessId',
    },
    {
      title: t('withdrawals.worker'),
      key: 'worker',
      render: (_, row) => (
        <>
          {row.workerName ?? t('withdrawals.batch.unknownWorker')}
          <div className="heyi-quiet">{row.externalWorkerId}</div>
        </>
      ),
    },
    { title: t('withdrawals.batch.task'), key: 'task', dataIndex: 'task' },
    {
      title: t('withdrawals.batch.amount'),
      key: 'amount',
      align: 'right',
      render: (_, row) => <AmountText value={row.amount} />,
    },
    {
      title: t('withdrawals.batch.outcome'),
      key: 'outcome',
      render: (_, row) => <Outcome tenantId={tenantId} state={batch.state} row={row} />,
    },
  ];
}

/** A draft says what would be refused; a payment is one click away. */
function Outcome(props: { tenantId: string; state: Batch['state']; row: BatchRow }): ReactNode {
  const { t, i18n } = useTranslation();
  const { tenantId, state, row } = props;
  if (row.withdrawalId !== null) {
    return (
      <Link to={`/clients/${tenantId}/withdrawals/${row.withdrawalId}`}>
        {t('withdrawals.batch.open')}
      </Link>
    );
  }
  if (row.code !== null) {
    return (
      <>
        <StateTag
          tone="bad"
          text={t(state === 'draft' ? 'withdrawals.batch.willRefuse' : 'withdrawals.batch.refused')}
        />
        <div className="heyi-quiet">{i18n.language === 'en' ? row.refusalEn : row.refusalZh}</div>
      </>
    );
  }
  const said = { draft: 'isDraft', confirmed: 'isWaiting', cancelled: 'isCancelled' } as const;
  return <span className="heyi-quiet">{t(`withdrawals.batch.${said[state]}`)}</span>;
}
