import type { PayPeriod } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import type { RunId } from '../run/payroll-run.store.ts';
import type { OpenRun } from './waiting.ts';

/** Runs of every visible client that are not over, with what stops them. */
export async function openRuns(tx: Transaction): Promise<OpenRun[]> {
  return tx.sql<OpenRun>`
    select r.id, r.tenant_id as "clientId", r.title, r.state, r.pay_date as "payDate",
           coalesce(f.blockers, 0) as blockers, coalesce(f.open_warnings, 0) as "openWarnings",
           coalesce(i.submitted, 0) as submitted
      from payroll.run r
      left join payroll.run_findings f
        on f.shard_key = r.shard_key and f.tenant_id = r.tenant_id and f.run_id = r.id
      left join lateral (
             select count(*)::int as submitted from payroll.run_input i
              where i.shard_key = r.shard_key and i.tenant_id = r.tenant_id and i.run_id = r.id
                and i.state = 'submitted') i on true
     where r.state not in ('closed', 'cancelled')`;
}

type NamedRun = Pick<OpenRun, 'id' | 'title' | 'state' | 'payDate'>;

export async function runsById(
  tx: Transaction,
  ids: readonly RunId[],
): Promise<Map<RunId, NamedRun>> {
  const rows = await tx.sql<NamedRun>`
    select id, title, state, pay_date as "payDate" from payroll.run
     where id = any (${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

export type OpenReturns = {
  readonly clientId: TenantId;
  readonly taxPeriod: PayPeriod;
  readonly count: number;
};

/**
 * Returns that are not through, and entities and periods in which something stands locked and that
 * have none, by the tenant of the entity. What is locked is told by the runs, which are few; the
 * steps of the cumulation are only asked whether there is one.
 */
export async function openReturns(tx: Transaction): Promise<OpenReturns[]> {
  const made = await tx.sql<Declaration & { isOpen: boolean }>`
    select tenant_id as "tenantId", legal_entity_id as "entityId", tax_period as "taxPeriod",
           state not in ('taxPaid', 'evidenced') as "isOpen"
      from payroll.withholding_return where state <> 'cancelled'`;
  const known = new Set(made.map(keyOf));
  const open = [...made.filter(({ isOpen }) => isOpen), ...(await declarable(tx, known))];
  const counts = Map.groupBy(open, ({ tenantId, taxPeriod }) => `${tenantId} ${taxPeriod}`);
  return [...counts.values()].map((group) => ({
    clientId: group[0]!.tenantId,
    taxPeriod: group[0]!.taxPeriod,
    count: group.length,
  }));
}

type Declaration = { tenantId: TenantId; entityId: string; taxPeriod: PayPeriod };

const keyOf = ({ tenantId, entityId, taxPeriod }: Declaration) =>
  `${tenantId} ${entityId} ${taxPeriod}`;

/** Entities and periods with locked tax and no return. Runs and steps may lie on different nodes. */
async function declarable(tx: Transaction, known: ReadonlySet<string>): Promise<Declaration[]> {
  const runs = await tx.sql<Declaration & { shardKey: number }>`
    select distinct e.entity_shard_key as "shardKey", e.entity_tenant_id as "tenantId",
           e.legal_entity_id as "entityId", r.tax_period as "taxPeriod"
      from payroll.run r
      join payroll.run_entity e
        on e.shard_key = r.shard_key and e.tenant_id = r.tenant_id and e.run_id = r.id
     where r.locked_at is not null and r.state <> 'cancelled'`;
  const locked = runs.filter((one) => !known.has(keyOf(one)));
  if (locked.length === 0) return [];
  return tx.sql<Declaration>`
    select distinct s.tenant_id as "tenantId", s.legal_entity_id as "entityId",
           s.tax_period as "taxPeriod"
      from unnest(${locked.map(({ shardKey }) => shardKey)}::int[],
                  ${locked.map(({ tenantId }) => tenantId)}::uuid[],
                  ${locked.map(({ entityId }) => entityId)}::uuid[],
                  ${locked.map(({ taxPeriod }) => taxPeriod)}::text[])
             as d (shard_key, tenant_id, legal_entity_id, tax_period)
      join payroll.tax_cumulation_step s
        on s.shard_key = d.shard_key and s.tenant_id = d.tenant_id
       and s.legal_entity_id = d.legal_entity_id and s.tax_period = d.tax_period
     where s.voided_at is null and s.run_id is not null`;
}
