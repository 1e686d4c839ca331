import { assert } from './assert.ts';

declare const rateBrand: unique symbol;

/** An exact rate in parts per million: 0.16 (16 %) is 160,000. */
export type Rate = number & { readonly [rateBrand]: true };

export const ratePpmOne = 1_000_000;

const ratePattern = /^(-?)(\d{1,4})(?:\.(\d{1,6}))?$/;

/** Reads a decimal string: "0.098" is 9.8 %. Null when it is not exact in parts per million. */
export function parseRate(text: string): Rate | null {
  const match = ratePattern.exec(text);
  if (!match) return null;
  const ppm = Number(match[2]) * ratePpmOne + Number((match[3] ?? '').padEnd(6, '0'));
  return (match[1] === '-' ? -ppm : ppm) as Rate;
}

/** The rate of a literal in code or in a policy file; a malformed one is a bug. */
export function rate(text: string): Rate {
  const parsed = parseRate(text);
  assert(parsed !== null, `not a rate: ${text}`);
  return parsed;
}

export function rateFromPpm(ppm: number): Rate {
  assert(Number.isSafeInteger(ppm), `not whole ppm: ${ppm}`);
  return ppm as Rate;
}

/** "0.098": the shortest decimal form, at least two decimals. */
export function formatRate(value: Rate): string {
  const magnitude = Math.abs(value);
  const decimals = String(magnitude % ratePpmOne)
    .padStart(6, '0')
    .replace(/0{1,4}$/, '');
  const text = `${Math.floor(magnitude / ratePpmOne)}.${decimals}`;
  return value < 0 ? `-${text}` : text;
}

/** "9.8%", for words shown to people. */
export function formatPercent(value: Rate): string {
  const magnitude = Math.abs(value);
  const decimals = String(magnitude % 10_000)
    .padStart(4, '0')
    .replace(/0+$/, '');
  const text = `${Math.floor(magnitude / 10_000)}${decimals === '' ? '' : `.${decimals}`}%`;
  return value < 0 ? `-${text}` : text;
}
