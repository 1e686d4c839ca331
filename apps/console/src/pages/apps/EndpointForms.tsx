import type { AnswerOf } from '@heyi/client';
import { Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import type { AppRow, Endpoint } from './app-tags.tsx';

type Shown = { tenantId: string; open: boolean; onClose: () => void };
type Values = { appId: string; url: string; eventTypes?: string[] };

export function CreateEndpoint(
  props: Shown & { apps: readonly AppRow[]; onSecret: (secret: string) => void },
): ReactNode {
  const { t } = useTranslation();
  const { apps, tenantId } = props;
  return (
    <FormDrawer<Values, AnswerOf<'createWebhookEndpoint'>>
      title={t('apps.webhooks.create')}
      open={props.open}
      {...(apps.length === 1 && { initial: { appId: apps[0]!.id } })}
      submit={({ appId, url, eventTypes }) =>
        api.createWebhookEndpoint({ tenantId, appId, url, eventTypes: eventTypes ?? [] })
      }
      onDone={({ secret }) => props.onSecret(secret)}
      onClose={props.onClose}
    >
      <Form.Item name="appId" label={t('apps.webhooks.app')} rules={[{ required: true }]}>
        <Select
          options={apps.map(({ id, name, environment }) => ({
            value: id,
            label: `${name} · ${t(`apps.environments.${environment}`)}`,
          }))}
        />
      </Form.Item>
      <EndpointFields />
    </FormDrawer>
  );
}

export function ChangeEndpoint(props: Shown & { endpoint: Endpoint }): ReactNode {
  const { t } = useTranslation();
  const { endpoint, tenantId } = props;
  return (
    <FormDrawer<Omit<Values, 'appId'>>
      title={t('apps.webhooks.edit')}
      open={props.open}
      initial={{ url: endpoint.url, eventTypes: [...endpoint.eventTypes] }}
      submit={({ url, eventTypes }) =>
        api.updateWebhookEndpoint({
          tenantId,
          endpointId: endpoint.id,
          url,
          eventTypes: eventTypes ?? [],
          state: endpoint.state,
        })
      }
      onClose={props.onClose}
    >
      <EndpointFields />
    </FormDrawer>
  );
}

function EndpointFields(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="url"
        label={t('apps.webhooks.url')}
        extra={t('apps.webhooks.urlHelp')}
        rules={[{ required: true }]}
      >
        <Input maxLength={500} placeholder="https://" inputMode="url" />
      </Form.Item>
      <Form.Item
        name="eventTypes"
        label={t('apps.webhooks.types')}
        extra={t('apps.webhooks.typesHelp')}
      >
        <Select mode="tags" tokenSeparators={[' ', ',', '，']} open={false} suffixIcon={null} />
      </Form.Item>
    </>
  );
}
