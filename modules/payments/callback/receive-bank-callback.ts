import type { Id } from '@heyi/kernel';
import { type Host, inTransaction, systemActor } from '@heyi/platform';
import { bankChannelOf } from '../channel/bank-links.ts';
import type { TransferReport } from '../channel/bank-channel.ts';
import { type OrderShard, shardNameOf } from '../dispatch/claim.store.ts';
import { applyFindings, type OrderFinding } from '../order/apply-findings.ts';
import { orderIdOf } from '../order/pay-order.ts';
import { dispatchPolicyOf } from '../policy/ask-policy.store.ts';

/** `refused`: not from the bank. `repeated`: read before. References that are not ours are left out. */
export type CallbackOutcome =
  | { kind: 'noSuchLink' }
  | { kind: 'refused' }
  | { kind: 'repeated' }
  | { kind: 'read'; applied: number };

/**
 * Reads what a bank sends by itself. It may come twice, late and in any order: what the reports say
 * is judged order by order, and the callback's id is kept last, so that one cut short is read again.
 */
export async function receiveBankCallback(
  host: Host,
  channelCode: string,
  headers: Record<string, string | undefined>,
  body: Uint8Array,
): Promise<CallbackOutcome> {
  const channel = bankChannelOf(host, channelCode);
  if (channel === null) return { kind: 'noSuchLink' };
  const callback = channel.readCallback(headers, body);
  if (callback === null) return { kind: 'refused' };
  if (await wasRead(host, channelCode, callback.callbackId)) return { kind: 'repeated' };
  const applied = await applyReports(host, callback.reports, 'callback');
  await keepCallback(host, channelCode, callback.callbackId);
  host.wakeEvents();
  return { kind: 'read', applied };
}

const bankActor = systemActor('bank');

/**
 * Writes a bank's reports of orders, whichever tenants they belong to; answers how many of the
 * references are ours. Unasked news only: nothing about when to ask next.
 */
export async function applyReports(
  host: Host,
  reports: readonly TransferReport[],
  source: 'callback' | 'file',
): Promise<number> {
  const byOrder = new Map<Id<'pay'>, OrderFinding[]>();
  for (const report of reports) {
    const orderId = orderIdOf(report.reference);
    if (orderId === null) continue;
    const finding = { kind: 'reported', report, isAnswer: false } as const;
    const findings = byOrder.get(orderId) ?? [];
    byOrder.set(orderId, [...findings, { orderId, source, finding }]);
  }
  const owners = await host.pool.query<OrderShard & { id: Id<'pay'> }>(
    `select id, tenant_id as "tenantId", shard_key as "shardKey" from payments.owners_of_orders($1)`,
    [[...byOrder.keys()]],
  );
  const byShard = Map.groupBy(owners.rows, shardNameOf);
  for (const orders of byShard.values()) {
    const { tenantId, shardKey } = orders[0]!;
    const findings = orders.flatMap(({ id }) => byOrder.get(id)!);
    const common = { actor: bankActor, requestId: 'bank callback' };
    const scope = { tenantIds: [tenantId], shardKey, ...common };
    await inTransaction(host, scope, (tx) => applyFindings(tx, findings, dispatchPolicyOf(host)));
  }
  return owners.rows.length;
}

async function wasRead(host: Host, channel: string, callbackId: string): Promise<boolean> {
  const scope = { tenantIds: [host.houseId], actor: bankActor, requestId: 'bank callback' };
  return inTransaction(host, scope, async (tx) => {
    const rows = await tx.sql`
      select 1 from payments.bank_callback
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and channel = ${channel}
         and callback_id = ${callbackId}`;
    return rows.length > 0;
  });
}

async function keepCallback(host: Host, channel: string, callbackId: string): Promise<void> {
  const scope = { tenantIds: [host.houseId], actor: bankActor, requestId: 'bank callback' };
  await inTransaction(
    host,
    scope,
    (tx) => tx.sql`
    insert into payments.bank_callback (shard_key, tenant_id, channel, callback_id, received_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${channel}, ${callbackId}, ${tx.now})
        on conflict do nothing`,
  );
}
