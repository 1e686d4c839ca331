import { Alert, Form, Input, Radio } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { SwitchField } from '../../forms/SwitchField.tsx';
import { useOptions } from '../../forms/options.ts';
import type { OpenOrder } from './OrderView.tsx';

type Props = { tenantId: string; order: OpenOrder; open: boolean; onClose: () => void };

type Correction = {
  corrects?: boolean;
  payeeName?: string;
  accountNumber?: string;
  bankCode?: string | null;
};

const needed = [{ required: true }];

export function RetryOrder({ tenantId, order, open, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const submit = ({ corrects, payeeName, accountNumber, bankCode }: Correction) =>
    api.retryPayOrder({
      tenantId,
      payOrderId: order.id,
      ...(corrects
        ? {
            correction: {
              payeeName: payeeName!,
              accountNumber: accountNumber!,
              bankCode: bankCode ?? null,
            },
          }
        : {}),
    });
  return (
    <FormDrawer<Correction>
      title={t('payments.retry')}
      submitLabel={t('payments.retry')}
      open={open}
      intro={<Note text={t('payments.retryNote')} />}
      initial={{ corrects: false, payeeName: order.payeeName, bankCode: order.payeeBankCode }}
      submit={submit}
      onClose={onClose}
    >
      <SwitchField name="corrects" label={t('payments.correct')} />
      <Form.Item noStyle dependencies={['corrects']}>
        {({ getFieldValue }) =>
          getFieldValue('corrects') === true && (
            <>
              <Form.Item name="payeeName" label={t('payments.payeeName')} rules={needed}>
                <Input maxLength={70} />
              </Form.Item>
              <Form.Item
                name="accountNumber"
                label={t('payments.accountNumber')}
                extra={order.payeeAccountMasked}
                rules={needed}
                normalize={(text: string) => text.replace(/\s/g, '')}
              >
                <Input maxLength={40} inputMode="numeric" autoComplete="off" />
              </Form.Item>
              <Form.Item
                name="bankCode"
                label={t('payments.bankCode')}
                rules={[{ pattern: /^\d{12}$/ }]}
              >
                <Input maxLength={12} inputMode="numeric" />
              </Form.Item>
            </>
          )
        }
      </Form.Item>
    </FormDrawer>
  );
}

type Outcome = { outcome: 'succeeded' | 'failed'; bankReference?: string | null; note: string };

export function ProposeOutcome({ tenantId, order, open, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const outcomes = useOptions('payments.outcomes');
  return (
    <FormDrawer<Outcome>
      title={t('payments.propose')}
      open={open}
      intro={<Note text={t('payments.proposeNote')} />}
      submit={({ bankReference, ...values }) =>
        api.proposePayOrderOutcome({
          tenantId,
          payOrderId: order.id,
          ...values,
          ...(bankReference ? { bankReference } : {}),
        })
      }
      onClose={onClose}
    >
      <Form.Item name="outcome" label={t('payments.outcome')} rules={needed}>
        <Radio.Group options={outcomes} />
      </Form.Item>
      <Form.Item name="bankReference" label={t('payments.bankReference')}>
        <Input maxLength={64} />
      </Form.Item>
      <Form.Item name="note" label={t('payments.note')} rules={needed}>
        <Input.TextArea rows={3} maxLength={200} showCount />
      </Form.Item>
    </FormDrawer>
  );
}

function Note({ text }: { text: string }): ReactNode {
  return <Alert showIcon type="info" title={text} style={{ marginBottom: 14 }} />;
}
