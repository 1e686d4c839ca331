import { assert, type Fen, fen, formatId, type Id, newId, sum } from '@heyi/kernel';
import { type Journal, postJournals, transferLines } from '@heyi/ledger';
import type { Transaction } from '@heyi/platform';
import { findPayerAccounts, type PayerAccount } from '../payer-account/payer-account.store.ts';
import { paymentsContract } from '@heyi/contract';
import { type BatchSubject, batchSubjects, type OrderSubject } from './pay-order.ts';
import { addToBatches, insertOrders, lockBatches, wakeDispatchers } from './create.store.ts';

/** Payees as columns of equal length: index i is one payee. Accounts are sealed by the tenant's cipher. */
export type NewPayOrders = {
  readonly subjectKind: BatchSubject;
  readonly subjectId: Id<'run'>;
  /** What payees read on their statement (摘要), such as 2026年11月工资. */
  readonly purpose: string;
  readonly orders: {
    readonly subjectKind: OrderSubject;
    readonly subjectIds: readonly Id<'slp'>[];
    readonly legalEntityIds: readonly Id<'ent'>[];
    readonly payerAccountIds: readonly Id<'pac'>[];
    readonly payeeNames: readonly string[];
    readonly payeeAccounts: readonly Uint8Array[];
    readonly payeeAccountsMasked: readonly string[];
    readonly payeeBankCodes: readonly (string | null)[];
    readonly amounts: readonly Fen[];
  };
};

export type CreatedPayOrders = {
  /** Zero when every payee had an order already: a second click, or a second server. */
  readonly created: number;
  readonly amount: Fen;
};

/** The orders of one entity on one paying account, as indexes into the columns. */
type Group = { payer: PayerAccount; legalEntityId: Id<'ent'>; indexes: number[] };

/**
 * Makes the pay orders of a subject, and books them, in this transaction: one batch a paying account,
 * one journal an entity and account, whatever the number of people. A payee who has an order for the
 * same item gets no second one, so that the call may be repeated, and joined later by people whose
 * hold was released. `tx` has to see the house when a paying account is the provider's.
 */
export async function createPayOrders(
  tx: Transaction,
  request: NewPayOrders,
): Promise<CreatedPayOrders> {
  const { orders } = request;
  checkColumns(orders);
  if (orders.subjectIds.length === 0) return { created: 0, amount: fen(0) };
  const payers = await findPayerAccounts(tx, [...new Set(orders.payerAccountIds)]);
  const batches = await lockBatches(tx, request, [...payers.values()]);
  const groups = groupOrders(orders, payers);
  const journalIds = new Map(groups.map((group) => [group, newId<'jrn'>()]));
  const rows = interleave(groups).map(({ group, index }) => ({
    index,
    group,
    id: newId<'pay'>(),
    batchId: batches.get(group.payer.id)!.id,
    isLinked: group.payer.channel !== paymentsContract.fileChannel,
    journalId: journalIds.get(group)!,
  }));
  const inserted = await insertOrders(tx, request, rows);
  const made = rows.filter(({ id }) => inserted.has(id));
  if (made.length === 0) return { created: 0, amount: fen(0) };
  await addToBatches(
    tx,
    totalsBy(made, orders.amounts, ({ batchId }) => batchId),
  );
  await postOrdered(
    tx,
    request,
    totalsBy(made, orders.amounts, ({ group }) => group),
    journalIds,
  );
  await wakeDispatchers(tx);
  return { created: made.length, amount: sum(made.map(({ index }) => orders.amounts[index]!)) };
}

function checkColumns(orders: NewPayOrders['orders']): void {
  const { subjectKind: _, ...columns } = orders;
  const lengths = new Set(Object.values(columns).map(({ length }) => length));
  assert(lengths.size === 1, 'the columns of pay orders have one length');
  assert(
    orders.amounts.every((amount) => amount > 0),
    'a pay order has a positive amount',
  );
  assert(
    new Set(orders.subjectIds).size === orders.subjectIds.length,
    'an item is paid by one order',
  );
}

function groupOrders(
  orders: NewPayOrders['orders'],
  payers: ReadonlyMap<Id<'pac'>, PayerAccount>,
): Group[] {
  const groups = new Map<string, Group>();
  for (const [index, payerAccountId] of orders.payerAccountIds.entries()) {
    const legalEntityId = orders.legalEntityIds[index]!;
    const payer = payers.get(payerAccountId);
    assert(payer, `payer account ${payerAccountId} cannot be seen`);
    assert(payer.state === 'active', `payer account ${payerAccountId} is closed`);
    const key = `${payerAccountId}|${legalEntityId}`;
    const group = groups.get(key) ?? { payer, legalEntityId, indexes: [] };
    group.indexes.push(index);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** One of each group in turn: orders are sent by age and id, so all entities start at once. */
function interleave(groups: readonly Group[]): { group: Group; index: number }[] {
  const longest = Math.max(...groups.map(({ indexes }) => indexes.length));
  const rows: { group: Group; index: number }[] = [];
  for (let place = 0; place < longest; place += 1) {
    for (const group of groups) {
      const index = group.indexes[place];
      if (index !== undefined) rows.push({ group, index });
    }
  }
  return rows;
}

function totalsBy<Row extends { index: number }, Key>(
  rows: readonly Row[],
  amounts: readonly Fen[],
  keyOf: (row: Row) => Key,
): Map<Key, { count: number; amount: number }> {
  const totals = new Map<Key, { count: number; amount: number }>();
  for (const row of rows) {
    const total = totals.get(keyOf(row)) ?? { count: 0, amount: 0 };
    total.count += 1;
    total.amount += amounts[row.index]!;
    totals.set(keyOf(row), total);
  }
  return totals;
}

async function postOrdered(
  tx: Transaction,
  request: NewPayOrders,
  totals: ReadonlyMap<Group, { amount: number }>,
  journalIds: ReadonlyMap<Group, Id<'jrn'>>,
): Promise<void> {
  const journals = [...totals].map(([group, { amount }]): Journal => ({
    id: journalIds.get(group)!,
    kind: 'pay_order.queued',
    reference: `pay_order.queued/${formatId('jrn', journalIds.get(group)!)}`,
    subjectId: formatId(batchSubjects[request.subjectKind], request.subjectId),
    occurredOn: tx.today,
    lines: transferLines(
      { kind: 'wagesPayable', legalEntityId: group.legalEntityId },
      { kind: 'paymentsInFlight', payerAccountId: group.payer.id },
      fen(amount),
    ),
  }));
  await postJournals(tx, journals);
}
