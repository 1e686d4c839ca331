import type { Asked, TaxOfMonth, WithdrawalId, WithdrawalOutcome } from '@heyi/gig/testing';
import { addSeconds, formatId, type Id, parseId } from '@heyi/kernel';
import { dispatchPolicy, type Finding } from '@heyi/payments/testing';
import type { Answer, Bank, Callback } from './bank.ts';
import { Repetition, type News, type Store, type StoredOrder, Writes } from './store.ts';
import {
  applyFindings,
  cancel,
  followNews,
  type OrderFinding,
  payAgain,
  resume,
  type Scene,
} from './transactions.ts';
import { withdraw } from './withdraw.ts';
import { instantOf, type Life, type World } from './world.ts';

/** The process was killed in the middle of what it did. */
class Killed extends Error {
  override name = 'Killed';
}

/** The database gave no answer: what was asked of it may have happened or not. */
class DatabaseOut extends Error {
  override name = 'DatabaseOut';
}

type Waiting = {
  readonly asked: Asked;
  readonly answer: (outcome: WithdrawalOutcome | null) => void;
};

const batchMax = 4;
const claimMax = 5;
const callTimeoutMs = 20_000;
const adoptMs = 3000;

/**
 * One server process: it gathers withdrawals, sends and asks, hears callbacks and news, resumes. What
 * it has in hand is lost when it is killed; between any two of its steps it may be.
 */
export class Server implements Life {
  readonly name: string;
  life = 0;
  isUp = false;
  /** By how much its clock differs from the time that passes, in milliseconds. */
  clockOffset = 0;
  others: readonly Server[] = [];
  /** After each commit. */
  onCommit: () => void = () => undefined;
  readonly #world: World;
  readonly #store: Store;
  readonly #bank: Bank;
  readonly #taxOf: TaxOfMonth;
  #waiting: Waiting[] = [];
  #isBusy = false;
  #findings: OrderFinding[] = [];
  #isWriting = false;
  #lookAt = Number.POSITIVE_INFINITY;
  #isHearing = false;
  #isResuming = false;

  constructor(name: string, world: World, store: Store, bank: Bank, taxOf: TaxOfMonth) {
    this.name = name;
    this.#world = world;
    this.#store = store;
    this.#bank = bank;
    this.#taxOf = taxOf;
  }

  start(): void {
    this.isUp = true;
    this.#waiting = [];
    this.#findings = [];
    this.#isBusy = false;
    this.#isWriting = false;
    this.#isHearing = false;
    this.#isResuming = false;
    this.#lookAt = Number.POSITIVE_INFINITY;
    this.#world.tell(() => `${this.name}: starts`);
    this.wake();
    this.#planLook(adoptMs);
  }

  kill(): void {
    if (!this.isUp) return;
    this.isUp = false;
    this.life += 1;
    this.#world.tell(() => `${this.name}: killed`);
    for (const other of this.others) if (other.isUp) other.#planLook(adoptMs);
    this.#world.after(this.#world.random.between(500, 60_000), 'start', null, () => this.start());
  }

  get #dispatcherId(): string {
    return `${this.name}#${this.life}`;
  }

  get #now(): number {
    return this.#world.now + this.clockOffset;
  }

  /** There may be something to send, to follow or to resume. */
  wake(): void {
    if (!this.isUp) return;
    const { faults, random } = this.#world;
    const isStalled = faults.happens('dispatcherStalls');
    this.#planLook(random.between(1, isStalled ? 90_000 : 400));
    this.#planHearing();
    this.#planResuming();
  }

  // Withdrawals

  /** The answer is null when there is no usable one. */
  ask(asked: Asked, answer: (outcome: WithdrawalOutcome | null) => void): void {
    if (!this.isUp) return answer(null);
    this.#waiting.push({ asked, answer });
    if (!this.#isBusy) this.#world.after(2, 'a batch', this, () => this.#runBatch());
  }

  #runBatch(): void {
    if (this.#isBusy || this.#waiting.length === 0) return;
    this.#isBusy = true;
    const workers = new Set<string>();
    const batch = this.#waiting.filter(({ asked: { request } }) => {
      if (workers.size >= batchMax || workers.has(request.externalWorkerId)) return false;
      workers.add(request.externalWorkerId);
      return true;
    });
    this.#waiting = this.#waiting.filter((one) => !batch.includes(one));
    this.#do(() => {
      const outcomes = this.#settle(batch.map(({ asked }) => asked));
      this.#world.after(3, 'the answers of a batch', this, () => {
        this.#isBusy = false;
        for (const [index, { answer }] of batch.entries()) answer(outcomes?.[index] ?? null);
        this.#runBatch();
      });
    });
  }

  /** Null when the database is out. */
  #settle(asked: readonly Asked[]): readonly WithdrawalOutcome[] | null {
    let looksUp = this.#world.random.chance(0.5);
    for (;;) {
      try {
        const outcomes = this.#transaction((scene, writes) =>
          withdraw(scene, writes, asked, looksUp),
        );
        if (outcomes !== null) return outcomes;
        looksUp = true;
      } catch (error) {
        if (error instanceof Repetition && !looksUp) looksUp = true;
        else if (error instanceof DatabaseOut) return null;
        else throw error;
      }
    }
  }

  /** The answer is null when there is no usable one. */
  cancel(id: WithdrawalId, answer: (isCancelled: boolean | null) => void): void {
    if (!this.isUp) return answer(null);
    this.#do(() => {
      const isCancelled = this.#tried((scene, writes) => cancel(scene, writes, id));
      this.#world.after(2, 'an answer', this, () => answer(isCancelled));
    });
  }

  payAgain(id: WithdrawalId): void {
    if (this.isUp) this.#do(() => this.#tried((scene, writes) => payAgain(scene, writes, id)));
  }

  // Orders

  #planLook(milliseconds: number): void {
    const at = this.#world.now + Math.max(1, milliseconds);
    if (at >= this.#lookAt) return;
    this.#lookAt = at;
    this.#world.after(at - this.#world.now, 'look for orders', this, () => {
      if (this.#lookAt !== at) return;
      this.#lookAt = Number.POSITIVE_INFINITY;
      this.#do(() => this.#look());
    });
  }

  #look(): void {
    const adopted = this.#tried((_, writes) => this.#adopt(writes));
    const claimed = this.#tried((_, writes) => this.#claim(writes)) ?? [];
    for (const { order, isSending } of claimed) {
      // A kill may come before any of the calls.
      this.#world.after(1, 'call the bank', this, () =>
        this.#do(() => this.#call(order, isSending)),
      );
    }
    const due = [...this.#store.orders.values()].flatMap(({ dueAt }) => dueAt ?? []);
    if (claimed.length === claimMax || adopted === null) return this.#planLook(400);
    if (due.length === 0) return;
    const next = due.reduce((first, at) => (at < first ? at : first));
    this.#planLook(Math.max(400, Date.parse(next) - this.#now));
  }

  /** What the dead held is due now: it will be asked about. */
  #adopt(writes: Writes): true {
    const living = new Set([this, ...this.others].map((server) => server.#dispatcherId));
    for (const order of this.#store.orders.values()) {
      const { dispatcherId, dueAt } = order;
      if (dispatcherId === null || dueAt === null || living.has(dispatcherId)) continue;
      writes.orders.set(order.id, { ...order, dueAt: instantOf(this.#now), dispatcherId: null });
    }
    return true;
  }

  #claim(writes: Writes): { order: StoredOrder; isSending: boolean }[] {
    const now = instantOf(this.#now);
    const due = [...this.#store.orders.values()]
      .filter(({ dueAt }) => dueAt !== null && dueAt <= now)
      .slice(0, claimMax);
    return due.map((before) => {
      const order = claimed(before, now, this.#dispatcherId);
      writes.orders.set(order.id, order);
      return { order, isSending: before.state === 'queued' };
    });
  }

  #call(order: StoredOrder, isSending: boolean): void {
    const { life } = this;
    let isOpen = true;
    const end = (finding: Finding) => {
      if (!isOpen || this.life !== life) return;
      isOpen = false;
      this.#findings.push({ orderId: order.id, finding });
      this.#world.after(5, 'write outcomes', this, () => this.#write());
    };
    const listen = (answer: Answer) => end(findingOf(answer, order.sentAt!));
    const reference = this.#referenceOf(order);
    if (isSending) this.#bank.submit(reference, order.amount, listen);
    else this.#bank.query(reference, listen);
    this.#world.after(callTimeoutMs, 'a call times out', this, () =>
      end({ kind: 'unknown', text: 'no answer' }),
    );
  }

  #referenceOf({ id, sends }: StoredOrder): string {
    const reference = formatId('pay', id);
    return this.#world.has('resendsUnasked') ? `${reference}/${sends}` : reference;
  }

  /** Outcomes are kept until they are written. */
  #write(): void {
    if (this.#isWriting || this.#findings.length === 0) return;
    this.#isWriting = true;
    const findings = this.#findings.splice(0);
    this.#do(() => {
      const isWritten = this.#tried((scene, writes) => this.#apply(scene, writes, findings));
      if (isWritten === null) this.#findings.unshift(...findings);
      this.#world.after(isWritten === null ? 250 : 12, 'write outcomes', this, () => {
        this.#isWriting = false;
        this.#write();
      });
    });
  }

  #apply(scene: Scene, writes: Writes, findings: readonly OrderFinding[]): true {
    applyFindings(scene, writes, findings);
    if (!this.#world.has('booksApart')) return true;
    const [journals, news] = [writes.journals.splice(0), writes.news.splice(0)];
    this.#world.after(5, 'the books follow', this, () => {
      this.#do(() =>
        this.#tried((_, later) => {
          later.journals.push(...journals);
          later.news.push(...news);
        }),
      );
    });
    return true;
  }

  // What the bank tells unasked

  /** A callback that is cut short is not taken: the bank sends it again. */
  receive(callback: Callback, taken: () => void): void {
    if (!this.isUp) return;
    const isRefused = callback.isForged && !this.#world.has('believesAnybody');
    if (isRefused) return this.#world.tell(() => `${this.name}: refuses ${callback.id}`);
    if (this.#store.callbacks.has(callback.id)) return taken();
    const { report } = callback;
    const [reference] = report.reference.split('/');
    const orderId: Id<'pay'> = parseId('pay', reference!)!;
    const finding: Finding = { kind: 'reported', report, isAnswer: false };
    this.#do(() => {
      const isRead = this.#tried((scene, writes) =>
        this.#apply(scene, writes, [{ orderId, finding }]),
      );
      if (isRead === null) return;
      this.#world.after(2, 'keep the callback', this, () => {
        this.#do(() => {
          const isKept = this.#tried((_, writes) => writes.callbacks.push(callback.id));
          if (isKept !== null) taken();
        });
      });
    });
  }

  // News and suspended withdrawals

  #planHearing(): void {
    if (this.#isHearing || this.#store.outbox.length === 0) return;
    this.#isHearing = true;
    this.#world.after(this.#world.random.between(1, 1000), 'hear news', this, () => {
      this.#isHearing = false;
      this.#do(() => this.#hear());
      this.#planHearing();
    });
  }

  #hear(): void {
    const [news] = this.#store.outbox;
    if (!news) return;
    if (!this.#world.has('dropsNews')) {
      this.#tried((scene, writes) => {
        writes.heard.push(news);
        followNews(scene, writes, news);
      });
      return;
    }
    if (this.#tried((_, writes) => writes.heard.push(news)) === null) return;
    this.#world.after(5, 'follow news', this, () => this.#do(() => this.#follow(news)));
  }

  #follow(news: News): void {
    this.#tried((scene, writes) => followNews(scene, writes, news));
  }

  #planResuming(): void {
    if (this.#isResuming || this.#store.suspendedCount === 0) return;
    this.#isResuming = true;
    this.#world.after(1000, 'resume', this, () => {
      this.#isResuming = false;
      this.#do(() => this.#tried((scene, writes) => resume(scene, writes)));
    });
  }

  // Transactions

  /** A kill ends what was being done, and nothing else. */
  #do(work: () => void): void {
    try {
      if (this.#world.faults.happens('serverKilled')) return this.kill();
      work();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.kill();
    }
  }

  /** Null when the database gave no answer. */
  #tried<T>(work: (scene: Scene, writes: Writes) => T): T | null {
    try {
      return this.#transaction(work);
    } catch (error) {
      if (error instanceof DatabaseOut) return null;
      throw error;
    }
  }

  /** All or nothing: killed before the commit there is nothing, in doubt there may be either. */
  #transaction<T>(work: (scene: Scene, writes: Writes) => T): T {
    const { faults } = this.#world;
    if (faults.happens('databaseOut')) throw new DatabaseOut();
    const writes = new Writes();
    const now = instantOf(this.#now);
    const scene = { world: this.#world, store: this.#store, taxOf: this.#taxOf, now };
    const value = work(scene, writes);
    if (value === null || writes.areNone) return value;
    if (faults.happens('serverKilled')) throw new Killed();
    this.#store.commit(writes);
    this.onCommit();
    if (faults.happens('serverKilled')) throw new Killed();
    if (faults.happens('commitInDoubt')) throw new DatabaseOut();
    return value;
  }
}

/** As `claimOrders` does in SQL; a test holds the two together. */
export function claimed(order: StoredOrder, now: string, dispatcherId: string): StoredOrder {
  const dueAt = addSeconds(now, dispatchPolicy.answerSeconds);
  if (order.state === 'queued') {
    const fresh = { sends: order.sends + 1, asks: 0, sentAt: now, code: null, text: null };
    return { ...order, ...fresh, state: 'sent', dueAt, dispatcherId };
  }
  const isSilent = order.state === 'sent' && order.reportedAt === null;
  return { ...order, state: isSilent ? 'unknown' : order.state, dueAt, dispatcherId };
}

function findingOf(answer: Answer, sentAt: string): Finding {
  if (answer.kind === 'reported') return { ...answer, isAnswer: true };
  return answer.kind === 'notSent' ? { ...answer, sentAt } : answer;
}
