import { PageFrame, Section } from '@heyi/ui';
import { Alert, App, Button, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useChange } from '../../change.ts';
import { Refusal } from '../../Refusal.tsx';
import { useSession } from '../../session.ts';
import { SecondFactorSection } from './SecondFactorSection.tsx';
import { SessionsSection } from './SessionsSection.tsx';

export default function MyAccountPage(): ReactNode {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const mustChange = session?.mustChangePassword === true;
  return (
    <PageFrame
      title={t('accounts.mine.title')}
      facts={session && `${session.name} · ${session.loginName}`}
    >
      {mustChange && (
        <Alert
          showIcon
          type="warning"
          title={t('accounts.mine.mustChange')}
          style={{ marginBottom: 12 }}
        />
      )}
      <div style={{ maxWidth: 760 }}>
        <PasswordSection />
        {!mustChange && (
          <>
            <SecondFactorSection />
            <SessionsSection />
          </>
        )}
      </div>
    </PageFrame>
  );
}

type Passwords = { currentPassword: string; newPassword: string; again: string };

function PasswordSection(): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Passwords>();
  const change = useChange(
    ({ currentPassword, newPassword }: Passwords) =>
      api.changePassword({ currentPassword, newPassword }),
    () => {
      form.resetFields();
      void message.success(t('accounts.mine.changed'));
    },
  );
  const needed = { required: true };
  return (
    <Section title={t('accounts.mine.password')} note={t('accounts.mine.passwordNote')}>
      <Refusal of={change.error} />
      <Form<Passwords>
        form={form}
        layout="vertical"
        requiredMark={false}
        style={{ maxWidth: 360 }}
        onFinish={(values) => change.mutate(values)}
      >
        <Form.Item name="currentPassword" label={t('accounts.mine.current')} rules={[needed]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="newPassword" label={t('accounts.mine.next')} rules={[needed]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('accounts.mine.again')}
          dependencies={['newPassword']}
          rules={[
            needed,
            ({ getFieldValue }) => ({
              validator: async (_, value) => {
                if (value && value !== getFieldValue('newPassword')) {
                  throw new Error(t('accounts.mine.differs'));
                }
              },
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('accounts.mine.password')}
        </Button>
      </Form>
    </Section>
  );
}
