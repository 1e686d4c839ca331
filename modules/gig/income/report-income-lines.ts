import type { gigIncomeContract as contract, Input, Output } from '@heyi/contract';
import { fail, fen, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { Program } from '../program/program.ts';
import { lockWorkers, stripesOf } from '../worker/worker.store.ts';
import { type BookableLine, bookIncome } from './book-income.ts';
import {
  faultOf,
  type IncomeLineCode,
  type IncomeLineFields,
  type IncomeLineId,
  type IncomeSource,
  isSameLine,
  type StoredLine,
} from './income-line.ts';
import {
  keyOf,
  type KnownWorker,
  programOf,
  storedLines,
  workersByExternalId,
} from './income-line.store.ts';

export type LineOutcome =
  | { readonly outcome: 'accepted' | 'unchanged'; readonly id: IncomeLineId }
  | { readonly outcome: 'refused'; readonly code: IncomeLineCode };

const refused = (code: IncomeLineCode): LineOutcome => ({ outcome: 'refused', code });

/**
 * Judges and books lines a set at a time, each with an outcome of its own, in order. The workers are
 * locked first, so that a withdrawal and a correction of the same balance go one after the other.
 */
export async function takeLines(
  tx: Transaction,
  program: Program,
  source: IncomeSource,
  lines: readonly IncomeLineFields[],
): Promise<LineOutcome[]> {
  const judged = await judgeLines(tx, program, lines);
  const bookable = judged.flatMap((line) => ('line' in line ? [line.line] : []));
  const booked = await bookIncome(tx, program, source, bookable);
  const idOf = new Map(bookable.map((line, index) => [line.fields, booked[index] ?? null]));
  return judged.map((line): LineOutcome => {
    if ('outcome' in line) return line.outcome;
    const fields = 'sameAs' in line ? line.sameAs : line.line.fields;
    const made = idOf.get(fields);
    if (!made) return refused('income_line.already_withdrawn');
    return { outcome: 'sameAs' in line ? 'unchanged' : 'accepted', id: made.id };
  });
}

type JudgedLine =
  | { readonly outcome: LineOutcome }
  | { readonly line: BookableLine }
  /** The same line stands earlier in the same request. */
  | { readonly sameAs: IncomeLineFields };

/** What would become of lines; the workers they name are locked. */
export async function judgeLines(
  tx: Transaction,
  program: Program,
  lines: readonly IncomeLineFields[],
): Promise<JudgedLine[]> {
  const workers = await lockedWorkers(tx, lines);
  const stored = await storedOf(tx, lines, workers);
  const earlier = new Map<string, IncomeLineFields>();
  const takenOff = new Map<IncomeLineId, number>();
  return lines.map((fields): JudgedLine => {
    const fault = faultOf(fields, tx.today);
    if (fault !== null) return { outcome: refused(fault) };
    const worker = workers.get(fields.externalWorkerId);
    if (!worker) return { outcome: refused('worker.not_found') };
    const key = keyOf(worker.workerId, fields.businessId);
    const known = stored.get(key);
    if (known) return { outcome: repeated(fields, known, program) };
    const before = earlier.get(key);
    if (before) {
      const isSame = isSameLine(fields, {
        ...before,
        incomeKind: before.incomeKind as StoredLine['incomeKind'],
        correctsBusinessId: before.correctsBusinessId ?? null,
      });
      return isSame ? { sameAs: before } : { outcome: refused('income_line.business_id_reused') };
    }
    if (worker.state === 'left' || worker.state === 'refused') {
      return { outcome: refused('worker.not_admissible') };
    }
    const corrects = correctedBy(fields, worker, program, stored, takenOff);
    if (typeof corrects === 'string') return { outcome: refused(corrects) };
    earlier.set(key, fields);
    return { line: { fields, worker, corrects } };
  });
}

async function lockedWorkers(
  tx: Transaction,
  lines: readonly IncomeLineFields[],
): Promise<Map<string, KnownWorker>> {
  const stripes = (await stripesOf(tx))!;
  const wanted = lines.map(({ externalWorkerId: externalId }) => ({
    externalId,
    shardKey: stripes(externalId),
  }));
  await lockWorkers(tx, await workersByExternalId(tx, wanted));
  // Read again: what a locking statement waited for may have changed the state.
  const workers = await workersByExternalId(tx, wanted);
  return new Map(workers.map((worker) => [worker.externalId, worker]));
}

function storedOf(
  tx: Transaction,
  lines: readonly IncomeLineFields[],
  workers: ReadonlyMap<string, KnownWorker>,
) {
  const keys = lines.flatMap(({ externalWorkerId, businessId, correctsBusinessId }) => {
    const worker = workers.get(externalWorkerId);
    if (!worker) return [];
    const { shardKey, workerId } = worker;
    const ids = correctsBusinessId === undefined ? [businessId] : [businessId, correctsBusinessId];
    return ids.map((id) => ({ shardKey, workerId, businessId: id }));
  });
  return storedLines(tx, keys);
}

function repeated(fields: IncomeLineFields, known: StoredLine, program: Program): LineOutcome {
  const isSame = known.programId === program.id && isSameLine(fields, known);
  return isSame
    ? { outcome: 'unchanged', id: known.id }
    : refused('income_line.business_id_reused');
}

/** The line that a correction names, or why it cannot be corrected by so much; null for no correction. */
function correctedBy(
  fields: IncomeLineFields,
  worker: KnownWorker,
  program: Program,
  stored: ReadonlyMap<string, StoredLine>,
  takenOff: Map<IncomeLineId, number>,
): StoredLine | IncomeLineCode | null {
  if (fields.correctsBusinessId === undefined) return null;
  const line = stored.get(keyOf(worker.workerId, fields.correctsBusinessId));
  const isTheirs =
    line !== undefined &&
    line.amount > 0 &&
    line.programId === program.id &&
    line.incomeKind === fields.incomeKind;
  if (!isTheirs) return 'income_line.corrected_unknown';
  const already = line.corrected + (takenOff.get(line.id) ?? 0);
  if (already - fields.amount > line.amount) return 'income_line.correction_too_large';
  takenOff.set(line.id, fen((takenOff.get(line.id) ?? 0) - fields.amount));
  return line;
}

type Results = Output<typeof contract.reportIncomeLines>['results'];

/** By the platform itself, as work is accepted. */
export async function reportIncomeLines(
  tx: Transaction,
  input: Input<typeof contract.reportIncomeLines>,
) {
  const program = await programOf(tx, input.programId);
  if (program === null) return fail({ code: 'program.not_found' as const });
  const outcomes = await takeLines(tx, program, 'api', input.lines);
  const results: Results = outcomes.map((outcome, index) => ({
    businessId: input.lines[index]!.businessId,
    outcome: outcome.outcome,
    code: outcome.outcome === 'refused' ? outcome.code : null,
    incomeLineId: outcome.outcome === 'refused' ? null : outcome.id,
  }));
  return ok({ results });
}
