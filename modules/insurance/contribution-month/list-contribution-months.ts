import {
  type declarationContract as contract,
  employerCostPermission,
  type Input,
  type Output,
} from '@heyi/contract';
import { type Fen, ok, type PayPeriod, periodOf } from '@heyi/kernel';
import type { RegistrationId } from '@heyi/people';
import { may, type Transaction } from '@heyi/platform';
import { listRegistrationsDue } from '../cutoff/list-registrations-due.ts';

type Row = Output<typeof contract.listContributionMonths>['rows'][number];
type Month = Row['months'][number];
type Newest = Pick<Row, 'declarationId' | 'declarationState' | 'declarationVersion'>;

const none: Newest = { declarationId: null, declarationState: null, declarationVersion: null };

/** Registrations with cut-off, newest declaration and the state of each kind. */
export async function listContributionMonths(
  tx: Transaction,
  input: Input<typeof contract.listContributionMonths>,
) {
  const period = input.period ?? periodOf(tx.today);
  const due = await listRegistrationsDue(tx, { period });
  const months = await monthsIn(tx, period);
  const declarations = await newestIn(tx, period);
  const shortfalls = await shortfallsIn(tx, period);
  const rows = due.value.rows
    .filter(({ tenantId }) => input.clientId === undefined || tenantId === input.clientId)
    .map(({ clientCutoff: _, ...row }) => ({
      ...row,
      ...(declarations.get(row.registrationId) ?? none),
      shortfall: shortfalls.get(row.registrationId) ?? null,
      months: months.get(row.registrationId) ?? [],
    }));
  return ok({ period, rows });
}

async function monthsIn(tx: Transaction, period: PayPeriod) {
  const rows = await tx.sql<Month & { registrationId: RegistrationId }>`
    select registration_id as "registrationId", kind, state, person_count as "personCount",
           employer_fen as employer, employee_fen as employee,
           reconciled_at is not null as "isBillAccepted", moved_by_name as "movedBy",
           moved_at as "movedAt", reopen_reason as "reopenReason"
      from insurance.contribution_month
     where period = ${period}
     order by registration_id, kind`;
  const seesCost = may(tx, employerCostPermission);
  const shown = rows.map((row) => ({ ...row, employer: seesCost ? row.employer : null }));
  const grouped = Map.groupBy(shown, ({ registrationId }) => registrationId);
  return new Map(
    [...grouped].map(([id, found]) => [
      id,
      found.map(({ registrationId: _, ...month }): Month => month),
    ]),
  );
}

async function newestIn(tx: Transaction, period: PayPeriod) {
  const rows = await tx.sql<Newest & { registrationId: RegistrationId }>`
    select distinct on (registration_id) registration_id as "registrationId",
           id as "declarationId", state as "declarationState", version as "declarationVersion"
      from insurance.declaration
     where period = ${period} and state not in ('unchanged', 'replaced')
     order by registration_id, version desc`;
  return new Map(rows.map(({ registrationId, ...newest }) => [registrationId, newest]));
}

/** Clients who have paid less than their part; whoever has paid nothing yet is not short of it. */
async function shortfallsIn(tx: Transaction, period: PayPeriod): Promise<Map<RegistrationId, Fen>> {
  if (!may(tx, employerCostPermission)) return new Map();
  const rows = await tx.sql<{ id: RegistrationId; shortfall: Fen }>`
    select p.registration_id as id, sum(p.due_fen - m.paid)::bigint as shortfall
      from insurance.contribution_part p
      join (select shard_key, tenant_id, registration_id, period, client_tenant_id,
                   sum(amount_fen) as paid
              from insurance.month_payment
             where period = ${period}
             group by shard_key, tenant_id, registration_id, period, client_tenant_id) m
        on m.shard_key = p.shard_key and m.tenant_id = p.tenant_id
       and m.registration_id = p.registration_id and m.period = p.period
       and m.client_tenant_id = p.client_tenant_id
     where p.period = ${period} and p.due_fen > m.paid
     group by p.registration_id`;
  return new Map(rows.map(({ id, shortfall }) => [id, shortfall]));
}
