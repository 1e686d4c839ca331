import { daysBetween, plainDate } from '@heyi/kernel';

const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** An instant as people in China read it: 2026-11-23 09:05. */
export function formatInstant(instant: string | null): string {
  return instant === null ? '—' : shanghai.format(new Date(instant));
}

const shanghaiSecond = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** Where seconds count: 2026-11-23 09:05:31. */
export function formatSecond(instant: string | null): string {
  return instant === null ? '—' : shanghaiSecond.format(new Date(instant));
}

/** Seconds with one decimal, rounded up: "1.3". */
export function secondsBetween(from: string, to: string): string {
  const tenths = Math.ceil((Date.parse(to) - Date.parse(from)) / 100);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

let serverAheadMs = 0;

/** The server's time counts: a demo has a calendar of its own, and a browser's clock may be wrong. */
export function keepServerTime(now: string): void {
  serverAheadMs = Date.parse(now) - Date.now();
}

/** Today in Shanghai, wherever the browser is. */
export function today(): string {
  return shanghai.format(new Date(Date.now() + serverAheadMs)).slice(0, 10);
}

/** Whole days from today to `day`; negative once it is over. */
export function daysUntil(day: string): number {
  return daysBetween(plainDate(today()), plainDate(day));
}
