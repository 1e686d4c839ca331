import type { Input, platformContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { enqueue } from '../jobs/job.ts';
import type { Transaction } from '../postgres/transaction.ts';
import { lockBatch, readBatch, saveJob, saveState } from './import-batch.store.ts';
import type { ImportJobs } from './import-jobs.ts';
import type { ImportKinds } from './import-kind.ts';
import { viewOf } from './import-view.ts';

export function commitImportOf(kinds: ImportKinds, jobs: ImportJobs) {
  return async function commitImport(tx: Transaction, input: Input<typeof contract.commitImport>) {
    const batch = await lockBatch(tx, input.importId);
    if (!batch) return fail({ code: 'import.not_found' });
    const kind = kinds.get(batch.kind);
    if (!kind || !tx.actor.permissions.has(kind.permission)) {
      return fail({ code: 'import.not_permitted' });
    }
    if (batch.state !== 'checked') return fail({ code: 'import.not_checked', state: batch.state });
    const counts = batch.counts!;
    if (input.rows === 'all' && counts.invalid > 0) {
      return fail({ code: 'import.has_invalid_rows', invalid: counts.invalid });
    }
    if (counts.created + counts.updated === 0) return fail({ code: 'import.nothing_to_commit' });
    const refusal = await kind.refusal(tx, batch.subjectId);
    if (refusal) return fail({ code: 'import.refused', reason: refusal });
    await saveState(tx, batch.id, { state: 'committing' });
    const wanted = { importId: batch.id, rows: input.rows };
    await saveJob(
      tx,
      batch.id,
      await enqueue(tx, { job: jobs.commit, input: wanted, subjectId: batch.id }),
    );
    return ok(viewOf((await readBatch(tx, batch.id))!, kind));
  };
}
