import type { CSSProperties, ReactNode } from 'react';
import { colours } from './theme.ts';

const figures: CSSProperties = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };

/** "12345.60" as 12,345.60: aligned digits, negative in red with its sign. */
export function AmountText({
  value,
  strong,
}: {
  value: string | null;
  strong?: boolean;
}): ReactNode {
  if (value === null) return <span style={{ color: colours.quiet }}>—</span>;
  const colour = value.startsWith('-') ? { color: colours.bad } : {};
  const weight = strong ? { fontWeight: 600 } : {};
  return <span style={{ ...figures, ...colour, ...weight }}>{grouped(value)}</span>;
}

export function CountText({ value }: { value: number }): ReactNode {
  return <span style={figures}>{grouped(String(value))}</span>;
}

export function grouped(value: string): string {
  const [whole = '', decimals] = value.split('.');
  const sign = whole.startsWith('-') ? '-' : '';
  const digits = whole.replace('-', '').replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${digits}${decimals === undefined ? '' : `.${decimals}`}`;
}
