import type { BarOutcome, BenchOutcome, Spread } from '../bench/measure.ts';

/** The last outcome of each bench, with the day and the machine it was measured on. */
export type KeptOutcome = BenchOutcome & { readonly measuredOn: string; readonly machine: string };

const units = [
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
  [1e-9, 'ns'],
] as const;

/** Three digits that count: `1.25 ms`. */
export function formatSeconds(seconds: number): string {
  const [size, unit] = units.find(([limit]) => seconds >= limit) ?? units.at(-1)!;
  return `${formatNumber(seconds / size)} ${unit}`;
}

export function formatNumber(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return Math.abs(rounded) >= 1000 ? rounded.toLocaleString('en') : String(rounded);
}

function formatSpread(spread: Spread, format: (value: number) => string): string {
  return `${format(spread.median)} (${format(spread.low)}–${format(spread.high)})`;
}

const words = { met: 'met', unclear: 'within noise', missed: '**missed**' } as const;

function barLine(bar: BarOutcome): string {
  const ratio = formatSpread(bar.ratio, formatNumber);
  const name = `${bar.of} / ${bar.against}`;
  return `| ${name} | ${ratio} | ≤ ${formatNumber(bar.atMost)} | ${words[bar.verdict]} | ${bar.why} |`;
}

export function reportOf(outcome: KeptOutcome): string {
  const variants = outcome.variants.map(
    (variant) =>
      `| ${variant.name} | ${formatSpread(variant, formatSeconds)} ` +
      `| ${formatNumber(1 / variant.median)} |`,
  );
  return [
    `## ${outcome.name}`,
    '',
    outcome.title,
    '',
    `Measured on ${outcome.measuredOn}: ${outcome.machine}; ${outcome.rounds} rounds in turn.`,
    '',
    `| variant | time for one ${outcome.unit}, median (quartiles) | a second |`,
    '| --- | --- | --- |',
    ...variants,
    '',
    '| ratio of times | median (quartiles) | bar | verdict | the bar is |',
    '| --- | --- | --- | --- | --- |',
    ...outcome.bars.map(barLine),
    '',
    ...outcome.facts.flatMap((fact) => [`- ${fact}`]),
    ...(outcome.facts.length > 0 ? [''] : []),
  ].join('\n');
}

export function pageOf(outcomes: readonly KeptOutcome[]): string {
  const head = [
    '# Benchmarks',
    '',
    'Written by `npm run bench`; each part holds the last run of its bench. Variants run in turn,',
    'round after round; a ratio is taken within a round. A bar is missed only when the whole middle',
    'half of the rounds is beyond it.',
    '',
  ].join('\n');
  const sorted = outcomes.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  return [head, ...sorted.map(reportOf)].join('\n');
}
