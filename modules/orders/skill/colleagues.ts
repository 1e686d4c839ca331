import { colleaguesWho } from '@heyi/access';
import type { ordersContract as contract, Output } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';

export type OrderColleague = Output<typeof contract.listOrderColleagues>['rows'][number];
export type SkillRow = {
  readonly accountId: OrderColleague['id'];
  readonly skills: OrderColleague['skills'];
};

/** Who may be given lines of the tenant, with what is open at them there. */
export async function colleaguesOf(tx: Transaction): Promise<OrderColleague[]> {
  const workers = await colleaguesWho(tx, 'order_line:work');
  const skills = await readSkills(tx);
  const counts = await tx.sql<{ id: OrderColleague['id']; open: number }>`
    select assignee_id as id, count(*)::int as open from orders.line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and assignee_id is not null
       and state not in ('officialSucceeded', 'settled', 'cancelled')
     group by assignee_id`;
  const open = new Map(counts.map((row) => [row.id, row.open]));
  return workers.map(({ id, name }) => ({
    id,
    name,
    open: open.get(id) ?? 0,
    skills: skills.get(id) ?? [],
  }));
}

/** The provider's; the transaction sees the house. */
export async function readSkills(
  tx: Transaction,
): Promise<Map<SkillRow['accountId'], SkillRow['skills']>> {
  const rows = await tx.sql<SkillRow>`
    select account_id as "accountId",
           jsonb_agg(jsonb_build_object('cityCode', city_code, 'item', item)
                     order by city_code, item) as skills
      from orders.skill
     where shard_key = ${tx.houseShardKey} and tenant_id = ${tx.houseId}
     group by account_id`;
  return new Map(rows.map(({ accountId, skills }) => [accountId, skills]));
}
