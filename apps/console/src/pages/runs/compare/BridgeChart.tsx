import { fen, formatYuan } from '@heyi/kernel';
import { colours, grouped } from '@heyi/ui';
import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { axisStart, type Bar, barsOf } from './bridge.ts';
import type { Comparison } from './ComparisonSummary.tsx';

echarts.use([BarChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

const barRoom = 76;

const colourOf: Record<Bar['kind'], string> = {
  total: colours.ink,
  rise: colours.good,
  fall: colours.amber,
  unexplained: colours.bad,
};

/** The waterfall of the net. The table beside it says the same in figures. */
export default function BridgeChart({ comparison }: { comparison: Comparison }): ReactNode {
  const { t } = useTranslation();
  const holder = useRef<HTMLDivElement>(null);
  const bars = barsOf(comparison, (reason) =>
    reason === 'previous' || reason === 'current'
      ? t(`runs.compare.${reason}`)
      : t(`runs.compare.reasons.${reason}`),
  );
  const key = JSON.stringify(bars);
  useEffect(() => {
    const chart = echarts.init(holder.current, undefined, { renderer: 'svg' });
    chart.setOption(optionOf(JSON.parse(key) as Bar[]));
    const resized = new ResizeObserver(() => chart.resize());
    resized.observe(holder.current!);
    return () => {
      resized.disconnect();
      chart.dispose();
    };
  }, [key]);
  // A bar needs room for its name and amount: on a phone the chart scrolls in its card.
  return (
    <div style={{ overflowX: 'auto' }}>
      <div ref={holder} style={{ height: 280, minWidth: bars.length * barRoom }} />
    </div>
  );
}

function optionOf(bars: readonly Bar[]) {
  const start = axisStart(bars);
  const low = ({ from, to, kind }: Bar) => (kind === 'total' ? start : Math.min(from, to));
  return {
    aria: { enabled: true },
    animation: false,
    grid: { left: 8, right: 8, top: 24, bottom: 8, containLabel: true },
    tooltip: {
      trigger: 'item',
      formatter: ({ dataIndex }: { dataIndex: number }) => labelOf(bars[dataIndex]!),
    },
    xAxis: {
      type: 'category',
      data: bars.map(({ name }) => name),
      axisTick: { show: false },
      axisLabel: { interval: 0, color: colours.text, width: 76, overflow: 'break' },
    },
    yAxis: {
      type: 'value',
      min: start,
      axisLabel: { formatter: (value: number) => amountOf(value), color: colours.quiet },
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: [
      // Carries the bar above it; it is not seen and not pointed at.
      {
        type: 'bar',
        stack: 'bridge',
        silent: true,
        itemStyle: { color: 'transparent' },
        data: bars.map(low),
      },
      {
        type: 'bar',
        stack: 'bridge',
        barMaxWidth: 56,
        label: {
          show: true,
          position: 'top',
          color: colours.text,
          fontSize: 11,
          formatter: ({ dataIndex }: { dataIndex: number }) => shownAmount(bars[dataIndex]!),
        },
        data: bars.map((bar) => ({
          value: Math.max(bar.from, bar.to) - low(bar),
          itemStyle: { color: colourOf[bar.kind], borderRadius: 2 },
        })),
      },
    ],
  };
}

function amountOf(value: number): string {
  return grouped(formatYuan(fen(Math.round(value)))).replace(/\.00$/, '');
}

function shownAmount({ from, to, kind }: Bar): string {
  const sign = kind !== 'total' && to > from ? '+' : '';
  return `${sign}${amountOf(kind === 'total' ? to : to - from)}`;
}

function labelOf(bar: Bar): string {
  return `${bar.name}<br>${shownAmount(bar)}`;
}
