import { Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOptions } from '../../forms/options.ts';

const needed = [{ required: true }];

/** Name and document of a natural person. */
export function WhoFields(): ReactNode {
  const { t } = useTranslation();
  const documentKinds = useOptions('people.documentKinds');
  return (
    <>
      <Form.Item name="name" label={t('workers.name')} rules={needed}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="documentKind" label={t('people.documentKind')} rules={needed}>
        <Select options={documentKinds} />
      </Form.Item>
      <Form.Item name="documentNumber" label={t('workers.documentNumber')} rules={needed}>
        <Input maxLength={30} />
      </Form.Item>
    </>
  );
}
