import type { reconciliationContract as contract } from '@heyi/contract';
import type { Id } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';

export type MatchRule = (typeof contract.matchRules)[number];

/** Writes one match for both sides, whose sums the caller has compared. */
export async function insertMatch(
  tx: Transaction,
  match: {
    readonly id: Id<'lmt'>;
    readonly payerAccountId: Id<'pac'>;
    readonly amount: number;
    readonly note: string;
    readonly lineIds: readonly Id<'stl'>[];
    readonly entryIds: readonly Id<'bke'>[];
  },
): Promise<void> {
  await tx.sql`
    with made as (
      insert into reconciliation.line_match (
        shard_key, tenant_id, id, payer_account_id, rule, amount, made_at, made_by_name, note)
      values (${tx.shardKey}, ${tx.tenantId}, ${match.id}, ${match.payerAccountId}, 'byHand',
              ${match.amount}, ${tx.now}, ${tx.actor.name}, ${match.note})),
    lines as (
      update reconciliation.statement_line set match_id = ${match.id}
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and id = any(${match.lineIds}::uuid[]))
    update reconciliation.book_entry set match_id = ${match.id}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and id = any(${match.entryIds}::uuid[])`;
}
