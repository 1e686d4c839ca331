import type { ordersContract as contract, Output } from '@heyi/contract';
import { fail, ok, type Result } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { Line, LineId, LineNote, LineStanding } from '../line/line.ts';
import { lockLines, type LineStep, saveSteps } from '../line/line.store.ts';
import { type LineRefusal, type LineState, stepOf } from '../line/line-state.ts';

export type LineRef = { readonly id: LineId; readonly version: number };
export type Outcomes = Output<typeof contract.takeOrderLines>;

export type Refusal = { readonly code: LineRefusal; readonly detail?: string | null };

/** What one step does to one line: nothing written yet. */
export type Intent = {
  readonly change?: Partial<LineStanding>;
  readonly note: LineNote & { readonly action: Exclude<LineNote['action'], 'open'> };
};

export type Act = {
  /** Who else holds a line may not act on it, but for assigning and for what the client does. */
  readonly anybody?: true;
  /** The robot sends the attempt that waits: it does not stand in its own way. */
  readonly sendsPrepared?: true;
  /** Which lines are proven; asked once for all. */
  readonly proven?: ReadonlySet<LineId>;
  readonly intent: (line: Line) => Intent | Refusal;
  /** Other modules' part of the step, for the lines that may take it; answers those that may not. */
  readonly also?: (lines: readonly Line[]) => Promise<ReadonlyMap<LineId, Refusal>>;
};

/**
 * One step of many lines: each is looked at by itself under its lock, and what is refused leaves the
 * others alone. A version that is not the line's any more is refused with whoever has it now.
 */
export async function actOnLines(
  tx: Transaction,
  refs: readonly LineRef[],
  act: Act,
): Promise<Result<Outcomes, { code: 'order_line.not_found' }>> {
  const lines = await lockLines(
    tx,
    refs.map(({ id }) => id),
  );
  if (refs.some(({ id }) => !lines.has(id))) return fail({ code: 'order_line.not_found' });
  const refused = new Map<LineId, Refusal>();
  const steps: LineStep[] = [];
  for (const [id, version] of new Map(refs.map((ref) => [ref.id, ref.version]))) {
    const step = judge(tx, lines.get(id)!, version, act);
    if ('code' in step) refused.set(id, step);
    else steps.push(step);
  }
  const also = await act.also?.(steps.map(({ line }) => line));
  for (const [id, refusal] of also ?? []) refused.set(id, refusal);
  const taken = steps.filter(({ line }) => !refused.has(line.id));
  await saveSteps(tx, taken);
  const reached = new Map(taken.map(({ line, to }) => [line.id, to]));
  return ok({ rows: [...lines.values()].map((line) => outcomeOf(line, reached, refused)) });
}

function judge(tx: Transaction, line: Line, version: number, act: Act): LineStep | Refusal {
  const { assigneeId, assigneeName } = line;
  if (line.version !== version) return { code: 'order_line.changed', detail: assigneeName };
  const isMine = tx.actor.accountId === null || assigneeId === tx.actor.accountId;
  if (assigneeId !== null && !isMine && act.anybody !== true) {
    return { code: 'order_line.held_by_other', detail: assigneeName };
  }
  const intent = act.intent(line);
  if ('code' in intent) return intent;
  const { action } = intent.note;
  const facts = {
    ...line,
    hasOpenSubmission: line.hasOpenSubmission && act.sendsPrepared !== true,
    isProven: act.proven?.has(line.id) ?? line.proofId !== null,
    waitsForSupplier: line.channel === 'supplier' && line.dispatchState !== 'accepted',
  };
  const to = stepOf(facts, action, tx.today);
  if (!to.ok) return to.failure;
  return { line, to: to.value, change: intent.change ?? {}, note: intent.note };
}

function outcomeOf(
  line: Line,
  reached: ReadonlyMap<LineId, LineState>,
  refused: ReadonlyMap<LineId, Refusal>,
): Outcomes['rows'][number] {
  const { id } = line;
  const refusal = refused.get(id);
  return {
    id,
    refusal: refusal?.code ?? null,
    detail: refusal?.detail ?? null,
    state: reached.get(id) ?? line.state,
    version: line.version + (reached.has(id) ? 1 : 0),
  };
}
