import { type Fen, fen } from '@heyi/kernel';
import { bankReference, type EntryRow } from './book.store.ts';

export const statementFaults = ['missing', 'doubled', 'wrong_amount'] as const;
export type StatementFaultName = (typeof statementFaults)[number];

/** What the statement says wrongly of one line of an account. */
export type StatementFault = {
  readonly bank_reference: string;
  readonly fault: StatementFaultName;
  /** What a wrong amount is told as; null for the other faults. */
  readonly amount: Fen | null;
  /** Whether balances follow the told lines, so that the statement agrees with itself. */
  readonly adds_up: number;
};

export function isFaultName(value: unknown): value is StatementFaultName {
  return statementFaults.includes(value as StatementFaultName);
}

/** The rows of a day as the statement tells them: with lines missing, doubled or changed. */
export function distort(
  rows: readonly EntryRow[],
  faults: readonly StatementFault[],
): readonly EntryRow[] {
  const byReference = new Map(faults.map((fault) => [fault.bank_reference, fault]));
  let ahead = 0;
  const told: EntryRow[] = [];
  for (const row of rows) {
    const fault = byReference.get(bankReference(row.booked_on, row.journal));
    const amounts = fault === undefined ? [row.amount] : toldAmounts(row.amount, fault);
    const drift = amounts.reduce((sum, amount) => sum + amount, 0) - row.amount;
    const followed = fault?.adds_up === 1 ? drift : 0;
    for (const [index, amount] of amounts.entries()) {
      const rest = amounts.slice(index + 1).reduce((sum, later) => sum + later, 0);
      const balance = fen(row.balance + ahead + (fault?.adds_up === 1 ? drift - rest : 0));
      told.push({ ...row, amount, balance });
    }
    ahead += followed;
  }
  return told;
}

function toldAmounts(amount: Fen, { fault, amount: wrong }: StatementFault): Fen[] {
  if (fault === 'missing') return [];
  if (fault === 'doubled') return [amount, amount];
  return [fen(Math.sign(amount) * (wrong ?? Math.abs(amount) + 1))];
}
