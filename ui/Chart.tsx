import { lazy, type ReactNode, Suspense } from 'react';
import type { ChartOption } from './DrawnChart.tsx';
import { colours } from './theme.ts';

export type { ChartOption } from './DrawnChart.tsx';

export type ChartProps = {
  label: string;
  option: ChartOption;
  height: number;
  /** Narrower than this it scrolls in its card. */
  minWidth?: number;
};

const DrawnChart = lazy(() => import('./DrawnChart.tsx'));

/**
 * The one chart of all pages. What it shows changes in place, without a flicker; the words of `label`
 * and a table or figures beside it say the same to those who cannot see it.
 */
export function Chart(props: ChartProps): ReactNode {
  return (
    <Suspense fallback={<div style={{ height: props.height }} />}>
      <DrawnChart {...props} />
    </Suspense>
  );
}

export type Series = {
  readonly name: string;
  readonly colour: string;
  /** Milliseconds since 1970 and the value; null leaves a gap. */
  readonly points: readonly (readonly [at: number, value: number | null])[];
  readonly filled?: boolean;
};

/** Lines over time, as every page draws them. `timeOf` writes an instant of the axis. */
export function linesOption(
  series: readonly Series[],
  timeOf: (at: number) => string,
  valueOf: (value: number) => string = String,
): ChartOption {
  return {
    color: series.map(({ colour }) => colour),
    grid: { left: 8, right: 14, top: 34, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 4, itemGap: 16 },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'line', lineStyle: { color: colours.line } },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? valueOf(value) : '—'),
      order: 'seriesAsc',
    },
    xAxis: {
      type: 'time',
      axisLabel: { formatter: (at: number) => timeOf(at), color: colours.quiet, hideOverlap: true },
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisPointer: {
        label: { formatter: ({ value }: { value: unknown }) => timeOf(Number(value)) },
      },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { formatter: (value: number) => valueOf(value), color: colours.quiet },
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: series.map(({ name, points, filled }) => ({
      type: 'line' as const,
      name,
      data: points.map((point) => [...point]),
      showSymbol: false,
      lineStyle: { width: 1.6 },
      ...(filled ? { areaStyle: { opacity: 0.12 } } : {}),
    })),
  };
}
