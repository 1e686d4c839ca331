import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { viewOf } from './get-withholding-return.ts';
import { refuseChange } from './withholding-return.ts';
import { loadReturnForUpdate, moveReturn } from './withholding-return.store.ts';

/** The period is 待生成 again. */
export async function cancelWithholdingReturn(
  tx: Transaction,
  input: Input<typeof contract.cancelWithholdingReturn>,
) {
  const declared = await loadReturnForUpdate(tx, input.returnId);
  if (!declared) return fail({ code: 'withholding_return.not_found' as const });
  const refusal = refuseChange(declared);
  if (refusal !== null) return fail({ code: refusal });
  const note = input.reason;
  await moveReturn(tx, declared.id, { action: 'cancelled', state: 'cancelled', note });
  return ok(await viewOf(tx, declared.id));
}
