import { assert } from '@heyi/kernel';
import { castHouse } from '@heyi/people/testing';
import { createTestHost } from '@heyi/platform/testing';
import type { Bench } from './measure.ts';
import { buildPayroll, calculate, reset } from './payroll-data.ts';

const sizes = [10_000, 100_000, 1_000_000];
const nameOf = (people: number) => `${people.toLocaleString('en')} people`;
const memoryMax = 1024 ** 3;

/** A person costs the same in a small run and in a large one, and memory does not grow with the run. */
export const bench: Bench = {
  name: 'payroll-scale',
  title: 'Calculate 10,000, 100,000 and 1,000,000 people, in less than 1 GiB of memory',
  unit: 'person',
  rounds: 7,
  bars: sizes.slice(1).map((people) => ({
    of: nameOf(people),
    against: nameOf(sizes[0]!),
    atMost: 1.3,
    why: 'the same work a person',
  })),
  async setUp() {
    const world = await createTestHost();
    await castHouse(world);
    const runs = [];
    let rssMax = 0;
    for (const people of sizes) runs.push(await buildPayroll(world, people));
    return {
      variants: runs.map((data) => ({
        name: nameOf(data.people),
        prepare: () => reset(world, data),
        run: async () => {
          const done = await calculate(world, data);
          const { rss } = process.memoryUsage();
          rssMax = Math.max(rssMax, rss);
          assert(rss < memoryMax, `${nameOf(data.people)} took ${Math.round(rss / 1024 ** 2)} MiB`);
          return done;
        },
      })),
      facts: () => [`${Math.round(rssMax / 1024 ** 2)} MiB of memory at most, of 1,024`],
      tearDown: () => world.close(),
    };
  },
};
