import type { Input, ordersContract as contract } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';
import { recallDispatches } from '../supplier/dispatch.store.ts';
import { actOnLines } from './act-on-lines.ts';
import { withdrawPrepared } from './submission.store.ts';

/** Another way to the agency. What a supplier was given is recalled. */
export async function setOrderChannel(
  tx: Transaction,
  input: Input<typeof contract.setOrderChannel>,
) {
  const { channel } = input;
  return actOnLines(tx, input.lines, {
    intent: (line) =>
      channel === 'robot' && line.taskId === null
        ? { code: 'order_line.channel_wrong' }
        : {
            change: { channel, supplierId: null },
            note: { action: 'setChannel', code: channel },
          },
    also: async (lines) => {
      await withdrawPrepared(tx, lines, channel);
      await recallDispatches(tx, lines);
      return new Map();
    },
  });
}
