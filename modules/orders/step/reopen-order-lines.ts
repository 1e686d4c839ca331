import type { Input, ordersContract as contract } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';
import { actOnLines } from './act-on-lines.ts';
import { reopenLineTasks } from './tasks.ts';

/** 重新办理: what the agency refused is mended and will go out again. */
export async function reopenOrderLines(
  tx: Transaction,
  input: Input<typeof contract.reopenOrderLines>,
) {
  return actOnLines(tx, input.lines, {
    intent: () => ({
      change: { failureCode: null, reason: null, submittedAt: null },
      note: { action: 'reopen', words: input.note },
    }),
    also: (lines) => reopenLineTasks(tx, lines),
  });
}
