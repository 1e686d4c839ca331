import { App, Form, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { today } from '../../instant.ts';
import { jobEnd } from '../../jobs/use-job.ts';
import { payerAccountText, usePayerChoices } from '../../payer-accounts.ts';

type Values = { payerAccountId: string; day: string };
type Outcome = { read: number; failed: number };

const everyAccount = 'all';

/** Asks linked banks for the arrivals of a day; they become unmatched receipts. */
export function ReadStatement(props: {
  tenantId: string;
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const accounts = usePayerChoices(props.tenantId).filter(({ channel }) => channel !== 'file');
  const submit = async ({ payerAccountId, day }: Values): Promise<Outcome> => {
    const asked = accounts.filter(({ id }) => [id, everyAccount].includes(payerAccountId));
    const ends = await Promise.all(
      // A pass-through account stands in the provider's own tenant.
      asked.map(async ({ id, tenantId }) => {
        const { jobId } = await api.readStatement({ tenantId, payerAccountId: id, day });
        return jobEnd(tenantId, jobId);
      }),
    );
    const read = ends.filter((state) => state === 'succeeded').length;
    return { read, failed: ends.length - read };
  };
  const tell = ({ read, failed }: Outcome) =>
    failed === 0
      ? message.success(t('funds.statement.done', { count: read }))
      : message.warning(t('funds.statement.failed', { count: failed }));
  return (
    <FormDrawer<Values, Outcome>
      title={t('funds.statement.read')}
      submitLabel={t('funds.statement.read')}
      open={props.open}
      initial={{ payerAccountId: everyAccount, day: today() }}
      submit={submit}
      onDone={(outcome) => void tell(outcome)}
      onClose={props.onClose}
    >
      <Form.Item
        name="payerAccountId"
        label={t('funds.statement.account')}
        rules={[{ required: true }]}
      >
        <Select
          options={[
            { value: everyAccount, label: t('funds.statement.everyAccount') },
            ...accounts.map((account) => ({
              value: account.id,
              label: payerAccountText(account),
            })),
          ]}
        />
      </Form.Item>
      <Form.Item name="day" label={t('funds.statement.day')} rules={[{ required: true }]}>
        <DayInput />
      </Form.Item>
    </FormDrawer>
  );
}
