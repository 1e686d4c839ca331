import { type Fen, type Id, monthIndex, type PayPeriod } from '@heyi/kernel';
import { stripeKeysOf, type Transaction } from '@heyi/platform';
import type { PayableIncomeKind } from '../income/income-line.ts';
import type { WorkerId } from '../worker/worker.ts';

/** An entity that pays workers, and the month that it paid in. */
export type EntityMonth = { readonly entityId: Id<'ent'>; readonly taxPeriod: PayPeriod };

/** What stands of a worker's withdrawals of a month: what came back is not in it. */
export type PaidLine = {
  readonly shardKey: number;
  readonly workerId: WorkerId;
  readonly incomeKind: PayableIncomeKind;
  /** With VAT. */
  readonly receipts: Fen;
  readonly income: Fen;
  readonly tax: Fen;
  readonly vat: Fen;
  readonly surcharges: Fen;
};

async function programsOf(tx: Transaction, entityId: Id<'ent'>): Promise<Id<'prg'>[]> {
  const rows = await tx.sql<{ id: Id<'prg'> }>`
    select id from gig.program
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
       and legal_entity_id = ${entityId} and environment = 'live'`;
  return rows.map(({ id }) => id);
}

/** Everybody whom the entity paid in the month, zero tax too (全员全额). */
export async function paidLines(tx: Transaction, month: EntityMonth): Promise<PaidLine[]> {
  const [keys, programs] = [await stripeKeysOf(tx), await programsOf(tx, month.entityId)];
  return tx.sql<PaidLine>`
    select w.shard_key as "shardKey", w.worker_id as "workerId", b.income_kind as "incomeKind",
           sum(w.gross)::bigint as receipts, sum(w.gross - w.vat)::bigint as income,
           sum(w.tax)::bigint as tax, sum(w.vat)::bigint as vat,
           sum(w.surcharges)::bigint as surcharges
      from gig.withdrawal w
      join gig.balance b
        on b.shard_key = w.shard_key and b.tenant_id = w.tenant_id and b.id = w.balance_id
     where w.shard_key = any(${keys}::int[]) and w.tenant_id = ${tx.tenantId}
       and w.program_id = any(${programs}::uuid[])
       and w.tax_month = ${monthIndex(month.taxPeriod)} and w.reversed_at is null
     group by w.shard_key, w.worker_id, b.income_kind
     order by w.worker_id, b.income_kind`;
}

/** Of everything that a return of the month is made from; it moves when something comes back. */
export async function paidHash(tx: Transaction, month: EntityMonth): Promise<string> {
  const [keys, programs] = [await stripeKeysOf(tx), await programsOf(tx, month.entityId)];
  const [row] = await tx.sql<{ hash: string | null }>`
    select md5(string_agg(concat_ws(',', w.id, w.gross, w.tax, w.vat, w.surcharges), ';'
                          order by w.id)) as hash
      from gig.withdrawal w
     where w.shard_key = any(${keys}::int[]) and w.tenant_id = ${tx.tenantId}
       and w.program_id = any(${programs}::uuid[])
       and w.tax_month = ${monthIndex(month.taxPeriod)} and w.reversed_at is null`;
  return row?.hash ?? '';
}

/** The months in which entities of live programs paid somebody, whatever came back since. */
export async function paidMonths(
  tx: Transaction,
  taxPeriod: PayPeriod | null,
): Promise<(EntityMonth & { people: number; income: Fen; tax: Fen; vat: Fen; surcharges: Fen })[]> {
  const month = taxPeriod === null ? null : monthIndex(taxPeriod);
  return tx.sql`
    with live as materialized (
      select id, legal_entity_id from gig.program
       where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
         and environment = 'live')
    select p.legal_entity_id as "entityId",
           to_char(make_date(w.tax_month / 12, w.tax_month % 12 + 1, 1), 'YYYY-MM') as "taxPeriod",
           count(distinct w.worker_id)::int as people,
           coalesce(sum(w.gross - w.vat) filter (where w.reversed_at is null), 0)::bigint as income,
           coalesce(sum(w.tax) filter (where w.reversed_at is null), 0)::bigint as tax,
           coalesce(sum(w.vat) filter (where w.reversed_at is null), 0)::bigint as vat,
           coalesce(sum(w.surcharges) filter (where w.reversed_at is null), 0)::bigint as surcharges
      from gig.withdrawal w
      join live p on p.id = w.program_id
     where w.shard_key = any(${await stripeKeysOf(tx)}::int[]) and w.tenant_id = ${tx.tenantId}
       and w.tax_month is not null
       and (${month}::int is null or w.tax_month = ${month})
     group by p.legal_entity_id, w.tax_month
     order by w.tax_month desc, p.legal_entity_id`;
}
