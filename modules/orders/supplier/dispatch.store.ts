import { newId, type PlainDate } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { Line, SupplierId } from '../line/line.ts';

const idsOf = (lines: readonly Line[]) => lines.map(({ id }) => id);

/** 派单: what stood before is recalled. */
export async function openDispatches(
  tx: Transaction,
  lines: readonly Line[],
  to: { readonly supplierId: SupplierId; readonly dueOn: PlainDate; readonly words: string | null },
): Promise<void> {
  await recallDispatches(tx, lines);
  await tx.sql`
    insert into orders.dispatch (shard_key, tenant_id, id, line_id, supplier_id, state, due_on,
                                 asked_at, asked_by_name, words)
    select ${tx.shardKey}, ${tx.tenantId}, n.id, n.line_id, ${to.supplierId}, 'asked',
           ${to.dueOn}, ${tx.now}, ${tx.actor.name}, ${to.words}
      from unnest(${lines.map(() => newId())}::uuid[], ${idsOf(lines)}::uuid[]) as n (id, line_id)`;
}

/** 接单, or not. */
export async function answerDispatches(
  tx: Transaction,
  lines: readonly Line[],
  answer: { readonly state: 'accepted' | 'declined'; readonly words: string | null },
): Promise<void> {
  await tx.sql`
    update orders.dispatch
       set state = ${answer.state}, answered_at = ${tx.now}, words = coalesce(${answer.words}, words)
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and line_id = any (${idsOf(lines)}::uuid[]) and state = 'asked'`;
}

/** 反馈: the official result, or the refusal, has come back. */
export async function feedBackDispatches(tx: Transaction, lines: readonly Line[]): Promise<void> {
  await tx.sql`
    update orders.dispatch set state = 'fedBack', fed_back_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and line_id = any (${idsOf(lines)}::uuid[]) and state = 'accepted'`;
}

export async function recallDispatches(tx: Transaction, lines: readonly Line[]): Promise<void> {
  await tx.sql`
    update orders.dispatch set state = 'recalled', answered_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and line_id = any (${idsOf(lines)}::uuid[]) and state in ('asked', 'accepted')`;
}
