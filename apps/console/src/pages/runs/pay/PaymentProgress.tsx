import type { AnswerOf } from '@heyi/client';
import { AmountText, FactList, ProgressLine, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { formatSecond, secondsBetween } from '../../../instant.ts';
import { Loaded } from '../../../Loaded.tsx';
import { MemberTable } from '../members/MemberTable.tsx';
import type { RunPanelProps } from '../run.ts';

type Payment = AnswerOf<'getRunPayment'>;
type Row = Payment['rows'][number];

/** Live while it is paid: in all, account by account, and who was not paid and why. */
export function PaymentProgress({ run, tenantId }: RunPanelProps): ReactNode {
  const payment = useQuery({
    queryKey: ['payment', run.id, run.state],
    // A run may come back to a state: what was known of it then is over.
    staleTime: 0,
    queryFn: () => api.getRunPayment({ tenantId, runId: run.id }),
    // Some may have failed while others are still on their way.
    refetchInterval: (query) =>
      run.state === 'paying' || query.state.data?.rows.some((row) => row.queued + row.sent > 0)
        ? 500
        : false,
  });
  return (
    <Loaded query={payment}>
      {(view) => (
        <section>
          <Overall payment={view} isPaying={run.state === 'paying'} />
          <div className="heyi-entity-progress">
            {view.rows.map((row) => (
              <EntityProgress key={`${row.entityId}-${row.payerAccountId ?? ''}`} row={row} />
            ))}
          </div>
          {run.state !== 'paying' && view.paidPeople < view.people && (
            <Unpaid run={run} tenantId={tenantId} payment={view} />
          )}
          <Proof proof={view.proof} />
        </section>
      )}
    </Loaded>
  );
}

function Overall({ payment, isPaying }: { payment: Payment; isPaying: boolean }): ReactNode {
  const { t } = useTranslation();
  const { startedAt, finishedAt } = payment;
  return (
    <>
      <ProgressLine
        label={t('runs.pay.paid')}
        done={payment.paidPeople}
        total={payment.people}
        failed={payment.failedPeople > 0 && !isPaying}
      />
      <FactList
        columns={3}
        facts={[
          [t('runs.pay.paidAmount'), <AmountText key="paid" value={payment.paidAmount} strong />],
          [t('runs.pay.ofAmount'), <AmountText key="of" value={payment.amount} />],
          [
            t('runs.pay.took'),
            startedAt &&
              finishedAt &&
              t('runs.calculation.seconds', { seconds: secondsBetween(startedAt, finishedAt) }),
          ],
          [t('runs.pay.started'), formatSecond(startedAt)],
          [t('runs.pay.finished'), formatSecond(finishedAt)],
        ]}
      />
    </>
  );
}

const counted = ['queued', 'sent', 'succeeded', 'failed', 'returned', 'unknown', 'held'] as const;
const alarming = new Set<string>(['failed', 'returned', 'unknown']);

function EntityProgress({ row }: { row: Row }): ReactNode {
  const { t } = useTranslation();
  const wrong = row.failed + row.returned;
  return (
    <section aria-label={row.entityName}>
      <strong>{row.entityName}</strong>
      <div className="heyi-quiet">{row.payerAccountMasked ?? t('runs.pay.noAccount')}</div>
      <ProgressLine
        label={t('runs.pay.succeeded')}
        done={row.succeeded}
        total={row.people}
        failed={wrong > 0 && row.queued + row.sent === 0}
      />
      <Flex gap="2px 14px" wrap style={{ fontSize: 12 }}>
        {counted.map(
          (state) =>
            row[state] > 0 && (
              <span key={state} className={alarming.has(state) ? 'heyi-bad' : ''}>
                {t(`runs.pay.${state}`)} {row[state]}
              </span>
            ),
        )}
      </Flex>
      <Flex justify="space-between" style={{ fontSize: 13, marginTop: 4 }}>
        <AmountText value={row.paidAmount} strong />
        <AmountText value={row.amount} />
      </Flex>
    </section>
  );
}

function Unpaid({ run, tenantId, payment }: RunPanelProps & { payment: Payment }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Typography.Title level={3} style={{ fontSize: 14 }}>
        {t('runs.pay.unpaid', { failed: payment.failedPeople, held: payment.heldPeople })}
      </Typography.Title>
      <MemberTable run={run} tenantId={tenantId} filter="unpaid" search="" />
    </>
  );
}

/** Slips, orders and ledger must say the same; it is shown, not only checked. */
export function Proof({ proof }: { proof: Payment['proof'] }): ReactNode {
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
      <FactList
        columns={3}
        facts={[
          [t('runs.pay.proofPayslips'), <AmountText key="slips" value={proof.payslips} />],
          [t('runs.pay.proofOrders'), <AmountText key="orders" value={proof.payOrders} />],
          [t('runs.pay.proofLedger'), <AmountText key="ledger" value={proof.ledger} />],
        ]}
      />
    </div>
  );
}
