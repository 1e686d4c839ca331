import { bindEvidence, type DocumentId, type EvidenceMark } from '@heyi/evidence';
import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail, type PayPeriod } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockLines } from '../line/line.store.ts';
import { titleOf } from '../line/line-title.ts';
import { feedBackDispatches } from '../supplier/dispatch.store.ts';
import { actOnLines, type LineRef } from './act-on-lines.ts';
import { proofsOf } from './proofs.ts';
import { closeSubmissions } from './submission.store.ts';
import { succeedTasks } from './tasks.ts';

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

export type OfficialResult = {
  readonly lines: readonly LineRef[];
  readonly paper: { readonly documentId: DocumentId; readonly marks: EvidenceMark[] } | null;
  readonly officialNumber: string | null;
  readonly effectivePeriod: PayPeriod | null;
};

export async function succeedLines(tx: Transaction, result: OfficialResult) {
  const { paper, officialNumber, effectivePeriod } = result;
  const ids = result.lines.map(({ id }) => id);
  const lines = await lockLines(tx, ids);
  if (ids.some((id) => !lines.has(id))) return fail({ code: 'order_line.not_found' as const });
  for (const { id, version } of paper === null ? [] : result.lines) {
    const line = lines.get(id)!;
    if (line.state !== 'submitted' || line.version !== version) continue;
    const bound = await bindEvidence(tx, {
      ...paper!,
      subjectKind: 'orderLine',
      subjectId: id,
      service: line.service,
      period: line.period,
      personName: line.personName,
      title: titleOf(line),
    });
    if (!bound.ok && bound.failure.code === 'evidence.not_found') {
      return fail({ code: 'evidence.not_found' as const });
    }
  }
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
      const refused = await succeedTasks(tx, accepted, { officialNumber, effectivePeriod });
      const done = accepted.filter(({ id }) => !refused.has(id));
      const doneIds = done.map(({ id }) => id);
      await closeSubmissions(tx, doneIds, { state: 'succeeded', officialNumber });
      await feedBackDispatches(tx, done);
      return refused;
    },
  });
}
