import type { Id } from '@heyi/kernel';
import { shardKeyOf, tenantCipher, type TenantId, type Transaction } from '@heyi/platform';
import { loadSealedNumber } from '../payer-account/payer-account.store.ts';

/** Whose name and number stand on an instruction. */
export type PayerDetails = { account: string; name: string };

/** Opens account numbers once a dispatcher: they never change. */
export function openPayerDetails() {
  const known = new Map<Id<'pac'>, PayerDetails>();
  return async (
    tx: Transaction,
    payer: { id: Id<'pac'>; tenantId: TenantId },
  ): Promise<PayerDetails> => {
    const found = known.get(payer.id);
    if (found) return found;
    const holder = { id: payer.tenantId, shardKey: shardKeyOf(payer.tenantId) };
    const cipher = await tenantCipher(tx, holder);
    const sealed = await loadSealedNumber(tx, {
      id: payer.id,
      tenantId: holder.id,
      shardKey: holder.shardKey,
    });
    const [row] = await tx.sql<{ name: string }>`
      select holder_name as name from payments.payer_account
       where shard_key = ${holder.shardKey} and tenant_id = ${holder.id} and id = ${payer.id}`;
    const details = { account: cipher.open(sealed), name: row!.name };
    known.set(payer.id, details);
    return details;
  };
}
