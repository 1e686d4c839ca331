import type { gigFlowContract as contract, Output } from '@heyi/contract';
import { type Id } from '@heyi/kernel';
import type { JobId, Transaction } from '@heyi/platform';

export type ProofId = Id<'wdp'>;
export type Proof = Output<typeof contract.listWithdrawalProofs>['rows'][number];
export type ProofResult = NonNullable<Proof['result']>;

export async function insertProof(tx: Transaction, id: ProofId, jobId: JobId): Promise<void> {
  await tx.sql`
    insert into gig.withdrawal_proof (shard_key, tenant_id, id, job_id, asked_by, asked_at)
    values (${tx.tenantShardKey}, ${tx.tenantId}, ${id}, ${jobId}, ${tx.actor.name}, ${tx.now})`;
}

export async function keepProof(
  tx: Transaction,
  id: ProofId,
  holds: boolean,
  result: ProofResult,
): Promise<void> {
  await tx.sql`
    update gig.withdrawal_proof
       set finished_at = ${tx.now}, holds = ${holds}, result = ${JSON.stringify(result)}
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

/** Newest first. */
export function findProofs(tx: Transaction, limit: number): Promise<Proof[]> {
  return tx.sql<Proof>`
    select id, job_id as "jobId", asked_by as "askedBy", asked_at as "askedAt",
           finished_at as "finishedAt", holds, result
      from gig.withdrawal_proof
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
     order by id desc limit ${limit}`;
}
