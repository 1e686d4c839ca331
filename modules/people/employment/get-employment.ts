import type { Input, Output, peopleContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { may, type Transaction } from '@heyi/platform';
import { enrolmentsOf, shownEnrolment } from '../enrolment/enrolment.store.ts';
import { accountsOf } from '../payee-account/payee-account.store.ts';
import { personOf } from '../person/person.store.ts';
import { employmentView } from './employment-view.ts';
import { employmentOf, termsOf } from './employment.store.ts';

type History = Output<typeof contract.getEmployment>['history'];
const historyShown = 100;

/** Everything of one employment on one page; numbers stay masked. */
export async function getEmployment(tx: Transaction, input: Input<typeof contract.getEmployment>) {
  const id = input.employmentId;
  const employment = await employmentOf(tx, id);
  if (!employment) return fail({ code: 'employment.not_found' as const });
  const { personId, contractEntityId } = employment;
  const enrolments = await enrolmentsOf(tx, id);
  const revisions = (await termsOf(tx, id)).map(({ appliesTo: _to, ...term }) => ({
    ...term,
    contractEntityId,
  }));
  const subjects = [id, personId, ...enrolments.map((enrolment) => enrolment.id)];
  return ok({
    employment: await employmentView(tx, id),
    person: (await personOf(tx, personId))!,
    accounts: await accountsOf(tx, personId),
    // The base is near to the pay: whoever may not read contributions sees none.
    enrolments: may(tx, 'contribution:read') ? enrolments.map(shownEnrolment) : [],
    revisions,
    history: await historyOf(tx, subjects),
  });
}

async function historyOf(tx: Transaction, subjects: readonly string[]): Promise<History> {
  return tx.sql<History[number]>`
    select occurred_at as "occurredAt", actor_name as "actorName", operation
      from platform.audit_entry
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and subject_id = any (${subjects}::uuid[])
     order by occurred_at desc, id desc
     limit ${historyShown}`;
}
