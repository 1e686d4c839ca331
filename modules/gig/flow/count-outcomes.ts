import type { Transaction } from '@heyi/platform';
import { onShard } from '@heyi/platform';
import type { ProgramId } from '../program/program.ts';
import type { WithdrawalId } from '../withdrawal/withdrawal.ts';
import { flowMeterOf } from './flow-meter.ts';
import { addFlow, noFlow } from './flow.store.ts';

const counted = { succeeded: 'paid', failed: 'failed', returned: 'returned' } as const;

/** What the bank has told of withdrawals, in the transaction that hears it; `tx` is on their stripe. */
export async function countOutcomes(
  tx: Transaction,
  outcomes: readonly { readonly id: WithdrawalId; readonly state: keyof typeof counted }[],
): Promise<void> {
  if (outcomes.length === 0) return;
  const rows = await tx.sql<{
    programId: ProgramId;
    state: keyof typeof counted;
    count: number;
    net: number;
  }>`
    select d.program_id as "programId", told.state, count(*)::int as count,
           sum(d.gross - d.tax - d.vat - d.surcharges)::bigint as net
      from unnest(${outcomes.map(({ id }) => id)}::uuid[],
                  ${outcomes.map(({ state }) => state)}::text[]) as told (id, state)
      join gig.withdrawal d
        on d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId} and d.id = told.id
     group by 1, 2 order by 1, 2`;
  const { serverId } = flowMeterOf(tx.host);
  const main = onShard(tx, tx.tenantShardKey);
  for (const [programId, own] of Map.groupBy(rows, (row) => row.programId)) {
    const sums = noFlow();
    for (const { state, count, net } of own) {
      sums[counted[state]] += count;
      if (state === 'succeeded') sums.paidAmount += net;
    }
    await addFlow(main, { programId, serverId }, sums);
  }
}
