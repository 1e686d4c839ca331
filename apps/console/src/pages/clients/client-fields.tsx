import { Form, Input, InputNumber, Select } from 'antd';
import type { AnswerOf } from '@heyi/client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { useOptions } from '../../forms/options.ts';

export type Client = AnswerOf<'getClient'>;
export type ClientMaster = Pick<Client, 'name' | 'shortName' | 'uscc' | 'cooperationMode'>;
export type ClientSettings = Client['settings'];

export const usualSettings: ClientSettings = {
  payMonthRule: 'sameMonth',
  payDay: 10,
  prorationMethod: 'paidDays2175',
  advanceLimit: '0.00',
  advanceDays: 0,
  clientCutoffDays: 3,
  language: 'zh-CN',
};

const needed = [{ required: true }];

export function MasterFields(): ReactNode {
  const { t } = useTranslation();
  const modes = useOptions('clients.modes');
  return (
    <div className="heyi-fields">
      <Form.Item className="heyi-wide" name="name" label={t('clients.name')} rules={needed}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="shortName" label={t('clients.shortName')} rules={needed}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="cooperationMode" label={t('clients.mode')} rules={needed}>
        <Select options={modes} />
      </Form.Item>
      <UsccField />
    </div>
  );
}

export function UsccField(): ReactNode {
  const { t } = useTranslation();
  return (
    <Form.Item
      className="heyi-wide"
      name="uscc"
      label={t('clients.uscc')}
      extra={t('clients.usccHelp')}
      rules={[{ required: true, len: 18 }]}
      normalize={(text: string) => text.trim().toUpperCase()}
    >
      <Input maxLength={18} style={{ fontFamily: 'ui-monospace, monospace' }} />
    </Form.Item>
  );
}

/** The names stand below `name` in the form, so that they can be part of a larger one. */
export function SettingsFields({ name = [] }: { name?: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  const amount = useAmountRule();
  const field = (key: string) => [...name, key];
  return (
    <div className="heyi-fields">
      <Form.Item name={field('payMonthRule')} label={t('clients.payMonthRule')} rules={needed}>
        <Select options={useOptions('clients.payMonthRules')} />
      </Form.Item>
      <Form.Item
        name={field('payDay')}
        label={t('clients.payDay')}
        extra={t('clients.payDayHelp')}
        rules={needed}
      >
        <InputNumber min={1} max={31} precision={0} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item
        name={field('prorationMethod')}
        label={t('clients.prorationMethod')}
        rules={needed}
      >
        <Select options={useOptions('clients.prorationMethods')} />
      </Form.Item>
      <Form.Item
        name={field('clientCutoffDays')}
        label={t('clients.clientCutoffDays')}
        extra={t('clients.clientCutoffHelp')}
        rules={needed}
      >
        <InputNumber min={0} max={20} precision={0} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item
        name={field('advanceLimit')}
        label={t('clients.advanceLimit')}
        rules={[...needed, amount]}
      >
        <AmountInput />
      </Form.Item>
      <Form.Item name={field('advanceDays')} label={t('clients.advanceDays')} rules={needed}>
        <InputNumber min={0} max={180} precision={0} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name={field('language')} label={t('clients.language')} rules={needed}>
        <Select options={useOptions('clients.languages')} />
      </Form.Item>
    </div>
  );
}
