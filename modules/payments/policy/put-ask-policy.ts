import type { Input, paymentsContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { viewAskPolicy } from './get-ask-policy.ts';

/** Entries are dated and kept; servers follow within seconds. Questions already planned stay planned. */
export async function putAskPolicy(tx: Transaction, input: Input<typeof contract.putAskPolicy>) {
  const { askAfterSeconds: gaps, reason } = input;
  const isGrowing = gaps.every((gap, index) => index === 0 || gap > gaps[index - 1]!);
  if (!isGrowing) return fail({ code: 'ask_policy.not_growing' as const });
  const effectiveFrom = input.effectiveFrom ?? tx.today;
  if (effectiveFrom < tx.today) return fail({ code: 'ask_policy.in_the_past' as const });
  await tx.sql`
    insert into payments.ask_policy (shard_key, tenant_id, effective_from, ask_after_seconds, reason,
                                     changed_by_name, changed_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${effectiveFrom}, ${gaps}::int[], ${reason},
            ${tx.actor.name}, ${tx.now})
        on conflict (shard_key, tenant_id, effective_from) do update
       set ask_after_seconds = excluded.ask_after_seconds, reason = excluded.reason,
           changed_by_name = excluded.changed_by_name, changed_at = excluded.changed_at`;
  return ok(await viewAskPolicy(tx));
}
