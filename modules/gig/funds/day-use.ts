import {
  addSeconds,
  type Fen,
  type Instant,
  leastIdSince,
  millisecondsBetween,
} from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { ProgramId } from '../program/program.ts';

export type DayUse = { count: number; gross: Fen; fee: Fen; spent: Fen };

const daySeconds = 86_400;
const hourMs = 3_600_000;

/** When the business day of the transaction began, and how many hours ago. */
export function dayBegan(tx: Transaction): { at: Instant; hours: number } {
  const at = addSeconds(`${tx.today}T00:00:00.000Z`, -8 * 3600);
  return { at, hours: millisecondsBetween(at, tx.now) / hourMs };
}

/**
 * What today has used of the client's money: accepted or resumed, less what came back. Read along the
 * primary key from yesterday on: what waited for the money longer than a day is left out.
 */
export async function dayUseOf(
  tx: Transaction,
  programId: ProgramId,
  keys: readonly number[],
): Promise<DayUse> {
  const { at } = dayBegan(tx);
  const least = leastIdSince(tx.host.clock, addSeconds(at, -daySeconds));
  const [row] = await tx.sql<DayUse>`
    select count, gross, fee, gross + fee as spent
      from (select (count(*) filter (where d.reversed_at is null))::int as count,
                   coalesce(sum(d.gross) filter (where d.reversed_at is null), 0)::bigint as gross,
                   coalesce(sum(d.fee) filter (where d.reversed_at is null), 0)::bigint as fee
              from gig.withdrawal d
             where d.shard_key = any(${keys}::int[]) and d.tenant_id = ${tx.tenantId}
               and d.id >= ${least} and d.program_id = ${programId} and d.seq is not null
               and coalesce(d.resumed_at, d.accepted_at) >= ${at}) as today`;
  return row!;
}
