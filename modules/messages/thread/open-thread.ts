import { assert, type Id, newId } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findThreadOf, insertThread, type SubjectKind, type ThreadId } from './thread.store.ts';

/**
 * The thread on a subject of the tenant, opened when there is none yet. The employment says whose
 * matter it is; nobody is waited for until somebody writes or asks.
 */
export async function openThread(
  tx: Transaction,
  wanted: {
    readonly subjectKind: SubjectKind;
    readonly subjectId: string;
    readonly employmentId: Id<'emp'>;
    readonly title: string;
  },
): Promise<ThreadId> {
  const known = await findThreadOf(tx, wanted);
  if (known !== null) return known;
  const [person] = await tx.sql<{ personId: Id<'per'>; personName: string }>`
    select person_id as "personId", person_name as "personName" from people.payable_employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = ${wanted.employmentId}`;
  assert(person, 'a thread is about an employment of the tenant');
  return insertThread(tx, { ...wanted, ...person, id: newId<'thr'>() });
}
