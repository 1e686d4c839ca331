import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { addWorkdays, currentPolicy } from '@heyi/statutory';
import { actOnLines } from '../step/act-on-lines.ts';
import { withdrawPrepared } from '../step/submission.store.ts';
import { openDispatches } from './dispatch.store.ts';
import { readSuppliers } from './supplier.store.ts';

/** 派单 to a supplier of the line's city; it answers within its working days. */
export async function dispatchOrderLines(
  tx: Transaction,
  input: Input<typeof contract.dispatchOrderLines>,
) {
  const { supplierId, note = null } = input;
  const [supplier] = await readSuppliers(tx, { id: supplierId });
  if (!supplier) return fail({ code: 'supplier.not_found' as const });
  if (supplier.endedAt !== null) return fail({ code: 'supplier.ended' as const });
  const dueOn = addWorkdays(currentPolicy, tx.today, supplier.answerDays).date;
  return actOnLines(tx, input.lines, {
    intent: (line) =>
      supplier.cityCodes.includes(line.cityCode)
        ? {
            change: { channel: 'supplier', supplierId },
            note: { action: 'dispatch', code: supplier.shortName, words: note },
          }
        : { code: 'order_line.channel_wrong' },
    also: async (lines) => {
      await withdrawPrepared(tx, lines, supplier.shortName);
      await openDispatches(tx, lines, { supplierId, dueOn, words: note });
      return new Map();
    },
  });
}
