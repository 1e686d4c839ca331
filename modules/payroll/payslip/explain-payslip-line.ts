import {
  employerCostPermission,
  type Input,
  type payrollContract as contract,
} from '@heyi/contract';
import { assert, fail, ok } from '@heyi/kernel';
import { may, type Transaction } from '@heyi/platform';
import { openPolicy } from '@heyi/statutory';
import { loadDictionaries } from '../calculation/calculation.store.ts';
import { explainLine } from './explain-line.ts';
import { isOfEmployer, placedLines } from './get-payslip.ts';
import { loadPayslip } from './payslip.store.ts';

/** Why this number: of one line, with the policy as it was when the run was calculated. */
export async function explainPayslipLine(
  tx: Transaction,
  input: Input<typeof contract.explainPayslipLine>,
) {
  const slip = await loadPayslip(tx, input.payslipId);
  if (!slip) return fail({ code: 'payslip.not_found' as const });
  const dictionaries = await loadDictionaries(tx, slip.calculationId);
  const line = placedLines(slip, dictionaries)[input.line];
  const isHidden = line && isOfEmployer(line.view) && !may(tx, employerCostPermission);
  if (!line || isHidden) return fail({ code: 'payslip.line_not_found' as const });
  const policy = openPolicy(dictionaries.policyPin);
  assert(policy.ok, `policy ${dictionaries.policyPin} is on file`);
  const descriptor = dictionaries.reasons[line.packed.reason]!;
  return ok({
    line: line.view,
    reasons: [explainLine(policy.value, slip, descriptor, line.packed)],
  });
}
