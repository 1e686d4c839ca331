import type { Input, insuranceTaskContract as contract } from '@heyi/contract';
import { fail, ok, periodOf } from '@heyi/kernel';
import { visibleRegistrations } from '@heyi/people';
import { publish, type Transaction } from '@heyi/platform';
import { insertTasks } from './plan-tasks.store.ts';
import { taskRow, undated } from './plan-tasks.ts';
import { taskView } from './read-tasks.ts';

/** Transfers, filings and the first card: nobody can tell from the roster that they are wanted. */
export async function requestInsuranceTask(
  tx: Transaction,
  input: Input<typeof contract.requestInsuranceTask>,
) {
  const { employmentId, registrationId, kind } = input;
  const [employment] = await tx.sql<{ personId: string }>`
    select person_id as "personId" from people.payable_employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = ${employmentId}`;
  if (!employment) return fail({ code: 'employment.not_found' as const });
  const registration = (await visibleRegistrations(tx)).get(registrationId);
  if (!registration) return fail({ code: 'registration.not_found' as const });
  const isTransfer = kind === 'transferIn' || kind === 'transferOut';
  if (!isTransfer && registration.kind !== 'socialInsurance') {
    return fail({ code: 'insurance_task.kind_wrong' as const });
  }
  const [enrolled] = await tx.sql<{ enrolmentId: string }>`
    select enrolment_id as "enrolmentId" from people.enrolled_person
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = ${employmentId} and registration_id = ${registrationId}
     order by start_period desc limit 1`;
  if (isTransfer && !enrolled) return fail({ code: 'insurance_task.not_insured' as const });
  const whose = {
    employmentId,
    personId: employment.personId,
    enrolmentId: isTransfer ? enrolled!.enrolmentId : null,
    registrationId,
    registrationTenantId: registration.tenantId,
    registrationKind: registration.kind,
    cityCode: registration.cityCode,
  };
  const [id] = await insertTasks(tx, [taskRow(whose, kind, undated(periodOf(tx.today)))]);
  if (!id) return fail({ code: 'insurance_task.open_already' as const });
  await publish(tx, { type: 'insurance_tasks.opened', payload: { count: 1 } });
  return ok(await taskView(tx, id));
}
