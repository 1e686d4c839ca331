import { AmountText, CountText } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Return } from './returns.ts';

export function ReturnTotals({ view }: { view: Return }): ReactNode {
  const { t } = useTranslation();
  const isCorrection = view.correctsId !== null;
  const amounts = [
    ['income', view.income, true],
    ['exempt', view.exempt, view.exempt !== '0.00'],
    ['tax', view.tax, true],
    ['taxDeclaredBefore', view.taxDeclaredBefore, isCorrection],
    ['taxDue', view.taxDue, true],
    ['difference', view.difference, view.compared > 0],
  ] as const;
  return (
    <dl className="heyi-totals" style={{ marginTop: 0 }}>
      <div>
        <dt>{t('runs.people')}</dt>
        <dd>
          <CountText value={view.people} />
        </dd>
        <dd className="heyi-small">{t('tax.zeroTax', { count: view.zeroTaxPeople })}</dd>
      </div>
      {amounts.map(
        ([name, value, isShown]) =>
          isShown && (
            <div key={name}>
              <dt>{t(`tax.${name}`)}</dt>
              <dd>
                <AmountText value={value} />
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}
