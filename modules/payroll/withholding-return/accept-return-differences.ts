import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { viewOf } from './get-withholding-return.ts';
import { refuseAcceptance } from './withholding-return.ts';
import { loadReturnForUpdate, moveReturn } from './withholding-return.store.ts';

/** Goes on with differences that somebody has looked at; the bureau's figure is what is declared. */
export async function acceptReturnDifferences(
  tx: Transaction,
  input: Input<typeof contract.acceptReturnDifferences>,
) {
  const declared = await loadReturnForUpdate(tx, input.returnId);
  if (!declared) return fail({ code: 'withholding_return.not_found' as const });
  const refusal = refuseAcceptance(declared);
  if (refusal !== null) return fail({ code: refusal });
  await tx.sql`
    update payroll.withholding_return set difference_accepted = ${input.reason}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${declared.id}`;
  const note = input.reason;
  await moveReturn(tx, declared.id, { action: 'differencesAccepted', state: 'computed', note });
  return ok(await viewOf(tx, declared.id));
}
