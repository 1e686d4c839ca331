import type { Input, platformContract as contract } from '@heyi/contract';
import { fail, newId, ok } from '@heyi/kernel';
import { readFile } from '../files/store-file.ts';
import { enqueue } from '../jobs/job.ts';
import type { Transaction } from '../postgres/transaction.ts';
import { insertBatch, readBatch, saveJob } from './import-batch.store.ts';
import type { ImportJobs } from './import-jobs.ts';
import type { ImportKinds } from './import-kind.ts';
import { subjectOf, viewOf } from './import-view.ts';

export function startImportOf(kinds: ImportKinds, jobs: ImportJobs) {
  return async function startImport(tx: Transaction, input: Input<typeof contract.startImport>) {
    const kind = kinds.get(input.kind);
    if (!kind) return fail({ code: 'import.kind_unknown' });
    if (!tx.actor.permissions.has(kind.permission)) return fail({ code: 'import.not_permitted' });
    const subjectId = subjectOf(kind, input.subjectId);
    if (subjectId === undefined) return fail({ code: 'import.subject_not_found' });
    const refusal = await kind.refusal(tx, subjectId);
    if (refusal) return fail({ code: 'import.refused', reason: refusal });
    if (!(await readFile(tx, input.fileId))) return fail({ code: 'file.not_found' });
    const id = newId<'imp'>();
    const mapping = input.mapping ?? {};
    await insertBatch(tx, { id, kind: input.kind, subjectId, fileId: input.fileId, mapping });
    await saveJob(
      tx,
      id,
      await enqueue(tx, { job: jobs.check, input: { importId: id }, subjectId: id }),
    );
    return ok(viewOf((await readBatch(tx, id))!, kind));
  };
}
