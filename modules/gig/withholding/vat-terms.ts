import type { Id, PayPeriod } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { NaturalPersonVatTerms } from '@heyi/statutory';

export type VatReading = NaturalPersonVatTerms & { readonly id: Id<'vrd'> };

/** The reading that holds for a month; null where nobody has chosen one. */
export type VatReadingOf = (period: PayPeriod) => VatReading | null;

/**
 * The operator's readings of the VAT rule, month by month: the last to begin, and of those the one
 * chosen last. Without one a sandbox program takes no VAT, and the keys of a live one are blocked.
 * `tx` has to see the house.
 */
export async function loadVatReadings(tx: Transaction): Promise<VatReadingOf> {
  const readings = await tx.sql<VatReading & { fromPeriod: PayPeriod }>`
    select id, reading, levy, location, from_period as "fromPeriod" from gig.vat_reading
     where shard_key = ${tx.houseShardKey} and tenant_id = ${tx.houseId}
     order by from_period desc, id desc`;
  return (period) => {
    const found = readings.find(({ fromPeriod }) => fromPeriod <= period);
    if (!found) return null;
    const { fromPeriod: _, ...reading } = found;
    return reading;
  };
}
