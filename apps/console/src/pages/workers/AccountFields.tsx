import { Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOptions } from '../../forms/options.ts';

const needed = [{ required: true }];

/** Where a worker is paid to. */
export function AccountFields(): ReactNode {
  const { t } = useTranslation();
  const channels = useOptions('workers.channels');
  return (
    <>
      <Form.Item name="channel" label={t('workers.channel')} rules={needed}>
        <Select options={channels} />
      </Form.Item>
      <Form.Item
        name="accountNumber"
        label={t('workers.account')}
        extra={t('workers.accountHelp')}
        rules={needed}
      >
        <Input maxLength={64} />
      </Form.Item>
      <Form.Item name="bankName" label={t('workers.bankName')}>
        <Input maxLength={80} />
      </Form.Item>
    </>
  );
}
