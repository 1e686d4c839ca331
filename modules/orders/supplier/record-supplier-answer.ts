import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { Line } from '../line/line.ts';
import { actOnLines, type Refusal } from '../step/act-on-lines.ts';
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
    intent: (line) => refusalOf(line) ?? { note: { action, words } },
    also: async (lines) => {
      await answerDispatches(tx, lines, { state: answer, words });
      return new Map();
    },
  });
}

/** Only what waits for an answer gets one: what was taken is followed by its result. */
function refusalOf({ channel, dispatchState }: Line): Refusal | null {
  if (channel !== 'supplier' || dispatchState === null)
    return { code: 'order_line.not_dispatched' };
  return dispatchState === 'accepted' ? { code: 'order_line.supplier_accepted' } : null;
}
