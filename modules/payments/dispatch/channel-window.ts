import type { Id } from '@heyi/kernel';
import {
  faultText,
  type Host,
  inTransaction,
  type Pressure,
  pressureOf,
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
  type OrderShard,
  shardNameOf,
} from './claim.store.ts';
import { dispatcherActor, type OutcomeWriter } from './outcome-writer.ts';
import { Pace } from './pace.ts';
import { openPayerDetails } from './payer-details.ts';

type Task = {
  readonly shard: OrderShard;
  readonly order: ClaimedOrder;
  readonly instruction: TransferInstruction;
  /** By the process's own clock: a claim that has grown old is not sent any more. */
  readonly claimedAt: number;
};

/** Windows' worth of orders that are taken ahead at most: when the process is killed, they wait. */
const aheadMax = 6;

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
  readonly #pace = new Pace();
  readonly #pressure: Pressure;
  /** Until then a claimed order may be sent: its lease has room for the longest call. */
  readonly #freshMs: number;
  #ready: Task[] = [];
  /** Tasks in hand of each shard, ready ones and open ones. */
  readonly #tasks = new Map<string, number>();
  readonly #open = new Set<Place>();
  /** Batches with due orders, in the order of their next turn. */
  readonly #lanes = new Map<Id<'pbt'>, Lane>();
  readonly #agreed = new Set<Id<'pbt'>>();
  /** Shards with a claim whose commit failed: it may have happened all the same. */
  readonly #doubtful = new Map<string, OrderShard>();
  readonly #payerDetails = openPayerDetails();
  #filling: Promise<void> | null = null;
  #isStopping = false;
  #isMending = false;
  #whenEmpty = () => {};

  constructor(options: WindowOptions) {
    this.#options = options;
    this.#pressure = pressureOf(options.host);
    this.#freshMs = (options.policy.answerSeconds * 1000) / 3;
  }

  /**
   * Orders taken beyond the open calls, so that an ending call waits for no database: half of the
   * window, or what the bank answers in half a second, because many together cost less.
   */
  get #ahead(): number {
    const { inFlightMax } = this.#options.channel;
    const half = Math.min(this.#pace.perSecond / 2, inFlightMax * aheadMax);
    return Math.ceil(Math.max(inFlightMax / 2, half));
  }

  get hasRoom(): boolean {
    return !this.#isStopping && this.#open.size < this.#options.channel.inFlightMax;
  }

  /** Takes the batches that the door named as due. */
  offer(lanes: readonly Lane[]): void {
    for (const lane of lanes) this.#lanes.set(lane.batchId, lane);
    this.#fill(true);
  }

  runInWindow(call: () => Promise<void>): void {
    this.#occupy(Symbol('call'), call);
  }

  /** Queues again what a failed commit may have taken without our learning of it. */
  async mend(): Promise<void> {
    if (this.#doubtful.size === 0) return;
    // Nothing is taken meanwhile: it would look as if nobody had it in hand.
    this.#isMending = true;
    try {
      await this.#filling;
      await this.#giveBack([...this.#doubtful.values()]);
    } finally {
      this.#isMending = false;
    }
    this.#fill();
  }

  /** Ends when every open call has its outcome; what is ready and uncalled is given back. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#filling;
    const uncalled = this.#ready.map(({ shard }) => shard);
    for (const task of this.#ready.splice(0)) this.#letGo(task);
    // When the database is out, others adopt them later and ask the bank first.
    await this.#giveBack([...uncalled, ...this.#doubtful.values()]).catch(this.#report);
    if (this.#open.size > 0) await new Promise<void>((resolve) => (this.#whenEmpty = resolve));
  }

  get #isIdle(): boolean {
    return this.#inHandCount === 0;
  }

  get #inHandCount(): number {
    return this.#open.size + this.#ready.length;
  }

  get #isHeldBack(): boolean {
    return this.#pressure.share < 1;
  }

  /** At first only a few are taken, so that the first person need not wait for many. */
  #roomLeft(): number {
    const { inFlightMax } = this.#options.channel;
    if (this.#isHeldBack) return Math.ceil(inFlightMax * this.#pressure.share) - this.#inHandCount;
    if (this.#isIdle) return Math.ceil(inFlightMax / 16);
    return inFlightMax + this.#ahead - this.#inHandCount;
  }

  /** Held back, it takes a few of one batch a look: fewer oftener would cost more for each. */
  #fill(isLook = false): void {
    if (this.#filling !== null || this.#isStopping || this.#isMending) return;
    if (this.#lanes.size === 0 || (this.#isHeldBack && !isLook)) return;
    // While calls are open, a handful together costs less than one at a time.
    const isFew = this.#open.size === 0 || this.#isHeldBack;
    const worthwhile = isFew ? 1 : Math.ceil(this.#ahead / 2);
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
   * one batch, as each batch is added up before its first call. Of a client's stripes one has the
   * turn: a claim of many, and an outcome of many, cost less than eight of a few.
   */
  async #claimRound(): Promise<void> {
    const room = this.#roomLeft();
    const isOne = this.#isIdle || this.#isHeldBack;
    const sharers = ofOneStripe([...this.#lanes.values()]);
    const turn = sharers.slice(0, isOne ? 1 : Math.max(1, room));
    const share = Math.max(1, Math.floor(room / (isOne ? 1 : sharers.length)));
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
    for (const task of tasks) this.#take(task);
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
    const claimedAt = performance.now();
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
      const shard = { tenantId: tx.tenantId, shardKey: tx.shardKey };
      tasks.push({ shard, order, instruction, claimedAt });
    }
    return tasks;
  }

  #pump(): void {
    while (this.hasRoom && this.#ready.length > 0) {
      const task = this.#ready.shift()!;
      if (performance.now() - task.claimedAt > this.#freshMs) this.#giveUp(task);
      else this.#occupy(task, () => this.#call(task));
    }
  }

  async #call(task: Task): Promise<void> {
    const finding = await callBank(this.#options.channel, task);
    this.#pace.count();
    this.#learned(task, finding);
    if (finding.kind === 'notSent' && finding.code === 'closed_window') this.#spare(task, finding);
  }

  #learned(task: Task, finding: Finding): void {
    const { order, shard } = task;
    const source = order.isSending ? 'answer' : 'query';
    const outcome = { orderId: order.id, batchId: order.batchId, source, finding } as const;
    const isLast = this.#letGo(task) === 0;
    this.#options.writer.add(shard, outcome, isLast);
  }

  /** What is ready of the batch need not knock at a closed bank: it was not sent either. */
  #spare({ order }: Task, finding: Extract<Finding, { kind: 'notSent' }>): void {
    const isSpared = (ready: Task): boolean =>
      ready.order.batchId === order.batchId && ready.order.isSending;
    const spared = this.#ready.filter(isSpared);
    this.#ready = this.#ready.filter((ready) => !isSpared(ready));
    for (const task of spared) {
      this.#learned(task, { ...finding, sentAt: task.order.sentAt });
    }
  }

  /** The bank has become slow: others may ask for the order soon, so that it is queued again instead. */
  #giveUp(task: Task): void {
    this.#letGo(task);
    this.#doubtful.set(shardNameOf(task.shard), task.shard);
  }

  #take(task: Task): void {
    const name = shardNameOf(task.shard);
    this.#tasks.set(name, (this.#tasks.get(name) ?? 0) + 1);
    this.#ready.push(task);
  }

  /** Answers how many of its shard are left in hand. */
  #letGo({ shard }: Task): number {
    const name = shardNameOf(shard);
    const left = this.#tasks.get(name)! - 1;
    if (left === 0) this.#tasks.delete(name);
    else this.#tasks.set(name, left);
    return left;
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

/** Without the withdrawals of a client beyond those of the stripe that comes first. */
function ofOneStripe(lanes: readonly Lane[]): Lane[] {
  const stripes = new Map<TenantId, number>();
  return lanes.filter(({ subjectKind, tenantId, shardKey }) => {
    if (subjectKind !== 'withdrawalDay') return true;
    if (!stripes.has(tenantId)) stripes.set(tenantId, shardKey);
    return stripes.get(tenantId) === shardKey;
  });
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
