import type { gigWorkerContract as contract } from '@heyi/contract';
import type { Instant } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { WorkerPlace } from '../worker/worker.store.ts';
import type { AgreementKind } from './agreement-text.store.ts';

export type Signature = {
  readonly kind: AgreementKind;
  readonly version: string;
  readonly signedAt: Instant;
  readonly method: (typeof contract.signatureMethods)[number];
};

/** The same version signed again leaves the first signature as it is. */
export async function recordSignatures(
  tx: Transaction,
  signed: readonly { readonly place: WorkerPlace; readonly signature: Signature }[],
): Promise<void> {
  if (signed.length === 0) return;
  await tx.sql`
    insert into gig.worker_signature (shard_key, tenant_id, worker_id, kind, version, signed_at,
                                      method, recorded_at)
    select stripe, ${tx.tenantId}, id, kind, version, signed_at, method, ${tx.now}
      from unnest(${signed.map(({ place }) => place.shardKey)}::int[],
                  ${signed.map(({ place }) => place.workerId)}::uuid[],
                  ${signed.map(({ signature }) => signature.kind)}::text[],
                  ${signed.map(({ signature }) => signature.version)}::text[],
                  ${signed.map(({ signature }) => signature.signedAt)}::timestamptz[],
                  ${signed.map(({ signature }) => signature.method)}::text[])
        as new (stripe, id, kind, version, signed_at, method)
        on conflict do nothing`;
}
