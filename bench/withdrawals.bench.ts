import { type Collector, type CollectorOptions, openCollector } from '@heyi/gig';
import type { Bar, Bench, Variant } from './measure.ts';
import { openServerCpu } from './processor-time.ts';
import { openHttpLane } from './withdrawals-http.ts';
import {
  castWithdrawals,
  openPgbench,
  type Pgbench,
  type WithdrawalsCast,
} from './withdrawals-cast.ts';

const adminUrl = process.env['HEYI_TEST_ADMIN_URL']!;
const runSeconds = 4;
/** Enough that the batches of all stripes are full, and few enough that p99 stays small. */
const waitingCore = 1024;
const connections = 512;

const names = {
  pgbench: 'pgbench TPC-B, 8 clients, scale 100',
  pgbenchAlone: 'pgbench TPC-B, 1 client',
  core: 'core, 1,000,000 workers',
  coreSmall: 'core, 10,000 workers',
  thousand: 'core, 100,000 workers of 1,000 clients',
  hundred: 'core, 100,000 workers of one client',
  oneStripe: 'core, one row of client money',
  alone: 'one at a time, without HTTP',
  http: 'HTTP, signed, 512 connections',
} as const;

const bars: Bar[] = [
  {
    of: names.core,
    against: names.pgbench,
    atMost: 1 / 4,
    why: 'at least 4 × the rate of pgbench TPC-B on the same server',
  },
  {
    of: names.http,
    against: names.pgbench,
    atMost: 1 / 2,
    why: 'at least 2 × pgbench TPC-B, with HTTP, signature, nonce, JSON and COMMIT before the answer',
  },
  {
    of: names.hundred,
    against: names.thousand,
    atMost: 1 / 0.95,
    why: 'one hot platform account against a thousand with the same load: no loss beyond the noise',
  },
  {
    of: names.alone,
    against: names.pgbenchAlone,
    atMost: 2,
    why: 'one withdrawal on an idle system: at most 2 × one pgbench transaction',
  },
  {
    of: names.core,
    against: names.coreSmall,
    atMost: 1 / 0.8,
    why: '1,000,000 workers at 0.8 × the rate of 10,000 or more',
  },
];

type Batches = { sizes: number[]; milliseconds: number[] };

/** Withdrawals end to end in the database, against PostgreSQL's own benchmark on the same server. */
export const bench: Bench = {
  name: 'withdrawals',
  title:
    'Taxed withdrawals: idempotency, cumulative tax, double entry, pay order; fsync, synchronous_commit and row-level security on.',
  unit: 'withdrawal or transaction',
  rounds: 7,
  bars,
  async setUp() {
    const pgbench = await openPgbench(adminUrl, 100);
    if (pgbench === null) throw new Error('pgbench is missing: install postgresql-15 or newer');
    const [large, small, single] = [
      await castWithdrawals({ workers: 1_000_000 }),
      await castWithdrawals({ workers: 10_000 }),
      await castWithdrawals({ workers: 1_000_000, stripes: 1 }),
    ];
    const [thousand, hundred] = [
      await castWithdrawals({ workers: 100_000, clients: 1000, stripes: 1 }),
      await castWithdrawals({ workers: 100_000 }),
    ];
    const casts = [large, small, single, thousand, hundred];
    const http = await openHttpLane(large, connections);
    const batches: Batches = { sizes: [], milliseconds: [] };
    const cpu = await openServerCpu(adminUrl);
    const costs: string[] = [];
    let isCore = false;
    const onBatch: CollectorOptions['onBatch'] = ({ size, milliseconds }) => {
      if (!isCore) return;
      batches.sizes.push(size);
      batches.milliseconds.push(milliseconds);
    };
    const collectors = {
      large: openCollector(large.host, { onBatch }),
      small: openCollector(small.host),
      single: openCollector(single.host),
      thousand: openCollector(thousand.host),
      hundred: openCollector(hundred.host),
    };
    const measured = (work: () => Promise<{ count: number; seconds: number }>) => async () => {
      const before = { server: cpu(), own: process.cpuUsage(), wal: await walOf(large) };
      isCore = true;
      const done = await work().finally(() => (isCore = false));
      const own = process.cpuUsage(before.own);
      const wal = (await walOf(large)) - before.wal;
      costs.push(
        `PostgreSQL ${perItem(cpu() - before.server, done.count)}, Node ` +
          `${perItem((own.user + own.system) / 1e6, done.count)}, WAL ` +
          `${Math.round(wal / done.count)} bytes`,
      );
      return done;
    };
    const variants: Variant[] = [
      { name: names.pgbench, run: () => pgbench.run(runSeconds, 8) },
      { name: names.core, run: measured(() => load(collectors.large, large, waitingCore)) },
      { name: names.http, run: () => http.run(runSeconds) },
      { name: names.oneStripe, run: () => load(collectors.single, single, waitingCore) },
      { name: names.hundred, run: () => load(collectors.hundred, hundred, waitingCore) },
      { name: names.thousand, run: () => load(collectors.thousand, thousand, waitingCore) },
      { name: names.coreSmall, run: () => load(collectors.small, small, waitingCore) },
      { name: names.pgbenchAlone, run: () => alonePgbench(pgbench) },
      { name: names.alone, run: () => load(collectors.large, large, 1) },
    ];
    return {
      variants,
      facts: () => [
        `core: batches of ${Math.round(average(batches.sizes))}, p50 ` +
          `${share(batches.milliseconds, 0.5)} ms, p99 ${share(batches.milliseconds, 0.99)} ms`,
        `core: ${costs.at(-1) ?? ''} a withdrawal`,
        `HTTP: p50 ${share(http.p50, 0.5)} ms, p99 ${share(http.p99, 0.5)} ms (medians of the rounds)`,
      ],
      async tearDown() {
        await http.close();
        for (const collector of Object.values(collectors)) await collector.close();
        for (const cast of casts) await cast.world.close();
      },
    };
  },
};

function alonePgbench(pgbench: Pgbench) {
  return pgbench.run(Math.max(1, Math.floor(runSeconds / 2)), 1);
}

/** Keeps so many requests waiting until the time is over. */
async function load(
  collector: Collector,
  cast: WithdrawalsCast,
  waiting: number,
): Promise<{ count: number; seconds: number }> {
  const startedAt = performance.now();
  const until = startedAt + (runSeconds * 1000) / (waiting === 1 ? 2 : 1);
  let count = 0;
  await Promise.all(
    Array.from({ length: waiting }, async () => {
      while (performance.now() < until) {
        const outcome = await collector.submit(cast.draw());
        if (!outcome.ok) throw new Error(outcome.failure.code);
        count += 1;
      }
    }),
  );
  return { count, seconds: (performance.now() - startedAt) / 1000 };
}

async function walOf({ world }: WithdrawalsCast): Promise<number> {
  const answer = await world.database.pool.query<{ bytes: string }>(
    `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::text as bytes`,
  );
  return Number(answer.rows[0]!.bytes);
}

const perItem = (seconds: number, count: number): string =>
  `${((seconds / count) * 1e6).toFixed(1)} µs`;

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function share(values: readonly number[], of: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? 0).toFixed(1);
}
