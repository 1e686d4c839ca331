import type { Id } from '@heyi/kernel';
import type { DocumentKind } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { judgeDocument, judgePlaces } from './judge-workers.ts';
import type { WorkerPlace } from './worker.store.ts';

const note = '本客户的用工关系有变动';

/** Somebody joined or left the client: as its employee they cannot be its worker. */
export async function followEmployment(
  tx: Transaction,
  { employmentId }: { employmentId: Id<'emp'> },
): Promise<void> {
  const [person] = await tx.sql<{ kind: DocumentKind; hash: Buffer }>`
    select p.document_kind as kind, p.document_hash as hash
      from people.employment e
      join people.person p
        on p.shard_key = e.shard_key and p.tenant_id = e.tenant_id and p.id = e.person_id
     where e.shard_key = ${tx.tenantShardKey} and e.tenant_id = ${tx.tenantId}
       and e.id = ${employmentId}`;
  if (person) await judgeDocument(tx, person.kind, person.hash, note);
}

/** A whole sheet of joiners and leavers: everybody who is both in the roster and a worker. */
export async function followRoster(tx: Transaction): Promise<void> {
  const places = await tx.sql<WorkerPlace>`
    select d.worker_shard_key as "shardKey", d.worker_id as "workerId"
      from gig.worker_document d
      join people.person p
        on p.shard_key = d.shard_key and p.tenant_id = d.tenant_id
       and p.document_kind = d.document_kind and p.document_hash = d.document_hash
     where d.shard_key = ${tx.tenantShardKey} and d.tenant_id = ${tx.tenantId}`;
  await judgePlaces(tx, places, { what: 'listed', note, always: false });
}
