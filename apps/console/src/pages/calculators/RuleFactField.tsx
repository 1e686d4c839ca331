import { Input, InputNumber, Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PercentInput } from '../../forms/PercentInput.tsx';
import { AmountField, Field } from './fields.tsx';
import type { FactValue, RuleFact } from './rules.ts';

/** One fact of a rule, typed in the way of its kind. */
export function RuleFactField(props: {
  fact: RuleFact;
  onChange: (value: FactValue) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { fact, onChange } = props;
  const label = t(`calculators.facts.${fact.name}`, { defaultValue: fact.name });
  switch (fact.kind) {
    case 'amount':
      return <AmountField label={label} value={fact.value} onChange={onChange} />;
    case 'amounts':
      return fact.value.map((value, index) => (
        <AmountField
          // The list keeps its length: the place is the quarter.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          label={t('calculators.quarterOf', { label, quarter: index + 1 })}
          value={value}
          onChange={(next) => onChange(fact.value.map((one, at) => (at === index ? next : one)))}
        />
      ));
    case 'rate':
      return (
        <Field label={label}>
          {(id) => <PercentInput id={id} value={fact.value} onChange={onChange} />}
        </Field>
      );
    case 'quantity':
      return (
        <Field label={label}>
          {(id) => (
            <Input
              id={id}
              inputMode="decimal"
              value={fact.value}
              styles={{ input: { textAlign: 'right' } }}
              onChange={(event) => onChange(event.target.value.trim())}
            />
          )}
        </Field>
      );
    case 'count':
      return (
        <Field label={label}>
          {(id) => (
            <InputNumber
              id={id}
              min={0}
              precision={0}
              value={fact.value}
              style={{ width: '100%' }}
              onChange={(next) => onChange(next ?? 0)}
            />
          )}
        </Field>
      );
    case 'flag':
      return (
        <Field label={label}>
          {(id) => (
            <div>
              <Switch id={id} checked={fact.value} onChange={onChange} />
            </div>
          )}
        </Field>
      );
    case 'choice':
      return (
        <Field label={label}>
          {(id) => (
            <Select
              id={id}
              value={fact.value}
              onChange={onChange}
              options={fact.choices.map((value) => ({
                value,
                label: t(`calculators.choices.${value}`, { defaultValue: value }),
              }))}
            />
          )}
        </Field>
      );
  }
}
