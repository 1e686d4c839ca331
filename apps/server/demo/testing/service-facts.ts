import assert from 'node:assert/strict';
import type { TenantKey } from '../cast/company.ts';
import type { World } from '../story/open-companies.ts';

/** What the demo's insurance must say of itself, read from its tables. */

type Count = { readonly key: string; readonly count: number };

export async function lineStates(world: World, tenant: TenantKey): Promise<Map<string, number>> {
  const rows = await world.stage.inside(
    world.tenantOf(tenant),
    (tx) => tx.sql<Count>`
      select state as key, count(*)::int as count from orders.line
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} group by state`,
  );
  return new Map(rows.map(({ key, count }) => [key, count]));
}

/** Lines and tasks that are done without a paper that is bound to them: there are none. */
export async function unproven(world: World, tenant: TenantKey): Promise<string[]> {
  return world.stage.inside(world.tenantOf(tenant), async (tx) => {
    const lines = await tx.sql<{ id: string }>`
      select l.id from orders.line l
       where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
         and l.state in ('officialSucceeded', 'settled')
         and not exists (select from orders.line_paper p
                          where p.shard_key = l.shard_key and p.tenant_id = l.tenant_id
                            and p.line_id = l.id
                            and p.kind not in ('requestOriginal', 'supplierReceipt'))`;
    const tasks = await tx.sql<{ id: string }>`
      select t.id from insurance.task t
       where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId}
         and t.state = 'succeeded'
         and not exists (select from orders.line l
                          where l.shard_key = t.shard_key and l.tenant_id = t.tenant_id
                            and l.task_id = t.id
                            and l.state in ('officialSucceeded', 'settled'))`;
    return [...lines, ...tasks].map(({ id }) => id);
  });
}

type BillSum = {
  readonly period: string;
  readonly state: string;
  readonly amount: number;
  readonly lines: number;
};

/** Each client bill with what it asks for, and the sum of its lines that are asked. */
export async function clientBills(world: World, tenant: TenantKey): Promise<BillSum[]> {
  return world.stage.inside(
    world.tenantOf(tenant),
    (tx) => tx.sql<BillSum>`
      select b.period, b.state, b.amount_fen as amount,
             coalesce(sum(l.amount_fen) filter (where l.settlement = 'asked'), 0)::int8 as lines
        from billing.client_bill b
        left join billing.client_bill_line l
          on l.shard_key = b.shard_key and l.tenant_id = b.tenant_id and l.bill_id = b.id
       where b.shard_key = ${tx.shardKey} and b.tenant_id = ${tx.tenantId}
       group by b.id, b.period, b.state, b.amount_fen
       order by b.period`,
  );
}

/** By which cost centres the lines of a client's bills are split. */
export async function costCentresOf(world: World, tenant: TenantKey): Promise<Set<string>> {
  const rows = await world.stage.inside(
    world.tenantOf(tenant),
    (tx) => tx.sql<{ costCentre: string }>`
      select distinct cost_centre as "costCentre" from billing.client_bill_line
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and cost_centre is not null`,
  );
  return new Set(rows.map(({ costCentre }) => costCentre));
}

/** Causes of the differences of the official bills of a month, by their layout. */
export async function billCauses(world: World, period: string): Promise<Record<string, string[]>> {
  const rows = await world.stage.inside(
    world.tenantOf('retail'),
    (tx) => tx.sql<{ layout: string; state: string; causes: string[] }>`
      select b.layout, b.state,
             array_agg(distinct d.cause) filter (where d.cause is not null) as causes
        from insurance.official_bill b
        left join insurance.bill_difference d
          on d.shard_key = b.shard_key and d.tenant_id = b.tenant_id
         and d.bill_id = b.id
       where b.shard_key = ${tx.shardKey} and b.tenant_id = ${tx.tenantId}
         and b.period = ${period}
       group by b.layout, b.state`,
  );
  return Object.fromEntries(
    rows.map(({ layout, state, causes }) => [`${layout} ${state}`, causes ?? []]),
  );
}

/** What an accepted bill says is what our lines of its month say, to the fen. */
export async function acceptedBillsAgree(world: World, period: string): Promise<number> {
  const rows = await world.stage.inside(
    world.tenantOf('retail'),
    (tx) => tx.sql<{ ours: number; bill: number; disputed: number }>`
      select b.our_employer_fen + b.our_employee_fen as ours,
             b.bill_employer_fen + b.bill_employee_fen as bill,
             coalesce((select sum(d.bill_employer_fen + d.bill_employee_fen)
                         from insurance.bill_difference d
                        where d.shard_key = b.shard_key and d.tenant_id = b.tenant_id
                          and d.bill_id = b.id and d.decision = 'dispute'), 0)::int8
               as disputed
        from insurance.official_bill b
       where b.shard_key = ${tx.shardKey} and b.tenant_id = ${tx.tenantId}
         and b.period = ${period} and b.state = 'accepted'`,
  );
  for (const { ours, bill, disputed } of rows) assert.equal(bill - disputed, ours);
  return rows.length;
}
