import { assignedClients } from '@heyi/clients';
import type { baseAdjustmentContract as contract, Input, Output } from '@heyi/contract';
import { addMonths, ok, periodOf } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';

type Row = Omit<Output<typeof contract.listRetirements>['rows'][number], 'clientShortName'>;

const monthsUsual = 6;

/** Over all assigned clients, the soonest first. */
export async function listRetirements(
  tx: Transaction,
  input: Input<typeof contract.listRetirements>,
) {
  const now = periodOf(tx.today);
  const until = addMonths(now, input.months ?? monthsUsual);
  const clientId = input.clientId ?? null;
  const rows = await tx.sql<Row>`
    select r.tenant_id as "tenantId", r.employment_id as "employmentId",
           e.person_name as "personName", e.employee_no as "employeeNumber", r.category,
           r.category <> 'male60' as presumed, r.retirement_period as "retirementPeriod",
           r.alerted_at as "alertedAt"
      from insurance.retirement_alert r
      join people.payable_employment e
        on e.shard_key = r.shard_key and e.tenant_id = r.tenant_id
       and e.employment_id = r.employment_id
     where r.retirement_period between ${now} and ${until}
       and (${clientId}::uuid is null or r.tenant_id = ${clientId})
     order by r.retirement_period, e.person_name, r.employment_id`;
  const clients = await assignedClients(tx);
  return ok({
    rows: rows.map((row) => ({
      ...row,
      clientShortName: clients.get(row.tenantId)?.shortName ?? null,
    })),
  });
}
