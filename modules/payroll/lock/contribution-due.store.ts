import { kindsOfRegistration, type RegistrationId, type RegistrationKind } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import type { ContributionKind } from '@heyi/statutory';
import { loadDictionaries } from '../calculation/calculation.store.ts';
import { payslipFlags } from '../payslip/flags.ts';
import { unpackLines } from '../payslip/packed-lines.ts';
import type { EntityId, PayrollRun } from '../run/payroll-run.store.ts';

/** Contributions of both parties that a run's payslips charge, by who pays and where they are owed. */
export type ContributionDue = {
  readonly payEntityId: EntityId;
  readonly registrationId: RegistrationId;
  readonly amount: number;
};

/** What one member's estimate (预扣) makes owed at one registration. */
export type EstimateShare = ContributionDue & { readonly employmentId: string };

/**
 * Everything the agencies bill in the contribution month, and insurance's own estimate of it. Each
 * member's lines are looked up by themselves: as a plain join, the first run of a new client, whose
 * tables the planner takes for small, read the whole bill once a member (10 s for 2,000 people).
 */
export async function billedDues(tx: Transaction, run: PayrollRun): Promise<ContributionDue[]> {
  return tx.sql<ContributionDue>`
    select s.pay_entity_id as "payEntityId", l.registration_id as "registrationId",
           sum(l.amount)::bigint as amount
      from payroll.payslip s
     cross join lateral (
           select n.registration_id, sum(n.employer_fen + n.employee_fen) as amount
             from insurance.contribution_line_month n
            where n.shard_key = s.shard_key and n.tenant_id = s.tenant_id
              and n.bill_month = ${run.contributionPeriod} and n.employment_id = s.employment_id
            group by n.registration_id) l
     where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
       and s.calculation_id = ${run.calculationId}
     group by 1, 2
     order by 1, 2`;
}

/** The difference between the bill of an earlier month and the estimate that this run settles. */
export async function trueUpDues(tx: Transaction, run: PayrollRun): Promise<ContributionDue[]> {
  return tx.sql<ContributionDue>`
    with taken as materialized (
      select s.pay_entity_id, e.employment_id, e.contribution_period,
             share.key::uuid as registration_id, share.value::bigint as amount
        from payroll.contribution_estimate e
        join payroll.payslip s
          on s.shard_key = e.shard_key and s.tenant_id = e.tenant_id
         and s.calculation_id = ${run.calculationId} and s.employment_id = e.employment_id
       cross join lateral jsonb_each_text(e.shares) share
       where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
         and e.settled_run_id = ${run.id}),
    billed as materialized (
      select s.pay_entity_id, e.employment_id, e.contribution_period, l.registration_id,
             sum(l.employer_fen + l.employee_fen) as amount
        from payroll.contribution_estimate e
        join payroll.payslip s
          on s.shard_key = e.shard_key and s.tenant_id = e.tenant_id
         and s.calculation_id = ${run.calculationId} and s.employment_id = e.employment_id
        join insurance.contribution_line_month l
          on l.shard_key = e.shard_key and l.tenant_id = e.tenant_id
         and l.bill_month = e.contribution_period and l.employment_id = e.employment_id
       where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
         and e.settled_run_id = ${run.id} and l.type = 'regular' and l.source = 'officialBill'
       group by s.pay_entity_id, e.employment_id, e.contribution_period, l.registration_id),
    part as (
      select pay_entity_id, registration_id, amount from billed
       union all
      select taken.pay_entity_id, taken.registration_id, -taken.amount
        from taken
        join billed using (employment_id, contribution_period, registration_id))
    select pay_entity_id as "payEntityId", registration_id as "registrationId",
           sum(amount)::bigint as amount
      from part
     group by 1, 2
     order by 1, 2`;
}

/** Members whose month stands on insurance's own estimate lines: the lines say where. */
export async function lineShares(tx: Transaction, run: PayrollRun): Promise<EstimateShare[]> {
  return tx.sql<EstimateShare>`
    select s.employment_id as "employmentId", s.pay_entity_id as "payEntityId",
           l.registration_id as "registrationId", l.amount
      from payroll.payslip s
     cross join lateral (
           select n.registration_id, sum(n.employer_fen + n.employee_fen)::bigint as amount
             from insurance.contribution_line_month n
            where n.shard_key = s.shard_key and n.tenant_id = s.tenant_id
              and n.bill_month = ${run.contributionPeriod} and n.employment_id = s.employment_id
              and n.type = 'regular'
            group by n.registration_id) l
     where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
       and s.calculation_id = ${run.calculationId}
       and s.flags & ${payslipFlags.contributionsEstimated} <> 0
     order by 1, 3`;
}

const slipsAtOnce = 20_000;

type EstimatedSlip = {
  employmentId: string;
  payEntityId: EntityId;
  /** Null when every agency has its lines. */
  lines: Buffer | null;
  registrations: Partial<Record<RegistrationKind, RegistrationId>>;
};

/**
 * Members whom the calculation estimated at an agency of which there is no line of the month. The kinds
 * stand on the payslip, and each belongs to one registration of the person.
 */
export async function slipShares(tx: Transaction, run: PayrollRun): Promise<EstimateShare[]> {
  const { items } = await loadDictionaries(tx, run.calculationId!);
  const kinds = items.map(({ code }) => registrationKindOf(code));
  const shares: EstimateShare[] = [];
  let after: string | null = null;
  do {
    const slips: EstimatedSlip[] = await readEstimatedSlips(tx, run, after);
    for (const slip of slips) shares.push(...sharesOf(slip, kinds));
    after = slips.length < slipsAtOnce ? null : slips.at(-1)!.employmentId;
  } while (after !== null);
  return shares;
}

async function readEstimatedSlips(
  tx: Transaction,
  run: PayrollRun,
  after: string | null,
): Promise<EstimatedSlip[]> {
  return tx.sql<EstimatedSlip>`
    with slip as materialized (
      select s.employment_id, s.pay_entity_id
        from payroll.payslip s
       where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
         and s.calculation_id = ${run.calculationId}
         and s.flags & ${payslipFlags.contributionsEstimated} <> 0
         and (${after}::uuid is null or s.employment_id > ${after})
       order by s.employment_id
       limit ${slipsAtOnce}),
    insured as materialized (
      select d.employment_id, jsonb_object_agg(d.registration_kind, d.registration_id) as registrations
        from people.enrolment_detail d
       where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
         and d.employment_id = any(array(select employment_id from slip))
         and d.start_month <= ${run.contributionPeriod}
         and (d.stop_month is null or d.stop_month >= ${run.contributionPeriod})
         and not exists (select from insurance.contribution_line_month l
                          where l.shard_key = d.shard_key and l.tenant_id = d.tenant_id
                            and l.bill_month = ${run.contributionPeriod}
                            and l.employment_id = d.employment_id and l.type = 'regular'
                            and ${JSON.stringify(kindsOfRegistration)}::jsonb
                                -> d.registration_kind ? l.kind)
       group by d.employment_id)
    select slip.employment_id as "employmentId", slip.pay_entity_id as "payEntityId",
           case when insured.employment_id is not null then s.lines end as lines,
           coalesce(insured.registrations, '{}') as registrations
      from slip
      join payroll.payslip s
        on s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
       and s.calculation_id = ${run.calculationId} and s.employment_id = slip.employment_id
      left join insured on insured.employment_id = slip.employment_id
     order by slip.employment_id`;
}

function sharesOf(
  { employmentId, payEntityId, lines, registrations }: EstimatedSlip,
  kinds: readonly (RegistrationKind | null)[],
): EstimateShare[] {
  if (lines === null) return [];
  const sums = new Map<RegistrationId, number>();
  for (const { item, amount } of unpackLines(lines)) {
    const kind = kinds[item] ?? null;
    const registrationId = kind === null ? undefined : registrations[kind];
    if (registrationId === undefined) continue;
    // An own share is a deduction on the payslip, and owed all the same.
    sums.set(registrationId, (sums.get(registrationId) ?? 0) + Math.abs(amount));
  }
  return [...sums].map(([registrationId, amount]) => ({
    employmentId,
    payEntityId,
    registrationId,
    amount,
  }));
}

/** Of an item such as `own.pension` or `employer.housingFund`; null for every other item. */
function registrationKindOf(code: string): RegistrationKind | null {
  const kind = /^(?:own|employer)\.(\w+)$/.exec(code)?.[1] as ContributionKind | undefined;
  if (kind === undefined) return null;
  const found = Object.entries(kindsOfRegistration).find(([, kinds]) => kinds.includes(kind));
  return (found?.[0] as RegistrationKind | undefined) ?? null;
}
