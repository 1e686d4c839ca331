import { App, Form, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { today } from '../../instant.ts';
import { payerAccountText, usePayerChoices } from '../../payer-accounts.ts';

type Values = { payerAccountId: string; day: string };

/** Asks a linked bank for the arrivals of a day; they become unmatched receipts. */
export function ReadStatement(props: {
  tenantId: string;
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const accounts = usePayerChoices(props.tenantId).filter(({ channel }) => channel !== 'file');
  const submit = ({ payerAccountId, day }: Values) => {
    // A pass-through account stands in the provider's own tenant.
    const holder = accounts.find(({ id }) => id === payerAccountId)!;
    return api.readStatement({ tenantId: holder.tenantId, payerAccountId, day });
  };
  return (
    <FormDrawer<Values>
      title={t('funds.statement.read')}
      submitLabel={t('funds.statement.read')}
      open={props.open}
      initial={{ day: today() }}
      submit={submit}
      onDone={() => void message.info(t('funds.statement.started'))}
      onClose={props.onClose}
    >
      <Form.Item
        name="payerAccountId"
        label={t('funds.statement.account')}
        rules={[{ required: true }]}
      >
        <Select
          options={accounts.map((account) => ({
            value: account.id,
            label: payerAccountText(account),
          }))}
        />
      </Form.Item>
      <Form.Item name="day" label={t('funds.statement.day')} rules={[{ required: true }]}>
        <DayInput />
      </Form.Item>
    </FormDrawer>
  );
}
