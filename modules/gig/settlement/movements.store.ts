import { type Fen, fen } from '@heyi/kernel';
import { accountIdOf, ownerOf } from '@heyi/ledger';
import { onShard, shardKeysOf, type Transaction } from '@heyi/platform';
import { type Program, programAccounts } from '../program/program.ts';
import type { Moved, Movements, Span } from './sheet.ts';

/**
 * What moved the client's money of a program in the span. Opening and closing are the ledger's: what it
 * has now less what was booked since. Entries count on the day on which they were booked, so that a
 * span that is over never changes.
 */
export async function readMovements(
  tx: Transaction,
  program: Program,
  span: Span,
): Promise<Movements> {
  const keys = await shardKeysOf(tx);
  const books = await readBooks(tx, program, keys, span);
  return {
    ...books,
    withdrawn: await sumWithdrawn(tx, program, keys, span),
    returned: await sumReturned(tx, program, keys, span),
  };
}

type BooksRow = { total: number; later: number; inside: number; topUps: number; advances: number };

/** One statement, so that the totals and the entries are of one moment. */
async function readBooks(
  tx: Transaction,
  program: Program,
  keys: readonly number[],
  { from, until }: Span,
): Promise<{ opening: Fen; closing: Fen; topUps: Fen; advances: Fen }> {
  const { clientFunds } = programAccounts(program);
  const ids = keys.map((key) => accountIdOf(ownerOf(onShard(tx, key)), clientFunds));
  const [row] = await tx.sql<BooksRow>`
    with moved as (
      select e.recorded_at >= ${until}::timestamptz as is_later, -e.amount as amount,
             case when e.kind = 'receipt.matched' or e.reference like 'reversal/receipt.matched/%'
                  then 'topUps'
                  when e.kind in ('advance.granted', 'advance.repaid')
                       or e.reference like 'reversal/advance.%' then 'advances'
                  else 'other' end as part
        from ledger.entry e
       where e.shard_key = any(${keys}::int[]) and e.tenant_id = ${tx.tenantId}
         and e.recorded_at >= ${from}::timestamptz and e.account_id = any(${ids}::uuid[]))
    select (select coalesce(sum(a.credit_total - a.debit_total), 0)::bigint
              from ledger.account_total a
             where a.shard_key = any(${keys}::int[]) and a.tenant_id = ${tx.tenantId}
               and a.id = any(${ids}::uuid[])) as total,
           coalesce(sum(amount) filter (where is_later), 0)::bigint as later,
           coalesce(sum(amount) filter (where not is_later), 0)::bigint as inside,
           coalesce(sum(amount) filter (where not is_later and part = 'topUps'), 0)::bigint
             as "topUps",
           coalesce(sum(amount) filter (where not is_later and part = 'advances'), 0)::bigint
             as advances
      from moved`;
  const { total, later, inside, topUps, advances } = row!;
  return {
    opening: fen(total - later - inside),
    closing: fen(total - later),
    topUps: fen(topUps),
    advances: fen(advances),
  };
}

type Sums = Omit<Moved, 'net'>;

async function sumWithdrawn(
  tx: Transaction,
  program: Program,
  keys: readonly number[],
  { from, until }: Span,
): Promise<Sums> {
  const [row] = await tx.sql<Sums>`
    select count(*)::int as count, coalesce(sum(gross), 0)::bigint as gross,
           coalesce(sum(tax), 0)::bigint as tax,
           coalesce(sum(vat + surcharges), 0)::bigint as vat, coalesce(sum(fee), 0)::bigint as fee
      from gig.withdrawal
     where shard_key = any(${keys}::int[]) and tenant_id = ${tx.tenantId}
       and program_id = ${program.id} and seq is not null
       and (accepted_at >= ${from} and accepted_at < ${until} and resumed_at is null
            or resumed_at >= ${from} and resumed_at < ${until})`;
  return row!;
}

async function sumReturned(
  tx: Transaction,
  program: Program,
  keys: readonly number[],
  { from, until }: Span,
): Promise<Sums> {
  const [row] = await tx.sql<Sums>`
    select count(*)::int as count, coalesce(sum(gross), 0)::bigint as gross,
           coalesce(sum(tax), 0)::bigint as tax,
           coalesce(sum(vat + surcharges), 0)::bigint as vat, coalesce(sum(fee), 0)::bigint as fee
      from gig.withdrawal
     where shard_key = any(${keys}::int[]) and tenant_id = ${tx.tenantId}
       and program_id = ${program.id} and reversed_at >= ${from} and reversed_at < ${until}`;
  return row!;
}

export type SheetLine = {
  shardKey: number;
  id: string;
  businessId: string;
  externalWorkerId: string;
  incomeKind: string;
  movedAt: string;
  isReturn: boolean;
  gross: Fen;
  tax: Fen;
  vat: Fen;
  fee: Fen;
};

const pageSize = 5000;

/** Every withdrawal and every return of the span, stripe by stripe, a page at a time. */
export async function* sheetLines(
  tx: Transaction,
  program: Program,
  span: Span,
): AsyncGenerator<SheetLine> {
  for (const key of await shardKeysOf(tx)) {
    const ids = await idsInSpan(tx, program, key, span);
    for (let start = 0; start < ids.length; start += pageSize) {
      yield* await readLines(tx, key, ids.slice(start, start + pageSize), span);
    }
  }
}

/** In their order. They are found once: the pages then cost what stands in them. */
async function idsInSpan(
  tx: Transaction,
  program: Program,
  key: number,
  { from, until }: Span,
): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>`
    select id from gig.withdrawal
     where shard_key = ${key} and tenant_id = ${tx.tenantId} and program_id = ${program.id}
       and seq is not null
       and (accepted_at >= ${from} and accepted_at < ${until} and resumed_at is null
            or resumed_at >= ${from} and resumed_at < ${until}
            or reversed_at >= ${from} and reversed_at < ${until})
     order by id`;
  return rows.map(({ id }) => id);
}

async function readLines(
  tx: Transaction,
  key: number,
  ids: readonly string[],
  { from, until }: Span,
): Promise<SheetLine[]> {
  return tx.sql<SheetLine>`
    select d.shard_key as "shardKey", d.id, d.business_id as "businessId",
           w.external_id as "externalWorkerId", b.income_kind as "incomeKind",
           moved.at as "movedAt", moved.is_return as "isReturn", d.gross, d.tax,
           d.vat + d.surcharges as vat, d.fee
      from gig.withdrawal d
      join gig.worker w
        on w.shard_key = d.shard_key and w.tenant_id = d.tenant_id and w.id = d.worker_id
      join gig.balance b
        on b.shard_key = d.shard_key and b.tenant_id = d.tenant_id and b.id = d.balance_id
     cross join lateral (values (coalesce(d.resumed_at, d.accepted_at), false),
                                (d.reversed_at, true)) as moved (at, is_return)
     where d.shard_key = ${key} and d.tenant_id = ${tx.tenantId} and d.id = any(${ids}::uuid[])
       and moved.at >= ${from} and moved.at < ${until}
     order by d.id, moved.is_return`;
}
