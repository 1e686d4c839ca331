import type { RequestOf } from '@heyi/client';
import { AmountText, FactList, grouped } from '@heyi/ui';
import { App, Form, Input, Radio } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { type Receivable, Source } from './ReceivableSource.tsx';

type Values = Pick<RequestOf<'settleReceivable'>, 'how' | 'amount' | 'reason'>;

const needed = [{ required: true }];
const hows = ['paidBack', 'waived'] as const;

/** The person has paid back, or nobody asks for it any more; a part of it may be settled. */
export function SettleReceivable(props: {
  tenantId: string;
  receivable: Receivable | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { tenantId, receivable } = props;
  const amount = useAmountRule('aboveZero');
  const settle = async (values: Values) => {
    await api.settleReceivable({ tenantId, receivableId: receivable!.id, ...values });
    void message.success(t('funds.receivable.settled', { amount: grouped(values.amount) }));
  };
  return (
    <FormDrawer<Values>
      title={t('funds.receivable.settleOf', { name: receivable?.personName ?? '' })}
      submitLabel={t('funds.receivable.settle')}
      open={receivable !== null}
      initial={{ how: 'paidBack', ...(receivable ? { amount: receivable.open } : {}) }}
      intro={
        receivable && (
          <div style={{ marginBottom: 16 }}>
            <FactList
              facts={[
                [
                  t('funds.receivable.source'),
                  <span key="source">
                    {receivable.wageMonth} <Source tenantId={tenantId} row={receivable} />
                  </span>,
                ],
                [
                  t('funds.receivable.open'),
                  <AmountText key="open" value={receivable.open} strong />,
                ],
              ]}
            />
          </div>
        )
      }
      submit={settle}
      onClose={props.onClose}
    >
      <Form.Item name="how" label={t('funds.receivable.how')} rules={needed}>
        <Radio.Group
          vertical
          options={hows.map((value) => ({
            value,
            label: (
              <>
                {t(`funds.receivable.hows.${value}`)}
                <div className="heyi-quiet">{t(`funds.receivable.meaning.${value}`)}</div>
              </>
            ),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="amount"
        label={t('funds.receipt.amount')}
        extra={t('funds.receivable.settleNote')}
        rules={[...needed, amount]}
      >
        <AmountInput />
      </Form.Item>
      <Form.Item name="reason" label={t('common.reason')} rules={needed}>
        <Input.TextArea rows={3} maxLength={200} showCount />
      </Form.Item>
    </FormDrawer>
  );
}
