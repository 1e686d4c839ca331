import { Form, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import { SwitchField } from '../../../forms/SwitchField.tsx';
import { useOptions } from '../../../forms/options.ts';
import type { PayItem } from './PaySchemeTab.tsx';

type Values = Omit<PayItem, 'id' | 'isStandard'>;

const needed = [{ required: true }];
const flags = ['prorated', 'inHourlyBase', 'inMinimumWage', 'isActive'] as const;

export function PayItemForm(props: {
  tenantId: string;
  item: PayItem | 'new' | null;
  nextSequence: number;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const item = props.item === 'new' ? null : props.item;
  const fixed = item?.isStandard ?? false;
  const classes = useOptions('clients.scheme.classes');
  const sources = useOptions('clients.scheme.sources');
  const taxes = useOptions('clients.scheme.taxes');
  return (
    <FormDrawer<Values>
      title={t(item ? 'clients.scheme.edit' : 'clients.scheme.add')}
      open={props.item !== null}
      initial={
        item ?? {
          itemClass: 'earning',
          source: 'input',
          taxTreatment: 'ordinary',
          prorated: false,
          inHourlyBase: false,
          inMinimumWage: false,
          isActive: true,
          sequence: props.nextSequence,
        }
      }
      submit={(values) => api.putPayItem({ tenantId: props.tenantId, ...values })}
      onClose={props.onClose}
    >
      <div className="heyi-fields">
        <Form.Item name="nameZh" label={t('clients.scheme.nameZh')} rules={needed}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="nameEn" label={t('clients.scheme.nameEn')} rules={needed}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="code"
          label={t('clients.scheme.code')}
          extra={t('clients.scheme.codeHelp')}
          rules={[{ required: true, pattern: /^[a-zA-Z][a-zA-Z0-9.]{0,39}$/ }]}
        >
          <Input maxLength={40} disabled={item !== null} />
        </Form.Item>
        <Form.Item name="sequence" label={t('clients.scheme.sequence')} rules={needed}>
          <InputNumber min={1} max={9999} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="itemClass" label={t('clients.scheme.itemClass')} rules={needed}>
          <Select options={classes} disabled={fixed} />
        </Form.Item>
        <Form.Item name="source" label={t('clients.scheme.source')} rules={needed}>
          <Select options={sources} disabled={fixed} />
        </Form.Item>
        <Form.Item name="taxTreatment" label={t('clients.scheme.tax')} rules={needed}>
          <Select options={taxes} disabled={fixed} />
        </Form.Item>
      </div>
      {flags.map((flag) => (
        <SwitchField
          key={flag}
          name={flag}
          label={t(`clients.scheme.${flag}`)}
          disabled={fixed && flag !== 'isActive'}
        />
      ))}
    </FormDrawer>
  );
}
