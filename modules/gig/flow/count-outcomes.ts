import type { Transaction } from '@heyi/platform';
import { onShard } from '@heyi/platform';
import type { ToldWithdrawal } from '../withdrawal/told-withdrawal.store.ts';
import type { WithdrawalId } from '../withdrawal/withdrawal.ts';
import { flowMeterOf } from './flow-meter.ts';
import { addFlow, noFlow } from './flow.store.ts';

const counted = { succeeded: 'paid', failed: 'failed', returned: 'returned' } as const;

const isCounted = (state: string): state is keyof typeof counted => state in counted;

/** What the bank has told of withdrawals, in the transaction that hears it. */
export async function countOutcomes(
  tx: Transaction,
  outcomes: readonly { readonly id: WithdrawalId; readonly state: string }[],
  withdrawals: ReadonlyMap<WithdrawalId, ToldWithdrawal>,
): Promise<void> {
  const { serverId } = flowMeterOf(tx.host);
  const main = onShard(tx, tx.tenantShardKey);
  const byProgram = Map.groupBy(
    outcomes.filter(({ id, state }) => isCounted(state) && withdrawals.has(id)),
    ({ id }) => withdrawals.get(id)!.programId,
  );
  // In one order, whoever counts: two never wait for each other in a circle.
  const inOrder = [...byProgram].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [programId, own] of inOrder) {
    const sums = noFlow();
    for (const { id, state } of own) {
      if (!isCounted(state)) continue;
      sums[counted[state]] += 1;
      if (state === 'succeeded') sums.paidAmount += withdrawals.get(id)!.net ?? 0;
    }
    await addFlow(main, { programId, serverId }, sums);
  }
}
