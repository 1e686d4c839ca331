import { amountColumn, QueryTable, Section, StateTag } from '@heyi/ui';
import { Input, Select, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { formatSecond } from '../../instant.ts';
import { useRows } from '../../rows.ts';
import { OrderDrawer } from './OrderDrawer.tsx';
import {
  countOf,
  orderStates,
  type PayBatch,
  type PayOrder,
  type PayOrderState,
  saidOf,
  toneOfOrder,
} from './payments.ts';

export function OrdersSection(props: {
  tenantId: string;
  batch: PayBatch | null;
  initialState: PayOrderState | null;
  isLive: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, batch } = props;
  const [state, setState] = useState(props.initialState);
  const [search, setSearch] = useState('');
  const [withReplaced, setWithReplaced] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const orders = useRows(
    ['payOrders', tenantId, batch?.id ?? null, state, search, withReplaced],
    (cursor) =>
      api.listPayOrders({
        tenantId,
        limit: 100,
        search,
        replaced: withReplaced ? 'true' : 'false',
        ...(batch ? { payBatchId: batch.id } : {}),
        ...(state ? { state } : {}),
        ...cursor,
      }),
    { refetchInterval: props.isLive ? 2000 : false },
  );
  const countText = (value: PayOrderState) => (batch ? ` ${countOf(batch, value)}` : '');
  return (
    <Section title={t('payments.orders')} note={batch && `${batch.holderName} · ${batch.bankName}`}>
      <div className="heyi-toolbar">
        <Select
          allowClear
          placeholder={t('payments.state')}
          aria-label={t('payments.state')}
          style={{ minWidth: 130 }}
          value={state}
          options={orderStates.map((value) => ({
            value,
            label: `${t(`payments.states.${value}`)}${countText(value)}`,
          }))}
          onChange={(value?: PayOrderState) => setState(value ?? null)}
        />
        <Input.Search
          allowClear
          placeholder={t('payments.search')}
          aria-label={t('payments.search')}
          onSearch={setSearch}
          style={{ width: 260 }}
        />
        <label>
          <Switch size="small" checked={withReplaced} onChange={setWithReplaced} />{' '}
          {t('payments.replaced')}
        </label>
      </div>
      <QueryTable<PayOrder>
        label={t('payments.orders')}
        rowKey={(row) => row.id}
        empty={t('payments.ordersEmpty')}
        onOpen={(row) => setOpenId(row.id)}
        {...orders.table}
        columns={[
          {
            title: t('payments.payee'),
            key: 'payee',
            fixed: 'left',
            render: (_, row) => (
              <>
                <strong>{row.payeeName}</strong>
                {row.attempt > 1 && (
                  <span className="heyi-quiet">
                    {' '}
                    {t('payments.attempt', { number: row.attempt })}
                  </span>
                )}
              </>
            ),
          },
          { title: t('payments.account'), dataIndex: 'payeeAccountMasked' },
          amountColumn<PayOrder>(t('payments.amount'), 'amount', (row) => row.amount),
          {
            title: t('payments.state'),
            key: 'state',
            render: (_, row) => (
              <StateTag tone={toneOfOrder[row.state]} text={t(`payments.states.${row.state}`)} />
            ),
          },
          {
            title: t('payments.bankSays'),
            key: 'text',
            render: (_, row) => saidOf(row, t),
          },
          { title: t('payments.purpose'), dataIndex: 'purpose' },
          {
            title: t('payments.sentAt'),
            key: 'sent',
            render: (_, row) => formatSecond(row.sentAt),
          },
          {
            title: t('payments.settledAt'),
            key: 'settled',
            render: (_, row) => formatSecond(row.settledAt),
          },
        ]}
      />
      <OrderDrawer tenantId={tenantId} openId={openId} onOpen={setOpenId} />
    </Section>
  );
}
