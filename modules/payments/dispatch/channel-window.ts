import type { Id } from '@heyi/kernel';
import {
  type Host,
  inTransaction,
  tenantCipher,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import type { BankChannel, TransferInstruction } from '../channel/bank-channel.ts';
import { type DispatchPolicy, type Finding, referenceOf } from '../order/pay-order.ts';
import {
  agreeingBatches,
  type ClaimedOrder,
  claimOrders,
  giveBackOrders,
  type Lane,
} from './claim.store.ts';
import { dispatcherActor, type OutcomeWriter } from './outcome-writer.ts';
import { openPayerDetails } from './payer-details.ts';

/** The calls to one bank: never more open than it takes, and one ready for each that ends. */
export type ChannelWindow = {
  /** Batches with due orders, as the door named them. */
  offer(lanes: readonly Lane[]): void;
  /** Queues again what a failed commit may have taken without our learning of it. */
  mend(): Promise<void>;
  /** Takes a place in the window for one call that is no single transfer. */
  runInWindow(call: () => Promise<void>): void;
  readonly hasRoom: boolean;
  /** Ends when every open call has its outcome; what is ready and uncalled is given back. */
  stop(): Promise<void>;
};

type Task = { tenantId: TenantId; order: ClaimedOrder; instruction: TransferInstruction };

export function openChannelWindow(options: {
  host: Host;
  channel: BankChannel;
  dispatcherId: string;
  policy: DispatchPolicy;
  writer: OutcomeWriter;
}): ChannelWindow {
  const { host, channel, dispatcherId, policy, writer } = options;
  const ahead = Math.ceil(channel.inFlightMax / 2);
  const ready: Task[] = [];
  const open = new Set<Task | symbol>();
  const agreed = new Set<Id<'pbt'>>();
  const doubtful = new Set<TenantId>();
  const payerDetails = openPayerDetails();
  const lanes = new Map<Id<'pbt'>, Lane>();
  let filling: Promise<void> | null = null;
  let isStopping = false;
  let ended = () => {};

  const report = (error: Error): void => {
    process.stderr.write(`pay orders of ${channel.code}: ${error.message}\n`);
  };
  /** At first only a few are taken, so that the first person need not wait for many. */
  const roomLeft = () =>
    open.size + ready.length === 0
      ? Math.ceil(channel.inFlightMax / 4)
      : channel.inFlightMax + ahead - open.size - ready.length;

  const fill = (): void => {
    if (filling !== null || isStopping || lanes.size === 0) return;
    // While calls are open, a handful together costs less than one at a time.
    if (roomLeft() < (open.size === 0 ? 1 : Math.ceil(ahead / 2))) return;
    filling = claimRound()
      .catch((error: Error) => {
        report(error);
        lanes.clear();
      })
      .finally(() => {
        filling = null;
        pump();
        fill();
      });
  };

  /** One turn over the batches: each gets an equal share of the room. */
  const claimRound = async (): Promise<void> => {
    const share = Math.max(1, Math.floor(roomLeft() / lanes.size));
    const turn = [...lanes.values()].slice(0, Math.max(1, roomLeft()));
    for (const { batchId } of turn) lanes.delete(batchId);
    const byScope = Map.groupBy(turn, ({ tenantId, sending }) => `${tenantId}|${sending}`);
    for (const group of byScope.values()) {
      if (isStopping) return;
      for (const lane of await claimOf(group, share)) lanes.set(lane.batchId, lane);
      pump();
    }
  };

  /** Answers the lanes that may have more. */
  const claimOf = async (group: readonly Lane[], share: number): Promise<Lane[]> => {
    const { tenantId, sending } = group[0]!;
    const tenantIds = [...new Set([tenantId, ...group.map((lane) => lane.payerTenantId)])];
    const scope = { tenantIds, actor: dispatcherActor, requestId: 'dispatcher' };
    const tasks = await inTransaction(host, scope, async (tx) => {
      const batchIds = await agreeing(
        tx,
        group.map(({ batchId }) => batchId),
      );
      const withQueued = sending === 'single';
      const claim = { dispatcherId, batchIds, perBatch: share, withQueued, policy };
      return instructions(tx, group, await claimOrders(tx, claim));
    }).catch((error: Error) => {
      doubtful.add(tenantId);
      throw error;
    });
    ready.push(...tasks);
    const taken = Map.groupBy(tasks, ({ order }) => order.batchId);
    return group.filter(({ batchId }) => (taken.get(batchId)?.length ?? 0) === share);
  };

  const agreeing = async (
    tx: Transaction,
    batchIds: readonly Id<'pbt'>[],
  ): Promise<Id<'pbt'>[]> => {
    const unseen = batchIds.filter((id) => !agreed.has(id));
    if (unseen.length > 0) {
      for (const id of await agreeingBatches(tx, unseen)) agreed.add(id);
    }
    return batchIds.filter((id) => agreed.has(id));
  };

  const instructions = async (
    tx: Transaction,
    group: readonly Lane[],
    orders: readonly ClaimedOrder[],
  ): Promise<Task[]> => {
    const cipher = await tenantCipher(tx);
    const laneOf = new Map(group.map((lane) => [lane.batchId, lane]));
    const tasks: Task[] = [];
    for (const order of orders) {
      const tenantId = laneOf.get(order.batchId)!.payerTenantId;
      const payer = await payerDetails(tx, { id: order.payerAccountId, tenantId });
      const instruction = {
        reference: referenceOf(order.id),
        payerAccount: payer.account,
        payerName: payer.name,
        payeeName: order.payeeName,
        payeeAccount: cipher.open(order.payeeAccount),
        payeeBankCode: order.payeeBankCode,
        amount: order.amount,
        purpose: order.purpose,
      };
      tasks.push({ tenantId: tx.tenantId, order, instruction });
    }
    return tasks;
  };

  const inHand = (tenantId: TenantId): Id<'pay'>[] => {
    const tasks = [...ready, ...open].filter((task) => typeof task !== 'symbol');
    const mine = tasks.filter((task) => task.tenantId === tenantId);
    return [...mine.map(({ order }) => order.id), ...writer.pending(tenantId)];
  };

  const pump = (): void => {
    while (!isStopping && open.size < channel.inFlightMax && ready.length > 0) {
      const task = ready.shift()!;
      occupy(task, async () => {
        const finding = await callBank(channel, task);
        const source = task.order.isSending ? 'answer' : 'query';
        const { id: orderId, batchId } = task.order;
        writer.add(task.tenantId, { orderId, batchId, source, finding });
      });
    }
  };

  const occupy = (place: Task | symbol, call: () => Promise<void>): void => {
    open.add(place);
    void call().finally(() => {
      open.delete(place);
      pump();
      fill();
      if (open.size === 0) ended();
    });
  };

  const giveBack = async (tenantIds: Iterable<TenantId>): Promise<void> => {
    for (const tenantId of tenantIds) {
      const scope = { tenantIds: [tenantId], actor: dispatcherActor, requestId: 'dispatcher' };
      await inTransaction(host, scope, (tx) => giveBackOrders(tx, dispatcherId, inHand(tenantId)));
      doubtful.delete(tenantId);
    }
  };

  return {
    offer(found) {
      for (const lane of found) lanes.set(lane.batchId, lane);
      fill();
    },
    async mend() {
      if (doubtful.size === 0) return;
      await filling;
      await giveBack([...doubtful]);
    },
    runInWindow: (call) => occupy(Symbol('call'), call),
    get hasRoom() {
      return !isStopping && open.size < channel.inFlightMax;
    },
    async stop() {
      isStopping = true;
      await filling;
      const uncalled = ready.splice(0).map(({ tenantId }) => tenantId);
      // When the database is out, others adopt them later and ask the bank first.
      await giveBack(new Set([...uncalled, ...doubtful])).catch(report);
      if (open.size > 0) await new Promise<void>((resolve) => (ended = resolve));
    },
  };
}

/** A link that throws has told nothing: the order may have been taken. */
async function callBank(channel: BankChannel, task: Task): Promise<Finding> {
  try {
    const { order, instruction } = task;
    const outcome = order.isSending
      ? await channel.submit(instruction)
      : await channel.query(instruction.reference);
    return outcome.kind === 'reported' ? { ...outcome, isAnswer: true } : outcome;
  } catch (error) {
    return { kind: 'unknown', text: error instanceof Error ? error.message : 'no answer' };
  }
}
