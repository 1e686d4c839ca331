import { pathToFileURL } from 'node:url';
import { type Bench, measure } from '../bench/measure.ts';

/** Runs one bench in a process of its own and tells the parent what came out. */
const file = process.argv[2]!;
const { bench } = (await import(pathToFileURL(file).href)) as { bench: Bench };
process.send!(await measure(bench));
process.disconnect();
