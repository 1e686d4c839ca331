import type { Input, platformContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '../postgres/transaction.ts';
import { readBatch } from './import-batch.store.ts';
import type { ImportKinds } from './import-kind.ts';
import { viewOf } from './import-view.ts';

export function getImportOf(kinds: ImportKinds) {
  return async function getImport(tx: Transaction, input: Input<typeof contract.getImport>) {
    const batch = await readBatch(tx, input.importId);
    if (!batch) return fail({ code: 'import.not_found' });
    return ok(viewOf(batch, kinds.get(batch.kind)));
  };
}
