import type { payslipZh } from './payslip.words.ts';
import { AmountText } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { percentText } from '../../rate.ts';
import { useMay } from '../../session.ts';
import { WhyAmount } from '../../WhyDrawer.tsx';
import { type Payslip, type PayslipLine, quickDeductionOf } from './payslip.ts';

type Row = readonly [name: keyof typeof payslipZh.payslip.tax, sign: string, value: string | null];

/** 累计预扣: the year to date from income to what is withheld now. */
export function TaxTable(props: { slip: Payslip; onAsk: (line: PayslipLine) => void }): ReactNode {
  const { t } = useTranslation();
  const isStaff = useMay()('payslip:read');
  const { slip } = props;
  if (slip.incomeKind !== 'wages' && slip.incomeKind !== 'studentIntern') return null;
  const line = slip.lines.find(({ code }) => code === 'tax');
  return (
    <table className="heyi-lines heyi-tax" aria-label={t('payslip.cumulative')}>
      <caption>{t('payslip.cumulative')}</caption>
      <tbody>
        {rowsOf(slip).map(([name, sign, value]) => (
          <tr key={name} className={sign === '=' ? 'heyi-tax-sum' : ''}>
            <th scope="row">
              <span className="heyi-sign">{sign}</span>
              {t(`payslip.tax.${name}`)}
            </th>
            <td>{name === 'rate' ? percentText(value) : <AmountText value={value} />}</td>
          </tr>
        ))}
        <tr className="heyi-tax-sum">
          <th scope="row">
            <span className="heyi-sign">=</span>
            {t('payslip.tax.now')}
          </th>
          <td>
            {line && isStaff ? (
              <WhyAmount
                name={t('payslip.tax.now')}
                value={slip.tax}
                strong
                onAsk={() => props.onAsk(line)}
              />
            ) : (
              <AmountText value={slip.tax} strong />
            )}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** What is zero is left out, except where the sum would not be understood without it. */
function rowsOf(slip: Payslip): Row[] {
  const year = slip.cumulative;
  const rows: Row[] = [
    ['income', '', year.income],
    ['exempt', '−', year.exempt],
    ['basicDeduction', '−', year.basicDeduction],
    ['specialDeduction', '−', year.specialDeduction],
    ['additionalDeduction', '−', year.additionalDeduction],
    ['otherDeduction', '−', year.otherDeduction],
    ['taxable', '=', year.taxable],
    ['rate', '×', year.rate],
    ['quickDeduction', '−', quickDeductionOf(year)],
    ['tax', '=', year.tax],
    ['relief', '−', year.relief],
    ['withheldBefore', '−', year.withheldBefore],
  ];
  const optional = new Set(['exempt', 'otherDeduction', 'relief']);
  return rows.filter(([name, , value]) => !(optional.has(name) && value === '0.00'));
}
