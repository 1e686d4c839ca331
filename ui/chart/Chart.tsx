import { BarChart, LineChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
} from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type ReactNode, useEffect, useRef } from 'react';
import { colours, fontFamily } from '../theme.ts';

echarts.use([
  BarChart,
  LineChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  AriaComponent,
  SVGRenderer,
]);

export type ChartOption = Parameters<echarts.ECharts['setOption']>[0];

/**
 * The one chart of all pages. What it shows changes in place, without a flicker; the words of `label`
 * and a table or figures beside it say the same to those who cannot see it.
 */
export function Chart(props: {
  label: string;
  option: ChartOption;
  height: number;
  /** Narrower than this it scrolls in its card. */
  minWidth?: number;
}): ReactNode {
  const { label, option, height, minWidth } = props;
  const holder = useRef<HTMLDivElement>(null);
  const drawn = useRef<echarts.ECharts | null>(null);
  useEffect(() => {
    const chart = echarts.init(holder.current, undefined, { renderer: 'svg' });
    drawn.current = chart;
    const resized = new ResizeObserver(() => chart.resize());
    resized.observe(holder.current!);
    return () => {
      resized.disconnect();
      chart.dispose();
      drawn.current = null;
    };
  }, []);
  useEffect(() => {
    const aria = { enabled: true, label: { description: label } };
    const common = { aria, animation: false, textStyle: { fontFamily } };
    drawn.current?.setOption({ ...common, ...option }, { replaceMerge: ['series'] });
  }, [label, option]);
  return (
    <div style={{ overflowX: 'auto' }}>
      <div ref={holder} role="img" aria-label={label} style={{ height, minWidth }} />
    </div>
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
