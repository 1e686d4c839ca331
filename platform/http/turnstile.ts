import { Refusal } from './problem.ts';

/** Runs the work when its turn comes. */
export type Turnstile = <T>(work: () => Promise<T>) => Promise<T>;

const retryAfterSeconds = 5;

/**
 * Lets so many pieces of work run at once; the next ones stand in line, and who finds the line full
 * is sent away. A crowd at one door does not hold what all the others need.
 */
export function openTurnstile(atOnce: number, inLineMax: number): Turnstile {
  let running = 0;
  const line: (() => void)[] = [];
  const enter = async (): Promise<void> => {
    if (running < atOnce) {
      running += 1;
      return;
    }
    if (line.length >= inLineMax) throw new Refusal({ code: 'rate.limited', retryAfterSeconds });
    // The place of whoever leaves is handed on, so the count stays.
    await new Promise<void>((resolve) => line.push(resolve));
  };
  return async (work) => {
    await enter();
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
