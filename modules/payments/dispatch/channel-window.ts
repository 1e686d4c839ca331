import type { Id } from '@heyi/kernel';
import {
  faultText,
  type Host,
  inTransaction,
  tenantCipher,
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
  type OrderShard,
  shardNameOf,
} from './claim.store.ts';
import { dispatcherActor, type OutcomeWriter } from './outcome-writer.ts';
import { openPayerDetails } from './payer-details.ts';

type Task = { shard: OrderShard; order: ClaimedOrder; instruction: TransferInstruction };

/** A call that is no single transfer, such as a batch file, takes a place in the window too. */
type Place = Task | symbol;

export type WindowOptions = {
  host: Host;
  channel: BankChannel;
  dispatcherId: string;
  policy: DispatchPolicy;
  writer: OutcomeWriter;
};

/** The calls to one bank: never more open than it takes, and one ready for each that ends. */
export class ChannelWindow {
  readonly #options: WindowOptions;
  /** Orders taken beyond the open calls, so that an ending call waits for no database. */
  readonly #ahead: number;
  readonly #ready: Task[] = [];
  readonly #open = new Set<Place>();
  /** Batches with due orders, in the order of their next turn. */
  readonly #lanes = new Map<Id<'pbt'>, Lane>();
  readonly #agreed = new Set<Id<'pbt'>>();
  /** Shards with a claim whose commit failed: it may have happened all the same. */
  readonly #doubtful = new Map<string, OrderShard>();
  readonly #payerDetails = openPayerDetails();
  #filling: Promise<void> | null = null;
  #isStopping = false;
  #whenEmpty = () => {};

  constructor(options: WindowOptions) {
    this.#options = options;
    this.#ahead = Math.ceil(options.channel.inFlightMax / 2);
  }

  get hasRoom(): boolean {
    return !this.#isStopping && this.#open.size < this.#options.channel.inFlightMax;
  }

  /** Takes the batches that the door named as due. */
  offer(lanes: readonly Lane[]): void {
    for (const lane of lanes) this.#lanes.set(lane.batchId, lane);
    this.#fill();
  }

  runInWindow(call: () => Promise<void>): void {
    this.#occupy(Symbol('call'), call);
  }

  /** Queues again what a failed commit may have taken without our learning of it. */
  async mend(): Promise<void> {
    if (this.#doubtful.size === 0) return;
    await this.#filling;
    await this.#giveBack([...this.#doubtful.values()]);
  }

  /** Ends when every open call has its outcome; what is ready and uncalled is given back. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#filling;
    const uncalled = this.#ready.splice(0).map(({ shard }) => shard);
    // When the database is out, others adopt them later and ask the bank first.
    await this.#giveBack([...uncalled, ...this.#doubtful.values()]).catch(this.#report);
    if (this.#open.size > 0) await new Promise<void>((resolve) => (this.#whenEmpty = resolve));
  }

  get #isIdle(): boolean {
    return this.#open.size + this.#ready.length === 0;
  }

  /** At first only a few are taken, so that the first person need not wait for many. */
  #roomLeft(): number {
    const { inFlightMax } = this.#options.channel;
    if (this.#isIdle) return Math.ceil(inFlightMax / 16);
    return inFlightMax + this.#ahead - this.#open.size - this.#ready.length;
  }

  #fill(): void {
    if (this.#filling !== null || this.#isStopping || this.#lanes.size === 0) return;
    // While calls are open, a handful together costs less than one at a time.
    const worthwhile = this.#open.size === 0 ? 1 : Math.ceil(this.#ahead / 2);
    if (this.#roomLeft() < worthwhile) return;
    this.#filling = this.#claimRound()
      .catch((error: Error) => {
        this.#report(error);
        this.#lanes.clear();
      })
      .finally(() => {
        this.#filling = null;
        this.#pump();
        this.#fill();
      });
  }

  readonly #report = (error: Error): void => {
    process.stderr.write(`pay orders of ${this.#options.channel.code}: ${faultText(error)}\n`);
  };

  /**
   * One turn over the batches: each gets an equal share of the room. The first few calls come from
   * one batch, as each batch is added up before its first call.
   */
  async #claimRound(): Promise<void> {
    const room = this.#roomLeft();
    const turn = [...this.#lanes.values()].slice(0, this.#isIdle ? 1 : Math.max(1, room));
    const share = Math.max(1, Math.floor(room / (this.#isIdle ? 1 : this.#lanes.size)));
    for (const { batchId } of turn) this.#lanes.delete(batchId);
    const byScope = Map.groupBy(turn, (lane) => `${shardNameOf(lane)}|${lane.sending}`);
    for (const group of byScope.values()) {
      if (this.#isStopping) return;
      const unexhausted = await this.#claim(group, share);
      for (const lane of unexhausted) this.#lanes.set(lane.batchId, lane);
      this.#pump();
    }
  }

  /** Takes orders of batches of one shard; answers the batches that may have more. */
  async #claim(group: readonly Lane[], share: number): Promise<Lane[]> {
    const { host, dispatcherId, policy } = this.#options;
    const { tenantId, shardKey, sending } = group[0]!;
    const shard = { tenantId, shardKey };
    const tenantIds = [...new Set([tenantId, ...group.map((lane) => lane.payerTenantId)])];
    const scope = { tenantIds, shardKey, actor: dispatcherActor, requestId: 'dispatcher' };
    const tasks = await inTransaction(host, scope, async (tx) => {
      const batchIds = await this.#agreeing(tx, group);
      const withQueued = sending === 'single';
      const claim = { dispatcherId, batchIds, perBatch: share, withQueued, policy };
      return this.#tasksOf(tx, group, await claimOrders(tx, claim));
    }).catch((error: Error) => {
      this.#doubtful.set(shardNameOf(shard), shard);
      throw error;
    });
    this.#ready.push(...tasks);
    const taken = Map.groupBy(tasks, ({ order }) => order.batchId);
    return group.filter(({ batchId }) => (taken.get(batchId)?.length ?? 0) === share);
  }

  /**
   * The batches whose control totals hold; each is added up once. A day of withdrawals is no batch
   * that somebody prepared: its totals are written with its orders, in the same statements.
   */
  async #agreeing(tx: Transaction, lanes: readonly Lane[]): Promise<Id<'pbt'>[]> {
    const batchIds = lanes.map(({ batchId }) => batchId);
    for (const { subjectKind, batchId } of lanes) {
      if (subjectKind === 'withdrawalDay') this.#agreed.add(batchId);
    }
    const unseen = batchIds.filter((id) => !this.#agreed.has(id));
    if (unseen.length > 0) {
      for (const id of await agreeingBatches(tx, unseen)) this.#agreed.add(id);
    }
    return batchIds.filter((id) => this.#agreed.has(id));
  }

  async #tasksOf(
    tx: Transaction,
    group: readonly Lane[],
    orders: readonly ClaimedOrder[],
  ): Promise<Task[]> {
    const cipher = await tenantCipher(tx);
    const laneOf = new Map(group.map((lane) => [lane.batchId, lane]));
    const tasks: Task[] = [];
    for (const order of orders) {
      const tenantId = laneOf.get(order.batchId)!.payerTenantId;
      const payer = await this.#payerDetails(tx, { id: order.payerAccountId, tenantId });
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
      tasks.push({ shard: { tenantId: tx.tenantId, shardKey: tx.shardKey }, order, instruction });
    }
    return tasks;
  }

  #pump(): void {
    while (this.hasRoom && this.#ready.length > 0) {
      const task = this.#ready.shift()!;
      this.#occupy(task, async () => {
        const finding = await callBank(this.#options.channel, task);
        const source = task.order.isSending ? 'answer' : 'query';
        const { id: orderId, batchId } = task.order;
        this.#options.writer.add(task.shard, { orderId, batchId, source, finding });
      });
    }
  }

  #occupy(place: Place, call: () => Promise<void>): void {
    this.#open.add(place);
    void call().finally(() => {
      this.#open.delete(place);
      this.#pump();
      this.#fill();
      if (this.#open.size === 0) this.#whenEmpty();
    });
  }

  async #giveBack(shards: readonly OrderShard[]): Promise<void> {
    const { host, dispatcherId } = this.#options;
    const once = new Map(shards.map((shard) => [shardNameOf(shard), shard]));
    for (const [name, { tenantId, shardKey }] of once) {
      const common = { actor: dispatcherActor, requestId: 'dispatcher' };
      const scope = { tenantIds: [tenantId], shardKey, ...common };
      const inHand = this.#inHand(name);
      await inTransaction(host, scope, (tx) => giveBackOrders(tx, dispatcherId, inHand));
      this.#doubtful.delete(name);
    }
  }

  #inHand(shardName: string): Id<'pay'>[] {
    const tasks = [...this.#ready, ...this.#open].filter((place) => typeof place !== 'symbol');
    const mine = tasks.filter((task) => shardNameOf(task.shard) === shardName);
    return [...mine.map(({ order }) => order.id), ...this.#options.writer.pending(shardName)];
  }
}

/** A link that throws has told nothing: the order may have been taken. */
async function callBank(channel: BankChannel, task: Task): Promise<Finding> {
  try {
    const { order, instruction } = task;
    const outcome = order.isSending
      ? await channel.submit(instruction)
      : await channel.query(instruction.reference);
    if (outcome.kind === 'reported') return { ...outcome, isAnswer: true };
    return outcome.kind === 'notSent' ? { ...outcome, sentAt: order.sentAt } : outcome;
  } catch (error) {
    return { kind: 'unknown', text: error instanceof Error ? error.message : 'no answer' };
  }
}
