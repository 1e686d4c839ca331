import type { Input, ordersContract as contract } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';
import { actOnLines } from './act-on-lines.ts';

/** The client's HR answers what was sent back: it waits to be taken on again, with whoever had it. */
export async function answerOrderLines(
  tx: Transaction,
  input: Input<typeof contract.answerOrderLines>,
) {
  return actOnLines(tx, input.lines, {
    anybody: true,
    intent: () => ({ change: { reason: null }, note: { action: 'answer', words: input.words } }),
  });
}
