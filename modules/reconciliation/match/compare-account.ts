import type { Id, Instant } from '@heyi/kernel';
import { applyReports, type PayOrderState, type TransferReport } from '@heyi/payments';
import {
  type Host,
  inTransaction,
  systemActor,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import { type Book, takeBooks } from '../book/take-books.ts';
import { keepDiscrepancies } from '../discrepancy/discrepancy.store.ts';
import { lockStanding } from '../statement/statement.store.ts';
import { applyRules } from './match-rules.ts';
import { namedOrders } from './named-orders.ts';

export type Comparison = {
  /** What came back of our own transfers, told to payments. */
  readonly returns: number;
  readonly matches: number;
  readonly opened: number;
  readonly closed: number;
};

const actor = systemActor('银行对账');

/**
 * Compares an account of a tenant with its statements: tells payments what came back, takes the books
 * in, matches, and opens and closes discrepancies. All of it in one transaction behind one lock: killed,
 * it has not happened, and called again it does what is left.
 */
export async function compareAccount(
  host: Host,
  tenantId: TenantId,
  payerAccountId: Id<'pac'>,
): Promise<Comparison> {
  const returns = await reportReturns(host, tenantId, payerAccountId);
  const books = await booksOf(host, payerAccountId);
  // The holder first: its rows are written.
  const tenantIds = [...new Set([tenantId, ...books.map((book) => book.tenantId)])];
  const scope = { tenantIds, actor, requestId: 'reconciliation' };
  return inTransaction(host, scope, async (tx) => {
    await lockStanding(tx, payerAccountId);
    await takeBooks(tx, payerAccountId, books);
    const matches = await applyRules(tx, payerAccountId);
    return { returns, matches, ...(await keepDiscrepancies(tx, payerAccountId)) };
  });
}

async function booksOf(host: Host, payerAccountId: Id<'pac'>): Promise<Book[]> {
  const found = await host.pool.query<Book>({
    name: 'reconciliation books',
    text: `select tenant_id as "tenantId", shard_key as "shardKey", account_id as "accountId"
             from reconciliation.books_of_account($1) order by 1, 2`,
    values: [payerAccountId],
  });
  return found.rows;
}

type Return = {
  readonly reference: string;
  readonly kind: 'return' | 'reversal';
  readonly bankReference: string;
  readonly bookedAt: Instant;
  readonly remark: string | null;
  readonly state: PayOrderState;
};

/**
 * 退汇 whose callback was missed, and transfers that the bank undid: what is owed is owed again. A file
 * often says no more than that the money came back; then the order itself tells which of both it is.
 */
async function reportReturns(
  host: Host,
  tenantId: TenantId,
  payerAccountId: Id<'pac'>,
): Promise<number> {
  const scope = { tenantIds: [tenantId], actor, requestId: 'reconciliation' };
  const found = await inTransaction(host, scope, (tx) => openReturns(tx, payerAccountId));
  const reports = found.map((line): TransferReport => {
    const { reference, bankReference, remark: text, bookedAt: occurredAt } = line;
    const isReturned = line.kind === 'return' || line.state === 'succeeded';
    const state = isReturned ? 'returned' : 'failed';
    return { reference, state, bankReference, code: 'NARR', text, occurredAt };
  });
  if (reports.length > 0) await applyReports(host, reports, 'file');
  return reports.length;
}

/** States in which a return or a reversal is news. */
const movable: readonly PayOrderState[] = ['sent', 'unknown', 'manual', 'succeeded'];

/** Lines that gave money back of an order that is not yet where it belongs. */
async function openReturns(tx: Transaction, payerAccountId: Id<'pac'>): Promise<Return[]> {
  const lines = await tx.sql<Omit<Return, 'state'> & { orderId: Id<'pay'> }>`
    select order_id as "orderId", reference, kind, bank_reference as "bankReference", remark,
           coalesce(booked_at, booked_on::timestamp at time zone 'Asia/Shanghai'
                               + interval '24 hours' - interval '1 second') as "bookedAt"
      from reconciliation.statement_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and payer_account_id = ${payerAccountId} and match_id is null and order_id is not null
       and kind in ('return', 'reversal') and amount > 0`;
  if (lines.length === 0) return [];
  const orders = await namedOrders(tx, payerAccountId);
  const states = new Map(orders.map(({ id, state }) => [id, state]));
  return lines.flatMap(({ orderId, ...line }) => {
    const state = states.get(orderId);
    return state && movable.includes(state) ? [{ ...line, state }] : [];
  });
}
