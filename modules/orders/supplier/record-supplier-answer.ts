import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { actOnLines } from '../step/act-on-lines.ts';
import { answerDispatches } from './dispatch.store.ts';

/** What the supplier said to what it was given. A refusal has its reason, and the line waits anew. */
export async function recordSupplierAnswer(
  tx: Transaction,
  input: Input<typeof contract.recordSupplierAnswer>,
) {
  const { answer, words = null } = input;
  if (answer === 'declined' && words === null) {
    return fail({ code: 'order_line.words_missing' as const });
  }
  const action = answer === 'accepted' ? 'supplierAccept' : 'supplierDecline';
  return actOnLines(tx, input.lines, {
    intent: (line) =>
      line.channel === 'supplier' && line.dispatchState === 'asked'
        ? { note: { action, words } }
        : { code: 'order_line.state_wrong' },
    also: async (lines) => {
      await answerDispatches(tx, lines, { state: answer, words });
      return new Map();
    },
  });
}
