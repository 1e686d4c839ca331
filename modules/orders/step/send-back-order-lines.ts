import type { Input, ordersContract as contract } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';
import { actOnLines } from './act-on-lines.ts';
import { withdrawPrepared } from './submission.store.ts';
import { reopenLineTasks } from './tasks.ts';

/** 打回: whoever handed it in reads the reason and answers. */
export async function sendBackOrderLines(
  tx: Transaction,
  input: Input<typeof contract.sendBackOrderLines>,
) {
  const { reason } = input;
  return actOnLines(tx, input.lines, {
    intent: () => ({
      change: { reason, failureCode: null },
      note: { action: 'sendBack', words: reason },
    }),
    also: async (lines) => {
      await withdrawPrepared(tx, lines, reason);
      return reopenLineTasks(tx, lines);
    },
  });
}
