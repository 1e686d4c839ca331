import type { Input, insuranceContract as contract } from '@heyi/contract';
import { ok, type PayPeriod, periodOf } from '@heyi/kernel';
import { type AssignedRegistration, listAssignedRegistrations } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { currentPolicy } from '@heyi/statutory';
import { visibleProcedures } from '../procedure/procedure.store.ts';
import { type Procedure, procedureIn } from '../procedure/procedure.ts';
import { cutoffOf } from './cutoff.ts';

/** The cut-offs of a month over all assigned clients, soonest first, unknown ones last. */
export async function listRegistrationsDue(
  tx: Transaction,
  input: Input<typeof contract.listRegistrationsDue>,
) {
  const period = input.period ?? periodOf(tx.today);
  const registrations = await listAssignedRegistrations(tx, period);
  const own = await visibleProcedures(tx);
  const unsent = await unsentTasks(tx);
  const rows = registrations.map((registration) => {
    const procedure = procedureIn(own.get(registration.id) ?? [], registration, period);
    const row = dueRow(tx, registration, { procedure, period });
    return { ...row, unsentTasks: unsent.get(taskKey(row)) ?? 0 };
  });
  return ok({ rows: rows.toSorted((a, b) => compareText(sortKey(a), sortKey(b))) });
}

function dueRow(
  tx: Transaction,
  registration: AssignedRegistration,
  { procedure, period }: { procedure: Procedure; period: PayPeriod },
) {
  const { id: registrationId, client, ...shown } = registration;
  const clientDays = client?.clientCutoffDays ?? 0;
  const month = { period, today: tx.today, clientDays };
  return {
    ...shown,
    ...cutoffOf(currentPolicy, procedure, month),
    registrationId,
    clientShortName: client?.shortName ?? null,
  };
}

/** How many tasks end on a day, by registration. */
async function unsentTasks(tx: Transaction): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.sql<TaskDay & { count: number }>`
    select registration_id as "registrationId", official_cutoff as "officialCutoff",
           count(*)::int as count
      from insurance.task
     where state in ('pending', 'failed') and official_cutoff is not null
     group by registration_id, official_cutoff`;
  return new Map(rows.map((row) => [taskKey(row), row.count]));
}

type TaskDay = Pick<DueRow, 'registrationId' | 'officialCutoff'>;

const taskKey = ({ registrationId, officialCutoff }: TaskDay) =>
  `${registrationId} ${officialCutoff}`;

type DueRow = ReturnType<typeof dueRow>;

function sortKey({ officialCutoff, clientShortName, cityCode, kind }: DueRow): string {
  return `${officialCutoff ?? '9999'} ${clientShortName ?? ''} ${cityCode} ${kind}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
