import { type Fen, formatYuan, parseYuan, sum, yuan } from '@heyi/kernel';

/** Amounts are yuan as decimal text on the wire, and whole fen where they are compared or added. */

/** "14747.30" as people read it: 14,747.30. */
export function grouped(amount: string): string {
  return amount.replace(/\B(?=(\d{3})+\.)/g, ',');
}

/** What somebody typed, as the API wants it; null when it is no amount. */
export function typedAmount(text: string): string | null {
  const plain = text.replace(/[,，\s]/g, '').replace(/\.$/, '');
  const amount = /^\d{1,9}(\.\d{1,2})?$/.test(plain) ? parseYuan(plain) : null;
  return amount === null ? null : formatYuan(amount);
}

export function fenOf(amount: string): Fen {
  return yuan(amount);
}

export function isZero(amount: string): boolean {
  return yuan(amount) === 0;
}

/** The sum of amounts, as text again. */
export function sumOf(amounts: readonly string[]): string {
  return formatYuan(sum(amounts.map(yuan)));
}
