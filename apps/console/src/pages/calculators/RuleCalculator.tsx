import { parseYuan } from '@heyi/kernel';
import { AmountText, FactList } from '@heyi/ui';
import { Form, InputNumber, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { useOptions } from '../../forms/options.ts';
import { percentText } from '../../rate.ts';
import { Calculator, filledOf } from './Calculator.tsx';

type Field = { name: string; as: 'amount' | 'count' | 'kind'; isOptional?: true };

const amount = (name: string): Field => ({ name, as: 'amount' });
const optional = (name: string): Field => ({ name, as: 'amount', isOptional: true });
const count = (name: string): Field => ({ name, as: 'count' });

/** The facts that each rule of the tax library asks for, by its name there. */
const fieldsOf: Readonly<Record<string, readonly Field[]>> = {
  'labour-remuneration': [amount('income')],
  royalty: [amount('income')],
  'author-remuneration': [amount('income')],
  severance: [amount('compensation'), amount('localAverageAnnualWage'), optional('contributions')],
  'early-retirement': [amount('subsidy'), count('actualYears')],
  'internal-retirement': [
    amount('subsidy'),
    count('monthsToStatutoryRetirement'),
    amount('monthWage'),
  ],
  annuity: [{ name: 'kind', as: 'kind' }, amount('amount')],
  'non-resident-wage': [amount('income')],
  'non-resident-bonus': [amount('bonus')],
  'non-resident-labour': [amount('income')],
  'business-income-table': [amount('taxable')],
  'annual-settlement': [
    amount('wages'),
    optional('labour'),
    optional('deductions'),
    optional('withheld'),
  ],
};

/** Facts that the library knows under another name than the screen. */
const factNames: Readonly<Record<string, string>> = { deductions: 'specialAndAdditional' };

export function RuleCalculator(): ReactNode {
  const { t } = useTranslation();
  const [rule, setRule] = useState('severance');
  return (
    <>
      <div className="heyi-toolbar">
        <Select
          aria-label={t('calculators.rules.rule')}
          value={rule}
          style={{ minWidth: 260 }}
          options={useOptions('calculators.rules.names')}
          onChange={setRule}
        />
      </div>
      <Calculator<Record<string, string | number>, Record<string, unknown>>
        key={rule}
        title={t(`calculators.rules.names.${rule}`)}
        initial={rule === 'annuity' ? { kind: 'monthly' } : {}}
        calculate={async (values) => {
          const facts = Object.entries(filledOf(values)).map(([name, value]) => [
            factNames[name] ?? name,
            String(value),
          ]);
          const answer = await api.calculateIncomeTaxRule({
            rule,
            facts: Object.fromEntries(facts) as Record<string, string>,
          });
          return answer.result;
        }}
        fields={<Fields fields={fieldsOf[rule] ?? []} />}
        result={(result) => <Result result={result} />}
      />
    </>
  );
}

function Fields({ fields }: { fields: readonly Field[] }): ReactNode {
  const { t } = useTranslation();
  const rule = useAmountRule();
  const kinds = useOptions('calculators.rules.kinds');
  return fields.map(({ name, as, isOptional }) => (
    <Form.Item
      key={name}
      name={name}
      label={t(`calculators.rules.fields.${name}`)}
      rules={[{ required: !isOptional }, ...(as === 'amount' ? [rule] : [])]}
    >
      {as === 'amount' && <AmountInput />}
      {as === 'count' && <InputNumber min={1} precision={0} style={{ width: '100%' }} />}
      {as === 'kind' && <Select options={kinds} />}
    </Form.Item>
  ));
}

function Result({ result }: { result: Record<string, unknown> }): ReactNode {
  const { t } = useTranslation();
  return (
    <FactList
      facts={Object.entries(result).map(([name, value]) => [
        t(`calculators.rules.results.${name}`, name),
        <ResultValue key={name} name={name} value={value} />,
      ])}
    />
  );
}

function ResultValue({ name, value }: { name: string; value: unknown }): ReactNode {
  const text = String(value);
  if (name === 'rate') return percentText(text);
  return parseYuan(text) === null ? text : <AmountText value={text} strong={name === 'tax'} />;
}
