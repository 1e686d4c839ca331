import type { RequestOf } from '@heyi/client';
import { Form, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOptions } from '../../forms/options.ts';

export type Role = RequestOf<'createAccount'>['roles'][number];

const clientRoles = new Set(['client_hr', 'client_finance', 'store_manager', 'employee']);

/** The provider's people and a client's people have roles of their own. */
export function RoleField({ isHouse }: { isHouse: boolean }): ReactNode {
  const { t } = useTranslation();
  const roles = useOptions('accounts.roleNames');
  return (
    <Form.Item name="roles" label={t('accounts.roles')} rules={[{ required: true }]}>
      <Select
        mode="multiple"
        options={roles.filter(({ value }) => clientRoles.has(value) !== isHouse)}
      />
    </Form.Item>
  );
}
