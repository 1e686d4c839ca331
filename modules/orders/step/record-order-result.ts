import { bindEvidenceToAll, type DocumentId, type EvidenceMark } from '@heyi/evidence';
import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail, ok, type PayPeriod } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockLines } from '../line/line.store.ts';
import { factsOf } from '../line/line-title.ts';
import type { Line, LineId } from '../line/line.ts';
import { feedBackDispatches } from '../supplier/dispatch.store.ts';
import { actOnLines, type LineRef } from './act-on-lines.ts';
import { proofsOf } from './proofs.ts';
import { closeSubmissions } from './submission.store.ts';
import { succeedLineTasks } from './tasks.ts';

/**
 * 官方成功. One paper may prove many lines: it is bound to each first, and a line is done only when
 * what is bound to it proves the official result of its service.
 */
export async function recordOrderResult(
  tx: Transaction,
  input: Input<typeof contract.recordOrderResult>,
) {
  const { evidenceId, officialNumber = null, effectivePeriod = null } = input;
  const paper = evidenceId ? { documentId: evidenceId, marks: [] } : null;
  return succeedLines(tx, { lines: input.lines, paper, officialNumber, effectivePeriod });
}

type Paper = { readonly documentId: DocumentId; readonly marks: EvidenceMark[] };

/** To the lines that wait for a result, as they were looked at; the others are refused later. */
async function bindPaper(
  tx: Transaction,
  { documentId, marks }: Paper,
  refs: readonly LineRef[],
  lines: ReadonlyMap<LineId, Line>,
) {
  const waiting = refs.flatMap(({ id, version }) => {
    const line = lines.get(id)!;
    return line.state === 'submitted' && line.version === version ? [line] : [];
  });
  const bound = await bindEvidenceToAll(tx, {
    documentId,
    subjectKind: 'orderLine',
    subjects: waiting.map((line) => ({ subjectId: line.id, marks, ...factsOf(line) })),
  });
  // Marks beside the paper bind nothing, so that the lines stay unproven and are refused as that.
  if (bound.ok || bound.failure.code === 'evidence.mark_outside') return ok();
  return fail({ code: 'evidence.not_found' as const });
}

export type OfficialResult = {
  readonly lines: readonly LineRef[];
  readonly paper: Paper | null;
  readonly officialNumber: string | null;
  readonly effectivePeriod: PayPeriod | null;
};

export async function succeedLines(tx: Transaction, result: OfficialResult) {
  const { paper, officialNumber, effectivePeriod } = result;
  const ids = result.lines.map(({ id }) => id);
  const lines = await lockLines(tx, ids);
  if (ids.some((id) => !lines.has(id))) return fail({ code: 'order_line.not_found' as const });
  const bound = paper === null ? ok() : await bindPaper(tx, paper, result.lines, lines);
  if (!bound.ok) return bound;
  const proofs = await proofsOf(tx, ids);
  return actOnLines(tx, result.lines, {
    proven: new Set(proofs.keys()),
    intent: (line) => ({
      change: {
        proofId: proofs.get(line.id) ?? null,
        officialNumber: officialNumber ?? line.officialNumber,
        finishedAt: line.finishedAt ?? tx.now,
      },
      note: { action: 'succeed', code: officialNumber },
    }),
    also: async (accepted) => {
      const refused = await succeedLineTasks(tx, accepted, { officialNumber, effectivePeriod });
      const done = accepted.filter(({ id }) => !refused.has(id));
      const doneIds = done.map(({ id }) => id);
      await closeSubmissions(tx, doneIds, { state: 'succeeded', officialNumber });
      await feedBackDispatches(tx, done);
      return refused;
    },
  });
}
