import { type Id, newId, type Result } from '@heyi/kernel';
import type { z } from 'zod';
import type { Host } from '../host.ts';
import type { TenantId, Transaction } from '../postgres/transaction.ts';

export type JobId = Id<'job'>;

/** What a running job works with: short transactions of its own, progress, and a sign to stop. */
export type JobContext = {
  readonly host: Host;
  readonly tenantId: TenantId;
  readonly jobId: JobId;
  /** Transactions of the job act for the account that asked for it. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Shown live; call it as often as is handy, it is written at most every quarter second. */
  progress(done: number, total: number): Promise<void>;
  readonly signal: AbortSignal;
};

/**
 * Work that outlives its request. A job may be killed at any line and runs again from the start:
 * `run` continues from what is committed. A failure is final; what throws is tried again later.
 */
export type Job<I = unknown> = {
  readonly kind: string;
  readonly input: z.ZodType<I>;
  run(context: JobContext, input: I): Promise<Result<unknown, { code: string }>>;
  /**
   * The job was begun too often without an end and is given up: what waits for it says so, in the
   * transaction that ends the job.
   */
  giveUp?(tx: Transaction, input: I): Promise<void>;
};

export function job<I>(definition: Job<I>): Job<I> {
  return definition;
}

/** Queues a job in the transaction that wants it: no commit, no job. */
export async function enqueue<I>(
  tx: Transaction,
  wanted: { job: Job<I>; input: I; subjectId: string | null },
): Promise<JobId> {
  const { job, ...one } = wanted;
  const [id] = await enqueueAll(tx, job, [one]);
  return id!;
}

/** The same job many times, each with an input of its own. */
export async function enqueueAll<I>(
  tx: Transaction,
  job: Job<I>,
  wanted: readonly { readonly input: I; readonly subjectId: string | null }[],
): Promise<JobId[]> {
  if (wanted.length === 0) return [];
  const ids = wanted.map(() => newId<'job'>());
  await tx.sql`
    insert into platform.job
      (shard_key, tenant_id, id, kind, subject_id, state, input, account_id, actor_name, created_at)
    select ${tx.shardKey}::int, ${tx.tenantId}::uuid, n.id, ${job.kind}, n.subject_id, 'queued',
           n.input::jsonb, ${tx.actor.accountId}::uuid, ${tx.actor.name}, ${tx.now}::timestamptz
      from unnest(${ids}::uuid[], ${wanted.map(({ subjectId }) => subjectId)}::uuid[],
                  ${wanted.map(({ input }) => JSON.stringify(input))}::text[])
             as n (id, subject_id, input)`;
  await tx.sql`select jobs.add(${tx.tenantId}::uuid, id) from unnest(${ids}::uuid[]) as n (id)`;
  return ids;
}
