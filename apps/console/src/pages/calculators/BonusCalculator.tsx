import type { AnswerOf, RequestOf } from '@heyi/client';
import { AmountText, FactList, StateTag } from '@heyi/ui';
import { Form } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { today } from '../../instant.ts';
import { percentText } from '../../rate.ts';
import { WhyAmount } from '../../WhyDrawer.tsx';
import { type Ask, Calculator } from './Calculator.tsx';

type Answer = AnswerOf<'calculateAnnualBonus'>;

export function BonusCalculator(): ReactNode {
  const { t } = useTranslation();
  return (
    <Calculator<RequestOf<'calculateAnnualBonus'>, Answer>
      title={t('calculators.tabs.bonus')}
      initial={{ on: today().slice(0, 7), bonus: '36000.00' }}
      calculate={(values) => api.calculateAnnualBonus(values)}
      fields={<Fields />}
      result={(answer, ask) => <Result answer={answer} ask={ask} />}
    />
  );
}

function Fields(): ReactNode {
  const { t } = useTranslation();
  const amount = useAmountRule();
  return (
    <>
      <Form.Item name="on" label={t('calculators.bonus.on')} rules={[{ required: true }]}>
        <DayInput picker="month" />
      </Form.Item>
      <Form.Item
        name="bonus"
        label={t('calculators.bonus.bonus')}
        rules={[{ required: true }, amount]}
      >
        <AmountInput />
      </Form.Item>
      <Form.Item
        name="annualTaxableWithoutBonus"
        label={t('calculators.bonus.taxable')}
        extra={t('calculators.bonus.taxableHelp')}
        rules={[{ pattern: /^-?\d{1,13}(\.\d{1,2})?$/ }]}
      >
        <AmountInput />
      </Form.Item>
    </>
  );
}

function Result({ answer, ask }: { answer: Answer; ask: Ask }): ReactNode {
  const { t } = useTranslation();
  const { merged } = answer;
  return (
    <>
      <FactList
        facts={[
          [
            t('calculators.bonus.tax'),
            <WhyAmount
              key="tax"
              strong
              name={t('calculators.bonus.tax')}
              value={answer.tax}
              onAsk={(asked) => ask(asked, answer.reasons)}
            />,
          ],
          [t('calculators.bonus.dividedBy12'), <AmountText key="12" value={answer.dividedBy12} />],
          [t('calculators.bonus.rate'), percentText(answer.rate)],
          [t('calculators.bonus.quick'), <AmountText key="quick" value={answer.quickDeduction} />],
          ...(merged
            ? ([
                [
                  t('calculators.bonus.separate'),
                  <AmountText key="separate" value={merged.taxSeparate} />,
                ],
                [
                  t('calculators.bonus.merged'),
                  <AmountText key="merged" value={merged.taxMerged} />,
                ],
              ] as const)
            : []),
        ]}
      />
      {merged && <StateTag tone="good" text={t(`calculators.bonus.better.${merged.better}`)} />}
    </>
  );
}
