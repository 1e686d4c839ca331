import type { Input, Output, platformContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '../postgres/transaction.ts';

/** How far a job is, and how it ended. */
export async function getJob(tx: Transaction, input: Input<typeof contract.getJob>) {
  const [row] = await tx.sql<Output<typeof contract.getJob>>`
    select id, kind, state, done, total, failure, result, created_at as "createdAt",
           finished_at as "finishedAt"
      from platform.job
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${input.jobId}`;
  return row ? ok(row) : fail({ code: 'job.not_found' as const });
}
