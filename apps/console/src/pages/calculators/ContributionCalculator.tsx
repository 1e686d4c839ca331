import type { RequestOf } from '@heyi/client';
import { Section } from '@heyi/ui';
import { Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useCities } from '../../cities.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { useOptions } from '../../forms/options.ts';
import { PercentInput } from '../../forms/PercentInput.tsx';
import { today } from '../../instant.ts';
import { Refusal } from '../../Refusal.tsx';
import { ContributionTable } from './ContributionTable.tsx';
import { AmountField, Field, isAmount } from './fields.tsx';
import { useCalculation } from './use-calculation.ts';

type Facts = RequestOf<'calculateContributions'>;

/** 五险一金 of one person and month in a city: each number with its figure and how sure it is. */
export function ContributionCalculator(): ReactNode {
  const { t } = useTranslation();
  const [facts, setFacts] = useState<Facts>({
    cityCode: '110000',
    period: today().slice(0, 7),
    declaredBase: '20000.00',
    injuryRate: '0.004',
    housingFundRate: '0.12',
  });
  const city = useCities().find(({ code }) => code === facts.cityCode);
  const answer = useCalculation(
    'contributions',
    isAmount(facts.declaredBase) ? withoutBlanks(facts) : null,
    (complete) => api.calculateContributions(complete),
  );
  return (
    <>
      <Section title={t('calculators.contribution.facts')}>
        <FactFields facts={facts} onChange={(changed) => setFacts({ ...facts, ...changed })} />
      </Section>
      <Section
        title={`${city?.name ?? facts.cityCode} · ${facts.period}`}
        note={city && !city.hasSocialInsurance ? t('calculators.contribution.fundOnly') : null}
      >
        <Refusal of={answer.error} />
        <ContributionTable answer={answer.data} isPending={answer.isPending} />
      </Section>
    </>
  );
}

function withoutBlanks(facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== '' && value !== undefined),
  ) as Facts;
}

function FactFields(props: {
  facts: Facts;
  onChange: (changed: Partial<Facts>) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { facts, onChange } = props;
  const cities = useCities();
  const rates = ['injuryRate', 'housingFundRate', 'supplementaryRate'] as const;
  return (
    <div className="heyi-calculator-fields">
      <Field label={t('calculators.contribution.city')}>
        {(id) => (
          <Select
            id={id}
            value={facts.cityCode}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(cityCode: string) => onChange({ cityCode, tier: undefined })}
            options={cities.map(({ code, name }) => ({ value: code, label: name }))}
          />
        )}
      </Field>
      <Field label={t('calculators.contribution.period')}>
        {(id) => (
          <DayInput
            id={id}
            picker="month"
            value={facts.period}
            onChange={(period) => period && onChange({ period })}
          />
        )}
      </Field>
      <AmountField
        label={t('calculators.contribution.declaredBase')}
        value={facts.declaredBase}
        onChange={(declaredBase) => onChange({ declaredBase })}
      />
      {rates.map((name) => (
        <Field key={name} label={t(`calculators.contribution.${name}`)}>
          {(id) => (
            <PercentInput
              id={id}
              value={facts[name] ?? ''}
              onChange={(value) => onChange({ [name]: value })}
            />
          )}
        </Field>
      ))}
      <TierField
        {...props}
        tiers={cities.find(({ code }) => code === facts.cityCode)?.tiers ?? []}
      />
      <PersonFields {...props} />
    </div>
  );
}

/** 医疗档次: only where the city lets one choose. */
function TierField(props: {
  facts: Facts;
  tiers: readonly string[];
  onChange: (changed: Partial<Facts>) => void;
}): ReactNode {
  const { t } = useTranslation();
  if (props.tiers.length === 0) return null;
  return (
    <Field label={t('calculators.contribution.tier')}>
      {(id) => (
        <Select
          id={id}
          value={props.facts.tier ?? props.tiers[0]!}
          options={props.tiers.map((value) => ({ value, label: value }))}
          onChange={(tier) => props.onChange({ tier })}
        />
      )}
    </Field>
  );
}

function PersonFields(props: {
  facts: Facts;
  onChange: (changed: Partial<Facts>) => void;
}): ReactNode {
  const { t } = useTranslation();
  const choices = {
    personType: useOptions('names.insuredType'),
    hukou: useOptions('calculators.hukous'),
  };
  return (['personType', 'hukou'] as const).map((name) => (
    <Field key={name} label={t(`calculators.contribution.${name}`)}>
      {(id) => (
        <Select
          id={id}
          allowClear
          placeholder={t(`calculators.contribution.${name}Usual`)}
          value={props.facts[name] ?? null}
          options={choices[name]}
          onChange={(value) => props.onChange({ [name]: value ?? undefined })}
        />
      )}
    </Field>
  ));
}
