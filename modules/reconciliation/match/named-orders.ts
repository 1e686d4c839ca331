import type { Id } from '@heyi/kernel';
import type { PayOrderState } from '@heyi/payments';
import type { TenantId, Transaction } from '@heyi/platform';

/** An order that a line of the bank names, in whosever books it stands. */
export type NamedOrder = {
  readonly id: Id<'pay'>;
  readonly tenantId: TenantId;
  readonly state: PayOrderState;
};

/** Orders of the account that its open lines name, asked for in a statement of its own. */
export async function namedOrders(
  tx: Transaction,
  payerAccountId: Id<'pac'>,
): Promise<NamedOrder[]> {
  const named = await tx.sql<{ orderId: Id<'pay'> }>`
    select distinct order_id as "orderId" from reconciliation.statement_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and payer_account_id = ${payerAccountId} and match_id is null and order_id is not null`;
  if (named.length === 0) return [];
  return tx.door<NamedOrder>`
    select id, tenant_id as "tenantId", state
      from reconciliation.orders_of_account(${payerAccountId},
                                            ${named.map(({ orderId }) => orderId)}::uuid[])`;
}
