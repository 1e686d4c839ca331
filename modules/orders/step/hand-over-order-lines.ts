import { colleaguesWho } from '@heyi/access';
import type { Input, ordersContract as contract } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';
import { actOnLines } from './act-on-lines.ts';

/** 交接. Only who has a line gives it on; who takes it over reads the note in its history. */
export async function handOverOrderLines(
  tx: Transaction,
  input: Input<typeof contract.handOverOrderLines>,
) {
  const { toId, note } = input;
  const to = (await colleaguesWho(tx, 'order_line:work')).find(({ id }) => id === toId);
  return actOnLines(tx, input.lines, {
    intent: () =>
      to
        ? {
            change: { assigneeId: to.id, assigneeName: to.name },
            note: { action: 'handOver', code: to.name, words: note },
          }
        : { code: 'order_line.assignee_unfit' },
  });
}
