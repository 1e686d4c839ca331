import { ok } from '@heyi/kernel';
import type { Transaction } from '../postgres/transaction.ts';
import { fieldKeyIds, publicFieldKey } from './field-key.ts';

/** The key of the day; yesterday's still opens, and nobody needs to seal for it. */
export async function getFieldKeys(tx: Transaction) {
  const [today] = fieldKeyIds(tx.now);
  return ok({ keys: [publicFieldKey(tx.host.keyRing.master, today)], now: tx.now });
}
