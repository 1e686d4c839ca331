import type { gigAdmissionContract, gigWorkerContract, Output } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';

export type AgreementKind = (typeof gigWorkerContract.agreementKinds)[number];
export type AgreementTextView = Output<typeof gigAdmissionContract.publishAgreementText>;

/** All versions, the newest of a kind first: that one is to be signed. */
export async function agreementTextsOf(tx: Transaction): Promise<AgreementTextView[]> {
  return tx.sql<AgreementTextView>`
    select id, kind, version, title, body, published_by as "publishedBy",
           published_at as "publishedAt"
      from gig.agreement_text
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
     order by kind, id desc`;
}

export async function isVersionKnown(
  tx: Transaction,
  kind: AgreementKind,
  version: string,
): Promise<boolean> {
  const found = await tx.sql`
    select from gig.agreement_text
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and kind = ${kind} and version = ${version}`;
  return found.length > 0;
}
