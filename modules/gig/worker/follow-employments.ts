import type { EmploymentId } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { judgePlaces } from './judge-workers.ts';
import type { WorkerPlace } from './worker.store.ts';

const note = '本客户的用工关系有变动';

/** People joined or left the client: as its employees they cannot be its live workers. */
export async function followEmployments(
  tx: Transaction,
  employmentIds: readonly EmploymentId[],
): Promise<void> {
  const places = await tx.sql<WorkerPlace>`
    select distinct d.worker_shard_key as "shardKey", d.worker_id as "workerId"
      from people.employment e
      join people.person p
        on p.shard_key = e.shard_key and p.tenant_id = e.tenant_id and p.id = e.person_id
      join gig.worker_document d
        on d.shard_key = p.shard_key and d.tenant_id = p.tenant_id
       and d.document_kind = p.document_kind and d.document_hash = p.document_hash
       and d.environment = 'live'
     where e.shard_key = ${tx.tenantShardKey} and e.tenant_id = ${tx.tenantId}
       and e.id = any (${employmentIds}::uuid[])`;
  await judgePlaces(tx, places, { what: 'listed', note, always: true });
}

/** A whole sheet of joiners and leavers: everybody who is both in the roster and a worker. */
export async function followRoster(tx: Transaction): Promise<void> {
  const places = await tx.sql<WorkerPlace>`
    select d.worker_shard_key as "shardKey", d.worker_id as "workerId"
      from gig.worker_document d
      join people.person p
        on p.shard_key = d.shard_key and p.tenant_id = d.tenant_id
       and p.document_kind = d.document_kind and p.document_hash = d.document_hash
     where d.shard_key = ${tx.tenantShardKey} and d.tenant_id = ${tx.tenantId}
       and d.environment = 'live'`;
  await judgePlaces(tx, places, { what: 'listed', note, always: false });
}
