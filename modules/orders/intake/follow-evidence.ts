import { systemActor, type Transaction } from '@heyi/platform';
import type { LineId } from '../line/line.ts';
import { lockLines } from '../line/line.store.ts';
import { actOnLines } from '../step/act-on-lines.ts';
import { proofsOf } from '../step/proofs.ts';

const news = systemActor('凭证');

/**
 * A paper was taken back: a line that is proven by another keeps its state, one that is not goes back
 * to 已提交官方, because nothing is shown as done that is not.
 */
export async function followEvidence(tx: Transaction, lineId: LineId): Promise<void> {
  const line = (await lockLines(tx, [lineId])).get(lineId);
  if (!line || line.proofId === null) return;
  const proofs = await proofsOf(tx, [lineId]);
  const proof = proofs.get(lineId) ?? null;
  if (proof !== null) {
    await tx.sql`
      update orders.line set proof_id = ${proof}
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${lineId}`;
    return;
  }
  await actOnLines({ ...tx, actor: news }, [line], {
    proven: new Set(),
    intent: () => ({ change: { proofId: null }, note: { action: 'unprove' } }),
  });
}
