import {
  AmountText,
  type Column,
  FactList,
  PageFrame,
  QueryTable,
  Section,
  StateTag,
} from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Empty } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { useTenantId } from '../../client-page.ts';
import { formatSecond } from '../../instant.ts';
import { Loaded } from '../../Loaded.tsx';
import { Reasons } from '../../reasons.tsx';
import { useMay } from '../../session.ts';
import { OrderDrawer } from '../payments/OrderDrawer.tsx';
import { saidOf } from '../payments/payments.ts';
import { SandboxMark } from '../workers/WorkersPanel.tsx';
import { toneOfWithdrawal, type WithdrawalView } from './withdrawals.ts';
import { reasonText } from './WithdrawalsPanel.tsx';

type Order = WithdrawalView['orders'][number];
type Delivery = WithdrawalView['deliveries'][number];

/** One withdrawal: why it was taxed so, what the bank did, what the app was told. */
export default function WithdrawalPage(): ReactNode {
  const tenantId = useTenantId();
  const { withdrawalId = '' }: { withdrawalId?: string } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ['withdrawal', tenantId, withdrawalId],
    queryFn: () => api.getWithdrawal({ tenantId, withdrawalId }),
    refetchInterval: 5_000,
  });
  if (query.data) return <OpenWithdrawal tenantId={tenantId} view={query.data} />;
  return (
    <div className="heyi-page">
      <Loaded query={query}>{() => null}</Loaded>
    </div>
  );
}

type Props = { tenantId: string; view: WithdrawalView };

function OpenWithdrawal({ tenantId, view }: Props): ReactNode {
  const { t } = useTranslation();
  const [openId, setOpenId] = useState<string | null>(null);
  const mayOpen = useMay()('payment:read');
  const stateText = t(`workers.withdrawalStates.${view.state}`);
  return (
    <PageFrame
      title={t('withdrawals.one', { businessId: view.businessId })}
      status={
        <>
          <StateTag tone={toneOfWithdrawal[view.state]} text={stateText} />{' '}
          <SandboxMark environment={view.environment} />
        </>
      }
      facts={[formatSecond(view.acceptedAt), whyOf(view, t)].filter(Boolean).join(' · ')}
      actions={
        <>
          <PayAgain tenantId={tenantId} view={view} />
          <SettleByHand view={view} onOpen={setOpenId} />
        </>
      }
    >
      <Amounts view={view} />
      <Section title={t('withdrawals.explained')} note={t('withdrawals.explainedNote')}>
        {view.reasons.length > 0 ? (
          <Reasons reasons={view.reasons} />
        ) : (
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={t(view.tax === null ? 'withdrawals.untaxed' : 'withdrawals.noReasons')}
          />
        )}
      </Section>
      <Section title={t('withdrawals.who')}>
        <FactList
          facts={[
            [
              t('withdrawals.worker'),
              <Link key="worker" to={`/clients/${tenantId}/workers/${view.workerId}`}>
                {view.workerName} {view.externalWorkerId}
              </Link>,
            ],
            [t('withdrawals.kind'), t(`workers.kinds.${view.incomeKind}`)],
            [t('withdrawals.taxPeriod'), view.taxPeriod],
            [t('withdrawals.settledAt'), formatSecond(view.settledAt)],
            [t('withdrawals.reversedAt'), formatSecond(view.reversedAt)],
            [t('withdrawals.corrected'), view.isCorrected ? t('common.yes') : t('common.no')],
          ]}
        />
      </Section>
      <Orders rows={view.orders} onOpen={mayOpen ? setOpenId : null} />
      <Deliveries rows={view.deliveries} />
      <OrderDrawer tenantId={tenantId} openId={openId} onOpen={setOpenId} />
    </PageFrame>
  );
}

/** What the bank said of the order it comes from, else why it waits. */
function whyOf(view: WithdrawalView, t: Parameters<typeof reasonText>[1]): string | null {
  if (view.reason === null) return null;
  const order = view.orders.find(({ code }) => code === view.reason);
  return order ? saidOf(order, t) : reasonText(view.reason, t);
}

/** The net amount of a declared month stays owed: it is paid again, to the present account. */
function PayAgain({ tenantId, view }: Props): ReactNode {
  const { t } = useTranslation();
  const mayPay = useMay()('withdrawal:pay');
  const isOwed = (view.state === 'returned' || view.state === 'failed') && view.reversedAt === null;
  if (!mayPay || !isOwed) return null;
  return (
    <ActionButton
      type="primary"
      label={t('withdrawals.payAgain')}
      ask={{ title: t('withdrawals.payAgainAsk', { amount: view.net }) }}
      act={() => api.payWithdrawalAgain({ tenantId, withdrawalId: view.id })}
    />
  );
}

/** What the machine cannot find out, two people settle by the bank's paper, at its order. */
function SettleByHand(props: { view: WithdrawalView; onOpen: (id: string) => void }): ReactNode {
  const { t } = useTranslation();
  const { state, payOrderId } = props.view;
  const maySettle = useMay()('payment:settle');
  if (!maySettle || state !== 'unknown' || payOrderId === null) return null;
  return (
    <Button type="primary" onClick={() => props.onOpen(payOrderId)}>
      {t('withdrawals.settleByHand')}
    </Button>
  );
}

function Amounts({ view }: { view: WithdrawalView }): ReactNode {
  const { t } = useTranslation();
  const shown = [
    ['gross', view.gross],
    ['tax', view.tax],
    ['vat', view.vat],
    ['surcharges', view.surcharges],
    ['net', view.net],
    ['fee', view.serviceFee],
  ] as const;
  return (
    <dl className="heyi-totals" style={{ marginTop: 0 }}>
      {shown.map(([key, value]) => (
        <div key={key}>
          <dt>{t(`withdrawals.${key}`)}</dt>
          <dd>
            <AmountText value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Orders(props: {
  rows: readonly Order[];
  onOpen: ((id: string) => void) | null;
}): ReactNode {
  const { onOpen } = props;
  const { t } = useTranslation();
  const columns: Column<Order>[] = [
    { title: t('withdrawals.attempt'), dataIndex: 'attempt' },
    {
      title: t('withdrawals.state'),
      key: 'state',
      render: (_, row) => (
        <>
          {t(`payments.states.${row.state}`, { defaultValue: row.state })}
          {row.code !== null && <div className="heyi-quiet">{saidOf(row, t)}</div>}
        </>
      ),
    },
    {
      title: t('withdrawals.net'),
      key: 'amount',
      align: 'right',
      render: (_, row) => <AmountText value={row.amount} />,
    },
    {
      title: t('withdrawals.bankReference'),
      key: 'reference',
      render: (_, row) => row.bankReference ?? '—',
    },
    { title: t('withdrawals.sentAt'), key: 'sent', render: (_, row) => formatSecond(row.sentAt) },
    {
      title: t('withdrawals.settledAt'),
      key: 'settled',
      render: (_, row) => formatSecond(row.settledAt),
    },
  ];
  return (
    <Section title={t('withdrawals.orders')}>
      <QueryTable<Order>
        label={t('withdrawals.orders')}
        rowKey={(row) => row.id}
        rows={props.rows}
        isPending={false}
        empty={t('withdrawals.noOrders')}
        columns={columns}
        {...(onOpen ? { onOpen: (row) => onOpen(row.id) } : {})}
      />
    </Section>
  );
}

function Deliveries({ rows }: { rows: readonly Delivery[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <Section title={t('withdrawals.deliveries')}>
      <QueryTable<Delivery>
        label={t('withdrawals.deliveries')}
        rowKey={(row) => row.id}
        rows={rows}
        isPending={false}
        empty={t('withdrawals.noDeliveries')}
        columns={[
          {
            title: t('apps.webhooks.createdAt'),
            key: 'created',
            render: (_, row) => formatSecond(row.createdAt),
          },
          { title: t('apps.webhooks.type'), dataIndex: 'type' },
          {
            title: t('apps.webhooks.state'),
            key: 'state',
            render: (_, row) => (
              <StateTag
                tone={
                  row.state === 'delivered' ? 'good' : row.state === 'failed' ? 'bad' : 'active'
                }
                text={t(`apps.webhooks.deliveryStates.${row.state}`)}
              />
            ),
          },
          {
            title: t('apps.webhooks.answer'),
            key: 'status',
            render: (_, row) => row.status ?? '—',
          },
          { title: t('apps.webhooks.attempts'), dataIndex: 'attempts', align: 'right' },
        ]}
      />
    </Section>
  );
}
