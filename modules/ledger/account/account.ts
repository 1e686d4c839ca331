import { createHash } from 'node:crypto';
import type { ledgerContract } from '@heyi/contract';
import { type Fen, type Id, uuidFromBytes } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';

export type AccountKind = (typeof ledgerContract.ledgerAccountKinds)[number];

/** Names an account inside its tenant. Which parts a kind has stands in the README. */
export type AccountKey = {
  readonly kind: AccountKind;
  readonly legalEntityId?: Id<'ent'>;
  readonly payerAccountId?: Id<'pac'>;
  readonly personId?: Id<'per'>;
  readonly registrationId?: Id<'reg'>;
};

export type Balance = {
  /** Everything ever debited and credited. */
  readonly debitTotal: Fen;
  readonly creditTotal: Fen;
  /** Debits less credits: positive is a debit balance. */
  readonly balance: Fen;
};

/** Whose books the transaction writes: the tenant's main books, or those of one of its stripes. */
export function ownerOf(tx: Pick<Transaction, 'tenantId' | 'shardKey' | 'tenantShardKey'>): string {
  return tx.shardKey === tx.tenantShardKey ? tx.tenantId : `${tx.tenantId}/${tx.shardKey}`;
}

/**
 * The id follows from the key: the same key is the same account in every process. `owner` is that of
 * {@link ownerOf}; the tenant's id names its main books.
 */
export function accountIdOf(owner: string, key: AccountKey): Id<'lac'> {
  const parts = [owner, key.kind, key.legalEntityId, key.payerAccountId, key.personId];
  // Last and only where there is one: the ids of all other accounts are as they were without it.
  if (key.registrationId) parts.push(key.registrationId);
  const bytes = createHash('sha256')
    .update(parts.map((part) => part ?? '').join('|'))
    .digest()
    .subarray(0, 16);
  // Version 8 of RFC 9562: a UUID whose bits have a meaning of our own.
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return uuidFromBytes(bytes) as Id<'lac'>;
}
