import { ProblemAlert } from '@heyi/ui';
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Problem } from '../../api.ts';

/** Six digits, or a recovery code as it was printed: three groups of four. */
const codePattern = /^\s*(\d{6}|([a-z\d]{4}[\s-]?){2}[a-z\d]{4})\s*$/i;

export function SecondFactorForm({ onDone }: { onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const give = useMutation({
    mutationFn: (values: { code: string }) => api.giveSecondFactor(values),
    onSuccess: onDone,
  });
  return (
    <Form layout="vertical" onFinish={(values) => give.mutate(values)} requiredMark={false}>
      {give.error instanceof Problem && <ProblemAlert problem={give.error} />}
      <Form.Item
        name="code"
        label={t('session.code')}
        extra={t('session.codeHelp')}
        rules={[{ required: true, pattern: codePattern, message: t('session.codeMalformed') }]}
      >
        <Input autoFocus autoComplete="one-time-code" maxLength={20} size="large" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={give.isPending}>
        {t('session.confirm')}
      </Button>
    </Form>
  );
}
