import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, lastDayOf, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { editRun } from '../run/edit-run.ts';
import { ensureTaxpayers } from '../taxpayer/ensure-taxpayers.ts';
import { saveSpecialDeductions } from '../taxpayer/special-deduction.store.ts';
import { withholdingMembers } from './withholding-member.store.ts';

/** One person's line of the deduction file, entered by hand; the employer may not alter what was declared. */
export async function putSpecialDeduction(
  tx: Transaction,
  input: Input<typeof contract.putSpecialDeduction>,
) {
  const { employmentId } = input;
  const run = await editRun(tx, input.runId, { cause: 'specialDeductions' });
  if (!run.ok) return run;
  const { taxPeriod, wageMonth } = run.value;
  const member = (await withholdingMembers(tx, run.value, [employmentId])).get(employmentId);
  if (!member) return fail({ code: 'employment.not_found' as const });
  await ensureTaxpayers(tx, [employmentId], lastDayOf(wageMonth));
  const { documentHash } = member;
  await saveSpecialDeductions(tx, member.entity, taxPeriod, [{ ...input, documentHash }]);
  return ok({});
}
