import type { AnswerOf } from '@heyi/client';
import { parseRate, parseYuan } from '@heyi/kernel';
import { AmountText, type Column, FactList, QueryTable, Section } from '@heyi/ui';
import { Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { today } from '../../instant.ts';
import { percentText } from '../../rate.ts';
import { Reasons } from '../../reasons.tsx';
import { Refusal } from '../../Refusal.tsx';
import { Field, isAmount } from './fields.tsx';
import { RuleFactField } from './RuleFactField.tsx';
import { factsOfRule, type FactValue, type RuleFact, ruleGroups } from './rules.ts';
import { useCalculation } from './use-calculation.ts';

/** Every other rule of the library: one rule, its facts, its result with the reasons. */
export function OtherIncomeCalculator(): ReactNode {
  const { t } = useTranslation();
  const [rule, setRule] = useState('labour-remuneration-ordinary');
  const [month, setMonth] = useState(today().slice(0, 7));
  const [facts, setFacts] = useState(factsOfRule[rule]!);
  const values = Object.fromEntries(facts.map(({ name, value }) => [name, value]));
  const answer = useCalculation(
    'rule',
    facts.every(isComplete) ? { rule, facts: { ...values, month } } : null,
    (complete) => api.calculateIncomeTaxRule(complete),
  );
  const choose = (next: string) => {
    setRule(next);
    setFacts(factsOfRule[next]!);
  };
  const change = (name: string, value: FactValue) =>
    setFacts(facts.map((fact) => (fact.name === name ? ({ ...fact, value } as RuleFact) : fact)));
  return (
    <>
      <Section title={t('calculators.tabs.otherIncome')}>
        <div className="heyi-calculator-fields">
          <Field label={t('calculators.rule')}>
            {(id) => (
              <Select
                id={id}
                showSearch={{ optionFilterProp: 'label' }}
                value={rule}
                onChange={choose}
                options={Object.entries(ruleGroups).map(([group, rules]) => ({
                  label: t(`calculators.groups.${group}`, { defaultValue: group }),
                  options: Object.keys(rules).map((value) => ({
                    value,
                    label: t(`calculators.rules.${value}`, { defaultValue: value }),
                  })),
                }))}
              />
            )}
          </Field>
          <Field label={t('calculators.lawOf')}>
            {(id) => (
              <DayInput
                id={id}
                picker="month"
                value={month}
                onChange={(next) => setMonth(next ?? month)}
              />
            )}
          </Field>
          {facts.map((fact) => (
            <RuleFactField
              key={fact.name}
              fact={fact}
              onChange={(value) => change(fact.name, value)}
            />
          ))}
        </div>
      </Section>
      <Section title={t('calculators.result')}>
        <Refusal of={answer.error} />
        {answer.data && !answer.error && <Result answer={answer.data} />}
      </Section>
    </>
  );
}

function isComplete(fact: RuleFact): boolean {
  switch (fact.kind) {
    case 'amount':
      return isAmount(fact.value);
    case 'amounts':
      return fact.value.every(isAmount);
    case 'rate':
    case 'quantity':
      return (parseRate(fact.value) ?? -1) >= 0;
    default:
      return true;
  }
}

type Answer = AnswerOf<'calculateIncomeTaxRule'>;

function Result({ answer }: { answer: Answer }): ReactNode {
  const { t } = useTranslation();
  const entries = Object.entries(answer.result);
  const lists = entries.filter((entry): entry is [string, Row[]] => Array.isArray(entry[1]));
  const plain = entries.filter(([, value]) => !Array.isArray(value));
  return (
    <>
      <FactList
        facts={plain.map(
          ([name, value]) =>
            [
              t(`calculators.facts.${name}`, { defaultValue: name }),
              <Figure key={name} of={String(value)} name={name} />,
            ] as const,
        )}
      />
      {lists.map(([name, rows]) => (
        <ResultTable
          key={name}
          label={t(`calculators.facts.${name}`, { defaultValue: name })}
          rows={rows}
        />
      ))}
      {answer.reasons.length > 0 && (
        <div style={{ marginTop: 14 }}>
          <Reasons reasons={answer.reasons} />
        </div>
      )}
    </>
  );
}

type Row = Readonly<Record<string, unknown>>;

/** What came out for each part of the year. */
function ResultTable({ label, rows }: { label: string; rows: readonly Row[] }): ReactNode {
  const { t } = useTranslation();
  const columns = Object.keys(rows[0] ?? {}).map((name, index): Column<Row> => ({
    title: t(`calculators.facts.${name}`, { defaultValue: name }),
    key: name,
    ...(index === 0 ? {} : { align: 'right' as const }),
    render: (_, row) => <Figure of={String(row[name])} name={name} />,
  }));
  return (
    <QueryTable<Row>
      label={label}
      rowKey={(row) => String(row['quarter'])}
      rows={rows}
      isPending={false}
      empty={t('common.empty')}
      columns={columns}
    />
  );
}

const strong = new Set(['tax', 'payable', 'settlement', 'fee', 'surcharge', 'vat', 'total', 'pay']);

function Figure({ name, of }: { name: string; of: string }): ReactNode {
  const { t } = useTranslation();
  if (name === 'rate') return percentText(of);
  if (parseYuan(of) === null) return t(`calculators.outcomes.${of}`, { defaultValue: of });
  return <AmountText value={of} strong={strong.has(name)} />;
}
