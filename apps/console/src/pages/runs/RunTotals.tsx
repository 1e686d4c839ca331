import { AmountText, CountText } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run } from './run.ts';

export function RunTotals({ run }: { run: Run }): ReactNode {
  const { t } = useTranslation();
  if (!run.totals) return null;
  const amounts = [
    ['gross', run.totals.gross],
    ['own', run.totals.ownContributions],
    ['tax', run.totals.tax],
    ['net', run.totals.net],
    ['employerCost', run.totals.employerCost],
  ] as const;
  return (
    <dl className="heyi-totals" style={{ marginTop: 0 }}>
      <div>
        <dt>{t('runs.people')}</dt>
        <dd>
          <CountText value={run.totals.people} />
        </dd>
      </div>
      {amounts.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`runs.${name}`)}</dt>
          <dd>
            <AmountText value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
