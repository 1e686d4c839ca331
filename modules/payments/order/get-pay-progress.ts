import type { Input, paymentsContract as contract } from '@heyi/contract';
import { type Id, type Instant, ok, sum } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { batchesOf } from './list-pay-batches.ts';
import type { PayOrderState } from './pay-order.ts';

const movingStates: readonly PayOrderState[] = ['queued', 'sent', 'unknown'];

/** Everything that is paid for one subject, as the live page shows it. */
export async function getPayProgress(
  tx: Transaction,
  input: Input<typeof contract.getPayProgress>,
) {
  return ok(await payProgressOf(tx, input.subjectId));
}

/** The same for other modules. `tx` has to see the house, where payer accounts may stand. */
export async function payProgressOf(tx: Transaction, subjectId: Id<'run'>) {
  const batches = await batchesOf(tx, subjectId);
  const byState = Map.groupBy(
    batches.flatMap((batch) => batch.byState),
    ({ state }) => state,
  );
  const times = (pick: (batch: (typeof batches)[number]) => Instant | null) =>
    batches.flatMap((batch) => pick(batch) ?? []).toSorted((a, b) => (a < b ? -1 : 1));
  return {
    count: batches.reduce((all, { count }) => all + count, 0),
    amount: sum(batches.map(({ amount }) => amount)),
    byState: [...byState].map(([state, rows]) => ({
      state,
      count: rows.reduce((all, { count }) => all + count, 0),
      amount: sum(rows.map(({ amount }) => amount)),
    })),
    isMoving: movingStates.some((state) => byState.has(state)),
    createdAt: times(({ createdAt }) => createdAt)[0] ?? null,
    firstSucceededAt: times(({ firstSucceededAt }) => firstSucceededAt)[0] ?? null,
    lastSucceededAt: times(({ lastSucceededAt }) => lastSucceededAt).at(-1) ?? null,
    batches,
  };
}
