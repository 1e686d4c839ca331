import { AmountText, FactList, Section } from '@heyi/ui';
import { InputNumber } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { today } from '../../instant.ts';
import { Reasons } from '../../reasons.tsx';
import { Refusal } from '../../Refusal.tsx';
import { AmountField, Field, isAmount } from './fields.tsx';
import { useCalculation } from './use-calculation.ts';

/** 滞纳金 on contributions that were paid late. */
export function LateFeeCalculator(): ReactNode {
  const { t } = useTranslation();
  const [on, setOn] = useState(today());
  const [principal, setPrincipal] = useState('1941.09');
  const [days, setDays] = useState(17);
  const answer = useCalculation(
    'lateFee',
    isAmount(principal) ? { on, principal, days } : null,
    (facts) => api.calculateLateFee(facts),
  );
  return (
    <>
      <Section title={t('calculators.tabs.lateFee')}>
        <div className="heyi-calculator-fields">
          <AmountField
            label={t('reasons.names.principal')}
            value={principal}
            onChange={setPrincipal}
          />
          <Field label={t('calculators.lateFee.days')}>
            {(id) => (
              <InputNumber
                id={id}
                min={0}
                max={36_500}
                precision={0}
                value={days}
                style={{ width: '100%' }}
                onChange={(next) => setDays(next ?? 0)}
              />
            )}
          </Field>
          <Field label={t('calculators.lateFee.on')}>
            {(id) => <DayInput id={id} value={on} onChange={(next) => setOn(next ?? on)} />}
          </Field>
        </div>
      </Section>
      <Section title={t('calculators.result')}>
        <Refusal of={answer.error} />
        {answer.data && (
          <>
            <FactList
              facts={[
                [
                  t('calculators.lateFee.fee'),
                  <AmountText key="fee" value={answer.data.lateFee} strong />,
                ],
              ]}
            />
            <Reasons reasons={[answer.data.reason]} />
          </>
        )}
      </Section>
    </>
  );
}
