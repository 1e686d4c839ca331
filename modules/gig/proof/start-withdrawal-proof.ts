import type { gigFlowContract as contract, Input } from '@heyi/contract';
import { newId, ok } from '@heyi/kernel';
import { enqueue, type Transaction } from '@heyi/platform';
import { proveJob } from './prove-job.ts';
import { insertProof, type ProofId } from './proof.store.ts';

export async function startWithdrawalProof(
  tx: Transaction,
  _input: Input<typeof contract.startWithdrawalProof>,
) {
  const proofId: ProofId = newId<'wdp'>();
  const jobId = await enqueue(tx, { job: proveJob, input: { proofId }, subjectId: proofId });
  await insertProof(tx, proofId, jobId);
  return ok({ proofId, jobId });
}
