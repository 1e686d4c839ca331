import { ok, type Fen, type PayPeriod, type PlainDate, type Rate, type Result } from '@heyi/kernel';
import type { Policy, PolicyUnknown } from '@heyi/policy';
import { lookUp } from '../look-up.ts';
import { reason, type Reason, rateTexts, yuanTexts } from '../reason.ts';
import { taxByTable, wholeFen } from './tax-table.ts';

export const namedTables = {
  annual: 'cn.income-tax.annual-table',
  monthly: 'cn.income-tax.monthly-table',
  business: 'cn.income-tax.business-income-table',
  labour: 'cn.income-tax.labour-remuneration-table',
} as const;

export type TableName = keyof typeof namedTables;

export type TaxOnTable = {
  readonly taxable: Fen;
  readonly rate: Rate;
  readonly quickDeduction: Fen;
  readonly tax: Fen;
  readonly reason: Reason;
};

/** Tax on a taxable amount by one of the tables of the law. */
export function taxOnTable(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: { readonly table: TableName; readonly taxable: Fen },
): Result<TaxOnTable, PolicyUnknown> {
  const found = lookUp(policy, on, {
    table: namedTables[input.table],
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { table, rounding } = found.value;
  const { taxable } = input;
  const mode = rounding.value.tax;
  const { rate, quickDeduction, tax } = taxByTable(table.value, wholeFen(taxable), mode);
  return ok({
    taxable,
    rate,
    quickDeduction,
    tax,
    reason: reason(input.table === 'business' ? 'income-tax.business-income' : 'income-tax.table', {
      figures: [table, rounding],
      inputs: yuanTexts({ taxable }),
      rounding: mode,
      output: { ...yuanTexts({ quickDeduction, tax }), ...rateTexts({ rate }) },
    }),
  });
}
