import { assignedClients } from '@heyi/clients';
import type { Input, ordersContract as contract, Output } from '@heyi/contract';
import { ok, type PlainDate } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import { soonUntil } from './due.ts';

type Board = Output<typeof contract.getOrderBoard>;
type Wanted = { readonly clientId: TenantId | null; readonly cityCode: string | null };

export async function getOrderBoard(tx: Transaction, input: Input<typeof contract.getOrderBoard>) {
  const wanted = { clientId: input.clientId ?? null, cityCode: input.cityCode ?? null };
  const { clientId, cityCode } = wanted;
  const soon = soonUntil(tx.today);
  const cells = await tx.sql<Board['cells'][number]>`
    select state,
           orders.due_bucket(state, official_cutoff, ${tx.today}, ${soon}) as bucket,
           count(*)::int as count,
           count(*) filter (where assignee_id = ${tx.actor.accountId}::uuid)::int as mine,
           count(*) filter (where assignee_id is null)::int as unassigned,
           count(*) filter (where escalated_at is not null)::int as escalated
      from orders.line
     where (${clientId}::uuid is null or tenant_id = ${clientId})
       and (${cityCode}::text is null or city_code = ${cityCode})
     group by 1, 2 order by 1, 2`;
  return ok({
    cells,
    cities: await citiesOf(tx, wanted, soon),
    days: await daysOf(tx, wanted),
    uncovered: await uncoveredTasks(tx, wanted),
  });
}

function citiesOf(tx: Transaction, { clientId, cityCode }: Wanted, soon: PlainDate) {
  return tx.sql<Board['cities'][number]>`
    select city_code as "cityCode", count(*)::int as open,
           count(*) filter (where official_cutoff between ${tx.today} and ${soon})::int as due,
           count(*) filter (where official_cutoff < ${tx.today})::int as overdue
      from orders.line
     where state not in ('submitted', 'officialSucceeded', 'settled', 'cancelled')
       and (${clientId}::uuid is null or tenant_id = ${clientId})
       and (${cityCode}::text is null or city_code = ${cityCode})
     group by city_code order by count(*) desc, city_code`;
}

function daysOf(tx: Transaction, { clientId, cityCode }: Wanted) {
  return tx.sql<Board['days'][number]>`
    select official_cutoff as day, count(*)::int as count,
           bool_or(cutoff_provisional) as provisional
      from orders.line
     where state not in ('submitted', 'officialSucceeded', 'settled', 'cancelled')
       and official_cutoff is not null
       and (${clientId}::uuid is null or tenant_id = ${clientId})
       and (${cityCode}::text is null or city_code = ${cityCode})
     group by official_cutoff order by official_cutoff limit 60`;
}

/** Tasks that wait at agencies and have no line: no order in force covers them. */
async function uncoveredTasks(
  tx: Transaction,
  { clientId, cityCode }: Wanted,
): Promise<Board['uncovered']> {
  const rows = await tx.sql<Omit<Board['uncovered'][number], 'clientShortName'>>`
    select t.tenant_id as "clientId", t.city_code as "cityCode",
           case t.registration_kind when 'housingFund' then 'housingFund'
           else 'socialInsurance' end as item, count(*)::int as count
      from insurance.open_task t
     where (${clientId}::uuid is null or t.tenant_id = ${clientId})
       and (${cityCode}::text is null or t.city_code = ${cityCode})
       and not exists (select from orders.line l
                        where l.shard_key = t.shard_key and l.tenant_id = t.tenant_id
                          and l.task_id = t.task_id and l.state <> 'cancelled')
     group by 1, 2, 3 order by 4 desc, 1, 2, 3`;
  const clients = await assignedClients(tx);
  return rows.map((row) => ({
    ...row,
    clientShortName: clients.get(row.clientId)?.shortName ?? null,
  }));
}
