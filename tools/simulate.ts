import './runtime.ts';
import { parseArgs } from 'node:util';
import { type Bug, bugs } from '../test/simulation/bugs.ts';
import { describe } from '../test/simulation/describe.ts';
import { shrink, simulate } from '../test/simulation/simulate.ts';

/**
 * `npm run simulate -- [--seed S] [--count N] [--bug name]`: plays N seeds from S on. One seed alone is
 * told step by step. Ends with 1 at the first that breaks, shrunk to the faults it needs.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string' },
    bug: { type: 'string' },
  },
});
const first = Number(values.seed);
const count = Number(values.count ?? (process.argv.includes('--seed') ? 1 : 10_000));
const bug = (values.bug ?? null) as Bug | null;
if (![first, count].every(Number.isSafeInteger) || (bug !== null && !(bug in bugs))) {
  console.error(
    `--seed and --count are whole numbers; --bug is one of ${Object.keys(bugs).join()}`,
  );
  process.exit(2);
}
let steps = 0;
let withdrawals = 0;
for (let seed = first; seed < first + count; seed += 1) {
  const outcome = simulate({ seed, bug, isTold: count === 1 });
  steps += outcome.steps;
  withdrawals += outcome.withdrawals;
  if (count === 1 && outcome.broken === null) console.log(describe(outcome));
  if (outcome.broken === null) continue;
  console.log(describe(shrink(outcome, { seed, bug })));
  process.exit(1);
}
console.log(`${count} seeds hold: ${steps} steps, ${withdrawals} withdrawals`);
