import { lastDayOf, type PayPeriod } from '@heyi/kernel';
import { type RegistrationId, visibleRegistrations } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { currentPolicy } from '@heyi/statutory';
import { arrearsFacts } from './arrears-facts.store.ts';
import type {
  AgreedItem,
  CaseFact,
  ContributionFact,
  Facts,
  InsuredFact,
  LeaverBearer,
  PersonFact,
  Terms,
} from './client-bill.ts';

/**
 * Everything that a bill of the month is made of: one statement a subject, whatever the people. What
 * agencies billed before the first bill is not asked for. `tx` has to see the house.
 */
export async function billFacts(
  tx: Transaction,
  { period, first, terms }: { period: PayPeriod; first: PayPeriod; terms: Terms },
): Promise<Facts> {
  const registrations = await visibleRegistrations(tx);
  const people = await peopleIn(tx, period);
  return {
    period,
    policy: currentPolicy,
    terms,
    people: new Map(people.map((one) => [one.employmentId, one])),
    contributions: await contributionFacts(tx, first, period),
    arrears: await arrearsFacts(tx, first),
    insured: await insuredIn(tx, period),
    registrations: new Map(
      [...registrations].map(([id, { cityCode, legalEntityId, tenantId }]) => [
        id,
        { cityCode, legalEntityId, isProvider: tenantId === tx.houseId },
      ]),
    ),
    items: await agreedItems(tx, period),
    cases: await finishedCases(tx, first, period),
    advances: await unbilledAdvances(tx),
    credits: await unbilledCredits(tx),
    leaverBearers: await leaverBearers(tx),
    claims: await unbilledClaims(tx),
    carried: await unbilledCarries(tx),
  };
}

/**
 * Of the month all that counts; of earlier months what is due differs from what was asked. Late fees
 * are compared apart. Both sides in one grouping, so that what one of them lacks is found.
 */
async function contributionFacts(
  tx: Transaction,
  first: PayPeriod,
  period: PayPeriod,
): Promise<ContributionFact[]> {
  const rows = await tx.sql<Omit<ContributionFact, 'bearer'>>`
    with side as (
      select l.employment_id, l.registration_id, l.kind, l.period, l.type, l.bill_month,
             l.contribution_line_id as line_id, l.source = 'estimate' as is_estimate,
             l.employer_fen as employer, l.employee_fen as employee, l.late_fee_fen as late_fee,
             0::bigint as billed_employer, 0::bigint as billed_employee, 0::bigint as billed_late,
             0::bigint as forgone_employer, 0::bigint as forgone_employee,
             null::uuid as billed_line, null::uuid as billed_late_line
        from insurance.contribution_line_month l
       where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
         and l.bill_month between ${first} and ${period}
       union all
      select b.employment_id, b.registration_id, b.subject, b.period, b.type, b.bill_month,
             null, null, 0, 0, 0,
             case when b.settlement = 'asked' then b.employer_fen else 0 end,
             case when b.settlement = 'asked' then b.employee_fen else 0 end,
             case when b.kind = 'lateFee' then b.amount_fen else 0 end,
             case when b.settlement <> 'asked' then b.employer_fen else 0 end,
             case when b.settlement <> 'asked' then b.employee_fen else 0 end,
             case when b.kind <> 'lateFee' then b.id end,
             case when b.kind = 'lateFee' then b.id end
        from billing.client_bill_line b
       where b.shard_key = ${tx.shardKey} and b.tenant_id = ${tx.tenantId}
         and b.bill_month between ${first} and ${period}
         and not b.is_withdrawn
         and (b.settlement = 'asked'
              or b.settlement in ('borne', 'person') and b.kind <> 'lateFee')),
    fact as (
      select employment_id, registration_id, kind, period, type, bill_month,
             max(line_id::text)::uuid as line_id, bool_or(is_estimate) as is_estimate,
             sum(employer)::bigint as employer, sum(employee)::bigint as employee,
             sum(late_fee)::bigint as late_fee, sum(billed_employer)::bigint as billed_employer,
             sum(billed_employee)::bigint as billed_employee,
             sum(billed_late)::bigint as billed_late,
             sum(forgone_employer)::bigint as forgone_employer,
             sum(forgone_employee)::bigint as forgone_employee,
             max(billed_line::text)::uuid as billed_line,
             max(billed_late_line::text)::uuid as billed_late_line
        from side
       group by employment_id, registration_id, kind, period, type, bill_month),
    charged as (
      select period, employment_id, max(run_id::text)::uuid as run_id
        from billing.run_contribution
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and period between ${first} and ${period}
       group by period, employment_id)
    select f.employment_id as "employmentId", f.registration_id as "registrationId", f.kind,
           f.period, f.type, f.bill_month as "billMonth", f.line_id as "lineId",
           coalesce(f.is_estimate, false) as "isEstimate", c.run_id as "runId", f.employer,
           f.employee, f.late_fee as "lateFee", f.billed_employer as "billedEmployer",
           f.billed_employee as "billedEmployee", f.billed_late as "billedLateFee",
           f.forgone_employer as "forgoneEmployer", f.forgone_employee as "forgoneEmployee",
           f.billed_line as "billedLineId", f.billed_late_line as "billedLateFeeLineId"
      from fact f
      left join charged c on c.period = f.bill_month and c.employment_id = f.employment_id
     where f.bill_month = ${period} or f.employer <> f.billed_employer + f.forgone_employer
        or f.employee <> f.billed_employee + f.forgone_employee or f.late_fee <> f.billed_late
     order by f.bill_month, f.employment_id, f.registration_id, f.kind, f.period, f.type`;
  const bearers = rows.some(({ lateFee }) => lateFee !== 0) ? await bearersOf(tx) : [];
  return rows.map((row) => ({ ...row, bearer: row.lateFee === 0 ? null : bearerOf(row, bearers) }));
}

type Bearer = {
  readonly registrationId: string;
  readonly employmentId: string | null;
  readonly fromPeriod: string;
  readonly toPeriod: string;
  readonly responsibility: NonNullable<ContributionFact['bearer']>;
};

function bearersOf(tx: Transaction): Promise<Bearer[]> {
  return tx.sql<Bearer>`
    select registration_id as "registrationId", employment_id as "employmentId",
           from_period as "fromPeriod", to_period as "toPeriod", responsibility
      from insurance.late_fee_bearer
     where (shard_key, tenant_id) in ((${tx.shardKey}::int, ${tx.tenantId}::uuid),
                                      (${tx.houseShardKey}::int, ${tx.houseId}::uuid))
     order by employment_id nulls last, from_period desc`;
}

/** What was said of the person goes before what was said of the month. */
function bearerOf(fact: Omit<ContributionFact, 'bearer'>, bearers: readonly Bearer[]) {
  const said = bearers.find(
    ({ registrationId, employmentId, fromPeriod, toPeriod }) =>
      registrationId === fact.registrationId &&
      (employmentId === null || employmentId === fact.employmentId) &&
      fromPeriod <= fact.period &&
      fact.period <= toPeriod,
  );
  return said?.responsibility ?? null;
}

/** Everybody with terms up to the end of the month: the city of work of who is employed in it. */
function peopleIn(tx: Transaction, period: PayPeriod): Promise<PersonFact[]> {
  const lastDay = lastDayOf(period);
  return tx.sql<PersonFact>`
    select distinct on (t.employment_id) t.employment_id as "employmentId",
           t.person_name as "personName", t.employee_no as "employeeNo",
           t.cost_centre as "costCentre",
           case when t.starts_on <= ${lastDay}
                 and (t.ends_on is null or to_char(t.ends_on, 'YYYY-MM') >= ${period})
                then t.work_city_code end as "workCity", t.ends_on as "endsOn"
      from people.payable_employment_term t
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId}
     order by t.employment_id, (t.terms_from <= ${lastDay}) desc, t.terms_from desc`;
}

function insuredIn(tx: Transaction, period: PayPeriod): Promise<InsuredFact[]> {
  return tx.sql<InsuredFact>`
    select employment_id as "employmentId", registration_id as "registrationId",
           registration_kind as "registrationKind", city_code as "cityCode"
      from people.enrolled_person
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and start_period <= ${period} and (stop_period is null or stop_period >= ${period})
     order by employment_id, registration_id`;
}

function agreedItems(tx: Transaction, period: PayPeriod): Promise<AgreedItem[]> {
  return tx.sql<AgreedItem>`
    select order_id as "orderId", item, city_code as "cityCode", collection,
           advance_days as "advanceDays", price_kind as "priceKind", price_fen as price,
           rate_ppm as rate, minimum_fen as minimum
      from orders.agreed_item
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and from_period <= ${period} and (to_period is null or to_period >= ${period})
     order by order_id, item`;
}

function finishedCases(tx: Transaction, first: PayPeriod, period: PayPeriod): Promise<CaseFact[]> {
  return tx.sql<CaseFact>`
    select l.line_id as "orderLineId", l.order_id as "orderId", l.item, l.service,
           l.employment_id as "employmentId", l.period
      from orders.line_summary l
      left join billing.client_bill_line b
        on b.shard_key = l.shard_key and b.tenant_id = l.tenant_id and not b.is_withdrawn
       and b.source_key = 'case/' || l.line_id
     where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
       and l.state in ('officialSucceeded', 'settled')
       and l.period between ${first} and ${period} and b.id is null
     order by l.line_id`;
}

function unbilledAdvances(tx: Transaction) {
  return tx.sql<Facts['advances'][number]>`
    select a.id, a.amount - a.repaid as outstanding, a.due_on as "dueOn"
      from billing.advance a
      left join billing.client_bill_line b
        on b.shard_key = a.shard_key and b.tenant_id = a.tenant_id and not b.is_withdrawn
       and b.source_key = 'advance/' || a.id
     where a.shard_key = ${tx.shardKey} and a.tenant_id = ${tx.tenantId}
       and a.state = 'outstanding' and b.id is null
     order by a.id`;
}

function unbilledCredits(tx: Transaction) {
  return tx.sql<Facts['credits'][number]>`
    select d.line_id as "lineId", l.kind, d.credit_fen as credit,
           l.employment_id as "employmentId", l.city_code as "cityCode",
           l.cost_centre as "costCentre"
      from billing.client_bill_dispute d
      join billing.client_bill_line l
        on l.shard_key = d.shard_key and l.tenant_id = d.tenant_id and l.id = d.line_id
      left join billing.client_bill_line b
        on b.shard_key = d.shard_key and b.tenant_id = d.tenant_id and not b.is_withdrawn
       and b.source_key = 'credit/' || d.line_id
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
       and d.decision = 'credited' and not l.is_withdrawn and b.id is null
     order by d.line_id`;
}

function unbilledCarries(tx: Transaction) {
  return tx.sql<Facts['carried'][number]>`
    select d.bill_id as "billId", d.legal_entity_id as "legalEntityId", d.is_held as "isHeld",
           d.asked_fen - d.applied_fen as amount
      from billing.client_bill_due d
      join billing.client_bill c
        on c.shard_key = d.shard_key and c.tenant_id = d.tenant_id and c.id = d.bill_id
       and c.state = 'matched'
      left join billing.client_bill_line b
        on b.shard_key = d.shard_key and b.tenant_id = d.tenant_id and not b.is_withdrawn
       and b.source_key = 'carried/' || d.bill_id || '/' || d.legal_entity_id || '/'
                          || case when d.is_held then 'held' else 'owed' end
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
       and d.asked_fen <> d.applied_fen and b.id is null
     order by d.bill_id, d.legal_entity_id, d.is_held`;
}

/** Where several schemes name a registration the one set last decides. */
async function leaverBearers(tx: Transaction): Promise<Facts['leaverBearers']> {
  const rows = await tx.sql<{ id: RegistrationId; bearer: LeaverBearer }>`
    select registration_id as id, bearer
      from insurance.leaver_difference
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
     order by set_at, registration_id`;
  return new Map(rows.map(({ id, bearer }) => [id, bearer]));
}

function unbilledClaims(tx: Transaction) {
  return tx.sql<Facts['claims'][number]>`
    select s.id, s.bill_id as "billId", s.employment_id as "employmentId",
           s.legal_entity_id as "legalEntityId", s.amount_fen as amount
      from billing.person_claim_settlement s
      left join billing.client_bill_line b
        on b.shard_key = s.shard_key and b.tenant_id = s.tenant_id and not b.is_withdrawn
       and b.source_key = 'claim/' || s.id
     where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId} and b.id is null
     order by s.id`;
}
