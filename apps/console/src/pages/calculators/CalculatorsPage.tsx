import { PageFrame } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTabs } from '../../PageTabs.tsx';
import { BonusCalculator } from './BonusCalculator.tsx';
import { ContributionCalculator } from './ContributionCalculator.tsx';
import { LateFeeCalculator } from './LateFeeCalculator.tsx';
import { RetirementCalculator } from './RetirementCalculator.tsx';
import { RuleCalculator } from './RuleCalculator.tsx';
import { WithholdingCalculator } from './WithholdingCalculator.tsx';

const calculators = {
  withholding: WithholdingCalculator,
  contributions: ContributionCalculator,
  bonus: BonusCalculator,
  rules: RuleCalculator,
  retirement: RetirementCalculator,
  lateFee: LateFeeCalculator,
} as const;

/** The law by itself, without a person or a run. */
export default function CalculatorsPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <PageFrame title={t('calculators.title')} facts={t('calculators.note')}>
      <PageTabs
        tabs={Object.entries(calculators).map(([key, Calculator]) => ({
          key,
          label: t(`calculators.tabs.${key}`),
          children: <Calculator />,
        }))}
      />
    </PageFrame>
  );
}
