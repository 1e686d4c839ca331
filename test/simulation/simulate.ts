import type { IncomeKind, TaxOfMonth } from '@heyi/gig/testing';
import { fen, type Id, monthIndex, newId, periodOf, shanghaiDate } from '@heyi/kernel';
import { App, idIn, type Wish } from './app.ts';
import { Bank } from './bank.ts';
import { checkBank, checkBooks, checkEnd } from './checks.ts';
import type { Fault } from './faults.ts';
import { seeded } from './random.ts';
import { Server } from './server.ts';
import { Store, type StoredBalance, type StoredWorker, Writes } from './store.ts';
import { drawTerms, openAccounts, taxBookOf, type Terms, vatReadingOf } from './terms.ts';
import { applyFindings, moveByHand, type Scene } from './transactions.ts';
import { Broken, instantOf, type Options, World } from './world.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

export type Outcome = {
  readonly seed: number;
  /** Null when everything held. */
  readonly broken: string | null;
  readonly faults: readonly Fault[];
  readonly steps: number;
  readonly withdrawals: number;
  readonly trace: readonly string[];
};

/** Plays one seed to its end, or to the first step after which something does not hold. */
export function simulate(options: Options): Outcome {
  const stage = new Stage(options);
  let broken: string | null = null;
  try {
    stage.play();
  } catch (error) {
    // A planted mistake may also run into an assertion of the product.
    if (!(error instanceof Error)) throw error;
    broken = error instanceof Broken ? error.message : `${error.name}: ${error.message}`;
    if (!(error instanceof Broken)) stage.world.tell(() => String(error.stack));
  }
  const { world, store } = stage;
  return {
    seed: options.seed,
    broken,
    faults: world.faults.happened,
    steps: world.steps,
    withdrawals: store.withdrawals.size,
    trace: world.trace,
  };
}

/** Removes faults as long as the run still breaks, and plays it once more with its trace. */
export function shrink(failed: Outcome, options: Options): Outcome {
  const without = new Set(options.without);
  let latest = failed;
  for (let size = Math.ceil(failed.faults.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let first = 0; first < latest.faults.length;) {
      const left = latest.faults.slice(first, first + size).map(({ ordinal }) => ordinal);
      const tried = simulate({ ...options, without: new Set([...without, ...left]) });
      if (tried.broken === null) {
        first += size;
        continue;
      }
      for (const ordinal of left) without.add(ordinal);
      latest = tried;
    }
  }
  return simulate({ ...options, without, isTold: true });
}

const starts = ['2026-11-10T02:00:00.000Z', '2026-11-30T15:50:00.000Z', '2026-12-31T15:45:00.000Z'];
class Stage {
  readonly world: World;
  readonly store: Store;
  readonly #bank: Bank;
  readonly #servers: Server[];
  readonly #app: App;
  readonly #terms: Terms;
  readonly #taxOf: TaxOfMonth;
  /** In some runs everybody changes their mind. */
  readonly #isFickle: boolean;
  #checked = { store: -1, bank: -1 };

  constructor(options: Options) {
    const plan = seeded(options.seed ^ 0x0badcafe);
    this.world = new World(options, Date.parse(plan.pick(starts)) + plan.below(20 * minute));
    this.#terms = drawTerms(this.world);
    this.#taxOf = taxBookOf(this.#terms);
    this.#isFickle = this.world.random.chance(0.25);
    const accounts = openAccounts();
    const isUnique = !this.world.has('forgetsRequests');
    this.store = new Store(this.#terms.program, accounts, isUnique);
    this.#bank = new Bank(this.world);
    const parts = [this.world, this.store, this.#bank, this.#taxOf] as const;
    this.#servers = ['first', 'second'].map((name) => new Server(name, ...parts));
    for (const server of this.#servers) {
      server.others = this.#servers.filter((other) => other !== server);
      server.onCommit = () => this.#wakeAll();
    }
    this.#bank.onCallback = (callback, taken) =>
      this.world.random.pick(this.#servers).receive(callback, taken);
    this.#app = new App(this.world, this.#servers);
  }

  play(): void {
    const { random } = this.world;
    const endAt = this.world.now + random.pick([5 * minute, 60 * minute, 2 * day]);
    this.#cast(endAt - this.world.now);
    for (const server of this.#servers) server.start();
    while (this.world.now < endAt && this.#step());
    this.#heal();
    for (const wish of this.#app.wishes) this.#app.probe(wish);
    while (this.#step());
    checkEnd(this.store, this.#bank, this.#app, vatReadingOf(this.#terms.vat));
  }

  #step(): boolean {
    const isMore = this.world.step();
    const { version } = this.store;
    if (version !== this.#checked.store) checkBooks(this.store);
    if (version !== this.#checked.store || this.#bank.version !== this.#checked.bank) {
      checkBank(this.store, this.#bank);
    }
    this.#checked = { store: version, bank: this.#bank.version };
    return isMore;
  }

  #wakeAll(): void {
    for (const server of this.#servers) server.wake();
  }

  /** Who is there, and what they will want. */
  #cast(duration: number): void {
    const { random } = this.world;
    const soon = () => random.below(duration * 0.7);
    for (let number = 1; number <= random.between(1, 4); number += 1) this.#addWorker(number);
    for (const { externalId } of this.store.workers.values()) {
      this.#earn(externalId, random.between(1_000_00, 90_000_00));
      this.#later(soon(), () => this.#earn(externalId, random.between(100_00, 60_000_00)));
      if (random.chance(0.2)) this.#later(soon(), () => this.#turn(externalId));
    }
    this.#topUp(random.chance(0.3) ? 0 : random.between(10_000_00, 400_000_00));
    this.#later(soon(), () => this.#topUp(random.between(10_000_00, 300_000_00)));
    const wishes = random.between(3, 14);
    for (let number = 1; number <= wishes; number += 1) this.#later(soon(), () => this.#wish());
    for (let number = 1; number <= 5; number += 1) {
      this.#later(soon(), () => this.#jump());
      this.#later(soon(), () => this.#meddle());
    }
    if (random.chance(0.3)) this.#later(soon(), () => this.#declare());
    if (random.chance(0.3)) this.#jump();
  }

  #later(milliseconds: number, run: () => void): void {
    this.world.after(milliseconds, 'staff', null, run);
  }

  #addWorker(number: number): void {
    const kinds = ['labourRemuneration', 'incidentalIncome'] as const;
    const balances = new Map<IncomeKind, StoredBalance>(
      kinds.map((kind) => [kind, { id: newId<'bal'>(), accountId: newId<'lac'>(), earned: 0 }]),
    );
    const externalId = `u-${number}`;
    const worker: StoredWorker = {
      externalId,
      id: newId<'wkr'>(),
      state: 'admitted',
      balances,
    };
    this.store.workers.set(externalId, worker);
  }

  #post(accounts: readonly Id<'lac'>[], amount: number): void {
    const writes = new Writes();
    writes.journals.push({ accounts, amounts: [amount, -amount] });
    this.store.commit(writes);
    this.#wakeAll();
  }

  #earn(externalId: string, amount: number): void {
    const kind = this.world.random.chance(0.8) ? 'labourRemuneration' : 'incidentalIncome';
    const balance = this.store.workers.get(externalId)!.balances.get(kind)!;
    balance.earned += amount;
    this.#post([this.store.accounts.clientDue, balance.accountId], amount);
  }

  #topUp(amount: number): void {
    if (amount === 0) return;
    this.store.topUps += amount;
    this.#post([this.store.bank, this.store.accounts.clientFunds], amount);
  }

  /** Somebody is shut out, and let in again. */
  #turn(externalId: string): void {
    const worker = this.store.workers.get(externalId)!;
    worker.state = worker.state === 'admitted' ? 'suspended' : 'admitted';
    this.#wakeAll();
  }

  #declare(): void {
    this.store.declaredMonths.add(monthIndex(periodOf(shanghaiDate(instantOf(this.world.now)))));
  }

  #jump(): void {
    if (!this.world.faults.happens('clockJumps')) return;
    const { random } = this.world;
    const server = random.pick(this.#servers);
    const size = random.pick([10_000, 2 * minute, 60 * minute, day, 20 * day]);
    server.clockOffset += random.chance(0.5) ? size : -size;
    this.world.tell(() => `${server.name}: its clock is off by ${server.clockOffset / 1000} s`);
  }

  #wish(): void {
    const { random } = this.world;
    const workers = [...this.store.workers.keys()];
    const number = this.#app.wishes.length + 1;
    const isStranger = random.chance(0.03);
    const externalWorkerId = isStranger ? 'nobody' : random.pick(workers);
    const incomeKind = random.chance(0.8) ? 'labourRemuneration' : 'incidentalIncome';
    const request = {
      tenantId: this.#terms.program.payerTenantId,
      environment: 'live',
      appId: null,
      externalWorkerId,
      businessId: `b-${number}`,
      key: `k-${number}`,
      amount: fen(random.pick([100, 9_999, 100_00, 6_000_00, 20_000_00]) + random.below(100)),
      incomeKind,
    } as const;
    const wish = this.#app.wish(request, incomeKind);
    this.world.tell(() => `wish ${number}: ${externalWorkerId} wants ${request.amount} fen`);
    this.#app.pursue(wish);
    if (!this.#isFickle) return;
    this.#later(random.below(5000), () => {
      if (wish.accepted !== null) this.#cancelSoon(wish);
    });
  }

  /** What people do meanwhile with what has its answer. */
  #meddle(): void {
    const { random } = this.world;
    const refused = this.#app.wishes.filter((wish) => wish.refusal !== null);
    if (refused.length > 0) this.#app.probe(random.pick(refused));
    const accepted = this.#app.wishes.filter((wish) => wish.accepted !== null);
    if (accepted.length === 0) return;
    const wish = random.pick(accepted);
    if (random.chance(0.4)) this.#app.probe(wish);
    else if (random.chance(0.5)) this.#cancelSoon(wish);
    else random.pick(this.#servers).payAgain(idIn(wish));
  }

  /** Some insist. */
  #cancelSoon(wish: Wish): void {
    const { random } = this.world;
    const tries = random.pick([1, 10, 200]);
    for (let turn = 0; turn < tries; turn += 1) {
      this.#later(turn * random.pick([200, 400]), () => this.#app.cancel(wish));
    }
  }

  /** Nothing fails any more; what is open is brought to its end, as people would. */
  #heal(): void {
    this.world.faults.end();
    this.world.tell(() => 'from here on nothing fails');
    for (const server of this.#servers) {
      server.clockOffset = Math.max(...this.#servers.map(({ clockOffset }) => clockOffset), 0);
    }
    this.#topUp(10_000_000_00);
    for (const { externalId, state } of this.store.workers.values()) {
      if (state === 'suspended') this.#turn(externalId);
    }
    for (let rounds = 0; rounds < 60; rounds += 1) {
      this.#wakeAll();
      while (this.#step());
      if (!this.#help()) return;
    }
    throw new Broken('it does not come to rest');
  }

  /** True when there was something left for a person to do. */
  #help(): boolean {
    const undecided = this.#app.wishes.filter(
      ({ accepted, refusal }) => accepted === null && refusal === null,
    );
    for (const wish of undecided) {
      wish.tries = 0;
      this.#app.pursue(wish);
    }
    let isBusy = undecided.length > 0;
    for (const transfer of this.#bank.book.values()) {
      if (transfer.reports.at(-1)!.state !== 'suspended') continue;
      this.#bank.resolve(transfer, this.world.random.pick(['succeeded', 'failed']));
      isBusy = true;
    }
    return this.#settleByHand() || isBusy;
  }

  /** Two people read the bank's book: nothing is on its way to it any more. */
  #settleByHand(): boolean {
    const manual = [...this.store.orders.values()].filter(({ state }) => state === 'manual');
    for (const { id } of manual) {
      const transfer = this.#bank.find(id);
      const writes = new Writes();
      if (transfer) {
        const report = transfer.reports.at(-1)!;
        const finding = { kind: 'reported', report, isAnswer: false } as const;
        applyFindings(this.#scene(), writes, [{ orderId: id, finding }]);
      } else moveByHand(this.store, writes, id, 'failed');
      this.store.commit(writes);
      this.#wakeAll();
    }
    return manual.length > 0;
  }

  #scene(): Scene {
    const now = instantOf(this.world.now);
    return { world: this.world, store: this.store, taxOf: this.#taxOf, now };
  }
}
