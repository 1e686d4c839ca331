import { formatPercent, parseRate } from '@heyi/kernel';

/** "0.098" of the API as "9.8%"; a dash where there is none. */
export function percentText(text: string | null): string {
  const rate = text === null ? null : parseRate(text);
  return rate === null ? '—' : formatPercent(rate);
}
