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
import type { ChartProps } from './Chart.tsx';

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

/** With the library in it: it is loaded with the first page that has a chart. */
export default function DrawnChart(props: ChartProps): ReactNode {
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
    const { fontFamily } = getComputedStyle(holder.current!);
    const common = { aria, animation: false, textStyle: { fontFamily } };
    drawn.current?.setOption({ ...common, ...option }, { replaceMerge: ['series'] });
  }, [label, option]);
  return (
    <div style={{ overflowX: 'auto' }}>
      <div ref={holder} role="img" aria-label={label} style={{ height, minWidth }} />
    </div>
  );
}
