import type { Transaction } from '@heyi/platform';
import type { NaturalPersonVatTerms } from '@heyi/statutory';
import type { Program } from '../program/program.ts';
import type { VatTermsOf } from './tax-book.ts';

type Reading = NaturalPersonVatTerms & { fromPeriod: string };

/**
 * The operator's readings of the VAT rule, as they hold month by month; the last one recorded for a
 * month counts. Without one a sandbox program takes no VAT, and a live one does not get this far: its
 * keys are blocked. `tx` has to see the house.
 */
export async function vatTermsOf(tx: Transaction, _program: Program): Promise<VatTermsOf> {
  const readings = await tx.sql<Reading>`
    select reading, levy, location, from_period as "fromPeriod" from gig.vat_reading
     where shard_key = ${tx.houseShardKey} and tenant_id = ${tx.houseId}
     order by from_period desc, id desc`;
  return (period) => {
    const found = readings.find(({ fromPeriod }) => fromPeriod <= period);
    if (!found) return null;
    const { reading, levy, location } = found;
    return { reading, levy, location };
  };
}
