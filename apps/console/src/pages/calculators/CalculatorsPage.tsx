import { PageFrame } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePolicyCities } from '../../cities.ts';
import { PageTabs } from '../../PageTabs.tsx';
import { BonusCalculator } from './BonusCalculator.tsx';
import { ContributionCalculator } from './ContributionCalculator.tsx';
import { LateFeeCalculator } from './LateFeeCalculator.tsx';
import { OtherIncomeCalculator } from './OtherIncomeCalculator.tsx';
import { RetirementCalculator } from './RetirementCalculator.tsx';
import { WithholdingCalculator } from './WithholdingCalculator.tsx';
import './calculators.css';

const calculators = [
  ['withholding', WithholdingCalculator],
  ['contributions', ContributionCalculator],
  ['bonus', BonusCalculator],
  ['otherIncome', OtherIncomeCalculator],
  ['retirement', RetirementCalculator],
  ['lateFee', LateFeeCalculator],
] as const;

/** The law by itself, without a person or a run; nothing that is typed here is kept. */
export default function CalculatorsPage(): ReactNode {
  const { t } = useTranslation();
  const version = usePolicyCities().data?.policyVersion;
  return (
    <PageFrame
      title={t('calculators.title')}
      facts={
        <>
          {t('calculators.note')} {version && t('calculators.version', { version })}
        </>
      }
    >
      <PageTabs
        tabs={calculators.map(([key, Calculator]) => ({
          key,
          label: t(`calculators.tabs.${key}`),
          children: <Calculator />,
        }))}
      />
    </PageFrame>
  );
}
