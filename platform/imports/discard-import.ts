import type { Input, platformContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '../postgres/transaction.ts';
import { lockBatch, saveState } from './import-batch.store.ts';

export async function discardImport(tx: Transaction, input: Input<typeof contract.discardImport>) {
  const batch = await lockBatch(tx, input.importId);
  if (!batch) return fail({ code: 'import.not_found' });
  if (batch.state === 'committing' || batch.state === 'committed') {
    return fail({ code: 'import.already_committed' });
  }
  await saveState(tx, batch.id, { state: 'discarded' });
  return ok({});
}
