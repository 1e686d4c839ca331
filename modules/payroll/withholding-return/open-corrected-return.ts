import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { gatherReturn } from './gather-return.ts';
import { viewOf } from './get-withholding-return.ts';
import { refuseCorrection } from './withholding-return.ts';
import {
  insertReturn,
  loadReturnForUpdate,
  lockPeriod,
  moveReturn,
} from './withholding-return.store.ts';

/**
 * 更正申报: a return of its own over the figures that stand now. What is due is the difference to what
 * was declared. The later declared periods of the year follow, one after the other.
 */
export async function openCorrectedReturn(
  tx: Transaction,
  input: Input<typeof contract.openCorrectedReturn>,
) {
  const original = await loadReturnForUpdate(tx, input.returnId);
  if (!original) return fail({ code: 'withholding_return.not_found' as const });
  await lockPeriod(tx, original.entityId, original.taxPeriod);
  const refusal = refuseCorrection(original);
  if (refusal !== null) return fail({ code: refusal });
  const id = await insertReturn(tx, {
    entityId: original.entityId,
    taxPeriod: original.taxPeriod,
    number: original.number + 1,
    correctsId: original.id,
    correctionReason: input.reason,
    deadline: original.deadline,
    isDeadlineProvisional: original.isDeadlineProvisional,
    taxDeclaredBefore: original.tax,
  });
  if (!(await gatherReturn(tx, id, original))) {
    return fail({ code: 'withholding_return.nothing_paid' as const });
  }
  await moveReturn(tx, id, { action: 'corrected', state: 'computed', note: input.reason });
  return ok(await viewOf(tx, id));
}
