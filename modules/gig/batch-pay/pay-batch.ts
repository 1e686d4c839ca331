import { assert, ok } from '@heyi/kernel';
import { job } from '@heyi/platform';
import { z } from 'zod';
import { openCollector } from '../withdrawal/collector.ts';
import type { WithdrawalOutcome } from '../withdrawal/withdrawal.ts';
import { batchByNumber, batchForUpdate, type PayoutItem, saveBatch } from './payout-batch.store.ts';

/**
 * Withdraws for every item whose income was booked, on the path of all withdrawals. Killed at any line
 * it runs again: an item's business id pays it once.
 */
export const payBatchJob = job({
  kind: 'gig.pay_batch',
  input: z.object({ batchNumber: z.string(), environment: z.enum(['sandbox', 'live']) }),
  async run(context, { batchNumber, environment }) {
    const batch = await context.transaction((tx) => batchByNumber(tx, batchNumber, environment));
    assert(batch, 'the batch of a job is there');
    const collector = openCollector(context.host);
    try {
      const paid = await Promise.all(
        batch.items.map(async (item) => {
          if (item.code !== null) return item;
          const { externalWorkerId, businessId, amount, incomeKind } = item;
          return withOutcome(
            item,
            await collector.submit({
              tenantId: context.tenantId,
              environment,
              appId: batch.appId,
              externalWorkerId,
              businessId,
              key: `payout/${batchNumber}/${businessId}`,
              amount,
              incomeKind,
            }),
          );
        }),
      );
      await context.transaction(async (tx) => {
        const { id } = (await batchForUpdate(tx, batchNumber, environment))!;
        await saveBatch(tx, id, { state: 'confirmed', items: paid });
      });
      return ok({ paid: paid.filter(({ withdrawalId }) => withdrawalId !== null).length });
    } finally {
      await collector.close();
    }
  },
});

function withOutcome(item: PayoutItem, outcome: WithdrawalOutcome): PayoutItem {
  if (!outcome.ok) {
    const withdrawalCode = outcome.failure.code;
    return { ...item, code: 'payout.withdrawal_refused', withdrawalCode };
  }
  return { ...item, withdrawalId: (JSON.parse(outcome.value) as { id: string }).id };
}
