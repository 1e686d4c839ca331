import { Writable } from 'node:stream';
import { assert, fail, type Id, ok, type Result } from '@heyi/kernel';
import { z } from 'zod';
import { storeFile } from '../files/store-file.ts';
import { type Job, job, type JobContext } from '../jobs/job.ts';
import { fileTypes } from '../files/file-kind.ts';
import type { Transaction } from '../postgres/transaction.ts';
import { type CellError, writeErrorFile } from '../sheets/index.ts';
import {
  type ImportBatch,
  lockBatch,
  readBatch,
  readMapping,
  rememberMapping,
  saveFindings,
  saveState,
} from './import-batch.store.ts';
import type { ImportKind, ImportKinds } from './import-kind.ts';
import { loadContent, readImport, type ReadImport, weigh } from './read-import.ts';

const shownErrors = 100;

export type CheckInput = { importId: string };
export type CommitInput = { importId: string; rows: 'all' | 'validRows' };

export type ImportJobs = { check: Job<CheckInput>; commit: Job<CommitInput> };

export function importJobsOf(kinds: ImportKinds): ImportJobs {
  return {
    check: job({
      kind: 'check_import',
      input: z.object({ importId: z.string() }),
      run: (context, input) => checkImport(context, kinds, input.importId as Id<'imp'>),
    }),
    commit: job({
      kind: 'commit_import',
      input: z.object({ importId: z.string(), rows: z.enum(['all', 'validRows']) }),
      run: (context, input) =>
        commitImport(context, kinds, { id: input.importId as Id<'imp'>, rows: input.rows }),
    }),
  };
}

/** The dry run: reads, judges, writes down what it found, changes nothing else. */
async function checkImport(
  context: JobContext,
  kinds: ImportKinds,
  id: Id<'imp'>,
): Promise<Result<unknown, { code: string }>> {
  const opened = await openImport(context, kinds, id);
  if (opened.batch.state !== 'checking') return ok();
  const read = await readImport(opened.batch, opened.content, opened.columns, opened.remembered);
  if (!read.ok) return failImport(context, id, read.failure);
  await context.progress(read.value.rows.length, read.value.rows.length * 2);
  return context.transaction(async (tx) => {
    const { batch, kind } = opened;
    const outcomes = await kind.judge(tx, batch.subjectId, read.value.rows as never);
    const { counts, errors } = weigh(read.value, outcomes);
    const errorFile = errors.length === 0 ? null : await storeErrors(tx, batch, read.value, errors);
    await saveFindings(tx, id, {
      columns: columnsOf(read.value),
      counts,
      errors: errors.slice(0, shownErrors).map(shownError),
      errorFileId: errorFile?.id ?? null,
    });
    return ok(counts);
  });
}

/** Reads and judges again, and writes the accepted rows, all in one transaction. */
async function commitImport(
  context: JobContext,
  kinds: ImportKinds,
  wanted: { id: Id<'imp'>; rows: 'all' | 'validRows' },
): Promise<Result<unknown, { code: string }>> {
  const opened = await openImport(context, kinds, wanted.id);
  const read = await readImport(opened.batch, opened.content, opened.columns, opened.remembered);
  if (!read.ok) return failImport(context, wanted.id, read.failure);
  const { kind } = opened;
  const outcome = await context.transaction(async (tx) => {
    const batch = await lockBatch(tx, wanted.id);
    if (batch?.state !== 'committing') return ok();
    await kind.lock?.(tx, batch.subjectId);
    const refusal = await kind.refusal(tx, batch.subjectId);
    if (refusal) return fail(refusal);
    const outcomes = await kind.judge(tx, batch.subjectId, read.value.rows as never);
    const { counts, accepted } = weigh(read.value, outcomes);
    if (wanted.rows === 'all' && counts.invalid > 0) {
      return fail({ code: 'import.has_invalid_rows', invalid: counts.invalid });
    }
    await kind.commit(tx, batch.subjectId, accepted as never);
    await saveState(tx, wanted.id, { state: 'committed', counts });
    await rememberMapping(tx, batch);
    return ok(counts);
  });
  if (!outcome.ok) return failImport(context, wanted.id, outcome.failure);
  return outcome;
}

type OpenedImport = {
  batch: ImportBatch;
  kind: ImportKind;
  content: Buffer;
  columns: Awaited<ReturnType<ImportKind['columns']>>;
  remembered: Record<string, string>;
};

async function openImport(
  context: JobContext,
  kinds: ImportKinds,
  id: Id<'imp'>,
): Promise<OpenedImport> {
  return context.transaction(async (tx) => {
    const batch = await readBatch(tx, id);
    assert(batch, 'the import of a job is there');
    const kind = kinds.get(batch.kind);
    assert(kind, `no import of kind ${batch.kind}`);
    const columns = await kind.columns(tx, batch.subjectId);
    const remembered = await readMapping(tx, batch.kind);
    return { batch, kind, columns, remembered, content: await loadContent(tx, batch.fileId) };
  });
}

async function failImport(
  context: JobContext,
  id: Id<'imp'>,
  failure: { code: string },
): Promise<Result<unknown, { code: string }>> {
  await context.transaction((tx) => saveState(tx, id, { state: 'failed', failure }));
  return fail(failure);
}

async function storeErrors(
  tx: Transaction,
  batch: ImportBatch,
  read: ReadImport,
  errors: readonly CellError[],
) {
  const pieces: Buffer[] = [];
  const target = new Writable({
    write(piece: Buffer, _, done) {
      pieces.push(piece);
      done();
    },
  });
  const written = await writeErrorFile(target, read.content, read.report, errors, {
    locale: read.locale,
  });
  assert(written.ok, 'a file that was read can be read again');
  const name = `${batch.fileName.replace(/\.\w+$/, '')}-错误明细.xlsx`;
  return storeFile(tx, { name, type: fileTypes.xlsx, content: Buffer.concat(pieces) });
}

function columnsOf(read: ReadImport): ImportBatch['columns'] {
  const { layout } = read.report;
  const used = layout.columns.map(({ index, header, key }) => ({ index, header, target: key }));
  const unused = layout.unknown.map(({ index, header }) => ({ index, header, target: null }));
  return [...used, ...unused]
    .toSorted((a, b) => a.index - b.index)
    .map(({ header, target }) => ({ header, target }));
}

function shownError(error: CellError) {
  const { row, column, value, code, message, howToFix } = error;
  return { row, column: column.title, value, code, message, howToFix };
}
