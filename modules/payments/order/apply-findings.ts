import {
  add,
  type Fen,
  fen,
  formatId,
  type Id,
  type Instant,
  newId,
  type PlainDate,
  shanghaiDate,
} from '@heyi/kernel';
import { type Journal, postJournals, transferLines } from '@heyi/ledger';
import { publish, type Transaction } from '@heyi/platform';
import {
  insertOrderEvents,
  type LockedOrder,
  lockOrders,
  type OrderEvent,
  type OrderUpdate,
  updateOrders,
} from './order.store.ts';
import {
  accountOfPosition,
  batchSubjects,
  decide,
  type DispatchPolicy,
  type EventSource,
  type Finding,
  journalKindOf,
  type OrderChange,
  positionOf,
  type PayOrderState,
} from './pay-order.ts';

export type OrderFinding = {
  readonly orderId: Id<'pay'>;
  readonly source: EventSource;
  readonly finding: Finding;
};

/** A state that an order has come to, by whatever way. */
export type OrderStep = { order: LockedOrder; change: OrderChange; source: EventSource };

/**
 * Writes what was learned about orders of the transaction's tenant: state, history, books and news,
 * in a handful of statements however many there are. What is old or repeated changes nothing.
 */
export async function applyFindings(
  tx: Transaction,
  findings: readonly OrderFinding[],
  policy: DispatchPolicy,
): Promise<void> {
  const orders = await lockOrders(
    tx,
    findings.map(({ orderId }) => orderId),
  );
  const steps: OrderStep[] = [];
  for (const { orderId, source, finding } of findings) {
    const order = orders.get(orderId);
    if (!order) continue;
    const change = decide(order, finding, policy, tx.now);
    if (change === null) continue;
    steps.push({ order, change, source });
    const eventCount = order.eventCount + (change.isEvent ? 1 : 0);
    orders.set(orderId, { ...order, ...change, eventCount });
  }
  await writeSteps(tx, steps);
}

/** Writes steps of locked orders; several steps of one order stand in their order. */
export async function writeSteps(tx: Transaction, steps: readonly OrderStep[]): Promise<void> {
  if (steps.length === 0) return;
  const last = new Map<Id<'pay'>, OrderUpdate>();
  for (const { order, change } of steps) {
    const eventCount = order.eventCount + (change.isEvent ? 1 : 0);
    last.set(order.id, { ...change, id: order.id, eventCount });
  }
  await updateOrders(tx, [...last.values()]);
  const journals = await postMoves(tx, steps.filter(isMove));
  const events = steps
    .filter(({ change }) => change.isEvent)
    .map((step) => eventOf(tx.now, step, journals.get(step) ?? null));
  if (events.length > 0) await insertOrderEvents(tx, events);
  await publishOutcomes(tx, steps.filter(isMove));
  for (const { order, change } of steps) {
    if (change.state === 'manual' && order.state !== 'manual') await publishManual(tx, order);
  }
}

/** Nothing more happens by itself: a person has to look. */
export type PayOrderManual = { payOrderId: Id<'pay'>; payerAccountId: Id<'pac'> };

async function publishManual(tx: Transaction, order: LockedOrder): Promise<void> {
  const payload: PayOrderManual = { payOrderId: order.id, payerAccountId: order.payerAccountId };
  await publish(tx, { type: 'pay_order.manual', payload });
}

function isMove({ order, change }: OrderStep): boolean {
  return positionOf(order.state) !== positionOf(change.state);
}

function eventOf(now: Instant, step: OrderStep, journalId: Id<'jrn'> | null): OrderEvent {
  const { order, change, source } = step;
  const { state, code, text, bankReference } = change;
  const isNews = change.reportedAt !== order.reportedAt && change.reportedAt !== null;
  return {
    orderId: order.id,
    number: order.eventCount + 1,
    occurredAt: isNews ? change.reportedAt : now,
    state,
    source,
    code,
    text,
    bankReference,
    journalId,
  };
}

type Move = { journal: Journal; amount: Fen; steps: OrderStep[] };

/** One journal for all orders that make the same move for one entity, account, subject and day. */
async function postMoves(
  tx: Transaction,
  steps: readonly OrderStep[],
): Promise<Map<OrderStep, Id<'jrn'>>> {
  const groups = Map.groupBy(steps, ({ order, change }) =>
    [
      journalKindOf(positionOf(order.state), change.state),
      positionOf(order.state),
      positionOf(change.state),
      order.batchId,
      order.legalEntityId,
      dayOf(tx, change),
    ].join('|'),
  );
  const moves: Move[] = [...groups.values()].map((group) => moveOf(tx, group));
  const postings = await postJournals(
    tx,
    moves.map(({ journal }) => journal),
  );
  return new Map(
    moves.flatMap(({ steps: moved }, index) => moved.map((step) => [step, postings[index]!.id])),
  );
}

function moveOf(tx: Transaction, steps: OrderStep[]): Move {
  const { order, change } = steps[0]!;
  const [from, to] = [positionOf(order.state), positionOf(change.state)];
  const kind = journalKindOf(from, change.state);
  const amount = add(...steps.map((step) => step.order.amount));
  const journal: Journal = {
    kind,
    // The lock on the orders makes this happen once; the reference only has to be new.
    reference: `${kind}/${formatId('pbt', order.batchId)}/${newId()}`,
    subjectId: subjectIdOf(order),
    occurredOn: dayOf(tx, change),
    lines: transferLines(
      bookAccount(accountOfPosition[from], order),
      bookAccount(accountOfPosition[to], order),
      amount,
    ),
  };
  return { journal, amount, steps };
}

/** Wages are owed by an entity; money in flight and at the bank belongs to a paying account. */
export function bookAccount(
  kind: (typeof accountOfPosition)[keyof typeof accountOfPosition],
  order: Pick<LockedOrder, 'legalEntityId' | 'payerAccountId'>,
) {
  const { legalEntityId, payerAccountId } = order;
  return kind === 'wagesPayable' ? { kind, legalEntityId } : { kind, payerAccountId };
}

export function subjectIdOf(
  order: Pick<LockedOrder, 'batchSubjectKind' | 'batchSubjectId'>,
): string {
  return formatId(batchSubjects[order.batchSubjectKind], order.batchSubjectId);
}

function dayOf(tx: Transaction, change: OrderChange): PlainDate {
  const settled = change.state === 'succeeded' || change.state === 'returned';
  return settled && change.reportedAt !== null ? shanghaiDate(change.reportedAt) : tx.today;
}

/** How many orders of a subject came to a state in one batch of outcomes. */
export type PayOrdersSettled = {
  subjectKind: string;
  subjectId: string;
  /** Where the orders stand: the tenant's main rows, or one of its stripes. */
  shardKey: number;
  outcomes: {
    state: PayOrderState;
    count: number;
    amount: Fen;
    /** The items of withdrawals, whose owner looks at each; empty for a run, which counts. */
    subjectIds: string[];
  }[];
};

async function publishOutcomes(tx: Transaction, steps: readonly OrderStep[]): Promise<void> {
  const bySubject = Map.groupBy(steps, ({ order }) => order.batchSubjectId);
  for (const [subjectId, group] of bySubject) {
    const byState = Map.groupBy(group, ({ change }) => change.state);
    const payload: PayOrdersSettled = {
      subjectKind: group[0]!.order.batchSubjectKind,
      subjectId,
      shardKey: tx.shardKey,
      outcomes: [...byState].map(([state, moved]) => ({
        state,
        count: moved.length,
        amount: fen(moved.reduce((sum, { order }) => sum + order.amount, 0)),
        subjectIds: moved.flatMap(({ order }) =>
          order.subjectKind === 'withdrawal' ? [order.subjectId] : [],
        ),
      })),
    };
    await publish(tx, { type: 'pay_orders.settled', payload });
  }
  for (const { order, change } of steps) {
    if (change.state === 'returned') await publishReturn(tx, order, change);
  }
}

/** A person's wages are owed again: somebody has to be told. */
export type PayOrderReturned = {
  payOrderId: Id<'pay'>;
  subjectKind: string;
  subjectId: string;
  batchSubjectId: string;
  amount: Fen;
  code: string | null;
};

async function publishReturn(tx: Transaction, order: LockedOrder, change: OrderChange) {
  const payload: PayOrderReturned = {
    payOrderId: order.id,
    subjectKind: order.subjectKind,
    subjectId: order.subjectId,
    batchSubjectId: order.batchSubjectId,
    amount: order.amount,
    code: change.code,
  };
  await publish(tx, { type: 'pay_order.returned', payload });
}
