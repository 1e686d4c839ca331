import { type Fen, ok, type Result, sum } from '@heyi/kernel';
import {
  type EmploymentId,
  kindsOfRegistration,
  type RegistrationId,
  type Registrations,
  visibleRegistrations,
} from '@heyi/people';
import {
  enterTenant,
  job,
  type JobContext,
  publish,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import { type BillLayout, billLayouts } from '@heyi/statutory';
import { z } from 'zod';
import type { LineKind } from '../contribution-line/contribution-line.ts';
import { recordContributionLines } from '../contribution-line/contribution-line.store.ts';
import {
  clientSums,
  type MonthSum,
  moveMonths,
  putMonths,
  putParts,
} from '../contribution-month/contribution-month.store.ts';
import { comparePayments } from '../contribution-month/pay-month.ts';
import { ourCharges } from './bill-people.ts';
import { type DecidedDifference, linesOfBill, type StoredBillRow } from './lines-of-bill.ts';
import type { OfficialBillId } from './official-bill.ts';
import { billOf, failBill, type StoredBill } from './official-bill.store.ts';
import { addUp, clientsOf } from './reconcile-bill.ts';

/** Records an accepted bill as the lines that count, a client a transaction; again changes nothing. */
export const enterBillJob = job({
  kind: 'enter_bill',
  input: z.object({ officialBillId: z.string() }),
  run: (context, input) => enterBill(context, input.officialBillId as OfficialBillId),
  giveUp: (tx, input) =>
    failBill(tx, input.officialBillId as OfficialBillId, { code: 'job.gave_up', facts: {} }),
});

async function enterBill(context: JobContext, id: OfficialBillId): Promise<Result<null, never>> {
  const bill = await context.transaction((tx) => billOf(tx, id));
  if (bill?.state !== 'accepting') return ok(null);
  const clients = await context.transaction((tx) => clientsOf(tx, bill));
  for (const [index, clientId] of clients.entries()) {
    await context.transaction((tx) => enterClient(tx, bill, clientId));
    await context.progress(index + 1, clients.length);
  }
  await context.transaction((tx) => finish(tx, bill, clients));
  return ok(null);
}

async function enterClient(tx: Transaction, bill: StoredBill, clientId: TenantId): Promise<void> {
  const rows = await tx.sql<StoredBillRow & { employmentId: EmploymentId }>`
    select row_number as "rowNumber", employment_id as "employmentId", period, type, amounts,
           late_fee_fen as "lateFee", is_duplicate as "isDuplicate"
      from insurance.official_bill_row
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${bill.id}
       and client_tenant_id = ${clientId}
     order by row_number`;
  const decided = await tx.sql<DecidedDifference & { employmentId: EmploymentId }>`
    select employment_id as "employmentId", row_number as "rowNumber", kind, period, type, cause,
           decision
      from insurance.bill_difference
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${bill.id}
       and client_tenant_id = ${clientId}`;
  const registrations = await visibleRegistrations(tx);
  const client = clientId === tx.tenantId ? tx : await enterTenant(tx, clientId);
  const ours = await ourCharges(client, bill);
  const byPerson = Map.groupBy(rows, ({ employmentId }) => employmentId);
  const differences = Map.groupBy(decided, ({ employmentId }) => employmentId);
  const people = new Set([...byPerson.keys(), ...differences.keys()]);
  const isOwn = clientId === tx.tenantId;
  const lines = [...people].flatMap((employmentId) =>
    linesOfBill({
      employmentId,
      billPeriod: bill.period,
      rows: byPerson.get(employmentId) ?? [],
      decided: differences.get(employmentId) ?? [],
      ours: ours.get(employmentId)?.charges ?? [],
      covers: layoutOf(bill)?.covers ?? [],
      registrationOf: (kind) => registrationOf(registrations, bill, kind),
      // The file stands with the registration: a client does not see that of the provider's unit.
      evidenceFileId: isOwn ? bill.fileId : null,
    }),
  );
  await recordContributionLines(client, lines);
}

function layoutOf(bill: StoredBill): BillLayout | undefined {
  return billLayouts().find(({ layout }) => layout === bill.layout);
}

/** Which of the units that the bill charges has the kind. */
function registrationOf(
  registrations: Registrations,
  bill: StoredBill,
  kind: LineKind,
): RegistrationId {
  const found = bill.registrationIds.find((id) =>
    kindsOfRegistration[registrations.get(id)!.kind].includes(kind),
  );
  return found ?? bill.registrationId;
}

async function finish(
  tx: Transaction,
  bill: StoredBill,
  clients: readonly TenantId[],
): Promise<void> {
  const { id, period, registrationIds } = bill;
  const sums: MonthSum[] = [];
  const parts: { registrationId: RegistrationId; clientId: TenantId; due: Fen }[] = [];
  for (const clientId of clients) {
    const client = clientId === tx.tenantId ? tx : await enterTenant(tx, clientId);
    const own = await clientSums(client, bill);
    sums.push(...own);
    for (const [registrationId, of] of Map.groupBy(own, (one) => one.registrationId)) {
      const due = sum(of.flatMap(({ employer, employee }) => [employer, employee]));
      parts.push({ registrationId, clientId, due });
    }
  }
  await putMonths(tx, period, addUp(sums));
  await putParts(tx, period, parts);
  await moveMonths(tx, { registrationIds, period }, 'acceptBill', { billId: id });
  for (const registrationId of registrationIds)
    await comparePayments(tx, { registrationId, period });
  await tx.sql`
    update insurance.official_bill set state = 'accepted'
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  await publish(tx, {
    type: 'official_bill.accepted',
    payload: { officialBillId: id, registrationIds, period },
  });
}
