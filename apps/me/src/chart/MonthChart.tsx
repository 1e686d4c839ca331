import { BarChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react';
import type { Months } from '../api.ts';
import { fenOf, sumOf } from '../money.ts';

// The canvas needs no style that the pages' policy forbids.
echarts.use([BarChart, GridComponent, CanvasRenderer]);

const ink = '#0f4c5c';
const paleInk = '#9db7bf';
const amber = '#d9a12a';
const paleAmber = '#eed9ab';
const quiet = '#647479';

type Props = {
  months: Months;
  chosen: string;
  names: { net: string; tax: string };
  onChoose: (month: string) => void;
};

/** What was received and what was taxed, one bar a month; a tap chooses the month. */
export default function MonthChart({ months, chosen, names, onChoose }: Props): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const choose = useEffectEvent(onChoose);
  const { net, tax } = names;
  useEffect(() => {
    const chart = echarts.init(place.current);
    // Oldest first; web views of apps are older than `toReversed`.
    const shown = months.map((_, index) => months[months.length - 1 - index]!);
    chart.setOption(optionOf(shown, chosen, { net, tax }));
    chart.getZr().on('click', ({ offsetX, offsetY }) => {
      if (!chart.containPixel('grid', [offsetX, offsetY])) return;
      const [index = 0] = chart.convertFromPixel('grid', [offsetX, offsetY]);
      const month = shown[Math.round(index)];
      if (month) choose(month.month);
    });
    const fit = () => chart.resize();
    addEventListener('resize', fit);
    return () => {
      removeEventListener('resize', fit);
      chart.dispose();
    };
  }, [months, chosen, net, tax]);
  return (
    <>
      <div ref={place} className="chart-place" aria-hidden="true" />
      <p className="chart-names">
        <i className="chart-net" /> {names.net} <i className="chart-tax" /> {names.tax}
      </p>
    </>
  );
}

function optionOf(months: Months, chosen: string, names: Props['names']) {
  const bar = (of: (month: Months[number]) => string, strong: string, pale: string) =>
    months.map((month) => ({
      value: fenOf(of(month)),
      itemStyle: { color: month.month === chosen ? strong : pale },
    }));
  const taxOf = (month: Months[number]) => sumOf([month.tax, month.vat]);
  return {
    animation: false,
    grid: { left: 4, right: 4, top: 8, bottom: 22, containLabel: false },
    xAxis: {
      type: 'category',
      data: months.map(({ month }) => month),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: '#d5dde0' } },
      axisLabel: { color: quiet, fontSize: 11, formatter: (month: string) => month.slice(5) },
    },
    yAxis: { type: 'value', show: false },
    series: [
      {
        name: names.net,
        type: 'bar',
        stack: 'month',
        barMaxWidth: 28,
        data: bar(({ net }) => net, ink, paleInk),
      },
      { name: names.tax, type: 'bar', stack: 'month', data: bar(taxOf, amber, paleAmber) },
    ],
  };
}
