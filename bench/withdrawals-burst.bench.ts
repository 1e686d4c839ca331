import { setTimeout as sleep } from 'node:timers/promises';
import { proveBurst } from './burst-proof.ts';
import {
  addCpu,
  bankTerms,
  type BurstStage,
  cpuBetween,
  type CpuSeconds,
  cpuSum,
  openStage,
  perOne,
} from './burst-stage.ts';
import type { Bar, Bench, Variant } from './measure.ts';

const adminUrl = process.env['HEYI_TEST_ADMIN_URL']!;

const evening = 110_000;
/** Arrivals of a burst; a small number tries the bench itself. */
const arrivals = Number.parseInt(process.env['HEYI_BURST_ARRIVALS'] ?? String(evening), 10);
const waves = 5;
const calm = { perSecond: 50, seconds: arrivals < evening ? 5 : 60 } as const;
const peakPerSecond = 287 * calm.perSecond;
const readsEach = 10;
const allowed = { servingSeconds: 10, p99Seconds: 0.2 } as const;

const names = {
  serving: 'serving time of 110,000',
  servingAllowed: '10 s of serving time',
  p99: 'p99 of accept',
  p99Allowed: '200 ms',
  paid: 'until the last is paid',
  paidAllowed: 'as the bank allows',
} as const;

const bars: Bar[] = [
  {
    of: names.serving,
    against: names.servingAllowed,
    atMost: 1,
    why: 'all accepted within 10 s of serving time, dispatcher and webhooks on',
  },
  {
    of: names.p99,
    against: names.p99Allowed,
    atMost: 1,
    why: 'p99 from the arrival to the answer after the COMMIT, under 200 ms',
  },
  {
    of: names.paid,
    against: names.paidAllowed,
    atMost: 1.2,
    why: `1.2 × (orders × ${bankTerms.answerMs} ms ÷ ${bankTerms.callsAtOnce}), from each wave’s first arrival`,
  },
];

/** Sums over the waves of a run. */
type Burst = {
  readonly accepted: number;
  readonly servingSeconds: number;
  /** From the first arrival of each wave until its last order is paid, and until the app knows. */
  readonly paidSeconds: number;
  readonly toldSeconds: number;
  readonly waited: number;
  readonly withdrawals: Float64Array;
  readonly reads: Float64Array;
  readonly serving: CpuSeconds;
  readonly paying: CpuSeconds;
};

/** The reference evening, open loop, with everything that belongs to it on the same machine. */
export const bench: Bench = {
  name: 'withdrawals-burst',
  title:
    `After a calm minute of ${calm.perSecond}/s: ${arrivals.toLocaleString('en')} signed withdrawals by HTTP at ` +
    `${peakPerSecond.toLocaleString('en')}/s in ${waves} waves, open loop; paid at a bank of its own process ` +
    `(${bankTerms.answerMs} ms an answer, ${bankTerms.callsAtOnce} calls at once), webhooks delivered.`,
  unit: 'burst',
  rounds: 7,
  bars,
  async setUp() {
    const stage = await openStage(adminUrl);
    const run = openRuns(stage);
    const calmCount = calm.perSecond * calm.seconds;
    const quiet = await run.wave({
      withdrawals: calmCount,
      readsEach: 0,
      perSecond: calm.perSecond,
    });
    const bursts: Burst[] = [];
    const burst = async (): Promise<Burst> => {
      const done = await run.burst(arrivals, { readsEach: 0 });
      bursts.push(done);
      return done;
    };
    return {
      variants: variantsOf(burst),
      async facts() {
        // The first warms up.
        const counted = bursts.slice(1);
        const mixed = await run.burst(Math.ceil(arrivals / (readsEach + 1)), { readsEach });
        const proof = await proveBurst(stage, run.accepted());
        return [...factsOf(counted, quiet), ...factsOfMixed(mixed), ...proof];
      },
      tearDown: () => stage.close(),
    };
  },
};

/** Three figures and three allowances of one burst: whoever comes a second time starts the next. */
function variantsOf(burst: () => Promise<Burst>): Variant[] {
  let current: Promise<Burst> | null = null;
  const asked = new Set<string>();
  const variant = (name: string, pick: (burst: Burst) => number): Variant => ({
    name,
    run: async () => {
      if (current === null || asked.has(name)) {
        asked.clear();
        current = burst();
      }
      asked.add(name);
      return { count: 1, seconds: pick(await current) };
    },
  });
  const { answerMs, callsAtOnce } = bankTerms;
  return [
    variant(names.serving, (done) => (done.servingSeconds * evening) / done.accepted),
    variant(names.servingAllowed, () => allowed.servingSeconds),
    variant(names.p99, ({ withdrawals }) => share(withdrawals, 0.99) / 1000),
    variant(names.p99Allowed, () => allowed.p99Seconds),
    variant(names.paid, ({ paidSeconds }) => paidSeconds),
    variant(names.paidAllowed, (done) => (done.accepted * answerMs) / callsAtOnce / 1000),
  ];
}

type WaveTerms = { withdrawals: number; readsEach: number; perSecond: number };

function openRuns(stage: BurstStage) {
  let next = 0;
  const wave = async (terms: WaveTerms): Promise<Burst> => {
    const go = await stage.ready({ ...terms, first: next });
    next += terms.withdrawals;
    const before = stage.cpu();
    const load = await go();
    const served = stage.cpu();
    const requests = terms.withdrawals * (terms.readsEach + 1);
    if (load.statuses['200'] !== requests) {
      throw new Error(`of ${requests} requests: ${JSON.stringify(load.statuses)}`);
    }
    const paidAt = await untilPaid(stage, next);
    return {
      accepted: terms.withdrawals,
      servingSeconds: load.seconds,
      paidSeconds: (paidAt - load.startedAt) / 1000,
      toldSeconds: (stage.told.lastAt - load.startedAt) / 1000,
      waited: load.waited,
      withdrawals: load.withdrawals,
      reads: load.reads,
      serving: cpuBetween(before, served),
      paying: cpuBetween(served, stage.cpu()),
    };
  };
  return {
    wave,
    accepted: () => next,
    /** So many withdrawals in waves; the next comes when all of the last are paid. */
    async burst(withdrawals: number, options: { readsEach: number }): Promise<Burst> {
      const done: Burst[] = [];
      for (let number = 0; number < waves; number += 1) {
        const count = Math.ceil(withdrawals / waves);
        done.push(await wave({ ...options, withdrawals: count, perSecond: peakPerSecond }));
      }
      return together(done);
    },
  };
}

function together(all: readonly Burst[]): Burst {
  const sum = (pick: (one: Burst) => number) => all.reduce((total, one) => total + pick(one), 0);
  return {
    accepted: sum(({ accepted }) => accepted),
    servingSeconds: sum(({ servingSeconds }) => servingSeconds),
    paidSeconds: sum(({ paidSeconds }) => paidSeconds),
    toldSeconds: sum(({ toldSeconds }) => toldSeconds),
    waited: sum(({ waited }) => waited),
    withdrawals: joined(all.map(({ withdrawals }) => withdrawals)),
    reads: joined(all.map(({ reads }) => reads)),
    serving: addCpu(all.map(({ serving }) => serving)),
    paying: addCpu(all.map(({ paying }) => paying)),
  };
}

const paidWithinMs = 600_000;
const lookEveryMs = 250;

/** When the last order was paid, in milliseconds since 1970, once the app has heard of all of them. */
async function untilPaid({ admin, told }: BurstStage, total: number): Promise<number> {
  const giveUpAt = performance.now() + paidWithinMs;
  for (;;) {
    // Orders that are not at their end are few, and have an index of their own.
    const { rows } = await admin.query<{ open: number }>(
      'select count(*)::int as open from payments.pay_order where due_at is not null',
    );
    if (rows[0]!.open === 0 && told.paid === total) break;
    if (performance.now() > giveUpAt) {
      throw new Error(`${rows[0]!.open} orders are open, ${told.paid} of ${total} are told`);
    }
    await sleep(lookEveryMs);
  }
  const { rows } = await admin.query<{ at: number }>(
    'select extract(epoch from max(settled_at))::float8 * 1000 as at from payments.pay_order',
  );
  return rows[0]!.at;
}

function factsOf(bursts: readonly Burst[], quiet: Burst): string[] {
  const all = together(bursts);
  const median = (pick: (burst: Burst) => number) => share(bursts.map(pick), 0.5);
  const p99 = median(({ withdrawals }) => share(withdrawals, 0.99));
  const calmP99 = share(quiet.withdrawals, 0.99);
  const payingSeconds = all.toldSeconds - all.servingSeconds;
  return [
    `calm: ${quiet.accepted.toLocaleString('en')} at ${calm.perSecond}/s, p50 ` +
      `${share(quiet.withdrawals, 0.5).toFixed(1)} ms, p99 ${calmP99.toFixed(1)} ms`,
    `bursts: ${all.accepted.toLocaleString('en')} arrived in ${bursts.length} rounds, ` +
      `${all.accepted.toLocaleString('en')} accepted, 0 refused, 0 lost; p50 ` +
      `${median(({ withdrawals }) => share(withdrawals, 0.5)).toFixed(0)} ms, p99 ${p99.toFixed(0)} ms ` +
      `(medians of the rounds), ${(p99 / calmP99).toFixed(0)} × the calm one; ` +
      `${all.waited.toLocaleString('en')} had to wait for a connection`,
    `accepted: ${perSecond(all.accepted, all.servingSeconds)}; the arrivals alone take ` +
      `${(evening / peakPerSecond).toFixed(1)} s`,
    `paid: ${perSecond(all.accepted, all.paidSeconds)}, the bank allows ` +
      `${perSecond(bankTerms.callsAtOnce * 1000, bankTerms.answerMs)}; the last webhook ` +
      `${(all.toldSeconds / all.paidSeconds).toFixed(2)} × as late as the last payment`,
    `while it is served, a withdrawal: ${perOne(all.serving, all.accepted)}; ` +
      busy(all.serving, all.servingSeconds),
    `afterwards, until paid and told, a withdrawal: ${perOne(all.paying, all.accepted)}; ` +
      busy(all.paying, payingSeconds),
  ];
}

function factsOfMixed(mixed: Burst): string[] {
  const { accepted, reads, withdrawals, servingSeconds, serving } = mixed;
  return [
    `with ${readsEach} balance reads a withdrawal at ${peakPerSecond.toLocaleString('en')} requests/s: ` +
      `${accepted.toLocaleString('en')} withdrawals and ${reads.length.toLocaleString('en')} reads in ` +
      `${servingSeconds.toFixed(1)} s of serving time, ` +
      `${perSecond(accepted + reads.length, servingSeconds)}; p99 of accept ` +
      `${share(withdrawals, 0.99).toFixed(0)} ms, of reads ${share(reads, 0.99).toFixed(0)} ms`,
    `a request of these: ${perOne(serving, accepted + reads.length)}; ` +
      busy(serving, servingSeconds),
  ];
}

/** How many processors were busy on average. */
const busy = (cpu: CpuSeconds, seconds: number): string =>
  `${(cpuSum(cpu) / seconds).toFixed(2)} processors busy`;

const perSecond = (count: number, seconds: number): string =>
  `${Math.round(count / seconds).toLocaleString('en')}/s`;

function joined(parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

function share(values: Float64Array | readonly number[], of: number): number {
  const sorted = Float64Array.from(values).toSorted();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? 0;
}
