import type { Bug } from './bugs.ts';
import { Faults } from './faults.ts';
import { type Random, seeded } from './random.ts';

/** Somebody who loses everything in hand when killed: what was planned by an earlier life is dropped. */
export type Life = { life: number; isUp: boolean };

type Event = {
  at: number;
  order: number;
  what: string;
  owner: Life | null;
  life: number;
  run(): void;
};

/** What broke, in the words of the rule that was broken. */
export class Broken extends Error {
  override name = 'Broken';
}

/** A run has some thousands. */
const stepsMax = 20_000;

export type Options = {
  readonly seed: number;
  readonly without?: ReadonlySet<number>;
  readonly bug?: Bug | null;
  readonly isTold?: boolean;
};

/** Virtual time, chance and what is going to happen; one thing at a time. */
export class World {
  readonly random: Random;
  readonly faults: Faults;
  readonly bug: Bug | null;
  readonly trace: string[] = [];
  /** Milliseconds since 1970, as nobody's clock but the simulation's shows them. */
  now: number;
  readonly #events: Event[] = [];
  readonly #isTold: boolean;
  #orders = 0;
  steps = 0;

  constructor({ seed, without = new Set(), bug = null, isTold = false }: Options, startAt: number) {
    this.random = seeded(seed);
    this.faults = new Faults(seed, without);
    this.bug = bug;
    this.now = startAt;
    this.#isTold = isTold;
  }

  has(bug: Bug): boolean {
    return this.bug === bug;
  }

  tell(line: () => string): void {
    if (this.#isTold) this.trace.push(`${new Date(this.now).toISOString()} ${line()}`);
  }

  /** Something that `owner` does later, unless it is killed before. */
  after(milliseconds: number, what: string, owner: Life | null, run: () => void): void {
    const at = this.now + Math.max(0, Math.round(milliseconds));
    const order = (this.#orders += 1);
    const event = { at, order, what, owner, life: owner?.life ?? 0, run };
    let low = 0;
    let high = this.#events.length;
    // The latest first: what is next stands at the end.
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#events[middle]!.at > at) low = middle + 1;
      else high = middle;
    }
    this.#events.splice(low, 0, event);
  }

  /** Does the next thing; false when there is none. */
  step(): boolean {
    const event = this.#events.pop();
    if (!event) return false;
    this.now = event.at;
    if (event.owner !== null && event.owner.life !== event.life) return true;
    this.steps += 1;
    if (this.steps > stepsMax) throw new Broken('it does not come to rest');
    event.run();
    return true;
  }
}

export function instantOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
