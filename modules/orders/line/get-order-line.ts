import type { Input, ordersContract as contract, Output } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readLines } from './read-lines.ts';

type Answer = Output<typeof contract.getOrderLine>;

export async function getOrderLine(tx: Transaction, input: Input<typeof contract.getOrderLine>) {
  const { orderLineId: id } = input;
  const wanted = { tenantId: tx.tenantId, ids: [id] };
  const [line] = await readLines(tx, wanted, { day: null, id: null, limit: 1 });
  if (!line) return fail({ code: 'order_line.not_found' as const });
  const history = await tx.sql<Answer['history'][number]>`
    select action, from_state as "fromState", to_state as "toState", code, words,
           by_name as "byName", at
      from orders.line_event
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and line_id = ${id}
     order by id`;
  const submissions = await tx.sql<Answer['submissions'][number]>`
    select attempt, reference, channel, state, official_number as "officialNumber", words,
           prepared_at as "preparedAt", sent_at as "sentAt", answered_at as "answeredAt",
           asked_count as "askedCount"
      from orders.submission
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and line_id = ${id}
     order by attempt`;
  const dispatches = await tx.sql<Answer['dispatches'][number]>`
    with supplier as materialized (
      select id, short_name from orders.supplier
       where shard_key = ${tx.houseShardKey} and tenant_id = ${tx.houseId})
    select coalesce(s.short_name, '') as "supplierName", d.state, d.due_on as "dueOn",
           d.asked_at as "askedAt", d.answered_at as "answeredAt",
           d.fed_back_at as "fedBackAt", d.words
      from orders.dispatch d
      left join supplier s on s.id = d.supplier_id
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId} and d.line_id = ${id}
     order by d.id`;
  return ok({ line, history, submissions, dispatches });
}
