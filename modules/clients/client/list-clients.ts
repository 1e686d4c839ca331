import type { clientsContract as contract, Input, Output } from '@heyi/contract';
import { isUuid, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';

type ClientRow = Output<typeof contract.listClients>['rows'][number];

const rowsDefault = 100;

/** Every assigned client by short name. Row-level security leaves the others out. */
export async function listClients(tx: Transaction, input: Input<typeof contract.listClients>) {
  const limit = input.limit ?? rowsDefault;
  const search = input.search ? `%${input.search.replace(/[\\%_]/g, '\\$&')}%` : null;
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const rows = await tx.sql<ClientRow>`
    select c.tenant_id as id, t.is_house as "isHouse", c.name, c.short_name as "shortName", c.uscc,
           c.cooperation_mode as "cooperationMode", c.pay_month_rule as "payMonthRule",
           c.pay_day as "payDay", k.contact_count as "contactCount",
           k.approver_count as "payrollApproverCount"
      from clients.client c
      join platform.tenant t on t.id = c.tenant_id
     cross join lateral (
           select count(*)::int as contact_count,
                  count(*) filter (where may_approve_payroll)::int as approver_count
             from clients.client_contact
            where shard_key = c.shard_key and tenant_id = c.tenant_id and removed_at is null) k
     where (${search}::text is null or c.name ilike ${search} or c.short_name ilike ${search}
            or c.uscc ilike ${search})
       and (${input.cooperationMode ?? null}::text is null
            or c.cooperation_mode = ${input.cooperationMode ?? null})
       and (${after}::uuid is null
            or (c.short_name, c.tenant_id) >
               (select short_name, tenant_id from clients.client where tenant_id = ${after}))
     order by c.short_name, c.tenant_id
     limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return ok({ rows: shown, next: last?.id ?? null });
}
