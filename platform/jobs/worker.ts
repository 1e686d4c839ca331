import { Logger, run, type Runner } from 'graphile-worker';
import type pg from 'pg';
import type { Id } from '@heyi/kernel';
import { printableFault } from '../fault-text.ts';
import type { Host } from '../host.ts';
import type { TenantId } from '../postgres/transaction.ts';
import type { Job, JobId } from './job.ts';
import { QueuePool } from './queue-pool.ts';
import { letGo, runJob, tryHold } from './run-job.ts';

/** `stop` asks running jobs to end and waits for them; it may be called twice. */
export type JobWorker = { stop(): Promise<void> };

const reapEveryMs = 2000;

/** The queue tells the operator of faults alone; a job's progress is told by the job. */
const faultsOnly = new Logger(() => (level, message) => {
  if (level === 'error') process.stderr.write(`jobs: ${message}\n`);
});

/** Takes jobs from the queue, and starts again those whose runner died. */
export async function startWorker(options: {
  host: Host;
  jobsUrl: string;
  jobs: readonly Job[];
  concurrency: number;
}): Promise<JobWorker> {
  const { host } = options;
  const byKind = new Map(options.jobs.map((definition) => [definition.kind, definition]));
  const stopping = new AbortController();
  const pool = new QueuePool(options.jobsUrl, options.concurrency + 2);
  const runner = await run({
    pgPool: pool,
    concurrency: options.concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    parsedCronItems: [],
    logger: faultsOnly,
    taskList: {
      run_job: (payload) =>
        runJob(
          host,
          byKind,
          payload as { tenantId: TenantId; jobId: JobId },
          stopping.signal,
        ).catch(
          // The queue keeps and prints the message of what it is thrown.
          (error: unknown) => Promise.reject(printableFault(error)),
        ),
    },
  });
  const reaper = startReaper(host, options.jobsUrl);
  const stop = async () => {
    stopping.abort();
    await reaper.stop();
    await stopRunner(runner);
    await pool.end();
  };
  let stopped: Promise<void> | null = null;
  return { stop: () => (stopped ??= stop()) };
}

async function stopRunner(runner: Runner): Promise<void> {
  await runner.stop().catch(() => undefined);
}

/** A job that is unfinished and held by nobody gets a new place in the queue. */
function startReaper(host: Host, jobsUrl: string): { stop(): Promise<void> } {
  const pool = new QueuePool(jobsUrl, 1);
  let stopped = false;
  let wake = () => {};
  const loop = (async () => {
    while (!stopped) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, reapEveryMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (!stopped) await requeueAbandoned(host, pool).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopped = true;
      wake();
      await loop;
      await pool.end();
    },
  };
}

export async function requeueAbandoned(host: Host, jobsPool: pg.Pool): Promise<number> {
  const unfinished = await host.pool.query<{ tenant_id: TenantId; id: Id<'job'> }>(
    `select tenant_id, id from platform.tenants_with_unfinished_jobs()`,
  );
  let requeued = 0;
  for (const { tenant_id: tenantId, id } of unfinished.rows) {
    if (await isHeld(host, id)) continue;
    // The key keeps one waiting place a job, however often the reaper looks.
    const added = await jobsPool.query<{ added: boolean }>(
      'select jobs.add_again($1, $2) as added',
      [tenantId, id],
    );
    if (added.rows[0]!.added) requeued += 1;
  }
  return requeued;
}

async function isHeld(host: Host, jobId: JobId): Promise<boolean> {
  const holder = await host.pool.connect();
  const free = await tryHold(holder, jobId);
  await letGo(holder, jobId);
  return !free;
}
