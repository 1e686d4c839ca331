import type { Input, platformContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '../postgres/transaction.ts';
import { listBatches } from './import-batch.store.ts';
import type { ImportKinds } from './import-kind.ts';
import { viewOf } from './import-view.ts';

export function listImportsOf(kinds: ImportKinds) {
  return async function listImports(tx: Transaction, input: Input<typeof contract.listImports>) {
    const filter = { kind: input.kind ?? null, limit: input.limit ?? 50 };
    const batches = await listBatches(tx, filter);
    return ok({ rows: batches.map((batch) => viewOf(batch, kinds.get(batch.kind))), next: null });
  };
}
