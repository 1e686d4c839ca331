import {
  decideResumption,
  type Ending,
  foldStanding,
  journalSlots,
  numberReversals,
  reversalOf,
  type ReversibleRow,
  staysOwed,
  type TaxOfMonth,
  type WithdrawalId,
} from '@heyi/gig/testing';
import {
  assert,
  epochDay,
  type Id,
  monthIndex,
  periodOf,
  shanghaiDate,
  siblingId,
} from '@heyi/kernel';
import {
  accountOfPosition,
  decide,
  dispatchPolicy,
  type Finding,
  isCancellable,
  type OrderChange,
  positionOf,
} from '@heyi/payments/testing';
import {
  type News,
  type Store,
  type StoredOrder,
  type StoredWithdrawal,
  type Writes,
} from './store.ts';
import type { World } from './world.ts';

/** What a transaction of the product sees and writes, around the product's own decisions. */
export type Scene = {
  readonly world: World;
  readonly store: Store;
  readonly taxOf: TaxOfMonth;
  /** By the clock of the server that runs it. */
  readonly now: string;
};

export const dayOf = (now: string) => {
  const today = shanghaiDate(now);
  return { month: monthIndex(periodOf(today)), day: epochDay(today) };
};

export const orderIdOf = (id: WithdrawalId, attempt: number) => siblingId<'pay'>(id, attempt);

export function queuedOrder(
  id: Id<'pay'>,
  withdrawalId: WithdrawalId,
  amount: number,
  now: string,
): StoredOrder {
  return {
    id,
    withdrawalId,
    amount,
    state: 'queued',
    reportedAt: null,
    sentAt: null,
    asks: 0,
    sends: 0,
    code: null,
    text: null,
    bankReference: null,
    dueAt: now,
    dispatcherId: null,
  };
}

export type OrderFinding = { readonly orderId: Id<'pay'>; readonly finding: Finding };

export function applyFindings(
  { world, store, now }: Scene,
  writes: Writes,
  findings: readonly OrderFinding[],
): void {
  const outcomes: News['outcomes'] = [];
  for (const { orderId, finding } of findings) {
    const order = writes.orders.get(orderId) ?? store.orders.get(orderId);
    if (!order) continue;
    const change = changeOf(world, order, finding, now);
    if (change === null) continue;
    moveOrder(store, writes, order, change, outcomes);
  }
  if (outcomes.length > 0) writes.news.push({ outcomes });
}

/** The product's own decision, or one with a planted mistake in it. */
function changeOf(
  world: World,
  order: StoredOrder,
  finding: Finding,
  now: string,
): OrderChange | null {
  if (world.has('failsTheUnfound') && finding.kind === 'notFound' && order.reportedAt === null) {
    return { ...order, state: 'failed', dueAt: null, isEvent: true };
  }
  if (world.has('resendsUnasked') && finding.kind === 'unknown' && order.reportedAt === null) {
    return { ...order, state: 'queued', dueAt: now, isEvent: true };
  }
  if (world.has('believesOldNews') && finding.kind === 'reported') {
    const fresh = { ...order, reportedAt: null, state: 'sent' as const };
    return decide(fresh, finding, dispatchPolicy, now);
  }
  return decide(order, finding, dispatchPolicy, now);
}

function moveOrder(
  store: Store,
  writes: Writes,
  order: StoredOrder,
  change: OrderChange,
  outcomes: News['outcomes'],
): void {
  const { isEvent: _, ...facts } = change;
  writes.orders.set(order.id, { ...order, ...facts, dispatcherId: null });
  const [from, to] = [positionOf(order.state), positionOf(change.state)];
  if (from === to) return;
  const accounts = [accountOf(store, from), accountOf(store, to)];
  writes.journals.push({ accounts, amounts: [order.amount, -order.amount] });
  outcomes.push({ id: order.withdrawalId, state: change.state });
}

/** As two people settle an order that nobody knows of. */
export function moveByHand(
  store: Store,
  writes: Writes,
  id: Id<'pay'>,
  state: 'succeeded' | 'failed',
): void {
  const order = store.orders.get(id)!;
  const outcomes: News['outcomes'] = [];
  const change = { ...order, state, code: 'by_hand', dueAt: null, isEvent: true };
  moveOrder(store, writes, order, change, outcomes);
  writes.news.push({ outcomes });
}

function accountOf(store: Store, position: keyof typeof accountOfPosition): Id<'lac'> {
  const kind = accountOfPosition[position];
  if (kind === 'bank') return store.bank;
  return kind === 'paymentsInFlight'
    ? store.accounts.paymentsInFlight
    : store.accounts.wagesPayable;
}

/** What the owner of the orders makes of news about them. */
export function followNews(scene: Scene, writes: Writes, { outcomes }: News): void {
  const endings = new Map<WithdrawalId, Ending>();
  for (const { id, state } of outcomes) {
    if (state === 'cancelled' || state === 'failed' || state === 'returned') endings.set(id, state);
  }
  if (endings.size > 0) reverse(scene, writes, endings);
}

function reverse(
  { world, store }: Scene,
  writes: Writes,
  endings: ReadonlyMap<WithdrawalId, Ending>,
): void {
  const rows = [...endings.keys()]
    .map((id) => store.withdrawals.get(id)!)
    .filter(({ taken, reversedSeq }) => {
      return taken !== null && (reversedSeq === null || world.has('reversesTwice'));
    });
  const owed = rows.filter(({ id, taken }) =>
    staysOwed(store.program, store.declaredMonths.has(taken!.month), endings.get(id)!),
  );
  for (const row of owed) writes.withdrawals.set(row.id, { ...row, state: endings.get(row.id)! });
  const back = rows.filter((row) => !owed.includes(row));
  if (back.length === 0) return;
  const lastSeqs = new Map(
    back.map(({ accountId }) => [accountId, store.totalOf(accountId).carried![0]!]),
  );
  const seqs = numberReversals(back, lastSeqs);
  for (const row of back) {
    const reversedSeq = seqs.get(row.id)!;
    writes.withdrawals.set(row.id, { ...row, state: endings.get(row.id)!, reversedSeq });
    writes.journals.push(reversalOf(store.accounts, reversibleOf(store, row)));
  }
  for (const row of back) {
    const own = back.filter(({ accountId }) => accountId === row.accountId);
    const seq = Math.max(...own.map(({ id }) => seqs.get(id)!));
    const standing = standingOf(store, writes, row.accountId);
    const carried = foldStanding(store.program, reversibleOf(store, row), standing, seq);
    writes.carried.set(row.accountId, carried);
  }
}

function reversibleOf(store: Store, row: StoredWithdrawal): ReversibleRow {
  const { id, balanceId, accountId, incomeKind, gross } = row;
  const known = { id, programId: store.program.id, balanceId, accountId, incomeKind };
  return { ...known, gross, ...row.taken! };
}

function standingOf(store: Store, writes: Writes, accountId: Id<'lac'>) {
  return [...store.withdrawals.values()]
    .map((row) => writes.withdrawals.get(row.id) ?? row)
    .filter((row) => row.accountId === accountId && row.taken !== null && row.reversedSeq === null)
    .toSorted((a, b) => a.taken!.seq - b.taken!.seq)
    .map(({ gross, taken, paidAt }) => ({
      ...taken!,
      receipts: gross,
      paidOn: shanghaiDate(paidAt),
    }));
}

/** Resumes what there is money for, in the order in which it came; answers how many. */
export function resume({ store, taxOf, now }: Scene, writes: Writes): number {
  const rows = [...store.withdrawals.values()].filter(({ state }) => state === 'suspended');
  const { resumed, journals, orders, carried } = decideResumption(
    {
      program: store.program,
      ...dayOf(now),
      funds: store.owedBy(store.accounts.clientFunds),
      accounts: store.accounts,
      taxOf,
    },
    rows.map((row) => {
      const worker = store.workers.get(row.externalWorkerId)!;
      return {
        ...row,
        carried: store.totalOf(row.accountId).carried,
        workerState: worker.state,
        payeeName: worker.externalId,
        payeeAccount: 'sealed',
        payeeAccountMasked: 'masked',
        payeeBankCode: null,
      };
    }),
  );
  for (const { id, gross: _, ...taken } of resumed) {
    const row = store.withdrawals.get(id)!;
    writes.withdrawals.set(id, { ...row, taken, paidAt: now, state: null });
  }
  for (const { id, withdrawalId, amount } of orders) {
    writes.orders.set(id, queuedOrder(id, withdrawalId, amount, now));
  }
  writes.journals.push(...journals);
  for (const [account, figures] of carried) writes.carried.set(account, figures);
  writes.suspended -= resumed.length;
  return resumed.length;
}

/** True when it was cancelled. */
export function cancel(scene: Scene, writes: Writes, id: WithdrawalId): boolean {
  const { world, store } = scene;
  const row = store.withdrawals.get(id)!;
  if (row.state === 'suspended') {
    writes.withdrawals.set(id, { ...row, state: 'cancelled' });
    const accounts = [store.accounts.withdrawableHeld, row.accountId];
    writes.journals.push({ accounts, amounts: [row.gross, -row.gross] });
    writes.suspended -= 1;
    return true;
  }
  const order = store.orders.get(orderIdOf(id, row.attempt));
  const isOpen =
    order !== undefined &&
    (isCancellable(order) || (world.has('cancelsTheSent') && order.state === 'queued'));
  if (row.state !== null || !isOpen) return false;
  const outcomes: News['outcomes'] = [];
  const change = { ...order, state: 'cancelled' as const, dueAt: null, isEvent: true };
  moveOrder(store, writes, order, change, outcomes);
  writes.news.push({ outcomes });
  reverse(scene, writes, new Map([[id, 'cancelled']]));
  return true;
}

/** What came back in a declared month is paid again, by an order of its own. */
export function payAgain({ store, now }: Scene, writes: Writes, id: WithdrawalId): boolean {
  const row = store.withdrawals.get(id)!;
  const isBack = row.state === 'failed' || row.state === 'returned';
  if (row.taken === null || row.reversedSeq !== null || !isBack) return false;
  const attempt = row.attempt + 1;
  assert(attempt < journalSlots.reversed, 'a withdrawal is not paid again for ever');
  const old = store.orders.get(orderIdOf(id, row.attempt))!;
  const orderId = orderIdOf(id, attempt);
  writes.orders.set(orderId, queuedOrder(orderId, id, old.amount, now));
  const accounts = [store.accounts.wagesPayable, store.accounts.paymentsInFlight];
  writes.journals.push({ accounts, amounts: [old.amount, -old.amount] });
  writes.withdrawals.set(id, { ...row, attempt, state: null });
  return true;
}
