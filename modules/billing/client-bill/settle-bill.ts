import { settleLines, unsettleLines } from '@heyi/orders';
import { assert, type Id } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { BillId } from './client-bill.ts';
import { viewBill } from './read-bills.ts';

/**
 * 已到款 when some of it is met, 已核销 when nothing is open; then the order lines on it are settled. An
 * advance on the bill is open for as long as it is not paid back.
 */
export async function settleBill(tx: Transaction, billId: BillId): Promise<void> {
  const { open, matched } = await viewBill(tx, billId);
  assert(open !== null, 'money meets what was confirmed');
  if (open > 0 && matched === 0) return;
  const state = open > 0 ? 'received' : 'matched';
  await tx.sql`
    update billing.client_bill
       set state = ${state}, matched_at = ${state === 'matched' ? tx.now : null}::timestamptz
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${billId}`;
  if (state !== 'matched') return;
  const lines = await orderLinesOn(tx, billId);
  if (lines.length > 0) await settleLines(tx, lines);
}

/** Money was taken back: what is open again, and the order lines that were settled by it. */
export async function reopenBill(tx: Transaction, billId: BillId): Promise<void> {
  const { matched, state: before } = await viewBill(tx, billId);
  const state = matched === 0 ? 'confirmed' : 'received';
  await tx.sql`
    update billing.client_bill set state = ${state}, matched_at = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${billId}`;
  if (before !== 'matched') return;
  const lines = await orderLinesOn(tx, billId);
  if (lines.length > 0) await unsettleLines(tx, lines);
}

async function orderLinesOn(tx: Transaction, billId: BillId): Promise<Id<'orl'>[]> {
  const lines = await tx.sql<{ id: Id<'orl'> }>`
    select order_line_id as id from billing.client_bill_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${billId}
       and order_line_id is not null
     order by order_line_id`;
  return lines.map(({ id }) => id);
}

/** The bills that an advance stands on, when some of it is paid back. */
export async function settleBillsOf(tx: Transaction, advanceId: Id<'adv'>): Promise<void> {
  const bills = await tx.sql<{ id: BillId }>`
    select c.id from billing.client_bill_line l
      join billing.client_bill c
        on c.shard_key = l.shard_key and c.tenant_id = l.tenant_id and c.id = l.bill_id
     where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
       and l.source_key = 'advance/' || ${advanceId}::uuid and not l.is_withdrawn
       and c.state in ('confirmed', 'received')`;
  // The line is on one bill at most.
  for (const { id } of bills) await settleBill(tx, id);
}
