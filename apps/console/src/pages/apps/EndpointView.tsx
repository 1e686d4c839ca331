import { addDays, plainDate } from '@heyi/kernel';
import { FactList } from '@heyi/ui';
import { App, Button, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { comma } from '../../i18n/index.ts';
import { formatInstant, today } from '../../instant.ts';
import { useMay } from '../../session.ts';
import { type Endpoint, EndpointState } from './app-tags.tsx';
import { DeliveryLog } from './DeliveryLog.tsx';
import { ChangeEndpoint } from './EndpointForms.tsx';

type Props = {
  tenantId: string;
  endpoint: Endpoint;
  onSecret: (secret: string) => void;
  onRemoved: () => void;
};

export function EndpointView(props: Props): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId, endpoint } = props;
  const { eventTypes, previousSecretUntil } = endpoint;
  return (
    <Flex vertical gap={16}>
      <FactList
        facts={[
          [t('apps.webhooks.url'), endpoint.url],
          [t('apps.webhooks.state'), <EndpointState key="state" endpoint={endpoint} />],
          [
            t('apps.webhooks.types'),
            eventTypes.length === 0 ? t('apps.webhooks.allTypes') : eventTypes.join(comma()),
          ],
          [
            t('apps.secret'),
            previousSecretUntil === null
              ? '—'
              : t('apps.webhooks.both', { until: formatInstant(previousSecretUntil) }),
          ],
        ]}
      />
      {may('app:manage') && <EndpointActions {...props} />}
      <DeliveryLog tenantId={tenantId} endpoint={endpoint} />
    </Flex>
  );
}

const replayDays = 30;

function EndpointActions({ tenantId, endpoint, onSecret, onRemoved }: Props): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [changing, setChanging] = useState(false);
  const { id: endpointId, url, eventTypes } = endpoint;
  const key = { tenantId, endpointId };
  const isActive = endpoint.state === 'active';
  const since = () => `${addDays(plainDate(today()), -replayDays)}T00:00:00.000Z`;
  return (
    <Flex gap={8} wrap>
      {isActive ? (
        <>
          <ActionButton label={t('apps.webhooks.test')} act={() => api.sendTestWebhook(key)} />
          <ActionButton
            label={t('apps.webhooks.replay')}
            ask={{
              title: t('apps.webhooks.replayAsk'),
              detail: t('apps.webhooks.replayDetail'),
            }}
            act={() => api.replayWebhooks({ ...key, since: since() })}
            onDone={({ replayed }) =>
              void message.success(t('apps.webhooks.replayed', { count: replayed }))
            }
          />
        </>
      ) : (
        <ActionButton
          type="primary"
          label={t('apps.webhooks.enable')}
          act={() =>
            api.updateWebhookEndpoint({ ...key, url, eventTypes: [...eventTypes], state: 'active' })
          }
        />
      )}
      <Button onClick={() => setChanging(true)}>{t('apps.webhooks.edit')}</Button>
      <ActionButton
        label={t('apps.webhooks.rotate')}
        ask={{ title: t('apps.webhooks.rotateAsk'), detail: t('apps.webhooks.rotateDetail') }}
        act={() => api.rotateWebhookSecret(key)}
        onDone={({ secret }) => onSecret(secret)}
      />
      <ActionButton
        danger
        label={t('apps.webhooks.remove')}
        ask={{ title: t('apps.webhooks.removeAsk'), detail: t('apps.webhooks.removeDetail') }}
        act={() => api.removeWebhookEndpoint(key)}
        onDone={onRemoved}
      />
      <ChangeEndpoint
        tenantId={tenantId}
        endpoint={endpoint}
        open={changing}
        onClose={() => setChanging(false)}
      />
    </Flex>
  );
}
