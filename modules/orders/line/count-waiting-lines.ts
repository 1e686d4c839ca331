import type { Transaction } from '@heyi/platform';
import { countLinesByClient, type LineCount, type LinesWanted } from './read-lines.ts';

/** What waits for somebody on the home page, each by the filters of the list to which it leads. */
export const waitingLines = {
  linesOverdue: { state: 'unsent', due: 'overdue' },
  linesNear: { state: 'unsent', due: 'near' },
  linesSentBack: { state: 'sentBack' },
} as const satisfies Readonly<Record<string, LinesWanted>>;

export type WaitingLines = keyof typeof waitingLines;

export function countWaitingLines(tx: Transaction, kind: WaitingLines): Promise<LineCount[]> {
  return countLinesByClient(tx, waitingLines[kind]);
}
