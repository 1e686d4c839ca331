import type { RequestOf } from '@heyi/client';
import { FactList, Section } from '@heyi/ui';
import { Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { Reasons } from '../../reasons.tsx';
import { Refusal } from '../../Refusal.tsx';
import { Field } from './fields.tsx';
import { useCalculation } from './use-calculation.ts';

type Category = RequestOf<'calculateRetirement'>['category'];

const categories: readonly Category[] = ['male60', 'female55', 'female50'];

/** 延迟法定退休: the month, and between which months it may be chosen. */
export function RetirementCalculator(): ReactNode {
  const { t } = useTranslation();
  const [birth, setBirth] = useState('1971-04');
  const [category, setCategory] = useState<Category>('female55');
  const answer = useCalculation('retirement', { birth, category }, (facts) =>
    api.calculateRetirement(facts),
  );
  const view = answer.data;
  return (
    <>
      <Section title={t('calculators.tabs.retirement')}>
        <div className="heyi-calculator-fields">
          <Field label={t('reasons.names.birth')}>
            {(id) => (
              <DayInput
                id={id}
                picker="month"
                value={birth}
                onChange={(next) => setBirth(next ?? birth)}
              />
            )}
          </Field>
          <Field label={t('reasons.names.category')}>
            {(id) => (
              <Select
                id={id}
                value={category}
                onChange={setCategory}
                options={categories.map((value) => ({
                  value,
                  label: t(`calculators.categories.${value}`),
                }))}
              />
            )}
          </Field>
        </div>
      </Section>
      <Section title={t('calculators.result')}>
        <Refusal of={answer.error} />
        {view && (
          <>
            <FactList
              columns={3}
              facts={[
                [
                  t('calculators.retirement.month'),
                  <strong key="month">{view.retirementMonth}</strong>,
                ],
                [
                  t('calculators.retirement.delay'),
                  t('calculators.retirement.months', { count: view.delayMonths }),
                ],
                [t('reasons.names.oldMonth'), view.oldMonth],
                [t('calculators.retirement.earliest'), view.earliestMonth],
                [t('calculators.retirement.latest'), view.latestMonth],
                [
                  t('calculators.retirement.contributions'),
                  t('calculators.retirement.months', { count: view.minimumContributionMonths }),
                ],
              ]}
            />
            <Reasons reasons={[view.reason]} />
          </>
        )}
      </Section>
    </>
  );
}
