import type { PlainDate } from '@heyi/kernel';
import { cityName, type EmploymentId } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { visibleProcedures } from '../procedure/procedure.store.ts';
import { type OwnProcedures, procedureIn } from '../procedure/procedure.ts';
import type { TaskId, TaskView } from './task.ts';

type Row = Omit<TaskView, 'cityName' | 'agencyReason'> & { submittedOn: PlainDate | null };

/** Tasks of the tenant, of an employment or one by its id, the newest first. */
export async function tasksOf(
  tx: Transaction,
  wanted: { employmentId?: EmploymentId; id?: TaskId },
): Promise<(TaskView & { submittedOn: PlainDate | null })[]> {
  const { employmentId = null, id = null } = wanted;
  const rows = await tx.sql<Row>`
    select id, tenant_id as "tenantId", kind, state, employment_id as "employmentId",
           person_name as "personName", employee_no as "employeeNumber",
           enrolment_id as "enrolmentId", registration_id as "registrationId",
           registration_kind as "registrationKind", city_code as "cityCode", period,
           asked_period as "askedPeriod", moved_reason as "movedReason",
           official_cutoff as "officialCutoff", client_cutoff as "clientCutoff",
           cutoff_provisional as "cutoffProvisional", base_fen as base,
           leaving_reason as "leavingReason", confirmed_at as "confirmedAt",
           confirmed_by_name as "confirmedByName", waits_for as "waitsFor",
           submitted_at as "submittedAt",
           (submitted_at at time zone 'Asia/Shanghai')::date as "submittedOn",
           official_number as "officialNumber", failure_code as "failureCode",
           failure_words as "failureWords", cancel_reason as "cancelReason",
           created_at as "createdAt"
      from insurance.task_detail
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and (${employmentId}::uuid is null or employment_id = ${employmentId})
       and (${id}::uuid is null or id = ${id})
     order by created_at desc, id desc`;
  const procedures = await visibleProcedures(tx);
  return rows.map((row) => ({
    ...row,
    cityName: cityName(row.registrationKind, row.cityCode),
    agencyReason: agencyReasonOf(procedures, row),
  }));
}

/** Why somebody leaves, and which agency hears of it. */
export type Leaving = Pick<
  TaskView,
  'leavingReason' | 'registrationId' | 'registrationKind' | 'cityCode' | 'period'
>;
export type AgencyReason = NonNullable<TaskView['agencyReason']>;

/** The agency's code for why somebody leaves, where its procedure has one. */
export function agencyReasonOf(procedures: OwnProcedures, task: Leaving): AgencyReason | null {
  const { leavingReason, registrationId, registrationKind: kind, cityCode, period } = task;
  if (leavingReason === null) return null;
  const own = procedures.get(registrationId) ?? [];
  const { reasonCodes } = procedureIn(own, { kind, cityCode }, period);
  const found = reasonCodes.find(({ reason }) => reason === leavingReason);
  return found ? { code: found.code, words: found.words } : null;
}

/** The same for whoever brings it to the agency. */
export async function openAgencyReasons(
  tx: Transaction,
): Promise<(task: Leaving) => AgencyReason | null> {
  const procedures = await visibleProcedures(tx);
  return (task) => agencyReasonOf(procedures, task);
}

export async function taskView(tx: Transaction, id: TaskId): Promise<TaskView> {
  const [row] = await tasksOf(tx, { id });
  const { submittedOn: _day, ...view } = row!;
  return view;
}
