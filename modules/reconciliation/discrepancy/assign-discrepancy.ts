import { colleaguesWho } from '@heyi/access';
import type { Input, reconciliationContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { viewDiscrepancy } from './list-discrepancies.ts';
import { lockDiscrepancy } from './lock-discrepancy.ts';

/** The owner is whoever asks, or somebody who may settle the case too. */
export async function assignDiscrepancy(
  tx: Transaction,
  input: Input<typeof contract.assignDiscrepancy>,
) {
  const { discrepancyId: id, ownerId = tx.actor.accountId } = input;
  const state = await lockDiscrepancy(tx, id);
  if (state === null) return fail({ code: 'discrepancy.not_found' as const });
  if (state === 'resolved') return fail({ code: 'discrepancy.resolved' as const });
  const isSelf = ownerId === tx.actor.accountId;
  const owner = isSelf
    ? { name: tx.actor.name }
    : (await colleaguesWho(tx, 'reconciliation:write')).find((one) => one.id === ownerId);
  if (!owner) return fail({ code: 'discrepancy.owner_unfit' as const });
  await tx.sql`
    update reconciliation.discrepancy
       set state = 'assigned', owner_id = ${ownerId}, owner_name = ${owner.name}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return ok(await viewDiscrepancy(tx, id));
}
