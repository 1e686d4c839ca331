import type { Input, platformContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { readFile } from '../files/store-file.ts';
import type { Transaction } from '../postgres/transaction.ts';
import { readBatch } from './import-batch.store.ts';

export async function downloadImportErrors(
  tx: Transaction,
  input: Input<typeof contract.downloadImportErrors>,
) {
  const batch = await readBatch(tx, input.importId);
  if (!batch) return fail({ code: 'import.not_found' });
  const file = batch.errorFileId && (await readFile(tx, batch.errorFileId));
  if (!file) return fail({ code: 'import.has_no_errors' });
  return ok({ name: file.name, type: file.type, body: file.content });
}
