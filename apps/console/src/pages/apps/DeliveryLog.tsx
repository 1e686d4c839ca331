import type { AnswerOf } from '@heyi/client';
import { type Column, FactList, QueryTable, StateTag, type Tone } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Flex, Select, Timeline } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { useOptions } from '../../forms/options.ts';
import { formatSecond } from '../../instant.ts';
import { Loaded } from '../../Loaded.tsx';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import type { Endpoint } from './app-tags.tsx';

type Delivery = AnswerOf<'listWebhookDeliveries'>['rows'][number];

const tones: Record<Delivery['state'], Tone> = {
  waiting: 'active',
  delivered: 'good',
  failed: 'bad',
};

export function DeliveryLog(props: { tenantId: string; endpoint: Endpoint }): ReactNode {
  const { t } = useTranslation();
  const { tenantId, endpoint } = props;
  const [state, setState] = useState<Delivery['state'] | ''>('');
  const deliveries = useRows(
    ['webhook-deliveries', endpoint.id, state],
    (cursor) =>
      api.listWebhookDeliveries({
        tenantId,
        endpointId: endpoint.id,
        ...(state !== '' && { state }),
        ...cursor,
      }),
    { refetchInterval: 5000 },
  );
  const options = useOptions('apps.webhooks.deliveryStates');
  return (
    <div>
      <div className="heyi-toolbar">
        <Select
          aria-label={t('apps.webhooks.state')}
          style={{ minWidth: 140 }}
          value={state}
          options={[{ value: '', label: t('apps.webhooks.allStates') }, ...options]}
          onChange={setState}
        />
      </div>
      <QueryTable<Delivery>
        label={t('apps.webhooks.log')}
        rowKey={(row) => row.id}
        empty={t('apps.webhooks.noDeliveries')}
        columns={useColumns(tenantId, endpoint)}
        renderBelow={(row) => <DeliveryDetail tenantId={tenantId} delivery={row} />}
        {...deliveries.table}
      />
    </div>
  );
}

function useColumns(tenantId: string, endpoint: Endpoint): Column<Delivery>[] {
  const { t } = useTranslation();
  const may = useMay();
  const canSend = may('app:manage') && endpoint.state === 'active';
  return [
    {
      title: t('apps.webhooks.createdAt'),
      key: 'created',
      render: (_, row) => <span className="heyi-number">{formatSecond(row.createdAt)}</span>,
    },
    { title: t('apps.webhooks.type'), key: 'type', dataIndex: 'type' },
    {
      title: t('apps.webhooks.state'),
      key: 'state',
      render: (_, row) => (
        <StateTag tone={tones[row.state]} text={t(`apps.webhooks.deliveryStates.${row.state}`)} />
      ),
    },
    { title: t('apps.webhooks.answer'), key: 'answer', render: (_, row) => <Answer of={row} /> },
    { title: t('apps.webhooks.attempts'), key: 'attempts', align: 'right', dataIndex: 'attempts' },
    {
      title: '',
      key: 'actions',
      render: (_, row) =>
        canSend && (
          <ActionButton
            size="small"
            label={t('apps.webhooks.again')}
            act={() => api.replayWebhookDelivery({ tenantId, deliveryId: row.id })}
          />
        ),
    },
  ];
}

function Answer({ of }: { of: Pick<Delivery, 'status' | 'error' | 'tookMs'> }): ReactNode {
  const { t } = useTranslation();
  const { status, error, tookMs } = of;
  if (status === null && error === null) return '—';
  return (
    <>
      {status ?? t(`apps.webhooks.errors.${error}`, { defaultValue: error ?? '' })}{' '}
      {tookMs !== null && (
        <span className="heyi-quiet">{t('apps.webhooks.took', { ms: tookMs })}</span>
      )}
    </>
  );
}

function DeliveryDetail(props: { tenantId: string; delivery: Delivery }): ReactNode {
  const { t } = useTranslation();
  const { tenantId, delivery } = props;
  const query = useQuery({
    queryKey: ['webhook-delivery', delivery.id, delivery.attempts],
    queryFn: () => api.getWebhookDelivery({ tenantId, deliveryId: delivery.id }),
  });
  return (
    <Loaded query={query}>
      {({ body, attempts }) => (
        <Flex vertical gap={12}>
          <FactList
            facts={[
              [t('apps.webhooks.message'), delivery.messageId],
              [t('apps.webhooks.dueAt'), formatSecond(delivery.dueAt)],
            ]}
          />
          <Timeline
            items={attempts.map((attempt, index) => ({
              key: attempt.at + String(index),
              color: attempt.status !== null && attempt.status < 300 ? 'green' : 'red',
              content: (
                <>
                  {t('apps.webhooks.attempt', { number: index + 1 })}{' '}
                  <span className="heyi-quiet">{formatSecond(attempt.at)}</span>{' '}
                  <Answer of={attempt} />
                </>
              ),
            }))}
          />
          <pre style={{ whiteSpace: 'pre-wrap', wordBreak: 'break-all', margin: 0 }}>{body}</pre>
        </Flex>
      )}
    </Loaded>
  );
}
