import type { Input, insuranceTaskContract as contract, Output } from '@heyi/contract';
import { addMonths, ok, type PayPeriod } from '@heyi/kernel';
import { cityName } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { currentPolicy } from '@heyi/statutory';
import { type Leaver, leaverWarnings } from './leaver-warnings.ts';

type Answer = Output<typeof contract.listLastPeriods>;
type Agency = Answer['rows'][number]['agencies'][number];
type Row = Omit<Agency, 'proposedPeriod' | 'overdue' | 'cityName'> &
  Omit<Answer['rows'][number], 'warnings' | 'agencies'> &
  Pick<Leaver, 'startsOn' | 'birthDate' | 'sex'> & { askedPeriod: PayPeriod };

/** Leavers whose last month nobody has confirmed, the soonest cut-off first. */
export async function listLastPeriods(
  tx: Transaction,
  _input: Input<typeof contract.listLastPeriods>,
) {
  const rows = await tx.sql<Row>`
    select t.id as "taskId", t.registration_kind as "registrationKind", t.city_code as "cityCode",
           t.asked_period as "askedPeriod", t.official_cutoff as "officialCutoff",
           t.client_cutoff as "clientCutoff", t.employment_id as "employmentId",
           e.person_name as "personName", e.employee_no as "employeeNumber",
           e.starts_on as "startsOn", e.ends_on as "endsOn",
           e.leaving_reason as "leavingReason", e.birth_date as "birthDate", e.sex
      from insurance.task t
      join people.enrolled_person e
        on e.shard_key = t.shard_key and e.tenant_id = t.tenant_id
       and e.enrolment_id = t.enrolment_id
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId} and t.kind = 'stop'
       and t.state = 'pending' and t.confirmed_at is null and e.ends_on is not null
     order by t.official_cutoff, e.ends_on, t.employment_id, t.registration_kind desc`;
  const people = Map.groupBy(rows, ({ employmentId }) => employmentId);
  return ok({
    rows: [...people.values()].map((tasks) => {
      const { employmentId, personName, employeeNumber, endsOn, leavingReason } = tasks[0]!;
      const warnings = leaverWarnings(currentPolicy, tasks[0]!, tx.today);
      const agencies = tasks.map((task) => shownAgency(tx, task));
      return {
        employmentId,
        personName,
        employeeNumber,
        endsOn,
        leavingReason,
        warnings,
        agencies,
      };
    }),
  });
}

function shownAgency(tx: Transaction, task: Row): Agency {
  const { taskId, registrationKind, cityCode, officialCutoff, clientCutoff } = task;
  return {
    taskId,
    registrationKind,
    cityCode,
    cityName: cityName(registrationKind, cityCode),
    proposedPeriod: addMonths(task.askedPeriod, -1),
    officialCutoff,
    clientCutoff,
    overdue: clientCutoff !== null && clientCutoff < tx.today,
  };
}
