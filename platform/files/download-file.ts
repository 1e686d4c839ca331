import type { Input, platformContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '../postgres/transaction.ts';
import { readFile } from './store-file.ts';

/** Answers a file of the tenant as it was stored. */
export async function downloadFile(tx: Transaction, input: Input<typeof contract.downloadFile>) {
  const file = await readFile(tx, input.fileId);
  if (!file) return fail({ code: 'file.not_found' as const });
  return ok({ name: file.name, type: file.type, body: file.content });
}
