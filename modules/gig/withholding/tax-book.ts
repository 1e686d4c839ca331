import { type PayPeriod, periodFromIndex } from '@heyi/kernel';
import { lookUp, openPolicy, type NaturalPersonVatTerms } from '@heyi/statutory';
import { type IncomeKind, methodIn, type Program } from '../program/program.ts';
import type { CumulationTerms, TermsOfMonth } from './cumulation.ts';
import {
  type CompiledWithdrawalTax,
  compileWithdrawalTax,
  type TaxTerms,
} from './withdrawal-tax.ts';
import type { VatReadingOf } from './vat-terms.ts';

/**
 * The taxes of a program by kind of income and month, each compiled once; null where no law is known.
 * The month is the one that a cumulation has entered, which a clock that went back does not leave.
 */
export type TaxOfMonth = (incomeKind: IncomeKind, month: number) => CompiledWithdrawalTax | null;

export function openTaxBook(program: Program, vatReadingOf: VatReadingOf): TaxOfMonth {
  const pages = new Map<number, Map<IncomeKind, CompiledWithdrawalTax | null>>();
  return (incomeKind, month) => {
    let page = pages.get(month);
    if (!page) pages.set(month, (page = new Map()));
    let compiled = page.get(incomeKind);
    if (compiled === undefined) {
      const period = periodFromIndex(month);
      compiled = compile(taxTermsOf(program, incomeKind, month, vatReadingOf(period)), period);
      page.set(incomeKind, compiled);
    }
    return compiled;
  };
}

/** What moves a cumulation on to a month. */
export function cumulationTermsOf(
  program: Program,
  incomeKind: IncomeKind,
  month: number,
): CumulationTerms {
  const { taxMethod: method, gapReading, lumpReading } = methodIn(program, month);
  const isLumped = method === 'platformCumulative' && lumpReading === 'applied';
  return { incomeKind, method, gapReading, lumpLimit: isLumped ? lumpLimitIn(month) : null };
}

const lumpLimits = new Map<number, number | null>();

/** What the policy says that a year may come to; null where it says nothing. */
function lumpLimitIn(month: number): number | null {
  const known = lumpLimits.get(month);
  if (known !== undefined) return known;
  const policy = openPolicy();
  const key = 'cn.income-tax.lump-60000';
  const found = policy.ok ? lookUp(policy.value, periodFromIndex(month), { lump: key }) : policy;
  const limit = found.ok ? found.value.lump.value.incomeLimit : null;
  lumpLimits.set(month, limit);
  return limit;
}

export const termsByMonth =
  (program: Program, incomeKind: IncomeKind): TermsOfMonth =>
  (month) =>
    cumulationTermsOf(program, incomeKind, month);

export function taxTermsOf(
  program: Program,
  incomeKind: IncomeKind,
  month: number,
  vat: NaturalPersonVatTerms | null,
): TaxTerms {
  return { ...cumulationTermsOf(program, incomeKind, month), vat };
}

function compile(terms: TaxTerms, period: PayPeriod): CompiledWithdrawalTax | null {
  const policy = openPolicy();
  if (!policy.ok) return null;
  const tax = compileWithdrawalTax(policy.value, terms, period);
  return tax.ok ? tax.value : null;
}
