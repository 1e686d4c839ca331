import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { gatherReturn } from './gather-return.ts';
import { viewOf } from './get-withholding-return.ts';
import { refuseChange } from './withholding-return.ts';
import { loadReturnForUpdate, moveReturn } from './withholding-return.store.ts';

/** Generates the return anew from the locked figures that stand now; comparisons are void. */
export async function recomputeWithholdingReturn(
  tx: Transaction,
  input: Input<typeof contract.recomputeWithholdingReturn>,
) {
  const declared = await loadReturnForUpdate(tx, input.returnId);
  if (!declared) return fail({ code: 'withholding_return.not_found' as const });
  const refusal = refuseChange(declared);
  if (refusal !== null) return fail({ code: refusal });
  if (!(await gatherReturn(tx, declared.id, declared))) {
    return fail({ code: 'withholding_return.nothing_paid' as const });
  }
  await moveReturn(tx, declared.id, { action: 'recomputed', state: 'computed' });
  return ok(await viewOf(tx, declared.id));
}
