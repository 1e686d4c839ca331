import { type Input, platformContract as contract, type Output } from '@heyi/contract';
import { PassThrough } from 'node:stream';
import { fail, formatId, newId, ok, parseId } from '@heyi/kernel';
import { readFile } from '../files/store-file.ts';
import { enqueue } from '../jobs/job.ts';
import type { Transaction } from '../postgres/transaction.ts';
import { writeTemplate } from '../sheets/index.ts';
import {
  type ImportBatch,
  insertBatch,
  listBatches,
  lockBatch,
  readBatch,
  saveJob,
  saveState,
} from './import-batch.store.ts';
import type { ImportJobs } from './import-jobs.ts';
import type { ImportKind, ImportKinds } from './import-kind.ts';
import { localeOf } from './read-import.ts';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Undefined when the text is no id of what the kind's rows belong to. */
function subjectOf(kind: ImportKind, text: string | undefined): string | null | undefined {
  if (kind.subjectPrefix === null) return null;
  return parseId(kind.subjectPrefix, text ?? '') ?? undefined;
}

export function downloadImportTemplateOf(kinds: ImportKinds) {
  return async function downloadImportTemplate(
    tx: Transaction,
    input: Input<typeof contract.downloadImportTemplate>,
  ) {
    const kind = kinds.get(input.kind);
    if (!kind) return fail({ code: 'import.kind_unknown' });
    const subjectId = subjectOf(kind, input.subjectId);
    if (subjectId === undefined) return fail({ code: 'import.subject_not_found' });
    const columns = await kind.columns(tx, subjectId);
    const body = new PassThrough();
    const title = kind.title[tx.language];
    const locale = localeOf(tx.language);
    writeTemplate(body, title, columns, { locale }).catch((error: Error) => body.destroy(error));
    return ok({ name: `${title}.xlsx`, type: xlsxType, body });
  };
}

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

export function getImportOf(kinds: ImportKinds) {
  return async function getImport(tx: Transaction, input: Input<typeof contract.getImport>) {
    const batch = await readBatch(tx, input.importId);
    if (!batch) return fail({ code: 'import.not_found' });
    return ok(viewOf(batch, kinds.get(batch.kind)));
  };
}

export function listImportsOf(kinds: ImportKinds) {
  return async function listImports(tx: Transaction, input: Input<typeof contract.listImports>) {
    const filter = { kind: input.kind ?? null, limit: input.limit ?? 50 };
    const batches = await listBatches(tx, filter);
    return ok({ rows: batches.map((batch) => viewOf(batch, kinds.get(batch.kind))), next: null });
  };
}

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

export async function discardImport(tx: Transaction, input: Input<typeof contract.discardImport>) {
  const batch = await lockBatch(tx, input.importId);
  if (!batch) return fail({ code: 'import.not_found' });
  if (batch.state === 'committing' || batch.state === 'committed') {
    return fail({ code: 'import.already_committed' });
  }
  await saveState(tx, batch.id, { state: 'discarded' });
  return ok({});
}

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

function viewOf(
  batch: ImportBatch,
  kind: ImportKind | undefined,
): Output<typeof contract.getImport> {
  const prefix = kind?.subjectPrefix;
  return {
    ...batch,
    subjectId: batch.subjectId && prefix ? formatId(prefix, batch.subjectId) : null,
    errors: batch.errors as Output<typeof contract.getImport>['errors'],
  };
}
