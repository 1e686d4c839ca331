import { ok } from '@heyi/kernel';
import {
  enqueue,
  type Host,
  inTransaction,
  job,
  systemActor,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import { z } from 'zod';
import type { LineId } from '../line/line.ts';
import { takeErrand } from './errand.ts';
import { settleErrand } from './settle-errand.ts';

const robot = systemActor('官网机器人');

/** The robot is nobody's colleague: it may act on a line whoever has it. */
const asRobot = (tx: Transaction): Transaction => ({ ...tx, actor: robot });

/**
 * Takes one line to its agency's site and brings the answer and the receipt back. Killed at any line it
 * runs again: an attempt that was marked as sent is asked about by its reference, never sent blindly.
 */
export const submitLineJob = job({
  kind: 'orders.submit_line',
  input: z.object({ lineId: z.custom<LineId>((value) => typeof value === 'string') }),
  async run(context, { lineId }) {
    const errand = await context.transaction((tx) => takeErrand(asRobot(tx), lineId));
    if (errand === null) return ok({ answer: null });
    const { portal, reference, todo } = errand;
    const answer =
      todo.kind === 'submit' ? await portal.submit(todo.request) : await portal.ask(reference);
    const paper = answer.kind === 'succeeded' ? await portal.capture(reference) : null;
    await context.transaction((tx) => settleErrand(asRobot(tx), errand, answer, paper));
    return ok({ answer: answer.kind });
  },
});

type DueLine = { readonly lineId: LineId };

/** Attempts whose time to be asked about, or to be sent, has come. Answers how many jobs were queued. */
export async function watchSubmissions(host: Host): Promise<number> {
  const now = host.clock.now();
  const found = await host.pool.query<{ tenant_id: TenantId }>(
    'select tenant_id from orders.tenants_with_open_submissions($1)',
    [now],
  );
  let queued = 0;
  for (const { tenant_id: tenantId } of found.rows) {
    const scope = { tenantIds: [tenantId], actor: robot, requestId: 'orders' };
    queued += await inTransaction(host, scope, queueDue);
  }
  return queued;
}

/** A line whose job is still under way is left to it. */
async function queueDue(tx: Transaction): Promise<number> {
  const due = await tx.sql<DueLine>`
    select s.line_id as "lineId" from orders.submission s
     where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId} and s.channel = 'robot'
       and s.state in ('prepared', 'sent', 'unknown', 'received') and s.next_ask_at <= ${tx.now}
       and not exists (select from platform.job j
                        where j.shard_key = s.shard_key and j.tenant_id = s.tenant_id
                          and j.kind = 'orders.submit_line' and j.subject_id = s.line_id
                          and j.state in ('queued', 'running'))
     order by s.next_ask_at limit 500`;
  for (const { lineId } of due) {
    await enqueue(tx, { job: submitLineJob, input: { lineId }, subjectId: lineId });
  }
  return due.length;
}
