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
    select task_id as "taskId", registration_kind as "registrationKind", city_code as "cityCode",
           asked_period as "askedPeriod", official_cutoff as "officialCutoff",
           client_cutoff as "clientCutoff", employment_id as "employmentId",
           person_name as "personName", employee_no as "employeeNumber",
           starts_on as "startsOn", ends_on as "endsOn", leaving_reason as "leavingReason",
           birth_date as "birthDate", sex
      from insurance.unconfirmed_stop
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
     order by official_cutoff, ends_on, employment_id, registration_kind desc`;
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
