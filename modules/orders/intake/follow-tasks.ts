import type { PayPeriod, PlainDate } from '@heyi/kernel';
import { systemActor, type Transaction } from '@heyi/platform';
import type { LineId } from '../line/line.ts';
import { lockLines, saveSteps } from '../line/line.store.ts';
import { stepOf } from '../line/line-state.ts';
import { actOnLines } from '../step/act-on-lines.ts';
import { withdrawPrepared } from '../step/submission.store.ts';

const news = systemActor('参保任务');

type Moved = {
  readonly lineId: LineId;
  readonly period: PayPeriod;
  readonly askedPeriod: PayPeriod;
  readonly movedReason: string | null;
  readonly officialCutoff: PlainDate | null;
  readonly clientCutoff: PlainDate | null;
  readonly cutoffProvisional: boolean;
};

/**
 * Lines take month and cut-offs of their tasks: what missed its day goes to the next month, and says
 * why. All lines of the tenant at once; run again it changes nothing.
 */
export async function followTasks(tx: Transaction): Promise<number> {
  const moved = await tx.sql<Moved>`
    select l.id as "lineId", t.period, t.asked_period as "askedPeriod",
           t.moved_reason as "movedReason",
           t.official_cutoff as "officialCutoff", t.client_cutoff as "clientCutoff",
           t.cutoff_provisional as "cutoffProvisional"
      from orders.line l
      join insurance.task_detail t
        on t.shard_key = l.shard_key and t.tenant_id = l.tenant_id and t.id = l.task_id
     where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
       and l.state in ('pendingAcceptance', 'pendingPapers', 'inProgress', 'sentBack',
                       'officialFailed')
       and (t.period, t.asked_period, t.moved_reason, t.official_cutoff, t.client_cutoff,
            t.cutoff_provisional)
           is distinct from (l.period, l.asked_period, l.moved_reason, l.official_cutoff,
                             l.client_cutoff, l.cutoff_provisional)`;
  const lines = await lockLines(
    tx,
    moved.map(({ lineId }) => lineId),
  );
  const robot = { ...tx, actor: news };
  const steps = moved.flatMap(({ lineId, ...place }) => {
    const line = lines.get(lineId)!;
    const facts = { ...line, isProven: false, waitsForSupplier: false };
    const to = stepOf(facts, 'move', tx.today);
    if (!to.ok) return [];
    const note = {
      action: 'move' as const,
      code: place.period === line.period ? 'cutoff' : place.movedReason,
      words: place.period === line.period ? place.officialCutoff : place.period,
    };
    // Warnings were about the day that is over.
    const change = { ...place, warnedOn: null, escalatedAt: null };
    return [{ line, to: to.value, change, note }];
  });
  await saveSteps(robot, steps);
  return steps.length;
}

/** Tasks that lost their ground take their lines with them, but not what has gone out. */
export async function cancelGroundless(tx: Transaction): Promise<void> {
  const rows = await tx.sql<{ id: LineId; version: number }>`
    select l.id, l.version from orders.line l
      join insurance.task_detail t
        on t.shard_key = l.shard_key and t.tenant_id = l.tenant_id and t.id = l.task_id
     where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
       and t.state = 'cancelled'
       and l.state in ('pendingAcceptance', 'pendingPapers', 'inProgress', 'sentBack',
                       'officialFailed')`;
  if (rows.length === 0) return;
  const reason = '参保任务已取消';
  await actOnLines({ ...tx, actor: news }, rows, {
    intent: () => ({
      change: { reason, failureCode: null, finishedAt: tx.now },
      note: { action: 'cancel', code: 'insurance_task.cancelled', words: reason },
    }),
    also: async (lines) => {
      await withdrawPrepared(tx, lines, reason);
      return new Map();
    },
  });
}
