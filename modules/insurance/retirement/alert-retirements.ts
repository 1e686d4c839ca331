import { addMonths, type PayPeriod, periodOf, type PlainDate } from '@heyi/kernel';
import type { EmploymentId } from '@heyi/people';
import { publishAll, type Transaction } from '@heyi/platform';
import { currentPolicy, type Policy, retirement, type RetirementCategory } from '@heyi/statutory';
import { categoriesOf } from '../last-period/leaver-warnings.ts';

type Insured = {
  readonly employmentId: EmploymentId;
  readonly birthDate: PlainDate;
  readonly sex: 'male' | 'female';
};

export type Due = {
  readonly employmentId: EmploymentId;
  readonly category: RetirementCategory;
  readonly period: PayPeriod;
};

/** How long before the month it is said. */
const aheadMonths = 6;

/** Who reaches the month of the law within half a year, by each category the person may be in. */
export function retirementsDue(
  policy: Policy,
  people: readonly Insured[],
  today: PlainDate,
): Due[] {
  const now = periodOf(today);
  const until = addMonths(now, aheadMonths);
  return people.flatMap(({ employmentId, birthDate, sex }) =>
    categoriesOf(sex).flatMap((category) => {
      const due = retirement(policy, { birth: periodOf(birthDate), category });
      if (!due.ok) return [];
      const { retirementMonth: period } = due.value;
      return period >= now && period <= until ? [{ employmentId, category, period }] : [];
    }),
  );
}

/** Says it once for each person and category. Publishes retirement.approaching; answers how many. */
export async function alertRetirements(tx: Transaction): Promise<number> {
  const people = await tx.sql<Insured>`
    select distinct e.employment_id as "employmentId", e.birth_date as "birthDate", e.sex
      from people.enrolled_person e
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and e.registration_kind = 'socialInsurance' and e.stop_period is null
       and (e.ends_on is null or e.ends_on >= ${tx.today}) and e.sex is not null
       and e.birth_date <= ${tx.today}::date - interval '49 years'`;
  const due = retirementsDue(currentPolicy, people, tx.today);
  if (due.length === 0) return 0;
  const alerted = await tx.sql<Due>`
    insert into insurance.retirement_alert
           (shard_key, tenant_id, employment_id, category, retirement_period, alerted_at)
    select ${tx.shardKey}::int, ${tx.tenantId}::uuid, d.employment_id, d.category, d.period,
           ${tx.now}::timestamptz
      from unnest(${due.map((one) => one.employmentId)}::uuid[],
                  ${due.map((one) => one.category)}::text[],
                  ${due.map((one) => one.period)}::text[]) as d (employment_id, category, period)
    on conflict do nothing
    returning employment_id as "employmentId", category, retirement_period as period`;
  await publishAll(
    tx,
    alerted.map((payload) => ({ type: 'retirement.approaching', payload })),
  );
  return alerted.length;
}
