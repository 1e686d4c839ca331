import { assert } from '@heyi/kernel';
import type pg from 'pg';
import { type Actor, systemActor } from '../actor.ts';
import type { Host } from '../host.ts';
import { inTransaction, type TenantId, type Transaction } from '../postgres/transaction.ts';
import type { Job, JobContext, JobId } from './job.ts';

type JobRow = {
  kind: string;
  input: unknown;
  /** Who asked for it. */
  accountId: Actor['accountId'];
  actorName: string;
  starts: number;
};

const progressEveryMs = 250;

/** A job that has begun this often without an end is given up: its operator has to look. */
const startsMax = 25;

/**
 * Runs one job, if nobody else runs it. The runner holds a session lock for as long as it lives:
 * when its process dies, PostgreSQL frees the lock and the reaper starts the job again at once.
 */
export async function runJob(
  host: Host,
  jobs: ReadonlyMap<string, Job>,
  task: { tenantId: TenantId; jobId: JobId },
  signal: AbortSignal,
): Promise<void> {
  const holder = await host.pool.connect();
  // Without the lock another runner may begin: this one must not commit anything more.
  const lost = new AbortController();
  const abort = () => lost.abort(new Error('the lock of the job was lost'));
  holder.on('error', abort);
  try {
    if (!(await tryHold(holder, task.jobId))) return;
    await runHeld(host, jobs, task, { asked: signal, lost: lost.signal });
  } finally {
    holder.off('error', abort);
    await letGo(holder, task.jobId);
  }
}

/** Why a runner ends early: the process stops, or its hold on the job is gone. */
type Signals = { asked: AbortSignal; lost: AbortSignal };

export async function tryHold(holder: pg.ClientBase, jobId: JobId): Promise<boolean> {
  const answer = await holder.query<{ held: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 4727003)) as held',
    [jobId],
  );
  return answer.rows[0]!.held;
}

export async function letGo(holder: pg.PoolClient, jobId: JobId): Promise<void> {
  try {
    await holder.query('select pg_advisory_unlock(hashtextextended($1, 4727003))', [jobId]);
    holder.release();
  } catch (error) {
    holder.release(error as Error);
  }
}

async function runHeld(
  host: Host,
  jobs: ReadonlyMap<string, Job>,
  task: { tenantId: TenantId; jobId: JobId },
  signals: Signals,
): Promise<void> {
  const scope = { tenantIds: [task.tenantId], actor: systemActor('jobs'), requestId: task.jobId };
  const row = await inTransaction(host, scope, (tx) => startJob(tx, task.jobId));
  if (!row) return;
  if (row.starts > startsMax) {
    await giveUp(host, { scope, jobId: task.jobId, definition: jobs.get(row.kind), row });
    return;
  }
  const definition = jobs.get(row.kind);
  assert(definition, `no job of kind ${row.kind}`);
  const context = contextOf(host, task, signals, row);
  const outcome = await definition.run(context, definition.input.parse(row.input));
  signals.lost.throwIfAborted();
  await inTransaction(host, scope, (tx) =>
    outcome.ok
      ? finishJob(tx, task.jobId, 'succeeded', null, outcome.value ?? null)
      : finishJob(tx, task.jobId, 'failed', outcome.failure, null),
  );
}

/** Also what waits for the job hears of it, so that no page says for ever that it is under way. */
async function giveUp(
  host: Host,
  over: {
    readonly scope: { tenantIds: TenantId[]; actor: Actor; requestId: string };
    readonly jobId: JobId;
    readonly definition: Job | undefined;
    readonly row: JobRow;
  },
): Promise<void> {
  const { scope, jobId, definition, row } = over;
  const failure = { code: 'job.gave_up', starts: startsMax };
  const tenantIds = [...new Set([...scope.tenantIds, host.houseId])];
  await inTransaction(host, { ...scope, tenantIds }, async (tx) => {
    await finishJob(tx, jobId, 'failed', failure, null);
    if (definition?.giveUp) await definition.giveUp(tx, definition.input.parse(row.input));
  });
}

function contextOf(
  host: Host,
  task: { tenantId: TenantId; jobId: JobId },
  { asked, lost }: Signals,
  { accountId, actorName }: JobRow,
): JobContext {
  const tenantIds = [...new Set([task.tenantId, host.houseId])];
  const actor = { ...systemActor(actorName), accountId };
  const scope = { tenantIds, actor, requestId: task.jobId };
  let writtenAt = 0;
  return {
    host,
    signal: AbortSignal.any([asked, lost]),
    ...task,
    async transaction(work) {
      lost.throwIfAborted();
      return inTransaction(host, scope, work);
    },
    async progress(done, total) {
      const at = performance.now();
      if (done < total && at - writtenAt < progressEveryMs) return;
      writtenAt = at;
      await inTransaction(
        host,
        scope,
        (tx) => tx.sql`
        update platform.job set done = ${done}, total = ${total}
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${task.jobId}`,
      );
    },
  };
}

/** Null when the job is already over. */
async function startJob(tx: Transaction, jobId: JobId): Promise<JobRow | null> {
  const [row] = await tx.sql<JobRow>`
    update platform.job
       set state = 'running', starts = starts + 1, started_at = coalesce(started_at, ${tx.now})
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${jobId}
       and state in ('queued', 'running')
    returning kind, input, account_id as "accountId", actor_name as "actorName", starts`;
  return row ?? null;
}

async function finishJob(
  tx: Transaction,
  jobId: JobId,
  state: 'succeeded' | 'failed',
  failure: unknown,
  result: unknown,
): Promise<void> {
  await tx.sql`
    update platform.job
       set state = ${state}, finished_at = ${tx.now}, failure = ${failure && JSON.stringify(failure)},
           result = ${result === null ? null : JSON.stringify(result)}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${jobId}
       and state = 'running'`;
}
