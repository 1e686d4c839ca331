import { type EmploymentId, findBreaches, threeInOneGround } from '@heyi/people';
import { type Transaction, uuidBytes } from '@heyi/platform';
import type { FindingList } from './finding-list.ts';
import type { RunFrame } from './run-frame.ts';

const pageSize = 5_000;

/**
 * 三位一体 of everybody in the run. People with the same entities, form, city and registrations are
 * judged by one of them; only when that finds something is everybody looked at, with the exceptions.
 */
export async function checkThreeInOne(
  tx: Transaction,
  frame: RunFrame,
  findings: FindingList,
): Promise<void> {
  const ground = await threeInOneGround(tx);
  const on = frame.lastDay;
  const ids = await oneOfEach(tx, frame);
  const { found } = await findBreaches(tx, ground, { on, ids });
  if (found.size === 0) return;
  for (let after: EmploymentId | null = null; ;) {
    const page: EmploymentId[] = await membersAfter(tx, after);
    if (page.length === 0) return;
    const breaches = await findBreaches(tx, ground, { on, ids: page });
    for (const [employmentId, list] of breaches.found) {
      for (const { severity, titleZh, code, exceptionId } of list) {
        if (exceptionId !== null || severity === 'warn') continue;
        const key = severity === 'high' ? 'three_in_one.doubtful' : 'three_in_one.breach';
        const of = { bytes: uuidBytes(employmentId), employmentAt: 0 };
        findings.add(key, of, { breach: titleZh, code });
      }
    }
    after = page.at(-1)!;
  }
}

async function oneOfEach(tx: Transaction, frame: RunFrame): Promise<EmploymentId[]> {
  const period = frame.run.contributionPeriod ?? frame.run.wageMonth;
  const rows = await tx.sql<{ id: EmploymentId }>`
    with insured as (
      select employment_id, array_agg(registration_id order by registration_id) as registrations
        from people.enrolment_detail
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and start_month <= ${period} and (stop_month is null or stop_month >= ${period})
       group by employment_id)
    select (array_agg(e.employment_id))[1] as id
      from pg_temp.run_member m
      join people.payable_employment_term e
        on e.terms_from <= ${frame.lastDay}::date
       and (e.terms_to is null or e.terms_to >= ${frame.lastDay}::date)
       and e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and e.employment_id = m.employment_id
      left join insured i on i.employment_id = e.employment_id
     group by e.employment_form, e.contract_entity_id, e.pay_entity_id, e.insurance_entity_id,
              e.host_entity_id, e.work_city_code, i.registrations`;
  return rows.map(({ id }) => id);
}

async function membersAfter(tx: Transaction, after: EmploymentId | null): Promise<EmploymentId[]> {
  const rows = await tx.sql<{ id: EmploymentId }>`
    select employment_id as id from pg_temp.run_member
     where ${after}::uuid is null or employment_id > ${after}
     order by employment_id
     limit ${pageSize}`;
  return rows.map(({ id }) => id);
}
