import type { Fen } from '@heyi/kernel';
import { ourReference } from '../match/references.ts';
import type { LineKind } from './statement.ts';

/** What a line is when the bank only says which way the money went. */
export function kindOfLine(line: {
  readonly amount: Fen;
  readonly reference: string | null;
  readonly isReversal: boolean;
}): LineKind {
  const isOurs = line.reference !== null && ourReference(line.reference) !== null;
  if (line.isReversal || (line.amount > 0 && isOurs)) return 'reversal';
  return line.amount > 0 ? 'receipt' : 'transfer';
}
