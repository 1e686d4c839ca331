import { ok } from '@heyi/kernel';
import type { Transaction } from '../postgres/transaction.ts';
import { checkChain } from './check-chain.ts';

/** Recomputes the whole chain of the tenant and says where it stops to follow. */
export async function verifyAuditChain(tx: Transaction) {
  return ok(await checkChain(tx));
}
