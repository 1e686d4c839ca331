import type { AnswerOf } from '@heyi/client';
import { AmountText, FactList, grouped, Section, StateTag } from '@heyi/ui';
import { Alert } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { today } from '../../instant.ts';
import { percentText } from '../../rate.ts';
import { Reasons } from '../../reasons.tsx';
import { Refusal } from '../../Refusal.tsx';
import { bonusEdges, edgeBelow, leftOf, lossAgainst } from './bonus-jump.ts';
import { AmountField, Field, isAmount } from './fields.tsx';
import { useCalculation } from './use-calculation.ts';

type Answer = AnswerOf<'calculateAnnualBonus'>;

/** 全年一次性奖金: taxed apart or merged, and whether a little less would leave more. */
export function BonusCalculator(): ReactNode {
  const { t } = useTranslation();
  const [on, setOn] = useState(today().slice(0, 7));
  const [bonus, setBonus] = useState('36001.00');
  const [taxable, setTaxable] = useState('26000.00');
  const complete = isAmount(bonus) && (taxable === '' || isAmount(taxable));
  const answer = useCalculation(
    'bonus',
    complete
      ? { on, bonus, ...(taxable === '' ? {} : { annualTaxableWithoutBonus: taxable }) }
      : null,
    (facts) => api.calculateAnnualBonus(facts),
  );
  return (
    <>
      <Section title={t('calculators.tabs.bonus')}>
        <div className="heyi-calculator-fields">
          <Field label={t('runs.taxPeriod')}>
            {(id) => (
              <DayInput id={id} picker="month" value={on} onChange={(next) => setOn(next ?? on)} />
            )}
          </Field>
          <AmountField label={t('reasons.names.bonus')} value={bonus} onChange={setBonus} />
          <AmountField
            label={t('reasons.names.annualTaxableWithoutBonus')}
            value={taxable}
            onChange={setTaxable}
          />
        </div>
      </Section>
      <Section title={t('calculators.result')}>
        <Refusal of={answer.error} />
        {answer.data && <Outcome answer={answer.data} bonus={bonus} on={on} />}
      </Section>
    </>
  );
}

function Outcome(props: { answer: Answer; bonus: string; on: string }): ReactNode {
  const { t } = useTranslation();
  const { answer, bonus } = props;
  const left = isAmount(bonus) ? leftOf(bonus, answer.tax) : null;
  return (
    <>
      <JumpWarning {...props} />
      <FactList
        columns={3}
        facts={[
          [t('calculators.bonus.tax'), <AmountText key="tax" value={answer.tax} strong />],
          [t('calculators.bonus.left'), <AmountText key="left" value={left} strong />],
          [t('reasons.names.dividedBy12'), <AmountText key="by" value={answer.dividedBy12} />],
          [t('reasons.names.rate'), percentText(answer.rate)],
          [t('reasons.names.quickDeduction'), <AmountText key="q" value={answer.quickDeduction} />],
        ]}
      />
      {answer.merged && <Merged merged={answer.merged} />}
      <Reasons reasons={answer.reasons} />
    </>
  );
}

/** 雷区: one yuan more can cost thousands, for the whole bonus moves to the next rate. */
function JumpWarning({ answer, bonus, on }: { answer: Answer; bonus: string; on: string }) {
  const { t } = useTranslation();
  const edge = isAmount(bonus) ? edgeBelow(bonus, bonusEdges(answer.reasons)) : null;
  const below = useCalculation('bonus', edge === null ? null : { on, bonus: edge }, (facts) =>
    api.calculateAnnualBonus(facts),
  );
  if (edge === null || !below.data) return null;
  const loss = lossAgainst({ bonus, tax: answer.tax }, { bonus: edge, tax: below.data.tax });
  if (loss === null) return null;
  return (
    <Alert
      showIcon
      type="warning"
      style={{ marginBottom: 12 }}
      title={t('calculators.bonus.jump', { edge: grouped(edge), loss: grouped(loss) })}
      description={t('calculators.bonus.jumpFix', { edge: grouped(edge) })}
    />
  );
}

function Merged({ merged }: { merged: NonNullable<Answer['merged']> }): ReactNode {
  const { t } = useTranslation();
  const ways = [
    ['separate', merged.taxSeparate],
    ['merged', merged.taxMerged],
  ] as const;
  return (
    <div className="heyi-ways">
      {ways.map(([way, tax]) => (
        <div key={way} className={merged.better === way ? 'heyi-way-better' : ''}>
          <span>{t(`calculators.bonus.${way}`)}</span>
          <AmountText value={tax} strong />
          {merged.better === way && <StateTag tone="good" text={t('calculators.bonus.better')} />}
        </div>
      ))}
    </div>
  );
}
