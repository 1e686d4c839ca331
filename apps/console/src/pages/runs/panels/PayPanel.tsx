import type { AnswerOf } from '@heyi/client';
import { AmountText, amountColumn, grouped, ProgressLine, QueryTable, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Descriptions, Empty, Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import type { RunPanelProps, RunState } from '../run.ts';

type Payment = AnswerOf<'getRunPayment'>;
type FundingRow = AnswerOf<'getRunFunding'>['rows'][number];

const beforeLock = new Set<RunState>([
  'draft',
  'collecting',
  'calculating',
  'calculated',
  'inReview',
  'rejected',
  'approved',
  'cancelled',
]);
const begun = new Set<RunState>(['paying', 'partiallyPaid', 'paid', 'closed']);

/** Money first, then everybody at once; partial success is normal and live. */
export function PayPanel({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  if (beforeLock.has(run.state)) return <Empty description={t('runs.pay.notYet')} />;
  return (
    <Flex vertical gap={20}>
      {begun.has(run.state) && <PaymentProgress run={run} tenantId={tenantId} />}
      <Funding run={run} tenantId={tenantId} />
    </Flex>
  );
}

function Funding({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const funding = useQuery({
    queryKey: ['funding', run.id, run.state],
    queryFn: () => api.getRunFunding({ tenantId, runId: run.id }),
  });
  const view = funding.data;
  return (
    <section>
      {view && !begun.has(run.state) && (
        <Alert
          showIcon
          style={{ marginBottom: 12 }}
          type={view.isFunded ? 'success' : 'warning'}
          title={
            view.isFunded
              ? t('runs.pay.funded')
              : t('runs.pay.short', { amount: grouped(view.missing) })
          }
          action={
            !view.isFunded && (
              <Link to={`/clients/${tenantId}/funds` as never}>{t('runs.pay.toFunds')}</Link>
            )
          }
        />
      )}
      <QueryTable<FundingRow>
        label={t('runs.pay.account')}
        rowKey={(row) => `${row.entityId}-${row.payerAccountId ?? ''}`}
        rows={view?.rows}
        isPending={funding.isPending}
        error={funding.error}
        empty={t('common.empty')}
        columns={[
          { title: t('runs.entity'), dataIndex: 'entityName' },
          {
            title: t('runs.pay.account'),
            key: 'account',
            render: (_, row) =>
              row.payerAccountMasked ?? <StateTag tone="bad" text={t('runs.pay.noAccount')} />,
          },
          { title: t('runs.people'), dataIndex: 'people', align: 'right' },
          amountColumn<FundingRow>(t('runs.pay.needed'), 'needed', (row) => row.needed),
          amountColumn<FundingRow>(t('runs.pay.applied'), 'applied', (row) => row.applied),
          amountColumn<FundingRow>(t('runs.pay.available'), 'available', (row) => row.available),
          amountColumn<FundingRow>(t('runs.pay.missing'), 'missing', (row) => row.missing),
        ]}
      />
    </section>
  );
}

function PaymentProgress({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const payment = useQuery({
    queryKey: ['payment', run.id, run.state],
    queryFn: () => api.getRunPayment({ tenantId, runId: run.id }),
    refetchInterval: run.state === 'paying' ? 500 : false,
  });
  const view = payment.data;
  if (!view) return null;
  return (
    <section>
      <ProgressLine
        label={t('runs.pay.paid', { paid: view.paidPeople, people: view.people })}
        done={view.paidPeople}
        total={view.people}
        failed={view.failedPeople > 0 && run.state !== 'paying'}
      />
      <QueryTable<Payment['rows'][number]>
        label={t('runs.steps.pay')}
        rowKey={(row) => `${row.entityId}-${row.payerAccountId ?? ''}`}
        rows={view.rows}
        isPending={false}
        empty={t('common.empty')}
        columns={[
          { title: t('runs.entity'), dataIndex: 'entityName' },
          { title: t('runs.pay.account'), dataIndex: 'payerAccountMasked' },
          ...(
            ['queued', 'sent', 'succeeded', 'failed', 'returned', 'unknown', 'held'] as const
          ).map((state) => ({
            title: t(`runs.pay.${state}`),
            dataIndex: state,
            align: 'right' as const,
          })),
          amountColumn<Payment['rows'][number]>(t('runs.net'), 'amount', (row) => row.amount),
          amountColumn<Payment['rows'][number]>(
            t('runs.pay.succeeded'),
            'paid',
            (row) => row.paidAmount,
          ),
        ]}
      />
      <Proof proof={view.proof} />
    </section>
  );
}

/** Slips, orders and ledger must say the same; it is shown, not only checked. */
function Proof({ proof }: { proof: Payment['proof'] }): ReactNode {
  const { t } = useTranslation();
  return (
    <div style={{ marginTop: 14 }}>
      <Flex gap={8} align="center" style={{ marginBottom: 6 }}>
        <Typography.Text strong>{t('runs.pay.proof')}</Typography.Text>
        <StateTag
          tone={proof.agrees ? 'good' : 'bad'}
          text={t(proof.agrees ? 'runs.pay.agrees' : 'runs.pay.differs')}
        />
      </Flex>
      <Descriptions
        size="small"
        bordered
        column={{ xs: 1, md: 3 }}
        items={[
          {
            key: 'slips',
            label: t('runs.pay.proofPayslips'),
            children: <AmountText value={proof.payslips} />,
          },
          {
            key: 'orders',
            label: t('runs.pay.proofOrders'),
            children: <AmountText value={proof.payOrders} />,
          },
          {
            key: 'ledger',
            label: t('runs.pay.proofLedger'),
            children: <AmountText value={proof.ledger} />,
          },
        ]}
      />
    </div>
  );
}
