import type { Fen, Id } from '@heyi/kernel';
import { plainArray, type Transaction } from '@heyi/platform';
import type { ProgramId } from '../program/program.ts';
import type { WithdrawalId } from './withdrawal.ts';

/** What apps are told of a withdrawal, and what the flow counts of it. */
export type ToldWithdrawal = {
  readonly id: WithdrawalId;
  readonly programId: ProgramId;
  readonly appId: Id<'app'> | null;
  readonly businessId: string;
  readonly externalWorkerId: string;
  readonly gross: Fen;
  readonly tax: Fen | null;
  readonly net: Fen | null;
  readonly reason: string | null;
};

/**
 * By their keys alone, each look-up a query of its own: joined, all orders of the stripe would be read,
 * and the bank pays thousands a second.
 */
export async function readTold(
  tx: Transaction,
  ids: readonly WithdrawalId[],
): Promise<ReadonlyMap<WithdrawalId, ToldWithdrawal>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.sql<ToldWithdrawal>`
    select d.id, d.program_id as "programId", d.app_id as "appId", d.business_id as "businessId",
           w.external_id as "externalWorkerId", d.gross, d.tax,
           d.gross - d.tax - d.vat - d.surcharges as net, coalesce(d.reason, o.code) as reason
      from gig.withdrawal d
     cross join lateral (
           select external_id from gig.worker
            where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = d.worker_id
            limit 1) w
      left join lateral (
           select code from payments.order_outcome
            where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
              and id = gig.order_id(d.id, d.attempt)
            limit 1) o on true
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
       and d.id = any(${plainArray(ids)}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}
