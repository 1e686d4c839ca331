import type { RequestOf } from '@heyi/client';
import { Form, Input, Radio, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { AmountInput, useAmountRule } from '../../../forms/AmountInput.tsx';
import { DayInput } from '../../../forms/DayInput.tsx';
import { FileField } from '../../../forms/FileField.tsx';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import { useOptions } from '../../../forms/options.ts';
import { today } from '../../../instant.ts';
import { usePayerAccountOptions } from '../../../payer-accounts.ts';
type Keys = 'tenantId' | 'registrationId' | 'contributionPeriod';
type Values = Omit<RequestOf<'recordContributionPayment'>, Keys>;

const needed = [{ required: true }];

/** A month of a registration, as it is called, and what is open of it where that is known. */
export type PaymentDue = {
  registrationId: string;
  period: string;
  name: string;
  open: string | null;
};

/** What the agency debited or was paid, with its receipt. */
export function RecordContributionPayment(props: {
  tenantId: string;
  due: PaymentDue | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, due } = props;
  const [file, setFile] = useState<File | null>(null);
  const amount = useAmountRule('aboveZero');
  const fee = useAmountRule();
  const ways = useOptions('obligations.ways');
  const accounts = usePayerAccountOptions(tenantId);
  const submit = (values: Values) =>
    api.recordContributionPayment(
      {
        tenantId,
        registrationId: due!.registrationId,
        contributionPeriod: due!.period,
        ...values,
      },
      { upload: file! },
    );
  return (
    <FormDrawer<Values>
      title={t('obligations.recordTitle', { what: due?.name ?? '' })}
      submitLabel={t('obligations.record')}
      open={due !== null}
      initial={{
        way: 'agreementDebit',
        paidOn: today(),
        ...(due?.open && !due.open.startsWith('-') && { amount: due.open }),
      }}
      submit={submit}
      onClose={props.onClose}
    >
      <Form.Item name="way" label={t('obligations.way')} rules={needed}>
        <Radio.Group options={ways} />
      </Form.Item>
      <div className="heyi-fields">
        <Form.Item
          name="amount"
          label={t('obligations.amount')}
          extra={t('obligations.amountHelp')}
          rules={[...needed, amount]}
        >
          <AmountInput />
        </Form.Item>
        <Form.Item name="paidOn" label={t('obligations.paidOn')} rules={needed}>
          <DayInput />
        </Form.Item>
        <Form.Item name="voucherNumber" label={t('obligations.voucherNumber')} rules={needed}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="lateFee" label={t('obligations.lateFee')} rules={[fee]}>
          <AmountInput />
        </Form.Item>
      </div>
      <Bearer />
      <Form.Item
        name="payerAccountId"
        label={t('obligations.account')}
        extra={t('obligations.accountHelp')}
      >
        <Select allowClear options={accounts} />
      </Form.Item>
      <FileField
        label={t('obligations.evidence')}
        help={t('obligations.evidenceHelp')}
        onFile={setFile}
      />
    </FormDrawer>
  );
}

/** Asked for only where there is a late fee. */
function Bearer(): ReactNode {
  const { t } = useTranslation();
  const bearers = useOptions('obligations.bearers');
  return (
    <Form.Item noStyle dependencies={['lateFee']}>
      {({ getFieldValue }) =>
        getFieldValue('lateFee') ? (
          <Form.Item name="lateFeeBearer" label={t('obligations.bearer')} rules={needed}>
            <Radio.Group options={bearers} />
          </Form.Item>
        ) : null
      }
    </Form.Item>
  );
}
