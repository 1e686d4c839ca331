import type { Input, Output, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { sheetLayout } from './layout.ts';
import { actionsOf, taxDueOf, type WithholdingReturn } from './withholding-return.ts';
import { loadReturn } from './withholding-return.store.ts';

export type ReturnView = Output<typeof contract.getWithholdingReturn>;

export async function getWithholdingReturn(
  tx: Transaction,
  input: Input<typeof contract.getWithholdingReturn>,
) {
  const declared = await loadReturn(tx, input.returnId);
  if (!declared) return fail({ code: 'withholding_return.not_found' as const });
  return ok(await viewReturn(tx, declared));
}

/** The return that a use case has just changed, as the screen shows it. */
export async function viewOf(tx: Transaction, id: WithholdingReturn['id']): Promise<ReturnView> {
  return viewReturn(tx, (await loadReturn(tx, id))!);
}

async function viewReturn(tx: Transaction, declared: WithholdingReturn): Promise<ReturnView> {
  const { lines: _, createdAt: __, hasCorrection: ___, ...shown } = declared;
  const { hasEarlierCorrection: ____, mustFollow: _____, ...view } = shown;
  return {
    ...view,
    tenantId: tx.tenantId,
    taxDue: taxDueOf(declared),
    sheets: await sheetsOf(tx, declared),
    clients: await clientsOf(tx, declared),
    laterReturns: await laterReturns(tx, declared),
    can: actionsOf(declared),
    events: await eventsOf(tx, declared),
  };
}

async function sheetsOf(tx: Transaction, { id }: WithholdingReturn): Promise<ReturnView['sheets']> {
  const rows = await tx.sql<Omit<ReturnView['sheets'][number], 'layoutVersion' | 'layoutMark'>>`
    select sheet, count(*)::int as people, sum(income)::bigint as income, sum(tax)::bigint as tax
      from payroll.return_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and return_id = ${id}
     group by sheet
     order by array_position(
                '{wages,annualBonus,labourRemuneration,nonResidentWages}'::text[], sheet)`;
  return rows.map((row) => {
    const { version: layoutVersion, mark: layoutMark } = sheetLayout(row.sheet);
    return { ...row, layoutVersion, layoutMark };
  });
}

async function clientsOf(
  tx: Transaction,
  { id }: WithholdingReturn,
): Promise<ReturnView['clients']> {
  return tx.sql<ReturnView['clients'][number]>`
    select client_id as "tenantId", client_name as "clientName", people, tax
      from payroll.return_client
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and return_id = ${id}
     order by client_name, client_id`;
}

/** The newest declared return of every later period of the tax year. */
async function laterReturns(
  tx: Transaction,
  declared: WithholdingReturn,
): Promise<ReturnView['laterReturns']> {
  return tx.sql<ReturnView['laterReturns'][number]>`
    select w.id, w.tax_period as "taxPeriod", w.state,
           w.source_hash is distinct from
             (select p.source_hash from payroll.declarable_period p
               where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId}
                 and p.legal_entity_id = w.legal_entity_id and p.tax_period = w.tax_period)
             as "isOutdated"
      from (select distinct on (o.tax_period) o.*
              from payroll.withholding_return o
             where o.shard_key = ${tx.shardKey} and o.tenant_id = ${tx.tenantId}
               and o.legal_entity_id = ${declared.entityId} and o.state <> 'cancelled'
               and o.tax_period > ${declared.taxPeriod}
               and left(o.tax_period, 4) = left(${declared.taxPeriod}, 4)
             order by o.tax_period, o.number desc) w
     order by w.tax_period`;
}

async function eventsOf(tx: Transaction, { id }: WithholdingReturn): Promise<ReturnView['events']> {
  return tx.sql<ReturnView['events'][number]>`
    select at, actor_name as "actorName", action, state, note from payroll.return_event
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and return_id = ${id}
     order by id desc limit 100`;
}
