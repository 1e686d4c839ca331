import { yuan } from '@heyi/kernel';
import type { Comparison } from './ComparisonSummary.tsx';

/** One bar of the waterfall in fen: it hangs between `from` and `to`. */
export type Bar = {
  name: string;
  kind: 'total' | 'rise' | 'fall' | 'unexplained';
  from: number;
  to: number;
};

type Named = Comparison['bridge'][number]['reason'] | 'previous' | 'current';

/** Last month's net, what each reason did to it, and this month's net. */
export function barsOf(comparison: Comparison, nameOf: (reason: Named) => string): Bar[] {
  const net = comparison.totals.find(({ figure }) => figure === 'net');
  if (!net) return [];
  const bars: Bar[] = [
    { name: nameOf('previous'), kind: 'total', from: 0, to: yuan(net.previous) },
  ];
  let level: number = yuan(net.previous);
  for (const { reason, change } of comparison.bridge) {
    const next = level + yuan(change);
    if (next === level) continue;
    const direction = next > level ? 'rise' : 'fall';
    const kind = reason === 'unexplained' ? 'unexplained' : direction;
    bars.push({ name: nameOf(reason), kind, from: level, to: next });
    level = next;
  }
  bars.push({ name: nameOf('current'), kind: 'total', from: 0, to: yuan(net.current) });
  return bars;
}

/** Where the axis begins: the totals are much higher than the steps between them. */
export function axisStart(bars: readonly Bar[]): number {
  const steps = bars.filter(({ kind }) => kind !== 'total').flatMap(({ from, to }) => [from, to]);
  const ends = bars.filter(({ kind }) => kind === 'total').map(({ to }) => to);
  const lowest = Math.min(...steps, ...ends);
  const highest = Math.max(...steps, ...ends);
  const range = Math.max(highest - lowest, 100);
  const unit = 10 ** Math.floor(Math.log10(range));
  return Math.max(0, Math.floor((lowest - range / 2) / unit) * unit);
}
