import type { Input, Output, reconciliationContract as contract } from '@heyi/contract';
import { assert, daysBetween, fen, type Id, isUuid, ok, shanghaiDate } from '@heyi/kernel';
import { findPayerAccounts } from '@heyi/payments';
import type { Transaction } from '@heyi/platform';
import { entriesOf } from '../book/list-book-entries.ts';
import { linesOf } from '../statement/list-statement-lines.ts';

type Discrepancy = Output<typeof contract.listDiscrepancies>['rows'][number];
type Derived = 'accountMasked' | 'ageDays' | 'difference' | 'line' | 'entry';
type Row = Omit<Discrepancy, Derived> & {
  lineId: Id<'stl'> | null;
  entryId: Id<'bke'> | null;
};

export async function listDiscrepancies(
  tx: Transaction,
  input: Input<typeof contract.listDiscrepancies>,
) {
  const limit = input.limit ?? 50;
  const { payerAccountId = null, state = null, kind = null } = input;
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const rows = await readRows(tx, {
    payerAccountId,
    state,
    kind,
    after,
    id: null,
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  return ok({
    rows: await viewsOf(tx, shown),
    next: rows.length > limit ? shown.at(-1)!.id : null,
  });
}

export async function viewDiscrepancy(tx: Transaction, id: Id<'dsc'>): Promise<Discrepancy> {
  const every = { payerAccountId: null, state: null, kind: null, after: null, limit: 1 };
  const [view] = await viewsOf(tx, await readRows(tx, { ...every, id }));
  assert(view, 'a discrepancy that was locked can be read');
  return view;
}

/** Lines and entries are read together, however many cases there are. */
async function viewsOf(tx: Transaction, rows: readonly Row[]): Promise<Discrepancy[]> {
  const accounts = await findPayerAccounts(
    tx,
    rows.map((row) => row.payerAccountId),
  );
  const lines = await linesOf(tx, { ids: rows.flatMap(({ lineId }) => lineId ?? []) });
  const entries = await entriesOf(tx, { ids: rows.flatMap(({ entryId }) => entryId ?? []) });
  const lineById = new Map(lines.map((line) => [line.id, line]));
  const entryById = new Map(entries.map((entry) => [entry.id, entry]));
  return rows.map(({ lineId, entryId, ...row }) => ({
    ...row,
    accountMasked: accounts.get(row.payerAccountId)?.accountMasked ?? '',
    ageDays: daysBetween(
      row.arisenOn,
      row.resolvedAt === null ? tx.today : shanghaiDate(row.resolvedAt),
    ),
    difference: fen((row.bankAmount ?? 0) - (row.bookAmount ?? 0)),
    line: (lineId && lineById.get(lineId)) ?? null,
    entry: (entryId && entryById.get(entryId)) ?? null,
  }));
}

type Filter = {
  readonly payerAccountId: Id<'pac'> | null;
  readonly state: string | null;
  readonly kind: string | null;
  readonly after: string | null;
  readonly id: Id<'dsc'> | null;
  readonly limit: number;
};

async function readRows(tx: Transaction, filter: Filter): Promise<Row[]> {
  const { payerAccountId, state, kind, after, id, limit } = filter;
  return tx.sql<Row>`
    select d.id, d.payer_account_id as "payerAccountId", d.kind, d.state, d.arisen_on as "arisenOn",
           d.bank_amount as "bankAmount", d.book_amount as "bookAmount", d.line_id as "lineId",
           d.entry_id as "entryId", d.order_id as "orderId", d.book_tenant_id as "clientId",
           d.order_state as "orderState", d.owner_id as "ownerId", d.owner_name as "ownerName",
           d.resolution, d.resolution_note as "resolutionNote", d.resolved_at as "resolvedAt",
           d.resolved_by_name as "resolvedBy"
      from reconciliation.discrepancy d
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
       and (${id}::uuid is null or d.id = ${id})
       and (${payerAccountId}::uuid is null or d.payer_account_id = ${payerAccountId})
       and (${state}::text is null or d.state = ${state}
            or (${state} = 'unresolved' and d.state <> 'resolved'))
       and (${kind}::text is null or d.kind = ${kind})
       and (${after}::uuid is null
            or (d.arisen_on, d.id) > (
                 select a.arisen_on, a.id from reconciliation.discrepancy a
                  where a.shard_key = ${tx.shardKey} and a.tenant_id = ${tx.tenantId}
                    and a.id = ${after}))
     order by d.arisen_on, d.id limit ${limit}`;
}
