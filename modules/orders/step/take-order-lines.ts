import type { Input, ordersContract as contract } from '@heyi/contract';
import { assert } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { actOnLines } from './act-on-lines.ts';

/** 接单: of two who take a line, the second is told who has it. */
export async function takeOrderLines(
  tx: Transaction,
  input: Input<typeof contract.takeOrderLines>,
) {
  const { accountId, name } = tx.actor;
  assert(accountId, 'a person takes lines');
  return actOnLines(tx, input.lines, {
    intent: () => ({
      change: { assigneeId: accountId, assigneeName: name },
      note: { action: 'take' },
    }),
  });
}
