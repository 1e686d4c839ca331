import type { RequestOf } from '@heyi/client';
import { grouped } from '@heyi/ui';
import { Form, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import type { Bill } from './bills.ts';

type Values = Pick<RequestOf<'matchClientBill'>, 'receiptId' | 'amount'>;

/** 核销: money of the client that no bill has used meets this one, in full or in part. */
export function MatchBill(props: {
  tenantId: string;
  bill: Bill;
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const amount = useAmountRule('aboveZero');
  const { tenantId, bill } = props;
  const open = bill.open ?? '0.00';
  const needed = [{ required: true }];
  return (
    <FormDrawer<Values>
      title={t('bills.match.title')}
      submitLabel={t('bills.match.submit')}
      open={props.open}
      initial={{ amount: open }}
      intro={t('bills.match.note', { open: grouped(open) })}
      submit={(values) => api.matchClientBill({ tenantId, clientBillId: bill.id, ...values })}
      onClose={props.onClose}
    >
      <Form.Item
        name="receiptId"
        label={t('bills.match.receipt')}
        rules={needed}
        extra={bill.credits.length === 0 ? t('bills.match.none') : undefined}
      >
        <Select
          options={bill.credits.map(({ receiptId, receivedOn, left }) => ({
            value: receiptId,
            label: t('bills.match.left', { day: receivedOn, left: grouped(left) }),
          }))}
        />
      </Form.Item>
      <Form.Item name="amount" label={t('bills.match.amount')} rules={[...needed, amount]}>
        <AmountInput />
      </Form.Item>
    </FormDrawer>
  );
}
