import { type IncomeKind, replayBalance, type VatReadingOf } from '@heyi/gig/testing';
import { epochDay, formatId, type Id, shanghaiDate } from '@heyi/kernel';
import { positionOf } from '@heyi/payments/testing';
import { type App } from './app.ts';
import { Bank } from './bank.ts';
import { businessNameOf, type Store, type StoredWithdrawal } from './store.ts';
import { orderIdOf } from './transactions.ts';
import { Broken } from './world.ts';

const isOpen = ({ taken, reversedSeq }: StoredWithdrawal) => taken !== null && reversedSeq === null;

/** What has to hold after every step, whatever was just lost. */
export function checkBooks(store: Store): void {
  const sums = { debit: 0, credit: 0 };
  for (const { debit, credit } of store.totals.values()) {
    sums.debit += debit;
    sums.credit += credit;
  }
  equal('the entries sum to zero', sums.debit, sums.credit);
  const { accounts } = store;
  const owing = ['clientFunds', 'withdrawableHeld', 'paymentsInFlight', 'wagesPayable'] as const;
  for (const name of owing) notNegative(name, store.owedBy(accounts[name]));
  notNegative('the tax payable', store.owedBy(accounts.taxPayable));
  const orders = { inFlight: 0, paid: 0, payable: 0 };
  for (const { state, amount } of store.orders.values()) orders[positionOf(state)] += amount;
  equal('in flight as the orders say', store.owedBy(accounts.paymentsInFlight), orders.inFlight);
  equal('paid as the orders say', store.topUps + store.owedBy(store.bank), orders.paid);
  checkWithdrawals(store);
}

function checkWithdrawals(store: Store): void {
  const taken = new Map<Id<'lac'>, number>();
  const names = new Set<string>();
  let [held, tax, payable] = [0, 0, 0];
  for (const row of store.withdrawals.values()) {
    const isHeld = row.state === 'suspended';
    if (isHeld) held += row.gross;
    if (isHeld || isOpen(row)) {
      taken.set(row.accountId, (taken.get(row.accountId) ?? 0) + row.gross);
    }
    const order = store.orders.get(orderIdOf(row.id, row.attempt));
    const isBack = order !== undefined && positionOf(order.state) === 'payable';
    if (isOpen(row)) {
      tax += row.taken!.tax + row.taken!.vat + row.taken!.surcharges;
      if (isBack) payable += order.amount;
    }
    const name = businessNameOf(row);
    if (names.has(name)) throw new Broken(`two withdrawals of one business id: ${row.businessId}`);
    names.add(name);
  }
  const { accounts } = store;
  equal('held as the suspended say', store.owedBy(accounts.withdrawableHeld), held);
  equal('the tax of what stands', taxOwed(store), tax);
  equal('owed as what failed says', store.owedBy(accounts.wagesPayable), payable);
  for (const { balances } of store.workers.values()) {
    for (const { accountId, earned } of balances.values()) {
      const left = store.owedBy(accountId);
      notNegative('a withdrawable balance', left);
      equal('what a worker has left', left, earned - (taken.get(accountId) ?? 0));
    }
  }
}

function taxOwed(store: Store): number {
  return store.owedBy(store.accounts.taxPayable) + store.owedBy(store.accounts.vatPayable);
}

/** At the bank a withdrawal stands once at the most, and not at all when its money was given back. */
export function checkBank(store: Store, bank: Bank): void {
  for (const row of store.withdrawals.values()) {
    let standing = 0;
    for (let attempt = 1; attempt <= row.attempt; attempt += 1) {
      standing += standingOf(bank, orderIdOf(row.id, attempt));
    }
    if (standing > 1) throw new Broken(`withdrawal ${row.number} is paid twice`);
    const isGivenBack = row.reversedSeq !== null || row.state === 'cancelled';
    if (isGivenBack && standing > 0) {
      throw new Broken(`withdrawal ${row.number} is paid and given back`);
    }
  }
}

function standingOf(bank: Bank, orderId: Id<'pay'>): number {
  let count = 0;
  for (const transfer of bank.transfersOf(formatId('pay', orderId)))
    if (Bank.isStanding(transfer)) count += 1;
  return count;
}

/** What has to hold when nothing is on its way any more. */
export function checkEnd(store: Store, bank: Bank, app: App, vatReadingOf: VatReadingOf): void {
  for (const { state } of store.orders.values()) {
    if (positionOf(state) === 'inFlight') throw new Broken(`an order is still ${state}`);
  }
  equal('no news is left', store.outbox.length, 0);
  equal('nothing is suspended', store.suspendedCount, 0);
  const paid = [...bank.book.values()]
    .filter((transfer) => Bank.isStanding(transfer))
    .reduce((sum, { amount }) => sum + amount, 0);
  equal("the ledger is the bank's own book", store.topUps + store.owedBy(store.bank), paid);
  for (const row of store.withdrawals.values()) {
    const order = store.orders.get(orderIdOf(row.id, row.attempt));
    const isBack = order !== undefined && positionOf(order.state) === 'payable';
    if (isBack && isOpen(row) && row.state === null) {
      throw new Broken(`withdrawal ${row.number} came back, and nobody took it up`);
    }
  }
  for (const wish of app.wishes) {
    const { request, accepted, refusal, number } = wish;
    const row = [...store.withdrawals.values()].find(
      ({ businessId }) => businessId === request.businessId,
    );
    if (accepted === null && refusal === null) throw new Broken(`wish ${number} has no outcome`);
    if (accepted !== null && !row) throw new Broken(`wish ${number} was accepted and is not there`);
  }
  checkTax(store, vatReadingOf);
}

/** Recomputed from nothing by the rules that explain themselves. */
function checkTax(store: Store, vatReadingOf: VatReadingOf): void {
  for (const { balances } of store.workers.values()) {
    for (const [incomeKind, { accountId }] of balances) {
      const rows = [...store.withdrawals.values()].filter(
        (row) => row.accountId === accountId && row.taken !== null,
      );
      if (rows.length > 0) checkBalance(store, incomeKind, vatReadingOf, rows);
    }
  }
}

function checkBalance(
  store: Store,
  incomeKind: IncomeKind,
  vatReadingOf: VatReadingOf,
  rows: readonly StoredWithdrawal[],
): void {
  const past = rows.map(({ id, gross, taken, paidAt, reversedSeq }) => ({
    ...taken!,
    id,
    gross,
    reversedSeq,
    day: epochDay(shanghaiDate(paidAt)),
  }));
  const replay = replayBalance(store.program, incomeKind, vatReadingOf, past);
  equal('tax is what the plain rule says', replay.withheld, replay.recomputed);
  equal('tax is right payment by payment', replay.differences.length, 0);
}

function equal(what: string, found: number, expected: number): void {
  if (found !== expected) throw new Broken(`${what}: ${found} is not ${expected}`);
}

function notNegative(what: string, amount: number): void {
  if (amount < 0) throw new Broken(`${what} is below zero: ${amount}`);
}
