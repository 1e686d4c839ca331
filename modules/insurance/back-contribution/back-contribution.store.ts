import {
  type baseAdjustmentContract as contract,
  employerCostPermission,
  type Input,
} from '@heyi/contract';
import { fail, type Fen, ok, type PayPeriod, periodOf, type PlainDate, sum } from '@heyi/kernel';
import {
  type EmploymentId,
  type EnrolmentId,
  kindsOfRegistration,
  type RegistrationId,
} from '@heyi/people';
import { may, type Transaction } from '@heyi/platform';
import { currentPolicy, type Policy } from '@heyi/statutory';
import type { InsuredMonth } from '../contribution-line/insured-month.ts';
import { visibleProcedures } from '../procedure/procedure.store.ts';
import { procedureIn } from '../procedure/procedure.ts';
import type { TaskId } from '../task/task.ts';
import { type BackMonth, backMonths, isBeyondLimit, judgmentNeeded } from './back-contribution.ts';

export type Wanted = Omit<Input<typeof contract.previewBackContribution>, 'tenantId'>;

type Place = InsuredMonth & {
  readonly enrolmentId: EnrolmentId;
  readonly personId: string;
  readonly registrationTenantId: string;
  readonly startsOn: PlainDate;
};

/** The months by their figures, or why they cannot be paid late; the place for the task. */
export async function workOut(tx: Transaction, wanted: Wanted) {
  const { employmentId, registrationId, fromPeriod, toPeriod, base, payOn } = wanted;
  const [employment] = await tx.sql`
    select employment_id from people.payable_employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = ${employmentId}`;
  if (!employment) return fail({ code: 'employment.not_found' as const });
  const place = await placeOf(tx, employmentId, registrationId);
  if (!place) return fail({ code: 'back_contribution.not_enrolled' as const });
  const now = periodOf(tx.today);
  const isInOrder =
    fromPeriod <= toPeriod && toPeriod < now && fromPeriod >= periodOf(place.startsOn);
  if (!isInOrder) return fail({ code: 'back_contribution.months_wrong' as const });
  if (await isPaid(tx, place, wanted)) {
    return fail({ code: 'back_contribution.months_paid' as const });
  }
  const unit = { kind: place.registrationKind, cityCode: place.cityCode };
  const own = (await visibleProcedures(tx)).get(registrationId) ?? [];
  const procedure = procedureIn(own, unit, now);
  if (isBeyondLimit(procedure, fromPeriod, now)) {
    return fail({ code: 'back_contribution.beyond_limit' as const });
  }
  const months = backMonths(currentPolicy, procedure, {
    unit: { ...place, base },
    fromPeriod,
    toPeriod,
    payOn,
  });
  if (months === null) return fail({ code: 'back_contribution.figure_unknown' as const });
  const isPension = place.registrationKind === 'socialInsurance';
  const seesCost = may(tx, employerCostPermission);
  return ok({
    place,
    view: {
      months: seesCost ? months : months.map((one) => ({ ...one, employer: null })),
      employer: seesCost ? sum(months.map((one) => one.employer)) : null,
      employee: sum(months.map((one) => one.employee)),
      lateFee: sum(months.map((one) => one.lateFee)),
      limitMonths: procedure.backContributionMonths,
      judgmentNeeded: isPension && judgmentNeeded(fromPeriod, now),
    },
  });
}

/** The newest terms of the enrolment: whom the agency knows the person as. */
async function placeOf(
  tx: Transaction,
  employmentId: EmploymentId,
  registrationId: RegistrationId,
): Promise<Place | null> {
  const [row] = await tx.sql<Place>`
    select d.enrolment_id as "enrolmentId", d.employment_id as "employmentId",
           d.person_id as "personId", d.registration_id as "registrationId",
           d.registration_tenant_id as "registrationTenantId",
           d.registration_kind as "registrationKind", d.city_code as "cityCode",
           d.base_fen as base, d.housing_fund_rate_ppm as "housingFundRatePpm",
           d.supplementary_rate_ppm as "supplementaryRatePpm",
           d.injury_rate_ppm as "injuryRatePpm", d.hukou_type as "hukouType",
           d.insured_type as "insuredType", d.tier, p.starts_on as "startsOn"
      from people.enrolment_detail d
      join people.enrolled_person p
        on p.shard_key = d.shard_key and p.tenant_id = d.tenant_id
       and p.enrolment_id = d.enrolment_id
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
       and d.employment_id = ${employmentId} and d.registration_id = ${registrationId}
     order by d.start_month desc limit 1`;
  return row ?? null;
}

/** Whether one of the months is charged already, or insured without a line yet. */
async function isPaid(tx: Transaction, place: Place, wanted: Wanted): Promise<boolean> {
  const kinds = kindsOfRegistration[place.registrationKind];
  const [row] = await tx.sql<{ paid: boolean }>`
    select exists (
             select 1 from insurance.contribution_line c
              where c.shard_key = ${tx.shardKey} and c.tenant_id = ${tx.tenantId}
                and c.employment_id = ${place.employmentId} and c.kind = any (${kinds}::text[])
                and c.type in ('regular', 'backContribution') and c.superseded_at is null
                and c.period between ${wanted.fromPeriod} and ${wanted.toPeriod})
        or exists (
             select 1 from people.enrolled_person e
              where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
                and e.employment_id = ${place.employmentId}
                and e.registration_kind = ${place.registrationKind}
                and e.start_period <= ${wanted.toPeriod}
                and (e.stop_period is null or e.stop_period >= ${wanted.fromPeriod})) as paid`;
  return row!.paid;
}

export type BackContribution = {
  readonly employmentId: EmploymentId;
  readonly registrationId: RegistrationId;
  readonly fromPeriod: PayPeriod;
  readonly toPeriod: PayPeriod;
  readonly base: Fen;
  readonly payOn: PlainDate;
};

export async function insertBackContribution(
  tx: Transaction,
  taskId: TaskId,
  wanted: Wanted & { readonly responsibility: string; readonly reason: string },
): Promise<void> {
  await tx.sql`
    insert into insurance.back_contribution
           (shard_key, tenant_id, task_id, from_period, to_period, base_fen, pay_on,
            responsibility, reason, asked_by_name, asked_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${taskId}, ${wanted.fromPeriod}, ${wanted.toPeriod},
            ${wanted.base}, ${wanted.payOn}, ${wanted.responsibility}, ${wanted.reason},
            ${tx.actor.name}, ${tx.now})`;
}

/** The months of a task that the agency has just taken, by today's figures, paid today. */
export async function monthsOfTask(
  tx: Transaction,
  taskId: TaskId,
  policy: Policy,
): Promise<{
  registrationId: RegistrationId;
  employmentId: EmploymentId;
  months: BackMonth[];
} | null> {
  const [asked] = await tx.sql<BackContribution>`
    select t.employment_id as "employmentId", t.registration_id as "registrationId",
           b.from_period as "fromPeriod", b.to_period as "toPeriod", b.base_fen as base,
           b.pay_on as "payOn"
      from insurance.back_contribution b
      join insurance.task t
        on t.shard_key = b.shard_key and t.tenant_id = b.tenant_id and t.id = b.task_id
     where b.shard_key = ${tx.shardKey} and b.tenant_id = ${tx.tenantId} and b.task_id = ${taskId}`;
  if (!asked) return null;
  const { employmentId, registrationId, fromPeriod, toPeriod, base, payOn } = asked;
  const place = await placeOf(tx, employmentId, registrationId);
  if (!place) return null;
  const unit = { kind: place.registrationKind, cityCode: place.cityCode };
  const own = (await visibleProcedures(tx)).get(registrationId) ?? [];
  const procedure = procedureIn(own, unit, periodOf(tx.today));
  const months = backMonths(policy, procedure, {
    unit: { ...place, base },
    fromPeriod,
    toPeriod,
    payOn,
  });
  return months && { registrationId, employmentId, months };
}
