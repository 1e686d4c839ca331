import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readTerms } from './client-bill.store.ts';

export async function getClientBillTerms(tx: Transaction) {
  return ok({ rows: await readTerms(tx) });
}
