import { createHash } from 'node:crypto';
import { type Fen, newId, type PayPeriod, type PlainDate } from '@heyi/kernel';
import type { EntityId } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import type { BillId, BillState, DrawnUp, NewLine, StoredTerms } from './client-bill.ts';

/** The terms that hold in a month; null before the first. */
export async function termsIn(tx: Transaction, period: PayPeriod): Promise<StoredTerms | null> {
  const rows = await readTerms(tx);
  return rows.find(({ fromPeriod }) => fromPeriod <= period) ?? null;
}

/** The newest first. */
export async function readTerms(tx: Transaction) {
  return tx.sql<StoredTerms>`
    select from_period as "fromPeriod", legal_entity_id as "legalEntityId", collection,
           prepaid_day as "prepaidDay", postpaid_days as "postpaidDays",
           own_registrations as "ownRegistrations", tax, disabled_fund as "disabledFund",
           draw_up_day as "drawUpDay", hr_sees_lines as "hrSeesLines", set_by_name as "setBy", set_at as "setAt"
      from billing.client_bill_terms
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
     order by from_period desc`;
}

/** Bills of a client are drawn up, withdrawn and matched one after another. */
export async function lockBills(tx: Transaction): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${tx.tenantId}, 4727022))`;
}

export type StandingMonths = { readonly first: PayPeriod | null; readonly last: PayPeriod | null };

export async function standingMonths(tx: Transaction): Promise<StandingMonths> {
  const [row] = await tx.sql<StandingMonths>`
    select min(period) as first, max(period) as last from billing.client_bill
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and state <> 'withdrawn'`;
  return row!;
}

/** What a person confirms: every line with its amount, in order. */
export function hashOf(period: PayPeriod, { lines, amount }: DrawnUp): Buffer {
  const told = lines.map((line) => [line.sourceKey, line.kind, line.settlement, line.amount]);
  return createHash('sha256')
    .update(JSON.stringify([period, amount, told]))
    .digest();
}

export async function insertBill(
  tx: Transaction,
  bill: { period: PayPeriod; legalEntityId: EntityId; drawn: DrawnUp },
): Promise<BillId> {
  const id = newId<'cbl'>();
  const { period, legalEntityId, drawn } = bill;
  const { lines, findings, amount, dueOn } = drawn;
  const lineCount = lines.filter(({ settlement }) => settlement !== 'borne').length;
  await tx.sql`
    insert into billing.client_bill (
      shard_key, tenant_id, id, period, state, legal_entity_id, due_on, amount_fen, line_count,
      findings, hash, drawn_up_at, drawn_up_by_name)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${period}, 'estimate', ${legalEntityId},
            ${dueOn}, ${amount}, ${lineCount}, ${JSON.stringify(findings)}::jsonb,
            ${hashOf(period, drawn)}, ${tx.now}, ${tx.actor.name})`;
  for (let at = 0; at < lines.length; at += linesAtOnce) {
    await insertLines(tx, id, at, lines.slice(at, at + linesAtOnce));
  }
  return id;
}

const linesAtOnce = 10_000;

async function insertLines(
  tx: Transaction,
  billId: BillId,
  from: number,
  lines: readonly NewLine[],
) {
  const rows = lines.map((line, index) => ({ ...line, id: newId(), number: from + index + 1 }));
  await tx.sql`
    insert into billing.client_bill_line (
      shard_key, tenant_id, bill_id, id, number, kind, settlement, legal_entity_id, is_held,
      employment_id, person_name, employee_no, city_code, registration_id, cost_centre, period,
      bill_month, type, subject, collection, due_on, employer_fen, employee_fen, amount_fen,
      is_estimate, facts, contribution_line_id, order_line_id, service_order_id, advance_id,
      run_id, source_line_id, source_bill_id, arrears_id, source_key)
    select ${tx.shardKey}, ${tx.tenantId}, ${billId}, l.id, l.number, l.kind, l.settlement,
           l."legalEntityId", l."isHeld", l."employmentId", l."personName", l."employeeNo",
           l."cityCode", l."registrationId", l."costCentre", l.period, l."billMonth", l.type,
           l.subject, l.collection, l."dueOn", l.employer, l.employee, l.amount, l."isEstimate",
           l.facts, l."contributionLineId", l."orderLineId", l."serviceOrderId", l."advanceId",
           l."runId", l."sourceLineId", l."sourceBillId", l."arrearsId", l."sourceKey"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as l (
             id uuid, number int, kind text, settlement text, "legalEntityId" uuid,
             "isHeld" boolean, "employmentId" uuid, "personName" text, "employeeNo" text,
             "cityCode" text, "registrationId" uuid, "costCentre" text, period text,
             "billMonth" text, type text, subject text, collection text, "dueOn" date,
             employer bigint, employee bigint, amount bigint, "isEstimate" boolean, facts jsonb,
             "contributionLineId" uuid, "orderLineId" uuid, "serviceOrderId" uuid,
             "advanceId" uuid, "runId" uuid, "sourceLineId" uuid, "sourceBillId" uuid,
             "arrearsId" uuid, "sourceKey" text)
     returning 1`;
}

export type LockedBill = {
  readonly id: BillId;
  readonly period: PayPeriod;
  readonly state: BillState;
  readonly legalEntityId: EntityId;
  readonly amount: Fen;
  readonly dueOn: PlainDate;
  readonly hash: string;
};

export async function lockBill(tx: Transaction, id: BillId): Promise<LockedBill | null> {
  await lockBills(tx);
  const [row] = await tx.sql<LockedBill>`
    select id, period, state, legal_entity_id as "legalEntityId", amount_fen as amount,
           due_on as "dueOn", encode(hash, 'hex') as hash
      from billing.client_bill
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       for update`;
  return row ?? null;
}

/** Whom the client owes what, by company; held money apart. */
export type Due = {
  readonly legalEntityId: EntityId;
  readonly isHeld: boolean;
  readonly asked: Fen;
  readonly applied: Fen;
};

export function readDues(tx: Transaction, billId: BillId): Promise<Due[]> {
  return tx.sql<Due>`
    select legal_entity_id as "legalEntityId", is_held as "isHeld", asked_fen as asked,
           applied_fen as applied
      from billing.client_bill_due
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${billId}
     order by is_held, legal_entity_id`;
}

export async function insertDues(tx: Transaction, billId: BillId): Promise<void> {
  await tx.sql`
    insert into billing.client_bill_due (shard_key, tenant_id, bill_id, legal_entity_id, is_held,
                                         asked_fen)
    select shard_key, tenant_id, bill_id, legal_entity_id, is_held, sum(amount_fen)::bigint
      from billing.client_bill_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${billId}
       and settlement = 'asked' and legal_entity_id is not null
     group by shard_key, tenant_id, bill_id, legal_entity_id, is_held
    having sum(amount_fen) <> 0
    returning 1`;
}

export async function setApplied(
  tx: Transaction,
  billId: BillId,
  dues: readonly Due[],
): Promise<void> {
  await tx.sql`
    update billing.client_bill_due d set applied_fen = n.applied
      from unnest(${dues.map(({ legalEntityId }) => legalEntityId)}::uuid[],
                  ${dues.map(({ isHeld }) => isHeld)}::boolean[],
                  ${dues.map(({ applied }) => applied)}::bigint[])
             as n (legal_entity_id, is_held, applied)
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId} and d.bill_id = ${billId}
       and d.legal_entity_id = n.legal_entity_id and d.is_held = n.is_held`;
}

export async function entityOfBill(tx: Transaction, id: BillId): Promise<EntityId> {
  const [row] = await tx.sql<{ legalEntityId: EntityId }>`
    select legal_entity_id as "legalEntityId" from billing.client_bill
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return row!.legalEntityId;
}
