import type { AnswerOf } from '@heyi/client';
import type { Tone } from '@heyi/ui';

export type Account = AnswerOf<'getReconciliation'>['accounts'][number];
export type Line = AnswerOf<'listStatementLines'>['rows'][number];
export type Entry = AnswerOf<'listBookEntries'>['rows'][number];
export type Statement = AnswerOf<'listStatements'>['rows'][number];
export type Discrepancy = AnswerOf<'listDiscrepancies'>['rows'][number];

export const toneOfStanding: Record<Account['standing'], Tone> = {
  agrees: 'good',
  differs: 'bad',
  noStatement: 'neutral',
};

export const toneOfDiscrepancy: Record<Discrepancy['state'], Tone> = {
  open: 'warn',
  assigned: 'active',
  resolved: 'good',
};

/** The sum of amounts as the API writes them, in fen: whole numbers, so that nothing is rounded. */
export function sumOf(amounts: readonly string[]): number {
  return amounts.reduce((sum, amount) => sum + fenOf(amount), 0);
}

function fenOf(amount: string): number {
  return Number.parseInt(amount.replace('.', ''), 10);
}

export function yuanOf(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** What a line or an entry is called in a list: the other side, or what it is for. */
export function nameOfLine(line: Line): string {
  return line.counterpartyName ?? line.remark ?? line.bankReference;
}
