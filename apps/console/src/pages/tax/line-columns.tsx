import { AmountText, amountColumn, type Column, StateTag } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { comma } from '../../i18n/index.ts';
import type { ReturnLine } from './ReturnLines.tsx';
import { toneOfIdentity } from './taxpayers.ts';

export function useLineColumns(isCompared: boolean): Column<ReturnLine>[] {
  const { t } = useTranslation();
  const compared: Column<ReturnLine>[] = [
    amountColumn<ReturnLine>(t('tax.bureauTax'), 'bureauTax', (row) => row.bureauTax),
    {
      title: t('tax.difference'),
      key: 'difference',
      align: 'right',
      render: (_, row) => <Difference row={row} />,
    },
    { title: t('tax.cause'), key: 'cause', render: (_, row) => <Cause row={row} /> },
  ];
  return [
    { title: t('runs.member'), key: 'name', render: (_, row) => <Person row={row} /> },
    amountColumn<ReturnLine>(t('tax.ourTax'), 'tax', (row) => row.tax),
    ...(isCompared ? compared : []),
    amountColumn<ReturnLine>(t('tax.income'), 'income', (row) => row.income),
    amountColumn<ReturnLine>(
      t('tax.specialDeduction'),
      'specialDeduction',
      (row) => row.specialDeduction,
    ),
    amountColumn<ReturnLine>(
      t('tax.cumulativeTaxable'),
      'cumulativeTaxable',
      (row) => row.cumulativeTaxable,
    ),
    amountColumn<ReturnLine>(t('tax.cumulativeTax'), 'cumulativeTax', (row) => row.cumulativeTax),
    amountColumn<ReturnLine>(
      t('tax.withheldBefore'),
      'withheldBefore',
      (row) => row.withheldBefore,
    ),
    { title: t('tax.sheetName'), key: 'sheet', render: (_, row) => t(`tax.sheets.${row.sheet}`) },
    {
      title: t('tax.identity'),
      key: 'identity',
      render: (_, row) =>
        row.identity ? (
          <StateTag
            tone={toneOfIdentity[row.identity]}
            text={t(`tax.identityStates.${row.identity}`)}
          />
        ) : (
          '—'
        ),
    },
    {
      title: t('tax.clients'),
      key: 'clients',
      render: (_, row) => row.clientNames.join(comma()),
    },
  ];
}

function Person({ row }: { row: ReturnLine }): ReactNode {
  return (
    <>
      <strong>{row.personName}</strong> <span className="heyi-quiet">{row.employeeNo}</span>
      <div className="heyi-quiet">{row.documentMasked}</div>
    </>
  );
}

function Difference({ row }: { row: ReturnLine }): ReactNode {
  const isEqual = row.difference === '0.00';
  if (isEqual) return <span className="heyi-quiet">0.00</span>;
  return <AmountText value={row.difference} strong />;
}

/** Where ours and the bureau's part, figure by figure. */
function Cause({ row }: { row: ReturnLine }): ReactNode {
  const { t } = useTranslation();
  if (row.cause === null) return null;
  return (
    <div>
      <div className="heyi-bad">{t(`tax.causes.${row.cause}`)}</div>
      {row.parting.map(({ figure, ours, bureaus }) => (
        <div key={figure} className="heyi-quiet">
          {figure} {t('tax.ours')} <AmountText value={ours} /> · {t('tax.bureaus')}{' '}
          <AmountText value={bureaus} />
        </div>
      ))}
    </div>
  );
}
