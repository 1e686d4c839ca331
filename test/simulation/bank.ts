import { formatId, type Id } from '@heyi/kernel';
import type { TransferReport, TransferState } from '@heyi/payments/testing';
import { instantOf, type Life, type World } from './world.ts';

export type Transfer = {
  readonly reference: string;
  readonly amount: number;
  reports: TransferReport[];
};

export type Callback = {
  readonly id: string;
  readonly report: TransferReport;
  readonly isForged: boolean;
};

export type Answer =
  | { readonly kind: 'reported'; readonly report: TransferReport }
  | {
      readonly kind: 'notSent';
      readonly retryAt: string | null;
      readonly code: string;
      readonly text: string;
    }
  | { readonly kind: 'notFound' };

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** After these waits the bank calls again; then it gives up. */
const callbackWaits = [second, 5 * second, 30 * second, 2 * minute, 10 * minute];

/**
 * A bank whose book can be trusted, and nothing else: calls and answers are lost and late, what it has
 * taken it may not find, and its news comes twice, in any order, days later, or from somebody else.
 * A reference is taken once, which is what its contract says.
 */
export class Bank implements Life {
  readonly book = new Map<string, Transfer>();
  /** Counts the reports. */
  version = 0;
  life = 0;
  isUp = true;
  /** To whom callbacks go. */
  onCallback: (callback: Callback, taken: () => void) => void = () => undefined;
  readonly #world: World;
  readonly #byOrder = new Map<string, Transfer[]>();
  #callbacks = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** What stays with the payee, or is on its way there. */
  static isStanding({ reports }: Transfer): boolean {
    const { state } = reports.at(-1)!;
    return state === 'processing' || state === 'succeeded' || state === 'suspended';
  }

  /** What was taken of one order, which is one transfer unless somebody blunders. */
  transfersOf(order: string): readonly Transfer[] {
    return this.#byOrder.get(order) ?? [];
  }

  find(orderId: Id<'pay'>): Transfer | undefined {
    return this.transfersOf(formatId('pay', orderId)).at(-1);
  }

  submit(reference: string, amount: number, answer: (answer: Answer) => void): void {
    this.#call(`${reference} is asked for`, answer, () => this.#take(reference, amount));
  }

  query(reference: string, answer: (answer: Answer) => void): void {
    this.#call(`${reference} is asked about`, answer, () => this.#look(reference));
  }

  /** A person at the bank ends what is in suspense. */
  resolve(transfer: Transfer, state: 'succeeded' | 'failed'): void {
    this.#report(transfer, state);
  }

  #call(what: string, answer: (answer: Answer) => void, work: () => Answer): void {
    const { faults, random } = this.#world;
    if (faults.happens('bankCallLost')) return this.#world.tell(() => `bank: lost: ${what}`);
    const isLate = faults.happens('bankCallLate');
    const travel = isLate ? random.between(second, 2 * hour) : random.between(1, 80);
    this.#world.after(travel, what, null, () => {
      if (!this.isUp) return;
      if (faults.happens('bankKilled')) return this.kill();
      const said = work();
      this.#world.tell(
        () => `bank: ${what}: ${said.kind === 'reported' ? said.report.state : said.kind}`,
      );
      if (faults.happens('bankAnswerLost')) return;
      const wait = faults.happens('bankAnswerLate') ? random.between(second, 60 * second) : 20;
      this.#world.after(wait, `answer: ${what}`, this, () => answer(said));
    });
  }

  /** Nothing that was taken is lost; whoever waited for an answer gets none. */
  kill(): void {
    this.isUp = false;
    this.life += 1;
    this.#world.tell(() => 'bank: killed');
    this.#world.after(this.#world.random.between(second, minute), 'the bank starts', null, () => {
      this.isUp = true;
    });
  }

  #take(reference: string, amount: number): Answer {
    const known = this.book.get(reference);
    if (known) return { kind: 'reported', report: known.reports.at(-1)! };
    const { faults, random } = this.#world;
    if (faults.happens('bankRefuses')) {
      const isForGood = random.chance(0.2);
      const retryAt = isForGood
        ? null
        : instantOf(this.#world.now + random.between(second, minute));
      return { kind: 'notSent', retryAt, code: 'rate_limited', text: '' };
    }
    const transfer: Transfer = { reference, amount, reports: [] };
    this.book.set(reference, transfer);
    const order = reference.split('/')[0]!;
    this.#byOrder.set(order, [...this.transfersOf(order), transfer]);
    if (random.chance(0.4)) this.#report(transfer, 'processing');
    const isTaken = transfer.reports.length > 0;
    if (isTaken) this.#later(random.between(second, hour), () => this.#settle(transfer));
    else this.#settle(transfer);
    return { kind: 'reported', report: transfer.reports.at(-1)! };
  }

  #settle(transfer: Transfer): void {
    const { faults, random } = this.#world;
    if (faults.happens('transferFails')) return this.#report(transfer, 'failed');
    const isInSuspense = faults.happens('transferSuspended');
    if (isInSuspense) return this.#report(transfer, 'suspended');
    this.#report(transfer, 'succeeded');
    if (!faults.happens('transferReturned')) return;
    this.#later(random.between(second, 2 * day), () => this.#report(transfer, 'returned'));
  }

  #look(reference: string): Answer {
    const { faults, random } = this.#world;
    const known = this.book.get(reference);
    if (!known || faults.happens('bankForgets')) return { kind: 'notFound' };
    const isOld = known.reports.length > 1 && faults.happens('bankSaysOldNews');
    const report = isOld ? random.pick(known.reports) : known.reports.at(-1)!;
    return { kind: 'reported', report };
  }

  #report(transfer: Transfer, state: TransferState): void {
    const last = transfer.reports.at(-1);
    const at = Math.max(this.#world.now, last ? Date.parse(last.occurredAt) + 1 : 0);
    const report: TransferReport = {
      reference: transfer.reference,
      state,
      bankReference: transfer.reference,
      code: null,
      text: null,
      occurredAt: instantOf(at),
    };
    transfer.reports.push(report);
    this.version += 1;
    this.#world.tell(() => `bank: ${transfer.reference} ${state}`);
    this.#announce(report);
  }

  #announce(report: TransferReport): void {
    const { faults } = this.#world;
    const id = `callback-${(this.#callbacks += 1)}`;
    this.#send({ id, report, isForged: false }, 0);
    if (faults.happens('callbackTwice')) this.#send({ id, report, isForged: false }, 0);
    if (faults.happens('callbackTwice')) {
      this.#send({ id: `${id}-again`, report, isForged: false }, 0);
    }
    if (faults.happens('callbackForged')) {
      const state = report.state === 'succeeded' ? 'failed' : 'succeeded';
      const occurredAt = instantOf(Date.parse(report.occurredAt) + hour);
      this.#send(
        { id: `${id}-forged`, report: { ...report, state, occurredAt }, isForged: true },
        0,
      );
    }
  }

  #send(callback: Callback, tries: number): void {
    const { faults, random } = this.#world;
    const isLate = faults.happens('callbackLate');
    const wait = isLate ? random.between(minute, 2 * day) : random.between(1, 3 * second);
    this.#later(wait, () => {
      let isTaken = false;
      if (!faults.happens('callbackLost')) this.onCallback(callback, () => (isTaken = true));
      const again = callbackWaits[tries];
      if (again === undefined || callback.isForged) return;
      this.#later(again, () => {
        if (!isTaken) this.#send(callback, tries + 1);
      });
    });
  }

  /** What is written in the book happens, if need be once the bank is up again. */
  #later(milliseconds: number, run: () => void): void {
    this.#world.after(milliseconds, 'the bank goes on', null, () => {
      if (this.isUp) run();
      else this.#later(second, run);
    });
  }
}
