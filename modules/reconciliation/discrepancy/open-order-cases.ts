import type { Id } from '@heyi/kernel';
import { findPayerAccount, type PayOrderManual } from '@heyi/payments';
import {
  type Host,
  inTransaction,
  systemActor,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import { inTenantOf } from '../in-tenant-of.ts';
import { enqueueComparison } from '../statement/upload-statement.ts';

/** The bank was asked for the last time: the case opens in the books of the account's holder. */
export async function openOrderCase(tx: Transaction, payload: PayOrderManual): Promise<void> {
  const account = await findPayerAccount(tx, payload.payerAccountId);
  if (account === null) return;
  await enqueueComparison(inTenantOf(tx, account.tenantId), account.id);
}

/**
 * Compares every account of which an order waits for a person, or did when it was last looked at: the
 * case closes by itself when the order has moved. Answers how many accounts were looked at.
 */
export async function watchUnknownOrders(host: Host): Promise<number> {
  const found = await host.pool.query<{ tenantId: TenantId; payerAccountId: Id<'pac'> }>(
    `select tenant_id as "tenantId", payer_account_id as "payerAccountId"
       from reconciliation.accounts_with_unknown_orders()`,
  );
  for (const { tenantId, payerAccountId } of found.rows) {
    const actor = systemActor('银行对账');
    const scope = { tenantIds: [tenantId], actor, requestId: 'reconciliation' };
    await inTransaction(host, scope, (tx) => enqueueComparison(tx, payerAccountId));
  }
  return found.rows.length;
}
