import { Progress } from 'antd';
import type { ReactNode } from 'react';
import { grouped } from './AmountText.tsx';

/** A job's progress in whole units: 12,000 / 100,000. */
export function ProgressLine(props: {
  done: number;
  total: number | null;
  label: string;
  failed?: boolean;
}): ReactNode {
  const share = props.total ? Math.min(100, Math.floor((props.done / props.total) * 100)) : 0;
  const status = props.failed ? 'exception' : share === 100 ? 'success' : 'active';
  return (
    <div role="status" aria-live="polite">
      <div style={{ display: 'flex', justifyContent: 'space-between', fontSize: 13 }}>
        <span>{props.label}</span>
        <span style={{ fontVariantNumeric: 'tabular-nums' }}>
          {grouped(String(props.done))}
          {props.total !== null && ` / ${grouped(String(props.total))}`}
        </span>
      </div>
      <Progress percent={share} status={status} showInfo={false} size="small" />
    </div>
  );
}
