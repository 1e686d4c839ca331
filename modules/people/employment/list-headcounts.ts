import type { Input, Output, peopleContract as contract } from '@heyi/contract';
import { firstDayOf, lastDayOf, ok, periodOf } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';

type Row = Output<typeof contract.listHeadcounts>['rows'][number];

/** Head counts of every assigned client today; row-level security leaves the others out. */
export async function listHeadcounts(
  tx: Transaction,
  _input: Input<typeof contract.listHeadcounts>,
) {
  const day = tx.today;
  const [first, last] = [firstDayOf(periodOf(day)), lastDayOf(periodOf(day))];
  const rows = await tx.sql<Row>`
    select e.tenant_id as "tenantId",
           count(*) filter (where e.starts_on > ${day}::date)::int as joining,
           count(*) filter (where e.starts_on <= ${day}::date
                              and (e.ends_on is null or e.ends_on >= ${day}::date))::int as active,
           count(*) filter (where e.ends_on < ${day}::date)::int as left,
           count(*) filter (where e.starts_on between ${first} and ${last})::int as "joinedThisMonth",
           count(*) filter (where e.ends_on between ${first} and ${last})::int as "leftThisMonth",
           count(*) filter (where (e.ends_on is null or e.ends_on >= ${day}::date)
                              and a.id is null)::int as "withoutAccount"
      from people.employment e
      left join people.payee_account a
        on a.shard_key = e.shard_key and a.tenant_id = e.tenant_id and a.person_id = e.person_id
       and a.ended_at is null
     group by e.tenant_id
     order by e.tenant_id`;
  return ok({ rows });
}
