import type { AnswerOf, RequestOf } from '@heyi/client';
import { AmountText, FactList } from '@heyi/ui';
import { Form, InputNumber } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { today } from '../../instant.ts';
import { Reasons } from '../../reasons.tsx';
import { Calculator } from './Calculator.tsx';

export function LateFeeCalculator(): ReactNode {
  const { t } = useTranslation();
  return (
    <Calculator<RequestOf<'calculateLateFee'>, AnswerOf<'calculateLateFee'>>
      title={t('calculators.tabs.lateFee')}
      initial={{ on: today(), principal: '10000.00', days: 30 }}
      calculate={(values) => api.calculateLateFee(values)}
      fields={<Fields />}
      result={(answer) => (
        <>
          <FactList
            facts={[
              [
                t('calculators.lateFee.fee'),
                <AmountText key="fee" value={answer.lateFee} strong />,
              ],
            ]}
          />
          <Reasons reasons={[answer.reason]} />
        </>
      )}
    />
  );
}

function Fields(): ReactNode {
  const { t } = useTranslation();
  const amount = useAmountRule();
  const needed = [{ required: true }];
  return (
    <>
      <Form.Item name="on" label={t('calculators.lateFee.on')} rules={needed}>
        <DayInput />
      </Form.Item>
      <Form.Item
        name="principal"
        label={t('calculators.lateFee.principal')}
        rules={[...needed, amount]}
      >
        <AmountInput />
      </Form.Item>
      <Form.Item name="days" label={t('calculators.lateFee.days')} rules={needed}>
        <InputNumber min={0} max={36_500} precision={0} style={{ width: '100%' }} />
      </Form.Item>
    </>
  );
}
