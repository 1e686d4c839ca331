import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from '../host.ts';
import type { Pool } from '../postgres/pool.ts';
import { type Pressed, pressedBy, pressureTerms, restUnder, shareUnder } from './pressed.ts';

/** Processes with work that can hold back listen here, on a connection that listens anyway. */
export const pressureChannel = 'heyi_pressure';

const pressures = new WeakMap<Pool, Pressure>();

/** Of this process, as far as it tells or hears. */
export function pressureOf({ pool }: Host): Pressure {
  let pressure = pressures.get(pool);
  if (!pressure) {
    const notify = () => pool.query(`select pg_notify($1, '')`, [pressureChannel]);
    pressures.set(pool, (pressure = new Pressure(notify)));
  }
  return pressure;
}

/**
 * Acceptance first: while somebody waits for an answer longer than it should take, work for which
 * nobody waits holds back, in every process. Nothing is stored: a signal that is not repeated ends.
 */
export class Pressure {
  readonly #notify: () => Promise<unknown>;
  readonly #now: () => number;
  #pressed: Pressed | null = null;
  #toldAt = -Infinity;

  constructor(notify: () => Promise<unknown>, now: () => number = () => performance.now()) {
    this.#notify = notify;
    this.#now = now;
  }

  /** Somebody waits too long: every process hears of it, as often as is needed and not oftener. */
  tell(): void {
    const now = this.#now();
    if (now - this.#toldAt < pressureTerms.tellEveryMs) return;
    this.#toldAt = now;
    this.hear();
    // A signal that is lost is told again as long as somebody waits.
    void this.#notify().catch(() => undefined);
  }

  hear(): void {
    this.#pressed = pressedBy(this.#pressed, this.#now());
  }

  /** What work for which nobody waits may take of its usual measure: 1 when nothing presses. */
  get share(): number {
    return shareUnder(this.#pressed, this.#now());
  }

  /** Stands before each piece of such work. Ends at once when nothing presses, else soon: never is none done. */
  async rest(): Promise<void> {
    const milliseconds = restUnder(this.#pressed, this.#now());
    if (milliseconds > 0) await sleep(milliseconds);
  }
}
