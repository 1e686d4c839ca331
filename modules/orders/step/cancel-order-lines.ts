import type { Input, ordersContract as contract } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';
import { recallDispatches } from '../supplier/dispatch.store.ts';
import { actOnLines } from './act-on-lines.ts';
import { withdrawPrepared } from './submission.store.ts';
import { cancelLineTasks } from './tasks.ts';

/** 取消, by who asked or by who works on it; the task at the agency goes with it. */
export async function cancelOrderLines(
  tx: Transaction,
  input: Input<typeof contract.cancelOrderLines>,
) {
  const { reason } = input;
  return actOnLines(tx, input.lines, {
    anybody: true,
    intent: () => ({
      change: { reason, failureCode: null, finishedAt: tx.now },
      note: { action: 'cancel', words: reason },
    }),
    also: async (lines) => {
      const refused = await cancelLineTasks(tx, lines, reason);
      const cancelled = lines.filter(({ id }) => !refused.has(id));
      await withdrawPrepared(tx, cancelled, reason);
      await recallDispatches(tx, cancelled);
      return refused;
    },
  });
}
