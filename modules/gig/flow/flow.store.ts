import { addSeconds, type Fen, type Instant, millisecondsBetween } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { ProgramId } from '../program/program.ts';

export type FlowSums = {
  accepted: number;
  acceptedAmount: number;
  suspended: number;
  refused: number;
  paid: number;
  paidAmount: number;
  failed: number;
  returned: number;
  slots: number[];
};

export const noFlow = (slots: number[] = []): FlowSums => ({
  accepted: 0,
  acceptedAmount: 0,
  suspended: 0,
  refused: 0,
  paid: 0,
  paidAmount: 0,
  failed: 0,
  returned: 0,
  slots,
});

/** Adds to the second that it is now, in the main rows; slots are added one by one. */
export async function addFlow(
  tx: Transaction,
  of: { readonly programId: ProgramId; readonly serverId: string },
  sums: FlowSums,
): Promise<void> {
  await tx.sql`
    insert into gig.flow_second as f (
      shard_key, tenant_id, program_id, at, server_id, accepted, accepted_amount, suspended,
      refused, paid, paid_amount, failed, returned, slots)
    values (
      ${tx.tenantShardKey}, ${tx.tenantId}, ${of.programId},
      date_trunc('second', ${tx.now}::timestamptz), ${of.serverId}, ${sums.accepted},
      ${sums.acceptedAmount}, ${sums.suspended}, ${sums.refused}, ${sums.paid},
      ${sums.paidAmount}, ${sums.failed}, ${sums.returned}, ${sums.slots}::int[])
        on conflict (shard_key, tenant_id, program_id, at, server_id) do update
       set accepted = f.accepted + excluded.accepted,
           accepted_amount = f.accepted_amount + excluded.accepted_amount,
           suspended = f.suspended + excluded.suspended, refused = f.refused + excluded.refused,
           paid = f.paid + excluded.paid, paid_amount = f.paid_amount + excluded.paid_amount,
           failed = f.failed + excluded.failed, returned = f.returned + excluded.returned,
           slots = gig.add_slots(f.slots, excluded.slots)`;
}

export type FlowRow = Omit<FlowSums, 'slots' | 'acceptedAmount' | 'paidAmount'> & {
  at: Instant;
  acceptedAmount: Fen;
  paidAmount: Fen;
  peak: number;
};

type Window = { readonly programId: ProgramId; readonly from: Instant; readonly step: number };

/** The servers' counts added up by steps; `peak` is the best second of the step. */
export function readFlow(tx: Transaction, { programId, from, step }: Window): Promise<FlowRow[]> {
  return tx.sql<FlowRow>`
    with seconds as (
      select at, sum(accepted) as accepted, sum(accepted_amount) as accepted_amount,
             sum(suspended) as suspended, sum(refused) as refused, sum(paid) as paid,
             sum(paid_amount) as paid_amount, sum(failed) as failed, sum(returned) as returned
        from gig.flow_second
       where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
         and program_id = ${programId} and at >= ${from}
       group by at)
    select to_timestamp(floor(extract(epoch from at) / ${step}::int) * ${step}::int) as at,
           sum(accepted)::int as accepted, sum(accepted_amount)::bigint as "acceptedAmount",
           sum(suspended)::int as suspended, sum(refused)::int as refused, sum(paid)::int as paid,
           sum(paid_amount)::bigint as "paidAmount", sum(failed)::int as failed,
           sum(returned)::int as returned, max(accepted)::int as peak
      from seconds
     group by 1 order by 1`;
}

/** The slots of each step, added up; a step in which nothing was answered has no row. */
export function readSlots(
  tx: Transaction,
  { programId, from, step }: Window,
): Promise<{ at: Instant; slots: number[] }[]> {
  return tx.sql<{ at: Instant; slots: number[] }>`
    with counted as (
      select to_timestamp(floor(extract(epoch from f.at) / ${step}::int) * ${step}::int) as at,
             s.place, sum(s.count)::int as count
        from gig.flow_second f, unnest(f.slots) with ordinality as s (count, place)
       where f.shard_key = ${tx.tenantShardKey} and f.tenant_id = ${tx.tenantId}
         and f.program_id = ${programId} and f.at >= ${from}
       group by 1, 2)
    select at, array_agg(count order by place) as slots from counted group by at order by at`;
}

const epoch: Instant = '1970-01-01T00:00:00.000Z';

/** When the window begins, on a whole step. */
export function windowFrom(now: Instant, minutes: number, step: number): Instant {
  const seconds = millisecondsBetween(epoch, now) / 1000 - minutes * 60;
  return addSeconds(epoch, Math.floor(seconds / step) * step);
}
