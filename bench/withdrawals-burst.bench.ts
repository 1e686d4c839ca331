import { setTimeout as sleep } from 'node:timers/promises';
import { proveBurst } from './burst-proof.ts';
import { addCpu, cpuBetween, type CpuSeconds, describeCpu } from './burst-cpu.ts';
import { bankTerms, type BurstStage, openStage } from './burst-stage.ts';
import type { Bar, Bench, Variant } from './measure.ts';

const adminUrl = process.env['HEYI_TEST_ADMIN_URL']!;

const evening = 110_000;
const eveningWaves = 5;
/** Arrivals of a wave; a small number tries the bench itself. */
const waveSize = Number.parseInt(process.env['HEYI_BURST_WAVE'] ?? '22000', 10);
const isWhole = waveSize * eveningWaves >= evening;
/** Of a round: the whole evening is paid for minutes, and seven of them would take a quarter of an hour. */
const roundWaves = 2;
const calm = { perSecond: 50, seconds: isWhole ? 60 : 5 } as const;
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
    `After a calm minute of ${calm.perSecond}/s: signed withdrawals by HTTP at ` +
    `${counted(peakPerSecond)}/s in waves of ${counted(waveSize)}, open loop, ${roundWaves} waves a ` +
    `round and ${eveningWaves} once; paid at a bank of its own process (${bankTerms.answerMs} ms an ` +
    `answer, ${bankTerms.callsAtOnce} calls at once), webhooks delivered.`,
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
      const done = await run.burst(roundWaves, { withdrawals: waveSize, readsEach: 0 });
      bursts.push(done);
      return done;
    };
    return {
      variants: variantsOf(burst),
      async facts() {
        const whole = await run.burst(eveningWaves, { withdrawals: waveSize, readsEach: 0 });
        const withdrawals = Math.ceil(waveSize / (readsEach + 1));
        const mixed = await run.burst(eveningWaves, { withdrawals, readsEach });
        const proof = await proveBurst(stage, run.accepted());
        // The first burst has warmed up.
        return [
          ...factsOf(bursts.slice(1), quiet),
          factOfWhole(whole),
          ...factsOfMixed(mixed),
          ...proof,
        ];
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
    /** Waves of so many withdrawals; the next comes when the app has heard that all are paid. */
    async burst(waves: number, terms: Omit<WaveTerms, 'perSecond'>): Promise<Burst> {
      const done: Burst[] = [];
      for (let number = 0; number < waves; number += 1) {
        done.push(await wave({ ...terms, perSecond: peakPerSecond }));
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
const lookEveryMs = 50;

/** When the last order was paid, in milliseconds since 1970, once the app has heard of all of them. */
async function untilPaid({ admin, told }: BurstStage, total: number): Promise<number> {
  const giveUpAt = performance.now() + paidWithinMs;
  // Counting orders would be work that the measured part pays for.
  while (told.paid < total) {
    if (performance.now() > giveUpAt) throw new Error(`${told.paid} of ${total} are told as paid`);
    await sleep(lookEveryMs);
  }
  const { rows } = await admin.query<{ at: number }>(
    'select extract(epoch from max(settled_at))::float8 * 1000 as at from payments.pay_order',
  );
  return rows[0]!.at;
}

function factsOf(bursts: readonly Burst[], quiet: Burst): string[] {
  const all = together(bursts);
  const median = (of: number) =>
    share(
      bursts.map(({ withdrawals }) => share(withdrawals, of)),
      0.5,
    );
  const calmP99 = share(quiet.withdrawals, 0.99);
  return [
    `calm: ${counted(quiet.accepted)} at ${calm.perSecond}/s, p50 ` +
      `${share(quiet.withdrawals, 0.5).toFixed(1)} ms, p99 ${calmP99.toFixed(1)} ms`,
    `bursts: ${counted(all.accepted)} arrived in ${bursts.length} rounds, ` +
      `${counted(all.accepted)} accepted, 0 refused, 0 lost; p50 ${median(0.5).toFixed(0)} ms, p99 ` +
      `${median(0.99).toFixed(0)} ms (medians of the rounds), ` +
      `${(median(0.99) / calmP99).toFixed(1)} × the calm p99; ` +
      `${counted(all.waited)} found no connection free`,
    `accepted: ${perSecond(all.accepted, all.servingSeconds)} while requests waited; the arrivals ` +
      `of ${counted(evening)} alone take ${(evening / peakPerSecond).toFixed(1)} s`,
    `paid: ${perSecond(all.accepted, all.paidSeconds)} from the first arrival to the last payment, ` +
      `told by webhook ${perSecond(all.accepted, all.toldSeconds)}; the bank allows ` +
      perSecond(1000 * bankTerms.callsAtOnce, bankTerms.answerMs),
    `while requests wait, a withdrawal takes ` +
      describeCpu(all.serving, all.accepted, all.servingSeconds),
    `afterwards, until paid and told, a withdrawal takes ` +
      describeCpu(all.paying, all.accepted, all.toldSeconds - all.servingSeconds),
  ];
}

function factOfWhole(whole: Burst): string {
  const { accepted, servingSeconds, withdrawals, paidSeconds, toldSeconds } = whole;
  return (
    `the whole evening once: ${counted(accepted)} in ${eveningWaves} waves, all accepted in ` +
    `${servingSeconds.toFixed(1)} s of serving time, p50 ${share(withdrawals, 0.5).toFixed(0)} ms, ` +
    `p99 ${share(withdrawals, 0.99).toFixed(0)} ms; the waves paid in ${paidSeconds.toFixed(1)} s ` +
    `and told in ${toldSeconds.toFixed(1)} s together`
  );
}

function factsOfMixed(mixed: Burst): string[] {
  const { accepted, reads, withdrawals, servingSeconds, serving } = mixed;
  const requests = accepted + reads.length;
  return [
    `the last run, ${readsEach} balance reads a withdrawal at ${counted(peakPerSecond)} requests/s: ` +
      `${counted(accepted)} withdrawals and ${counted(reads.length)} reads in ` +
      `${servingSeconds.toFixed(1)} s of serving time, ${perSecond(requests, servingSeconds)}; p99 ` +
      `of accept ${share(withdrawals, 0.99).toFixed(0)} ms, of reads ` +
      `${share(reads, 0.99).toFixed(0)} ms`,
    `a request of the last run takes ${describeCpu(serving, requests, servingSeconds)}`,
  ];
}

function counted(count: number): string {
  return count.toLocaleString('en');
}

const perSecond = (count: number, seconds: number): string =>
  `${counted(Math.round(count / seconds))}/s`;

function joined(parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

function share(values: Float64Array | readonly number[], of: number): number {
  const sorted = Float64Array.from(values).toSorted();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? 0;
}
