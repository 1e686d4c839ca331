import type { AnswerOf } from '@heyi/client';
import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import type { Secret } from './secret.ts';
import { type Role, RoleField } from './role-field.tsx';

type Values = { loginName: string; name: string; roles: Role[] };

export function CreateAccount(props: {
  tenantId: string;
  isHouse: boolean;
  open: boolean;
  onClose: () => void;
  onSecret: (secret: Secret) => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <FormDrawer<Values, AnswerOf<'createAccount'>>
      title={t('accounts.create')}
      submitLabel={t('accounts.create')}
      open={props.open}
      submit={(values) => api.createAccount({ tenantId: props.tenantId, ...values })}
      onDone={(made) => props.onSecret({ name: made.name, password: made.oneTimePassword })}
      onClose={props.onClose}
    >
      <Form.Item name="name" label={t('accounts.name')} rules={[{ required: true }]}>
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item
        name="loginName"
        label={t('accounts.loginName')}
        extra={t('accounts.loginHelp')}
        rules={[{ required: true, pattern: /^[\p{L}\p{N}._@+-]{3,60}$/u }]}
      >
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <RoleField isHouse={props.isHouse} />
    </FormDrawer>
  );
}
