import { Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { payerAccountText, usePayerChoices } from '../../payer-accounts.ts';
import type { Advance } from './AdvancesTab.tsx';

const needed = [{ required: true }];

/** Only the provider's own accounts can lend. */
export function RequestAdvance(props: {
  tenantId: string;
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId } = props;
  const accounts = usePayerChoices(tenantId).filter((account) => account.tenantId !== tenantId);
  const amount = useAmountRule('aboveZero');
  return (
    <FormDrawer<{ payerAccountId: string; amount: string; reason: string }>
      title={t('funds.advance.request')}
      submitLabel={t('funds.advance.request')}
      open={props.open}
      submit={(values) => api.requestAdvance({ tenantId, ...values })}
      onClose={props.onClose}
    >
      <Form.Item name="payerAccountId" label={t('funds.advance.account')} rules={needed}>
        <Select
          options={accounts.map((account) => ({
            value: account.id,
            label: payerAccountText(account),
          }))}
        />
      </Form.Item>
      <Form.Item name="amount" label={t('funds.advance.amount')} rules={[...needed, amount]}>
        <AmountInput />
      </Form.Item>
      <Form.Item name="reason" label={t('common.reason')} rules={needed}>
        <Input.TextArea rows={3} maxLength={200} showCount />
      </Form.Item>
    </FormDrawer>
  );
}

export function RepayAdvance(props: {
  tenantId: string;
  advance: Advance | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, advance } = props;
  const amount = useAmountRule('aboveZero');
  return (
    <FormDrawer<{ amount: string }>
      title={t('funds.advance.repay')}
      submitLabel={t('funds.advance.repay')}
      open={advance !== null}
      {...(advance ? { initial: { amount: advance.outstanding } } : {})}
      submit={(values) => api.repayAdvance({ tenantId, advanceId: advance!.id, ...values })}
      onClose={props.onClose}
    >
      <Form.Item
        name="amount"
        label={t('funds.advance.amount')}
        extra={t('funds.advance.repayNote')}
        rules={[...needed, amount]}
      >
        <AmountInput />
      </Form.Item>
    </FormDrawer>
  );
}
