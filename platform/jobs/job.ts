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
};

export function job<I>(definition: Job<I>): Job<I> {
  return definition;
}

/** Queues a job in the transaction that wants it: no commit, no job. */
export async function enqueue<I>(
  tx: Transaction,
  wanted: { job: Job<I>; input: I; subjectId: string | null },
): Promise<JobId> {
  const id = newId<'job'>();
  await tx.sql`
    insert into platform.job
      (shard_key, tenant_id, id, kind, subject_id, state, input, account_id, actor_name, created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${wanted.job.kind}, ${wanted.subjectId}, 'queued',
            ${JSON.stringify(wanted.input)}, ${tx.actor.accountId}, ${tx.actor.name},
            ${tx.now})`;
  await tx.sql`select jobs.add(${tx.tenantId}, ${id})`;
  return id;
}
