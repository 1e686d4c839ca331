import { grouped } from '@heyi/ui';
import { Button, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { ReasonButton } from '../../ask-again/ReasonButton.tsx';
import { useMay } from '../../session.ts';
import { ProposeOutcome, RetryOrder } from './OrderForms.tsx';
import type { OpenOrder } from './OrderView.tsx';
import { proposalText } from './payments.ts';

/** What may be done depends on the state; the server has the last word. */
export function OrderActions(props: { tenantId: string; order: OpenOrder }): ReactNode {
  const may = useMay();
  const { order } = props;
  // A withdrawal is cancelled and paid again as such: its tax and its balance go with it.
  const mayRetry = may('payment:retry') && order.subjectKind !== 'withdrawal';
  const steps = [
    mayRetry && ['failed', 'returned'].includes(order.state) && <Retry key="retry" {...props} />,
    mayRetry && ['queued', 'held'].includes(order.state) && <Waiting key="waiting" {...props} />,
    may('payment:settle') && <Settling key="settling" {...props} />,
  ];
  return (
    <Flex gap={8} wrap>
      {steps}
    </Flex>
  );
}

type Props = { tenantId: string; order: OpenOrder };

function Retry({ tenantId, order }: Props): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (order.replacedById !== null) return null;
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('payments.retry')}
      </Button>
      <RetryOrder tenantId={tenantId} order={order} open={open} onClose={() => setOpen(false)} />
    </>
  );
}

function Waiting({ tenantId, order }: Props): ReactNode {
  const { t } = useTranslation();
  const key = { tenantId, payOrderId: order.id };
  if (order.state === 'held') {
    return (
      <ActionButton
        type="primary"
        label={t('payments.release')}
        act={() => api.releasePayOrder(key)}
      />
    );
  }
  return (
    <>
      <ActionButton label={t('payments.hold')} act={() => api.holdPayOrder(key)} />
      <ActionButton
        danger
        label={t('payments.cancel')}
        ask={{
          title: t('payments.cancelAsk', { name: order.payeeName, amount: grouped(order.amount) }),
          detail: t('payments.cancelDetail'),
        }}
        act={() => api.cancelPayOrder(key)}
      />
    </>
  );
}

/** Two pairs of eyes: one enters what the bank's paper says, another confirms it. */
function Settling({ tenantId, order }: Props): ReactNode {
  const { t } = useTranslation();
  const [proposing, setProposing] = useState(false);
  const key = { tenantId, payOrderId: order.id };
  if (order.state === 'sent' || order.state === 'unknown') {
    return (
      <ReasonButton
        label={t('payments.manual')}
        act={(note) => api.markPayOrderManual({ ...key, note })}
      />
    );
  }
  if (order.state !== 'manual') return null;
  return (
    <>
      {order.proposal ? (
        <>
          <ActionButton
            type="primary"
            label={t('payments.settle')}
            ask={{
              title: t('payments.settleAsk', {
                name: order.payeeName,
                amount: grouped(order.amount),
                outcome: t(`payments.outcomes.${order.proposal.outcome}`),
              }),
              detail: proposalText(order.proposal),
            }}
            act={() => api.settlePayOrder(key)}
          />
          <ActionButton
            label={t('payments.withdrawProposal')}
            act={() => api.withdrawPayOrderProposal(key)}
          />
        </>
      ) : (
        <Button type="primary" onClick={() => setProposing(true)}>
          {t('payments.propose')}
        </Button>
      )}
      <ProposeOutcome
        tenantId={tenantId}
        order={order}
        open={proposing}
        onClose={() => setProposing(false)}
      />
    </>
  );
}
