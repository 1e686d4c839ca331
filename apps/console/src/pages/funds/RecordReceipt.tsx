import type { RequestOf } from '@heyi/client';
import { Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { SwitchField } from '../../forms/SwitchField.tsx';
import { today } from '../../instant.ts';
import { usePayerAccountOptions } from '../../payer-accounts.ts';

type Values = Omit<RequestOf<'recordReceipt'>, 'tenantId'>;

const needed = [{ required: true }];

export function RecordReceipt(props: {
  tenantId: string;
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId } = props;
  const accounts = usePayerAccountOptions(tenantId);
  const amount = useAmountRule('aboveZero');
  return (
    <FormDrawer<Values>
      title={t('funds.receipt.record')}
      submitLabel={t('funds.receipt.record')}
      open={props.open}
      initial={{ receivedOn: today(), isMatched: true }}
      submit={({ note, ...values }) =>
        api.recordReceipt({ tenantId, ...values, ...(note ? { note } : {}) })
      }
      onClose={props.onClose}
    >
      <Form.Item name="payerAccountId" label={t('funds.receipt.account')} rules={needed}>
        <Select options={accounts} />
      </Form.Item>
      <div className="heyi-fields">
        <Form.Item name="amount" label={t('funds.receipt.amount')} rules={[...needed, amount]}>
          <AmountInput />
        </Form.Item>
        <Form.Item name="receivedOn" label={t('funds.receipt.receivedOn')} rules={needed}>
          <DayInput />
        </Form.Item>
      </div>
      <Form.Item
        name="senderName"
        label={t('funds.receipt.senderName')}
        extra={t('funds.receipt.senderHelp')}
        rules={needed}
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="bankReference" label={t('funds.receipt.bankReference')} rules={needed}>
        <Input maxLength={64} />
      </Form.Item>
      <Form.Item name="note" label={t('funds.receipt.note')}>
        <Input maxLength={200} />
      </Form.Item>
      <SwitchField name="isMatched" label={t('funds.receipt.isMatched')} />
    </FormDrawer>
  );
}
