import { fen, formatYuan } from '@heyi/kernel';
import { Chart, type ChartOption, colours, grouped } from '@heyi/ui';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { axisStart, type Bar, barsOf } from './bridge.ts';
import type { Comparison } from './ComparisonSummary.tsx';

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
  const bars = barsOf(comparison, (reason) =>
    reason === 'previous' || reason === 'current'
      ? t(`runs.compare.${reason}`)
      : t(`runs.compare.reasons.${reason}`),
  );
  const key = JSON.stringify(bars);
  const option = useMemo(() => optionOf(JSON.parse(key) as Bar[]), [key]);
  // A bar needs room for its name and amount: on a phone the chart scrolls in its card.
  return (
    <Chart
      label={t('runs.compare.bridge')}
      option={option}
      height={280}
      minWidth={bars.length * barRoom}
    />
  );
}

function optionOf(bars: readonly Bar[]): ChartOption {
  const start = axisStart(bars);
  const low = ({ from, to, kind }: Bar) => (kind === 'total' ? start : Math.min(from, to));
  return {
    grid: { left: 8, right: 8, top: 24, bottom: 8, containLabel: true },
    tooltip: {
      trigger: 'item',
      formatter: (shown: unknown) => labelOf(bars[indexOf(shown)]!),
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
          formatter: (shown: unknown) => shownAmount(bars[indexOf(shown)]!),
        },
        data: bars.map((bar) => ({
          value: Math.max(bar.from, bar.to) - low(bar),
          itemStyle: { color: colourOf[bar.kind], borderRadius: 2 },
        })),
      },
    ],
  };
}

const indexOf = (shown: unknown) => (shown as { dataIndex: number }).dataIndex;

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
