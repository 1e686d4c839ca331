/** One way to do the work. It is run once a round, in turn with the others. */
export type Variant = {
  readonly name: string;
  /** Untimed, before each run. */
  prepare?(): Promise<void> | void;
  /**
   * Does the work. Answers how many things were done (default 1), and how many seconds that took
   * when only a part of the run counts; else the whole run does.
   */
  run(): Promise<Work | number | void> | Work | number | void;
};

type Work = { readonly count: number; readonly seconds: number };

/** Time for one thing by `of`, divided by time for one thing by `against`. */
export type Bar = {
  readonly of: string;
  readonly against: string;
  readonly atMost: number;
  /** Where the figure comes from. */
  readonly why: string;
};

export type Bench = {
  readonly name: string;
  /** What is measured, in one sentence. */
  readonly title: string;
  /** What is counted: `journal`, `payslip`. */
  readonly unit: string;
  readonly rounds: number;
  readonly bars: readonly Bar[];
  /** Untimed; answers the variants, what to report beside their times, and how to clean up. */
  setUp(): Promise<{
    variants: readonly Variant[];
    /** Asked after the last round. */
    facts?(): readonly string[] | Promise<readonly string[]>;
    tearDown?(): Promise<void>;
  }>;
};

export type Spread = { readonly median: number; readonly low: number; readonly high: number };
/** `unclear`: the median is beyond the bar, but the middle half of the rounds is not. */
export type Verdict = 'met' | 'unclear' | 'missed';
export type BarOutcome = Bar & { readonly ratio: Spread; readonly verdict: Verdict };

export type BenchOutcome = {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly rounds: number;
  /** Seconds for one thing. */
  readonly variants: readonly (Spread & { readonly name: string })[];
  readonly bars: readonly BarOutcome[];
  readonly facts: readonly string[];
};

const roundsMin = 7;

/**
 * Runs the variants in turn, one round after the other, so that whatever slows the machine for a
 * while slows all of them. Each round gives one ratio; the first, untimed, warms up.
 */
export async function measure(bench: Bench): Promise<BenchOutcome> {
  if (bench.rounds < roundsMin) {
    throw new Error(`${bench.name}: ${bench.rounds} rounds say nothing; take ${roundsMin} or more`);
  }
  const { variants, facts, tearDown } = await bench.setUp();
  try {
    const seconds = await runRounds(variants, bench.rounds);
    return {
      name: bench.name,
      title: bench.title,
      unit: bench.unit,
      rounds: bench.rounds,
      variants: variants.map(({ name }) => ({ name, ...spreadOf(seconds.get(name)!) })),
      bars: bench.bars.map((bar) => judge(bar, ratiosOf(bar, seconds))),
      facts: (await facts?.()) ?? [],
    };
  } finally {
    await tearDown?.();
  }
}

async function runRounds(
  variants: readonly Variant[],
  rounds: number,
): Promise<ReadonlyMap<string, number[]>> {
  const seconds = new Map<string, number[]>(variants.map(({ name }) => [name, []]));
  for (const variant of variants) await timeOne(variant);
  for (let round = 0; round < rounds; round += 1) {
    for (let place = 0; place < variants.length; place += 1) {
      // Who goes first changes, so that nobody always runs on what another left behind.
      const variant = variants[(round + place) % variants.length]!;
      seconds.get(variant.name)!.push(await timeOne(variant));
    }
  }
  return seconds;
}

/** Seconds for one thing. */
async function timeOne(variant: Variant): Promise<number> {
  await variant.prepare?.();
  const started = performance.now();
  const work = (await variant.run()) ?? 1;
  const passed = (performance.now() - started) / 1000;
  return typeof work === 'number' ? passed / work : work.seconds / work.count;
}

function ratiosOf(bar: Bar, seconds: ReadonlyMap<string, readonly number[]>): number[] {
  const mine = seconds.get(bar.of);
  const theirs = seconds.get(bar.against);
  if (!mine || !theirs) throw new Error(`no such variant: ${mine ? bar.against : bar.of}`);
  return mine.map((value, round) => value / theirs[round]!);
}

/** Missed only when the whole middle half of the rounds is beyond the bar: noise is no failure. */
export function judge(bar: Bar, ratios: readonly number[]): BarOutcome {
  const ratio = spreadOf(ratios);
  const beyond = ratio.low > bar.atMost ? 'missed' : 'unclear';
  return { ...bar, ratio, verdict: ratio.median <= bar.atMost ? 'met' : beyond };
}

/** Median and quartiles, interpolated between neighbours. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const place = (sorted.length - 1) * share;
    const below = sorted[Math.floor(place)]!;
    const above = sorted[Math.ceil(place)]!;
    return below + (above - below) * (place - Math.floor(place));
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}
