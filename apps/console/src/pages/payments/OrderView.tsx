import type { AnswerOf } from '@heyi/client';
import { AmountText, FactList, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Flex, Timeline, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { formatSecond } from '../../instant.ts';
import { Loaded } from '../../Loaded.tsx';
import { OrderActions } from './OrderActions.tsx';
import { type PayOrderState, proposalText, saidOf, toneOfOrder } from './payments.ts';

export type OpenOrder = AnswerOf<'getPayOrder'>;

const moving = new Set<PayOrderState>(['queued', 'sent', 'unknown']);

/** It, or the order that was made in its place. */
function isMoving(order: OpenOrder | undefined): boolean {
  if (order === undefined) return false;
  return [order, ...order.attempts].some(({ state }) => moving.has(state));
}

/** One pay order: what is to be done, what happened so far, and the attempts before and after. */
export function OrderView(props: {
  tenantId: string;
  payOrderId: string;
  onOpen: (payOrderId: string) => void;
}): ReactNode {
  const { tenantId, payOrderId } = props;
  const order = useQuery({
    queryKey: ['payOrder', tenantId, payOrderId],
    queryFn: () => api.getPayOrder({ tenantId, payOrderId }),
    refetchInterval: (query) => (isMoving(query.state.data) ? 1000 : false),
  });
  return (
    <Loaded query={order}>
      {(view) => (
        <Flex vertical gap={16}>
          <Head order={view} />
          <OrderActions tenantId={tenantId} order={view} />
          <Facts order={view} />
          <History order={view} />
          <Attempts order={view} onOpen={props.onOpen} />
        </Flex>
      )}
    </Loaded>
  );
}

function Head({ order }: { order: OpenOrder }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Flex gap={10} align="center">
          <Typography.Title level={3} style={{ margin: 0, fontSize: 18 }}>
            {order.payeeName}
          </Typography.Title>
          <StateTag tone={toneOfOrder[order.state]} text={t(`payments.states.${order.state}`)} />
        </Flex>
        <span style={{ fontSize: 22 }}>
          <AmountText value={order.amount} strong />
        </span>
      </Flex>
      {order.proposal && (
        <Alert
          showIcon
          type="warning"
          title={t('payments.proposal', {
            who: order.proposal.proposedBy,
            outcome: t(`payments.outcomes.${order.proposal.outcome}`),
          })}
          description={proposalText(order.proposal)}
        />
      )}
    </>
  );
}

function Facts({ order }: { order: OpenOrder }): ReactNode {
  const { t } = useTranslation();
  return (
    <FactList
      facts={[
        [t('payments.account'), order.payeeAccountMasked],
        [t('payments.bankCode'), order.payeeBankCode],
        [t('payments.purpose'), order.purpose],
        [t('payments.bankReference'), order.bankReference],
        [t('payments.bankSays'), saidOf(order, t)],
        [t('payments.dueAt'), order.dueAt && formatSecond(order.dueAt)],
        [
          t('payments.reference'),
          <Typography.Text key="reference" copyable style={{ fontSize: 12 }}>
            {order.reference}
          </Typography.Text>,
        ],
      ]}
    />
  );
}

function History({ order }: { order: OpenOrder }): ReactNode {
  const { t } = useTranslation();
  return (
    <section>
      <Typography.Title level={4} style={{ fontSize: 14 }}>
        {t('payments.history')}
      </Typography.Title>
      <Timeline
        items={[
          {
            key: 'created',
            content: `${formatSecond(order.createdAt)} ${t('payments.createdAt')}`,
          },
          ...order.events.map((event, index) => ({
            key: String(index),
            color: { good: 'green', bad: 'red', warn: 'orange', active: 'blue', neutral: 'gray' }[
              toneOfOrder[event.state]
            ],
            content: (
              <>
                {formatSecond(event.occurredAt)}{' '}
                <strong>{t(`payments.states.${event.state}`)}</strong>
                <div className="heyi-quiet">
                  {[
                    t(`payments.sources.${event.source}`),
                    event.actorName,
                    saidOf(event, t),
                    event.bankReference,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </>
            ),
          })),
        ]}
      />
    </section>
  );
}

function Attempts(props: { order: OpenOrder; onOpen: (payOrderId: string) => void }): ReactNode {
  const { t } = useTranslation();
  const others = props.order.attempts.filter(({ id }) => id !== props.order.id);
  if (others.length === 0) return null;
  return (
    <section>
      <Typography.Title level={4} style={{ fontSize: 14 }}>
        {t('payments.attempts')}
      </Typography.Title>
      {others.map((attempt) => (
        <Flex key={attempt.id} gap={8} align="center">
          <Button type="link" size="small" onClick={() => props.onOpen(attempt.id)}>
            {t('payments.attempt', { number: attempt.attempt })}
          </Button>
          <StateTag
            tone={toneOfOrder[attempt.state]}
            text={t(`payments.states.${attempt.state}`)}
          />
          <span className="heyi-quiet">{formatSecond(attempt.createdAt)}</span>
        </Flex>
      ))}
    </section>
  );
}
