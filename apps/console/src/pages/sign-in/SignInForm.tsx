import { ProblemAlert } from '@heyi/ui';
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Problem } from '../../api.ts';
import { useRefreshSession } from '../../session.ts';

export function SignInForm({ onDone }: { onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const refresh = useRefreshSession();
  const signIn = useMutation({
    mutationFn: (values: { loginName: string; password: string }) => api.signIn(values),
    onSuccess: async () => {
      await refresh();
      onDone();
    },
  });
  return (
    <Form layout="vertical" onFinish={(values) => signIn.mutate(values)} requiredMark={false}>
      {signIn.error instanceof Problem && <ProblemAlert problem={signIn.error} />}
      <Form.Item name="loginName" label={t('session.loginName')} rules={[{ required: true }]}>
        <Input autoComplete="username" autoFocus size="large" />
      </Form.Item>
      <Form.Item name="password" label={t('session.password')} rules={[{ required: true }]}>
        <Input.Password autoComplete="current-password" size="large" />
      </Form.Item>
      <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
        {t('session.signIn')}
      </Button>
    </Form>
  );
}
