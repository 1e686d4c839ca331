import type { gigTaxContract as contract, Output } from '@heyi/contract';
import type { Id } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';

export type VatReadingId = Id<'vrd'>;
export type VatReadingView = Output<typeof contract.chooseVatReading>;

/** All choices of the operator, the newest first. They stand in the house, which must be visible. */
export async function vatReadingsOf(tx: Transaction): Promise<VatReadingView[]> {
  return tx.sql<VatReadingView>`
    select r.id, r.reading, r.levy, r.location, r.from_period as "fromPeriod",
           r.chosen_by as "chosenBy", r.chosen_on as "chosenOn", r.source,
           r.recorded_by as "recordedBy", r.recorded_at as "recordedAt",
           exists (select from gig.vat_reading later
                    where later.shard_key = r.shard_key and later.tenant_id = r.tenant_id
                      and later.id > r.id and later.from_period = r.from_period) as "isReplaced"
      from gig.vat_reading r
     where r.shard_key = ${tx.houseShardKey} and r.tenant_id = ${tx.houseId}
     order by r.id desc`;
}
