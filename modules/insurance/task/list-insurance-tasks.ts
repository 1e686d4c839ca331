import { assignedClients } from '@heyi/clients';
import type { Input, insuranceTaskContract as contract, Output } from '@heyi/contract';
import { isUuid, ok, parsePlainDate } from '@heyi/kernel';
import { cityName } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { visibleProcedures } from '../procedure/procedure.store.ts';
import { agencyReasonOf } from './read-tasks.ts';

type Answer = Output<typeof contract.listInsuranceTasks>;
type Row = Omit<Answer['rows'][number], 'cityName' | 'agencyReason' | 'clientShortName'>;
type Wanted = Input<typeof contract.listInsuranceTasks>;

const rowsDefault = 100;
const never = '9999-12-31';

/** Tasks over all assigned clients by cut-off. */
export async function listInsuranceTasks(tx: Transaction, input: Wanted) {
  const limit = input.limit ?? rowsDefault;
  const at = cursorOf(input.after);
  const rows = await readTasks(tx, input, { ...at, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit ? `${last!.officialCutoff ?? never} ${last!.id}` : null;
  const clients = await assignedClients(tx);
  const procedures = await visibleProcedures(tx);
  return ok({
    rows: shown.map((row) => ({
      ...row,
      cityName: cityName(row.registrationKind, row.cityCode),
      agencyReason: agencyReasonOf(procedures, row),
      clientShortName: clients.get(row.tenantId)?.shortName ?? null,
    })),
    next,
    total: at.id === null ? await countTasks(tx, input) : null,
  });
}

function cursorOf(after: string | undefined): { day: string | null; id: string | null } {
  const [day = '', id = ''] = (after ?? '').split(' ');
  return parsePlainDate(day) !== null && isUuid(id) ? { day, id } : { day: null, id: null };
}

async function readTasks(
  tx: Transaction,
  wanted: Wanted,
  at: { day: string | null; id: string | null; limit: number },
): Promise<Row[]> {
  const { clientId = null, state = null, kind = null, registrationKind = null } = wanted;
  const { cityCode = null, dueBy = null, dueOn = null } = wanted;
  return tx.sql<Row>`
    select id, tenant_id as "tenantId", kind, state, employment_id as "employmentId",
           person_name as "personName", employee_no as "employeeNumber",
           enrolment_id as "enrolmentId", registration_id as "registrationId",
           registration_kind as "registrationKind", city_code as "cityCode", period,
           asked_period as "askedPeriod", moved_reason as "movedReason",
           official_cutoff as "officialCutoff", client_cutoff as "clientCutoff",
           cutoff_provisional as "cutoffProvisional", base_fen as base,
           leaving_reason as "leavingReason", confirmed_at as "confirmedAt",
           confirmed_by_name as "confirmedByName", waits_for as "waitsFor",
           submitted_at as "submittedAt", official_number as "officialNumber",
           failure_code as "failureCode", failure_words as "failureWords",
           cancel_reason as "cancelReason", created_at as "createdAt"
      from insurance.task_detail
     where (${clientId}::uuid is null or tenant_id = ${clientId})
       and (${state}::text is null or state = ${state}
            or (${state} = 'open' and state in ('pending', 'submitted', 'failed'))
            or (${state} = 'unsent' and state in ('pending', 'failed'))
            or (${state} = 'unconfirmed' and waits_for = 'lastPeriod'))
       and (${kind}::text is null or kind = ${kind})
       and (${registrationKind}::text is null or registration_kind = ${registrationKind})
       and (${cityCode}::text is null or city_code = ${cityCode})
       and (${dueBy}::date is null or official_cutoff <= ${dueBy})
       and (${dueOn}::date is null or official_cutoff = ${dueOn})
       and (${at.id}::uuid is null
            or (coalesce(official_cutoff, '9999-12-31'), id) > (${at.day}::date, ${at.id}))
     order by coalesce(official_cutoff, '9999-12-31'), id
     limit ${at.limit}`;
}

async function countTasks(tx: Transaction, wanted: Wanted): Promise<number> {
  const { clientId = null, state = null, kind = null, registrationKind = null } = wanted;
  const { cityCode = null, dueBy = null, dueOn = null } = wanted;
  const [row] = await tx.sql<{ count: number }>`
    select count(*)::int as count
      from insurance.task t
     where (${clientId}::uuid is null or tenant_id = ${clientId})
       and (${state}::text is null or state = ${state}
            or (${state} = 'open' and state in ('pending', 'submitted', 'failed'))
            or (${state} = 'unsent' and state in ('pending', 'failed'))
            or (${state} = 'unconfirmed' and kind = 'stop' and state = 'pending'
                and confirmed_at is null))
       and (${kind}::text is null or kind = ${kind})
       and (${registrationKind}::text is null or registration_kind = ${registrationKind})
       and (${cityCode}::text is null or city_code = ${cityCode})
       and (${dueBy}::date is null or official_cutoff <= ${dueBy})
       and (${dueOn}::date is null or official_cutoff = ${dueOn})`;
  return row!.count;
}
