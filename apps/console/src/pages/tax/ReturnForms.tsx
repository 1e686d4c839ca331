import type { RequestOf } from '@heyi/client';
import { Form, Input, Radio, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { FileField } from '../../forms/FileField.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { today } from '../../instant.ts';
import { payerAccountText, usePayerAccounts } from '../../payer-accounts.ts';
import type { Return } from './returns.ts';

type Props = { view: Return; open: boolean; onClose: () => void };
type Keys = 'tenantId' | 'returnId';
type Result = Omit<RequestOf<'recordReturnResult'>, Keys>;
type Payment = Omit<RequestOf<'recordTaxPayment'>, Keys>;

const needed = [{ required: true }];

/** What the bureau answered: its receipt number, or its words. */
export function ResultForm({ view, open, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const submit = ({ isAccepted, receiptNumber, refusal }: Result) =>
    api.recordReturnResult({
      tenantId: view.tenantId,
      returnId: view.id,
      isAccepted,
      ...(isAccepted && receiptNumber ? { receiptNumber } : {}),
      ...(!isAccepted && refusal ? { refusal } : {}),
    });
  return (
    <FormDrawer<Result>
      title={t('tax.actions.recordResult')}
      open={open}
      initial={{ isAccepted: true }}
      submit={submit}
      onClose={onClose}
    >
      <Form.Item name="isAccepted" label={t('tax.result')} rules={needed}>
        <Radio.Group
          options={[
            { value: true, label: t('tax.states.accepted') },
            { value: false, label: t('tax.states.rejected') },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={['isAccepted']}>
        {({ getFieldValue }) =>
          getFieldValue('isAccepted') ? (
            <Form.Item name="receiptNumber" label={t('tax.receiptNumber')}>
              <Input maxLength={60} />
            </Form.Item>
          ) : (
            <Form.Item name="refusal" label={t('tax.refusal')} rules={needed}>
              <Input.TextArea rows={3} maxLength={500} />
            </Form.Item>
          )
        }
      </Form.Item>
    </FormDrawer>
  );
}

/** 缴款: what left the account, with the number of its voucher. */
export function PaymentForm({ view, open, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const accounts = usePayerAccounts(view.tenantId);
  const amount = useAmountRule();
  const submit = ({ lateFee, ...payment }: Payment) =>
    api.recordTaxPayment({
      tenantId: view.tenantId,
      returnId: view.id,
      ...payment,
      ...(lateFee ? { lateFee } : {}),
    });
  return (
    <FormDrawer<Payment>
      title={t('tax.actions.recordPayment')}
      open={open}
      initial={{ amount: view.taxDue, paidOn: today() }}
      submit={submit}
      onClose={onClose}
    >
      <div className="heyi-fields">
        <Form.Item name="amount" label={t('tax.paidAmount')} rules={[...needed, amount]}>
          <AmountInput />
        </Form.Item>
        <Form.Item name="lateFee" label={t('tax.lateFee')} rules={[amount]}>
          <AmountInput />
        </Form.Item>
        <Form.Item name="paidOn" label={t('tax.paidOn')} rules={needed}>
          <DayInput />
        </Form.Item>
        <Form.Item name="voucherNumber" label={t('tax.voucherNumber')} rules={needed}>
          <Input maxLength={60} />
        </Form.Item>
      </div>
      <Form.Item
        name="payerAccountId"
        label={t('obligations.account')}
        extra={t('obligations.accountHelp')}
      >
        <Select
          allowClear
          options={(accounts.data?.rows ?? []).map((account) => ({
            value: account.id,
            label: payerAccountText(account),
          }))}
        />
      </Form.Item>
    </FormDrawer>
  );
}

/** 取证: 完税证明 or the debit receipt. */
export function EvidenceForm({ view, open, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const submit = () =>
    api.attachReturnEvidence({ tenantId: view.tenantId, returnId: view.id }, { upload: file! });
  return (
    <FormDrawer<{ file: string }>
      title={t('tax.actions.attachEvidence')}
      submitLabel={t('common.upload')}
      open={open}
      submit={submit}
      onClose={onClose}
    >
      <FileField label={t('tax.evidence')} help={t('tax.evidenceHelp')} onFile={setFile} />
    </FormDrawer>
  );
}
