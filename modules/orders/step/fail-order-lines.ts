import type { Input, ordersContract as contract } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';
import { feedBackDispatches } from '../supplier/dispatch.store.ts';
import { actOnLines } from './act-on-lines.ts';
import { closeSubmissions } from './submission.store.ts';
import { failLineTasks } from './tasks.ts';

/** 官方失败 with the usual reason it is (practice 23) and the agency's words. */
export async function failOrderLines(
  tx: Transaction,
  input: Input<typeof contract.failOrderLines>,
) {
  const { failureCode, words } = input;
  return actOnLines(tx, input.lines, {
    intent: () => ({
      change: { failureCode, reason: words },
      note: { action: 'fail', code: failureCode, words },
    }),
    also: async (lines) => {
      const refused = await failLineTasks(tx, lines, { reasonCode: failureCode, words });
      const failed = lines.filter(({ id }) => !refused.has(id));
      await closeSubmissions(
        tx,
        failed.map(({ id }) => id),
        { state: 'refused', words },
      );
      await feedBackDispatches(tx, failed);
      return refused;
    },
  });
}
