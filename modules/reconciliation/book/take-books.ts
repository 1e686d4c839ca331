import { assert, type Fen, type Id, newId, parseId, type PlainDate } from '@heyi/kernel';
import { shardKeyOf, type TenantId, type Transaction } from '@heyi/platform';

/** Books in which an account stands: those of a tenant, or of one of its stripes. */
export type Book = {
  readonly tenantId: TenantId;
  readonly shardKey: number;
  /** The account as the ledger there knows it. */
  readonly accountId: Id<'lac'>;
};

type Move = {
  readonly tenantId: TenantId;
  readonly shardKey: number;
  readonly journalId: Id<'jrn'>;
  readonly kind: string;
  readonly baseKind: string;
  readonly reversesId: Id<'jrn'> | null;
  readonly reference: string;
  readonly subjectId: string | null;
  readonly occurredOn: PlainDate;
  readonly amount: Fen;
};

/** Shares of the account that change hands between books: the bank never hears of it. */
const betweenBooks: readonly string[] = [
  'receipt.released',
  'receipt.matched',
  'receipt.own_funds',
  'advance.granted',
  'advance.provided',
  'advance.repaid',
  'advance.returned',
  'funds.allotted',
];

const orderKinds = new Set(['pay_order.succeeded', 'pay_order.returned', 'pay_order.reopened']);

/**
 * Copies what is new in all books of the account beside the statement lines, and notes how much the
 * books hold at that moment. `tx` is the holder's, sees every tenant of the books, and has locked the
 * standing. Taking in again what is there changes nothing.
 */
export async function takeBooks(
  tx: Transaction,
  payerAccountId: Id<'pac'>,
  books: readonly Book[],
): Promise<void> {
  const floor = await floorOf(tx, payerAccountId);
  const { moves, balance } = await readMoves(tx, books, floor);
  const ofBank = moves.filter(({ baseKind }) => !betweenBooks.includes(baseKind));
  const isOrder = (move: Move) => orderKinds.has(move.kind);
  const receiptId = ({ kind, subjectId }: Move) =>
    kind === 'receipt.recorded' ? parseId('rcp', subjectId ?? '') : null;
  await insertReceipts(tx, payerAccountId, ofBank.filter(receiptId), receiptId);
  await insertJournals(
    tx,
    payerAccountId,
    ofBank.filter((move) => !isOrder(move) && receiptId(move) === null),
  );
  const byBook = Map.groupBy(
    ofBank.filter(isOrder),
    ({ tenantId, shardKey }) => `${tenantId}/${shardKey}`,
  );
  for (const group of byBook.values()) await insertOrders(tx, payerAccountId, group);
  const newest =
    moves
      .map(({ journalId }) => journalId)
      .toSorted()
      .at(-1) ?? null;
  await tx.sql`
    update reconciliation.account_standing
       set taken_until = greatest(taken_until, ${newest}::uuid), ledger_balance = ${balance},
           counted_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and payer_account_id = ${payerAccountId}`;
}

const nothingYet = '00000000-0000-0000-0000-000000000000';
/** A journal is committed later than its id was made: so much later at most. */
const overlapMs = 3_600_000;

async function floorOf(tx: Transaction, payerAccountId: Id<'pac'>): Promise<string> {
  const [standing] = await tx.sql<{ takenUntil: string | null }>`
    select taken_until as "takenUntil" from reconciliation.account_standing
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and payer_account_id = ${payerAccountId}`;
  assert(standing, 'the standing of the account is locked');
  return standing.takenUntil === null ? nothingYet : idBefore(standing.takenUntil, overlapMs);
}

/** The least id that was made so many milliseconds before another: ids begin with their time. */
function idBefore(id: string, milliseconds: number): string {
  const made = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  const hex = Math.max(0, made - milliseconds)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}${nothingYet.slice(13)}`;
}

/** Moves and balances are of one moment: both are read by one statement. */
async function readMoves(
  tx: Transaction,
  books: readonly Book[],
  floor: string,
): Promise<{ moves: Move[]; balance: Fen }> {
  const rows = await tx.sql<Move & { balance: Fen }>`
    with book as materialized (
      select * from unnest(${books.map(({ tenantId }) => tenantId)}::uuid[],
                           ${books.map(({ shardKey }) => shardKey)}::int[],
                           ${books.map(({ accountId }) => accountId)}::uuid[])
                 as book (tenant_id, shard_key, account_id)),
    moved as (
      select m.tenant_id, m.shard_key, m.journal_id, m.kind, m.base_kind, m.reverses_id,
             m.reference, m.subject_id, m.occurred_on, sum(m.amount)::bigint as amount
        from book
        join ledger.account_move m
          on m.shard_key = book.shard_key and m.tenant_id = book.tenant_id
         and m.journal_id >= ${floor} and m.account_id = book.account_id
       group by 1, 2, 3, 4, 5, 6, 7, 8, 9),
    held as (
      select coalesce(sum(total.debit_total - total.credit_total), 0)::bigint as balance
        from book
        join ledger.account_total total
          on total.shard_key = book.shard_key and total.tenant_id = book.tenant_id
         and total.id = book.account_id)
    select moved.tenant_id as "tenantId", moved.shard_key as "shardKey",
           moved.journal_id as "journalId", moved.kind, moved.base_kind as "baseKind",
           moved.reverses_id as "reversesId", moved.reference, moved.subject_id as "subjectId",
           moved.occurred_on as "occurredOn", moved.amount, held.balance
      from held left join moved on moved.amount <> 0`;
  const moves = rows.filter(({ journalId }) => journalId !== null);
  return { moves, balance: rows[0]!.balance };
}

async function insertReceipts(
  tx: Transaction,
  payerAccountId: Id<'pac'>,
  moves: readonly Move[],
  receiptId: (move: Move) => Id<'rcp'> | null,
): Promise<void> {
  if (moves.length === 0) return;
  await tx.sql`
    insert into reconciliation.book_entry (
      shard_key, tenant_id, id, payer_account_id, source, book_tenant_id, book_shard_key, source_id,
      number, journal_id, journal_kind, subject_id, bank_reference, booked_on, amount)
    select ${tx.shardKey}, ${tx.tenantId}, new.id, ${payerAccountId}, 'receipt', new.book_tenant_id,
           new.book_shard_key, new.receipt_id, 1, new.journal_id, 'receipt.recorded', new.subject_id,
           arrival.bank_reference, new.occurred_on, new.amount
      from unnest(${moves.map(() => newId())}::uuid[],
                  ${moves.map(({ tenantId }) => tenantId)}::uuid[],
                  ${moves.map(({ shardKey }) => shardKey)}::int[],
                  ${moves.map(receiptId)}::uuid[],
                  ${moves.map(({ journalId }) => journalId)}::uuid[],
                  ${moves.map(({ subjectId }) => subjectId)}::text[],
                  ${moves.map(({ occurredOn }) => occurredOn)}::date[],
                  ${moves.map(({ amount }) => amount)}::bigint[])
           as new (id, book_tenant_id, book_shard_key, receipt_id, journal_id, subject_id, occurred_on,
                   amount)
      join billing.arrival
        on arrival.shard_key = new.book_shard_key and arrival.tenant_id = new.book_tenant_id
       and arrival.id = new.receipt_id
        on conflict do nothing`;
}

async function insertJournals(
  tx: Transaction,
  payerAccountId: Id<'pac'>,
  moves: readonly Move[],
): Promise<void> {
  if (moves.length === 0) return;
  await tx.sql`
    insert into reconciliation.book_entry (
      shard_key, tenant_id, id, payer_account_id, source, book_tenant_id, book_shard_key, source_id,
      number, journal_id, journal_kind, subject_id, reverses_id, booked_on, amount)
    select ${tx.shardKey}, ${tx.tenantId}, new.id, ${payerAccountId}, 'journal', new.book_tenant_id,
           new.book_shard_key, new.journal_id, 1, new.journal_id, new.kind, new.subject_id,
           new.reverses_id, new.occurred_on, new.amount
      from unnest(${moves.map(() => newId())}::uuid[],
                  ${moves.map(({ tenantId }) => tenantId)}::uuid[],
                  ${moves.map(({ shardKey }) => shardKey)}::int[],
                  ${moves.map(({ journalId }) => journalId)}::uuid[],
                  ${moves.map(({ baseKind }) => baseKind)}::text[],
                  ${moves.map(({ subjectId }) => subjectId)}::text[],
                  ${moves.map(({ reversesId }) => reversesId)}::uuid[],
                  ${moves.map(({ occurredOn }) => occurredOn)}::date[],
                  ${moves.map(({ amount }) => amount)}::bigint[])
           as new (id, book_tenant_id, book_shard_key, journal_id, kind, subject_id, reverses_id,
                   occurred_on, amount)
        on conflict do nothing`;
}

/** Orders of withdrawals have no index by batch; their ids begin with their time, and they end soon. */
const withdrawalsEndMs = 40 * 86_400_000;

/** One journal moves many orders: the history of the orders names it. */
async function insertOrders(
  tx: Transaction,
  payerAccountId: Id<'pac'>,
  moves: readonly Move[],
): Promise<void> {
  const oldest = moves.map(({ journalId }) => journalId).toSorted()[0]!;
  const total = moves.reduce((sum, { amount }) => sum + amount, 0);
  for (const floor of [idBefore(oldest, withdrawalsEndMs), nothingYet]) {
    if ((await insertOrdersFrom(tx, payerAccountId, moves, floor)) === total) return;
  }
  throw new Error(`journals of account ${payerAccountId} move more than their orders say`);
}

/** Answers what all orders of these journals come to, taken in now or before. */
async function insertOrdersFrom(
  tx: Transaction,
  payerAccountId: Id<'pac'>,
  moves: readonly Move[],
  floor: string,
): Promise<number> {
  const { tenantId, shardKey } = moves[0]!;
  const journalIds = moves.map(({ journalId }) => journalId);
  const batchIds = [...new Set(moves.flatMap(({ reference }) => batchIn(reference) ?? []))];
  const [found] = await tx.sql<{ total: number }>`
    with journal as materialized (
      select * from unnest(${journalIds}::uuid[], ${moves.map(({ kind }) => kind)}::text[],
                           ${moves.map(({ subjectId }) => subjectId)}::text[],
                           ${moves.map(({ occurredOn }) => occurredOn)}::date[])
                 as journal (id, kind, subject_id, occurred_on)),
    -- A full join, as there may be many journals of many orders: see the rules of matching.
    side as materialized (
      select m.order_id, m.number, m.journal_id, m.batch_id, m.file_id,
             case journal.kind when 'pay_order.returned' then m.amount else 0 - m.amount end as amount,
             journal.id as known_id, journal.kind, journal.subject_id, journal.occurred_on
        from (select * from payments.order_move
               where shard_key = ${shardKey} and tenant_id = ${tenantId}
                 and batch_id = any(${batchIds}::uuid[]) and subject_kind <> 'withdrawal'
              union all
              select * from payments.order_move
               where shard_key = ${shardKey} and tenant_id = ${tenantId} and order_id >= ${floor}
                 and ${shardKey !== shardKeyOf(tenantId)}
                 and subject_kind = 'withdrawal') m
        full join journal on journal.id = m.journal_id),
    moved as materialized (
      select * from side where order_id is not null and known_id is not null),
    inserted as (
      insert into reconciliation.book_entry (
        shard_key, tenant_id, id, payer_account_id, source, book_tenant_id, book_shard_key,
        source_id, number, journal_id, journal_kind, subject_id, batch_id, file_id, booked_on, amount)
      select ${tx.shardKey}, ${tx.tenantId}, gen_random_uuid(), ${payerAccountId}, 'order',
             ${tenantId}, ${shardKey}, order_id, number, journal_id, kind, subject_id, batch_id,
             file_id, occurred_on, amount
        from moved
          on conflict do nothing)
    select coalesce(sum(amount), 0)::bigint as total from moved`;
  return found!.total;
}

/** The batch of a journal of outcomes: `pay_order.succeeded/pbt_…/…`. */
function batchIn(reference: string): Id<'pbt'> | null {
  return parseId('pbt', reference.split('/')[1] ?? '');
}
