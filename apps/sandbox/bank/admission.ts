import { performance } from 'node:perf_hooks';
import type { RefusalCode } from './result-code.ts';
import type { BankSettings } from './settings.ts';

/** Counts calls against the bank's rate and in-flight limits, per app. */
export type Admission = {
  /** Null lets the call in, and `leave` must follow. */
  enter(appId: string): RefusalCode | null;
  leave(appId: string): void;
};

export function openAdmission(settings: BankSettings): Admission {
  const counters = new Map<string, { inFlight: number; tokens: number; filledAt: number }>();

  function counterOf(appId: string) {
    let counter = counters.get(appId);
    if (counter === undefined) {
      counter = { inFlight: 0, tokens: Number.POSITIVE_INFINITY, filledAt: performance.now() };
      counters.set(appId, counter);
    }
    return counter;
  }

  return {
    enter(appId) {
      const counter = counterOf(appId);
      const { in_flight_max, requests_per_second_max } = settings;
      if (in_flight_max !== null && counter.inFlight >= in_flight_max) return 'in_flight_limit';
      if (requests_per_second_max !== null) {
        const now = performance.now();
        const filled = ((now - counter.filledAt) / 1000) * requests_per_second_max;
        counter.tokens = Math.min(requests_per_second_max, counter.tokens + filled);
        counter.filledAt = now;
        if (counter.tokens < 1) return 'rate_limited';
        counter.tokens -= 1;
      }
      counter.inFlight += 1;
      return null;
    },
    leave(appId) {
      counterOf(appId).inFlight -= 1;
    },
  };
}
