import { ok } from '@heyi/kernel';
import type { Transaction } from '../postgres/transaction.ts';
import { acceptUpload } from './accept-upload.ts';
import { storeFile } from './store-file.ts';

/** Keeps a file for the tenant, sealed with the tenant's key. */
export async function uploadFile(tx: Transaction) {
  const accepted = acceptUpload(tx);
  if (!accepted.ok) return accepted;
  const { sha256, ...file } = await storeFile(tx, accepted.value);
  return ok({ ...file, sha256: sha256.toString('hex') });
}
