import type { Input, statutoryContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { calculateIncomeTaxCase, currentPolicy, reasonView } from '@heyi/statutory';

/** The rules that worked cases name, by name: severance, annuity, business income, VAT … */
export async function calculateIncomeTaxRule(
  _: Transaction,
  input: Input<typeof contract.calculateIncomeTaxRule>,
) {
  const result = calculateIncomeTaxCase(currentPolicy, { rule: input.rule, input: input.facts });
  if (!result.ok) return fail({ code: 'calculation.not_possible', reason: result.reason });
  return ok({ result: { ...result.actual }, reasons: (result.reasons ?? []).map(reasonView) });
}
