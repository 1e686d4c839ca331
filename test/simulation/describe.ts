import type { Outcome } from './simulate.ts';

const linesMax = 200;

/** A run that broke, for people: what, by which faults, the last of its trace, and how to see it again. */
export function describe({ seed, broken, faults, trace }: Outcome): string {
  const names = faults.map(({ ordinal, name }) => `${name} (${ordinal})`).join(', ');
  return [
    ...trace.slice(-linesMax),
    `seed ${seed}: ${broken ?? 'holds'}`,
    `faults: ${names || 'none'}`,
    `npm run simulate -- --seed ${seed}`,
  ].join('\n');
}
