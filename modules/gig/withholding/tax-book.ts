import { type PayPeriod } from '@heyi/kernel';
import { openPolicy, type NaturalPersonVatTerms } from '@heyi/statutory';
import type { IncomeKind, Program } from '../program/program.ts';
import {
  type CompiledWithdrawalTax,
  compileWithdrawalTax,
  type TaxTerms,
} from './withdrawal-tax.ts';
import type { VatReadingOf } from './vat-terms.ts';

export type CompiledTerms = { terms: TaxTerms; tax: CompiledWithdrawalTax };

/** The taxes of a program by month and kind of income, each compiled once; null where no law is known. */
export type TaxBook = (period: PayPeriod) => (incomeKind: IncomeKind) => CompiledTerms | null;

export function openTaxBook(program: Program, vatReadingOf: VatReadingOf): TaxBook {
  const pages = new Map<PayPeriod, Map<IncomeKind, CompiledTerms | null>>();
  return (period) => {
    let page = pages.get(period);
    if (!page) pages.set(period, (page = new Map()));
    const found = page;
    return (incomeKind) => {
      let compiled = found.get(incomeKind);
      if (compiled === undefined) {
        compiled = compile(taxTermsOf(program, incomeKind, vatReadingOf(period)), period);
        found.set(incomeKind, compiled);
      }
      return compiled;
    };
  };
}

export function taxTermsOf(
  program: Program,
  incomeKind: IncomeKind,
  vat: NaturalPersonVatTerms | null,
): TaxTerms {
  return { incomeKind, method: program.taxMethod, gapReading: program.gapReading, vat };
}

function compile(terms: TaxTerms, period: PayPeriod): CompiledTerms | null {
  const policy = openPolicy();
  if (!policy.ok) return null;
  const tax = compileWithdrawalTax(policy.value, terms, period);
  return tax.ok ? { terms, tax: tax.value } : null;
}
