import { assert, epochDay, fail } from '@heyi/kernel';
import { findPayerAccount, openDayBatch, wakeDispatchersOf } from '@heyi/payments';
import {
  faultText,
  type Host,
  inTransaction,
  type Lane,
  type Nonce,
  openLane,
  type Pressure,
  pressureOf,
  stripeKeysOf,
  stripeKeyOf,
  stripeOf,
  systemActor,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import { type FlowMeter, flowMeterOf } from '../flow/flow-meter.ts';
import { allotFunds } from '../funds/allot-funds.ts';
import { grantAllowance } from '../funds/grant-allowance.ts';
import type { Environment, Program } from '../program/program.ts';
import { findPrograms } from '../program/program.store.ts';
import { openTaxBook } from '../withholding/tax-book.ts';
import { loadVatReadings } from '../withholding/vat-terms.ts';
import { isOfOneRow, isPassing, isRepetition } from './batch-fault.ts';
import { dayIdOf } from './day-id.ts';
import { type Known, type Queue, takeBatch, type Waiting } from './request-queue.ts';
import { type BatchEnd, type BatchMode, type BatchPlan, withdrawBatch } from './withdraw-batch.ts';
import {
  businessHashOf,
  keyHashOf,
  type WithdrawalOutcome,
  type WithdrawalRequest,
} from './withdrawal.ts';

/**
 * Gathers withdrawals into batches, of a stripe one after the other, and answers each after the COMMIT
 * of its batch. A batch goes as soon as a lane is free: alone a request waits for nobody, and under load
 * the batches fill while the lanes are busy.
 */
export type Collector = {
  /** Rejects when the database is out; the request may then be made again under the same key. */
  submit(request: WithdrawalRequest, nonce?: Nonce | null): Promise<WithdrawalOutcome>;
  /** Requests that wait or are under way. */
  readonly waiting: number;
  close(): Promise<void>;
};

export type CollectorOptions = {
  /**
   * Requests in a batch. A batch costs about 1.2 ms beside its withdrawals: 96 is the smallest size
   * that takes less than a tenth more of the processors for one than the best does.
   */
  readonly batchMax?: number;
  /** Batches under way at once: two keep PostgreSQL busy while the other travels. */
  readonly lanes?: number;
  /** People wait for the answers: while that takes too long, other work holds back. */
  readonly isAwaited?: boolean;
  /** Told after each batch, for measurements. */
  readonly onBatch?: (batch: { size: number; milliseconds: number }) => void;
};

const actor = systemActor('withdrawals');
const requestId = 'withdrawals';
/** Beyond, a caller waits longer than it should: it is told to come again. */
const waitingMax = 50_000;
const attemptsMax = 8;
const looksUpMs = 5000;
const wakeEveryMs = 20;
/** A batch takes about 25 ms: who waits four times as long waits for other work. */
const tooLongMs = 100;
const watchEveryMs = 50;

export function openCollector(host: Host, options: CollectorOptions = {}): Collector {
  return new StripeCollector(host, options);
}

class StripeCollector implements Collector {
  readonly #host: Host;
  readonly #meter: FlowMeter;
  readonly #batchMax: number;
  readonly #onBatch: CollectorOptions['onBatch'];
  readonly #lanes: Lane[];
  readonly #free: Lane[];
  readonly #known = new Map<string, Promise<Known | null>>();
  readonly #loaded = new Map<string, Known>();
  readonly #queues = new Map<string, Queue>();
  readonly #ready: Queue[] = [];
  readonly #twins = new Map<string, Waiting>();
  readonly #pressure: Pressure | null;
  #watchTimer: NodeJS.Timeout | null = null;
  #wakeTimer: NodeJS.Timeout | null = null;
  #whenIdle = () => {};

  constructor(host: Host, { batchMax = 96, lanes = 2, isAwaited, onBatch }: CollectorOptions) {
    this.#host = host;
    this.#pressure = isAwaited ? pressureOf(host) : null;
    this.#meter = flowMeterOf(host);
    this.#batchMax = batchMax;
    this.#onBatch = onBatch;
    this.#lanes = Array.from({ length: lanes }, () => openLane(host));
    this.#free = [...this.#lanes];
  }

  get waiting(): number {
    return this.#twins.size;
  }

  async submit(request: WithdrawalRequest, nonce: Nonce | null = null): Promise<WithdrawalOutcome> {
    const name = `${request.tenantId}|${request.environment}`;
    const known = this.#loaded.get(name) ?? (await this.#load(name, request));
    if (known === null) return fail({ code: 'program.not_found' });
    const incomeKind = request.incomeKind ?? known.program.defaultIncomeKind;
    const { appId, externalWorkerId, key, businessId, amount } = request;
    // Each signed request uses its own nonce up; only others may share an answer.
    const own = nonce?.digest ?? '';
    const twin = [own, name, appId, externalWorkerId, key, businessId, amount, incomeKind].join(
      '\n',
    );
    const same = this.#twins.get(twin);
    if (same) return same.promise;
    if (this.#twins.size >= waitingMax) throw new CollectorFull();
    const { promise, resolve, reject } = Promise.withResolvers<WithdrawalOutcome>();
    const asked = {
      request,
      incomeKind,
      businessHash: businessHashOf(request),
      keyHash: keyHashOf(request),
      nonce,
    };
    const since = performance.now();
    const waiting: Waiting = { ...asked, twin, since, promise, resolve, reject };
    this.#twins.set(twin, waiting);
    const queue = this.#queueOf(request.tenantId, known, externalWorkerId);
    queue.waiting.push(waiting);
    this.#enlist(queue);
    this.#start();
    this.#watch();
    return promise;
  }

  async close(): Promise<void> {
    while (this.#twins.size > 0) await new Promise<void>((resolve) => (this.#whenIdle = resolve));
    if (this.#wakeTimer !== null) clearTimeout(this.#wakeTimer);
    if (this.#watchTimer !== null) clearTimeout(this.#watchTimer);
    await Promise.all(this.#lanes.map((lane) => lane.close()));
    await this.#meter.flush();
  }

  #queueOf(tenantId: TenantId, known: Known, externalWorkerId: string): Queue {
    const stripe = stripeOf(externalWorkerId, known.stripes);
    const name = `${known.program.id}|${stripe}`;
    let queue = this.#queues.get(name);
    if (!queue) {
      const shardKey = stripeKeyOf(tenantId, stripe);
      const idle = {
        waiting: [],
        underWay: 0,
        isReady: false,
        isReplenishing: false,
        payBatch: null,
        looksUpUntil: 0,
      };
      queue = { tenantId, shardKey, known, ...idle };
      this.#queues.set(name, queue);
    }
    return queue;
  }

  /**
   * A second batch of a stripe goes when it is full: it waits for the first one's lock in PostgreSQL,
   * which is sooner had there than here.
   */
  #enlist(queue: Queue): void {
    const isWanted =
      queue.underWay === 0 ? queue.waiting.length > 0 : queue.waiting.length >= this.#batchMax;
    if (!isWanted || queue.isReady || queue.underWay >= this.#lanes.length) return;
    queue.isReady = true;
    this.#ready.push(queue);
  }

  #start(): void {
    while (this.#free.length > 0 && this.#ready.length > 0) {
      const queue = this.#ready.shift()!;
      const lane = this.#free.pop()!;
      queue.isReady = false;
      queue.underWay += 1;
      const batch = takeBatch(queue, this.#batchMax);
      this.#enlist(queue);
      void this.#run(lane, queue, batch).finally(() => {
        this.#free.push(lane);
        queue.underWay -= 1;
        this.#enlist(queue);
        this.#start();
        if (this.#twins.size === 0) this.#whenIdle();
      });
    }
  }

  /** Answers every request of the batch. One that breaks it is found by halving, the others pass. */
  async #run(lane: Lane, queue: Queue, batch: readonly Waiting[]): Promise<void> {
    const startedAt = performance.now();
    try {
      const outcomes = await this.#settle(lane, queue, batch);
      this.#onBatch?.({ size: batch.length, milliseconds: performance.now() - startedAt });
      for (const [index, waiting] of batch.entries()) {
        this.#twins.delete(waiting.twin);
        waiting.resolve(outcomes[index]!);
      }
    } catch (error) {
      if (batch.length > 1 && isOfOneRow(error)) {
        const half = Math.ceil(batch.length / 2);
        await this.#run(lane, queue, batch.slice(0, half));
        await this.#run(lane, queue, batch.slice(half));
        return;
      }
      for (const waiting of batch) {
        this.#twins.delete(waiting.twin);
        waiting.reject(error);
      }
    }
  }

  async #settle(
    lane: Lane,
    queue: Queue,
    batch: readonly Waiting[],
  ): Promise<readonly WithdrawalOutcome[]> {
    const brought = { broughtFunds: false, broughtAllowance: false };
    for (let attempt = 1; ; attempt += 1) {
      const looksUp = performance.now() < queue.looksUpUntil;
      const end = await this.#try(lane, queue, batch, { ...brought, looksUp }).catch(
        (error: unknown): BatchEnd => {
          if (!looksUp && isRepetition(error)) return { kind: 'unsure' };
          if (attempt < attemptsMax && isPassing(error)) return { kind: 'again' };
          throw error;
        },
      );
      if (end.kind === 'again') continue;
      if (end.kind === 'done') {
        if (end.hasOrders) this.#wakeSoon();
        this.#replenish(queue, end);
        this.#count(queue, batch, end);
        return end.outcomes;
      }
      assert(attempt < attemptsMax, 'the terms of a program do not change with every batch');
      // Whoever repeats, repeats more than once: the look-ups stay on for a while.
      if (end.kind === 'unsure') queue.looksUpUntil = performance.now() + looksUpMs;
      else if (end.kind === 'outdated') await this.#refresh(queue);
      else {
        await this.#bring(queue, end);
        brought.broughtFunds ||= end.funds > 0;
        brought.broughtAllowance ||= end.allowance > 0;
      }
    }
  }

  #count(
    { tenantId, known }: Queue,
    batch: readonly Waiting[],
    { outcomes, counted }: Extract<BatchEnd, { kind: 'done' }>,
  ): void {
    const now = performance.now();
    const refused = outcomes.reduce((sum, { ok }) => (ok ? sum : sum + 1), 0);
    const latencies = batch.map(({ since }) => now - since);
    this.#meter.count({ id: known.program.id, tenantId }, { ...counted, refused }, latencies);
  }

  async #try(
    lane: Lane,
    queue: Queue,
    batch: readonly Waiting[],
    mode: BatchMode,
  ): Promise<BatchEnd> {
    const payBatch = queue.payBatch ?? (await this.#openDay(queue));
    const { program, taxes } = queue.known;
    const scope = scopeOf(queue);
    return lane.run(scope, (tx) => withdrawBatch(tx, { program, taxes, payBatch }, batch, mode));
  }

  async #openDay(queue: Queue): Promise<BatchPlan['payBatch']> {
    const { program } = queue.known;
    const scope = scopeOf(queue);
    const tenantIds = [...new Set([queue.tenantId, program.payerTenantId])];
    return inTransaction(this.#host, { ...scope, tenantIds }, async (tx) => {
      const payer = await findPayerAccount(tx, program.payerAccountId);
      assert(payer, 'the paying account of a program can be seen');
      const id = dayIdOf(program, tx.today);
      const batchId = await openDayBatch(tx, { id, purpose: program.purpose, payer });
      return (queue.payBatch = { id: batchId, day: tx.today });
    });
  }

  /** The terms or the day have changed: reads the program again, and opens the day's batch. */
  async #refresh(queue: Queue): Promise<void> {
    queue.payBatch = null;
    const { tenantId, known } = queue;
    const { environment } = known.program;
    const name = `${tenantId}|${environment}`;
    this.#loaded.delete(name);
    this.#known.delete(name);
    const fresh = await this.#load(name, { tenantId, environment });
    assert(fresh, 'a program is never deleted');
    queue.known = fresh;
  }

  #load(
    name: string,
    { tenantId, environment }: Pick<WithdrawalRequest, 'tenantId' | 'environment'>,
  ) {
    let loading = this.#known.get(name);
    if (!loading) {
      loading = this.#read(tenantId, environment);
      this.#known.set(name, loading);
      void loading.then(
        (known) => (known ? this.#loaded.set(name, known) : this.#known.delete(name)),
        () => this.#known.delete(name),
      );
    }
    return loading;
  }

  #read(tenantId: TenantId, environment: Environment): Promise<Known | null> {
    const tenantIds = [...new Set([tenantId, this.#host.houseId])];
    return inTransaction(this.#host, { tenantIds, actor, requestId }, async (tx) => {
      const program = await openProgramOf(tx, environment);
      if (program === null) return null;
      const stripes = (await stripeKeysOf(tx)).length;
      return { program, stripes, taxes: openTaxBook(program, await loadVatReadings(tx)) };
    });
  }

  /** Brings the client's money, or allowance of the day, from other stripes. */
  async #bring(queue: Queue, short: Extract<BatchEnd, { kind: 'short' }>): Promise<void> {
    const { tenantId, shardKey, known } = queue;
    const scope = { tenantIds: [tenantId], actor, requestId };
    await inTransaction(this.#host, scope, async (tx) => {
      if (short.allowance > 0) {
        const wanted = { shardKey, amount: short.allowance, day: epochDay(tx.today) };
        await grantAllowance(tx, known.program.id, wanted);
      }
      if (short.funds > 0) {
        await allotFunds(tx, known.program.id, new Map([[shardKey, short.wantedFunds]]));
      }
    });
  }

  /** Asks for more before the stripe runs out, so that no batch has to wait for it. */
  #replenish(queue: Queue, { funds, spent }: Extract<BatchEnd, { kind: 'done' }>): void {
    if (queue.isReplenishing || spent === 0 || funds >= 4 * spent) return;
    queue.isReplenishing = true;
    const { tenantId, shardKey, known } = queue;
    const scope = { tenantIds: [tenantId], actor, requestId };
    void inTransaction(this.#host, scope, (tx) =>
      allotFunds(tx, known.program.id, new Map([[shardKey, 16 * spent]]), 'main'),
    )
      .catch((error: unknown) => process.stderr.write(`client funds: ${faultText(error)}\n`))
      // An empty purse is not looked into with every batch.
      .finally(() => setTimeout(() => (queue.isReplenishing = false), 200).unref());
  }

  /** Looks as long as somebody waits; whoever waits longest stands first. */
  #watch(): void {
    const pressure = this.#pressure;
    if (pressure === null || this.#watchTimer !== null) return;
    this.#watchTimer = setTimeout(() => {
      this.#watchTimer = null;
      const [oldest] = this.#twins.values();
      if (oldest === undefined) return;
      if (performance.now() - oldest.since > tooLongMs) pressure.tell();
      this.#watch();
    }, watchEveryMs);
  }

  #wakeSoon(): void {
    if (this.#wakeTimer !== null) return;
    this.#wakeTimer = setTimeout(() => {
      this.#wakeTimer = null;
      // A dispatcher that is not woken looks by itself a little later.
      void wakeDispatchersOf(this.#host).catch(() => undefined);
    }, wakeEveryMs);
  }
}

/** More wait than can be served in good time. */
export class CollectorFull extends Error {
  override name = 'CollectorFull';
}

function scopeOf({ tenantId, shardKey }: Queue) {
  return { tenantIds: [tenantId], shardKey, actor, requestId };
}

async function openProgramOf(tx: Transaction, environment: Environment): Promise<Program | null> {
  const programs = await findPrograms(tx, { environment });
  return programs.find(({ state }) => state !== 'closed') ?? null;
}
