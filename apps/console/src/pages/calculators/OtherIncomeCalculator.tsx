import { parseYuan } from '@heyi/kernel';
import { AmountText, FactList, Section } from '@heyi/ui';
import { InputNumber, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { percentText } from '../../rate.ts';
import { Refusal } from '../../Refusal.tsx';
import { AmountField, Field, isAmount } from './fields.tsx';
import { useCalculation } from './use-calculation.ts';

type Values = Readonly<Record<string, string | number>>;

/** The rules and the facts that each asks for: amounts as text, counts as numbers. */
const rules: Readonly<Record<string, Values>> = {
  'labour-remuneration-ordinary': { income: '10000.00' },
  royalty: { income: '10000.00' },
  'author-remuneration': { income: '10000.00' },
  'non-resident-wage': { income: '20000.00' },
  'non-resident-bonus': { bonus: '60000.00' },
  severance: { compensation: '500000.00', localAverageAnnualWage: '120000.00' },
  'early-retirement': { subsidy: '300000.00', actualYears: 4 },
  'internal-retirement': {
    subsidy: '100000.00',
    monthsToStatutoryRetirement: 40,
    monthWage: '8000.00',
  },
  'annual-settlement': {
    wages: '240000.00',
    labour: '0.00',
    specialAndAdditional: '90036.00',
    withheld: '0.00',
  },
  'business-income': { taxable: '100000.00' },
  'late-payment': { tax: '1000.00', daysLate: 10 },
};

/** Every other income of the tax library: one rule, its facts, its result. */
export function OtherIncomeCalculator(): ReactNode {
  const { t } = useTranslation();
  const [rule, setRule] = useState('labour-remuneration-ordinary');
  const [values, setValues] = useState<Values>(rules[rule]!);
  const complete = Object.values(values).every(
    (value) => typeof value === 'number' || isAmount(value),
  );
  const answer = useCalculation('rule', complete ? { rule, facts: values } : null, (facts) =>
    api.calculateIncomeTaxRule(facts),
  );
  const choose = (next: string) => {
    setRule(next);
    setValues(rules[next]!);
  };
  return (
    <>
      <Section title={t('calculators.tabs.otherIncome')}>
        <div className="heyi-calculator-fields">
          <Field label={t('calculators.rule')}>
            {(id) => (
              <Select
                id={id}
                value={rule}
                onChange={choose}
                options={Object.keys(rules).map((value) => ({
                  value,
                  label: t(`calculators.rules.${value}`),
                }))}
              />
            )}
          </Field>
          {Object.entries(values).map(([name, value]) => (
            <FactField
              key={name}
              name={name}
              value={value}
              onChange={(changed) => setValues({ ...values, [name]: changed })}
            />
          ))}
        </div>
      </Section>
      <Section title={t('calculators.result')}>
        <Refusal of={answer.error} />
        {answer.data && (
          <FactList
            facts={Object.entries(answer.data.result).map(
              ([name, value]) =>
                [
                  t(`calculators.facts.${name}`),
                  <Figure key={name} of={String(value)} name={name} />,
                ] as const,
            )}
          />
        )}
      </Section>
    </>
  );
}

function FactField(props: {
  name: string;
  value: string | number;
  onChange: (value: string | number) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { value, onChange } = props;
  const label = t(`calculators.facts.${props.name}`);
  if (typeof value === 'string') {
    return <AmountField label={label} value={value} onChange={onChange} />;
  }
  return (
    <Field label={label}>
      {(id) => (
        <InputNumber
          id={id}
          min={0}
          precision={0}
          value={value}
          style={{ width: '100%' }}
          onChange={(next) => onChange(next ?? 0)}
        />
      )}
    </Field>
  );
}

function Figure({ name, of }: { name: string; of: string }): ReactNode {
  if (name === 'rate') return percentText(of);
  if (parseYuan(of) === null) return of;
  return <AmountText value={of} strong={name === 'tax' || name === 'payable'} />;
}
