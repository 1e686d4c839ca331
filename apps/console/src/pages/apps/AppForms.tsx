import type { AnswerOf } from '@heyi/client';
import { Checkbox, Form, Input, InputNumber, Radio } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import type { AppRow } from './app-tags.tsx';

type Shown = { tenantId: string; open: boolean; onClose: () => void };

export function CreateApp(props: Shown & { onMade: (appId: string) => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <FormDrawer<Pick<AppRow, 'name' | 'environment'>, AnswerOf<'createApp'>>
      title={t('apps.create')}
      open={props.open}
      initial={{ environment: 'sandbox' }}
      submit={(values) => api.createApp({ tenantId: props.tenantId, ...values })}
      onDone={({ id }) => props.onMade(id)}
      onClose={props.onClose}
    >
      <Form.Item name="name" label={t('apps.name')} rules={[{ required: true }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item
        name="environment"
        label={t('apps.environment')}
        extra={t('apps.environmentHelp')}
        rules={[{ required: true }]}
      >
        <Radio.Group options={useOptions('apps.environments')} />
      </Form.Item>
    </FormDrawer>
  );
}

type Settings = { name: string; allowed?: string; denied?: string; requestsPerMinute: number };

const linesOf = (text: string | null | undefined): string[] =>
  (text ?? '').split(/[\s,，、]+/).filter((line) => line !== '');

export function ChangeApp(props: Shown & { app: AppRow }): ReactNode {
  const { t } = useTranslation();
  const { app, tenantId } = props;
  const submit = ({ name, allowed, denied, requestsPerMinute }: Settings) =>
    api.updateApp({
      tenantId,
      appId: app.id,
      name,
      requestsPerMinute,
      allowedAddresses: linesOf(allowed),
      deniedAddresses: linesOf(denied),
    });
  return (
    <FormDrawer<Settings>
      title={t('apps.settings')}
      open={props.open}
      initial={{
        name: app.name,
        requestsPerMinute: app.requestsPerMinute,
        allowed: app.allowedAddresses.join('\n'),
        denied: app.deniedAddresses.join('\n'),
      }}
      submit={submit}
      onClose={props.onClose}
    >
      <Form.Item name="name" label={t('apps.name')} rules={[{ required: true }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item
        name="allowed"
        label={t('apps.allowed')}
        extra={t('apps.allowedHelp')}
        rules={[{ required: app.environment === 'live' }]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} />
      </Form.Item>
      <Form.Item name="denied" label={t('apps.denied')} extra={t('apps.deniedHelp')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} />
      </Form.Item>
      <Form.Item
        name="requestsPerMinute"
        label={t('apps.limit')}
        extra={t('apps.limitHelp')}
        rules={[{ required: true }]}
      >
        <InputNumber min={1} max={10_000_000} precision={0} style={{ width: 200 }} />
      </Form.Item>
    </FormDrawer>
  );
}

export function CreateKey(
  props: Shown & {
    app: AppRow;
    scopes: AnswerOf<'listApps'>['scopes'];
    onSecret: (secret: string) => void;
  },
): ReactNode {
  const { t, i18n } = useTranslation();
  const isChinese = i18n.language.startsWith('zh');
  return (
    <FormDrawer<{ scopes: string[] }, AnswerOf<'createAppKey'>>
      title={t('apps.createKey')}
      submitLabel={t('apps.createKey')}
      intro={<p className="heyi-quiet">{t('apps.createKeyNote')}</p>}
      open={props.open}
      submit={({ scopes }) =>
        api.createAppKey({ tenantId: props.tenantId, appId: props.app.id, scopes })
      }
      onDone={({ secret }) => props.onSecret(secret)}
      onClose={props.onClose}
    >
      <Form.Item name="scopes" label={t('apps.scopes')} rules={[{ required: true }]}>
        <Checkbox.Group
          style={{ display: 'flex', flexDirection: 'column', gap: 8 }}
          options={props.scopes.map(({ name, titleZh, titleEn }) => ({
            value: name,
            label: (
              <>
                {isChinese ? titleZh : titleEn} <span className="heyi-quiet">{name}</span>
              </>
            ),
          }))}
        />
      </Form.Item>
    </FormDrawer>
  );
}
