import { fail, type Id, ok } from '@heyi/kernel';
import { type LegalEntity, visibleEntities } from '@heyi/people';
import { enterTenant, type TenantId, type Transaction } from '@heyi/platform';

export type EntityId = Id<'ent'>;

/** An entity of the transaction's own tenant: tax is filed where the entity belongs. */
export async function withholdingEntity(tx: Transaction, entityId: EntityId) {
  const entity = (await visibleEntities(tx)).get(entityId);
  if (entity?.tenantId !== tx.tenantId) return fail({ code: 'legal_entity.not_found' as const });
  return ok<LegalEntity>(entity);
}

/**
 * The transactions of the tenants named, all on this connection. An entity of the provider pays for
 * several clients and files for all of them, whoever of its staff does it.
 */
export async function enterTenants(
  tx: Transaction,
  tenantIds: readonly TenantId[],
): Promise<Transaction[]> {
  const entered: Transaction[] = [];
  for (const tenantId of tenantIds) {
    entered.push(tenantId === tx.tenantId ? tx : await enterTenant(tx, tenantId));
  }
  return entered;
}
