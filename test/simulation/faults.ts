import { type Random, seeded } from './random.ts';

/** What may go wrong, and how often it does at the most; each seed has rates of its own below that. */
const worst = {
  requestLost: 0.15,
  requestTwice: 0.15,
  requestLate: 0.15,
  answerLost: 0.2,
  serverKilled: 0.03,
  commitInDoubt: 0.06,
  databaseOut: 0.04,
  dispatcherStalls: 0.2,
  bankCallLost: 0.2,
  bankCallLate: 0.15,
  bankAnswerLost: 0.25,
  bankAnswerLate: 0.1,
  bankRefuses: 0.15,
  bankKilled: 0.02,
  bankForgets: 0.3,
  bankSaysOldNews: 0.3,
  callbackLost: 0.3,
  callbackTwice: 0.3,
  callbackLate: 0.3,
  callbackForged: 0.2,
  transferFails: 0.25,
  transferSuspended: 0.1,
  transferReturned: 0.35,
  clockJumps: 0.3,
} as const;

export type FaultName = keyof typeof worst;

export type Fault = { readonly ordinal: number; readonly name: FaultName };

/**
 * The faults of a run. Each that happens has a number; a run with some of the numbers left out is how
 * a failure is shrunk to what it needs.
 */
export class Faults {
  readonly happened: Fault[] = [];
  readonly #random: Random;
  readonly #rates = new Map<FaultName, number>();
  readonly #without: ReadonlySet<number>;
  #ordinal = 0;
  #isOver = false;

  constructor(seed: number, without: ReadonlySet<number>) {
    this.#random = seeded(seed ^ 0x2545f491);
    this.#without = without;
    for (const [name, rate] of Object.entries(worst)) {
      // A seed leaves some kinds out altogether, so that others are seen undisturbed.
      const share = this.#random.chance(0.4) ? 0 : this.#random.next();
      this.#rates.set(name as FaultName, rate * share);
    }
  }

  /** From here on nothing goes wrong any more. */
  end(): void {
    this.#isOver = true;
  }

  happens(name: FaultName): boolean {
    if (this.#isOver || !this.#random.chance(this.#rates.get(name)!)) return false;
    this.#ordinal += 1;
    if (this.#without.has(this.#ordinal)) return false;
    this.happened.push({ ordinal: this.#ordinal, name });
    return true;
  }
}
