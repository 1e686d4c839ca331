import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { viewOf } from './get-withholding-return.ts';
import { refuseSending } from './withholding-return.ts';
import { loadReturnForUpdate, moveReturn } from './withholding-return.store.ts';

/** 已报送. Publishes withholding_return.sent. */
export async function markReturnSent(
  tx: Transaction,
  input: Input<typeof contract.markReturnSent>,
) {
  const declared = await loadReturnForUpdate(tx, input.returnId);
  if (!declared) return fail({ code: 'withholding_return.not_found' as const });
  const refusal = refuseSending(declared);
  if (refusal !== null) return fail({ code: refusal });
  await moveReturn(tx, declared.id, { action: 'sent', state: 'sent' });
  const { id: returnId, entityId, taxPeriod } = declared;
  await publish(tx, {
    type: 'withholding_return.sent',
    payload: { returnId, entityId, taxPeriod },
  });
  return ok(await viewOf(tx, declared.id));
}
