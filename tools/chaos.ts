import './runtime.ts';
import { parseArgs } from 'node:util';
import { runChaos, tableOf } from '../test/chaos/chaos.ts';

/**
 * `npm run chaos -- [--kills N] [--seed S] [--rate R]`: kills servers, worker, database and bank at
 * random while R requests a second come in, then prints the proof. Ends with 1 when a line does not
 * hold, and keeps the database.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '30' },
  },
});
const [kills, seed, perSecond] = [values.kills, values.seed, values.rate].map(Number);
if (![kills, seed, perSecond].every((number) => Number.isSafeInteger(number) && number! > 0)) {
  console.error('--kills, --seed and --rate are whole numbers above zero.');
  process.exit(2);
}
const outcome = await runChaos({
  kills: kills!,
  seed: seed!,
  perSecond: perSecond!,
  say: (line) => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`),
});
console.log(tableOf(outcome));
process.exit(outcome.holds ? 0 : 1);
