import type { gigTaxContract as contract, Input } from '@heyi/contract';
import { fail, newId, ok, periodOf } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { loadVatReadings } from '../withholding/vat-terms.ts';
import { vatRule } from './vat-rule.ts';
import { type VatReadingId, vatReadingsOf } from './vat-reading.store.ts';

/**
 * The operator's answer to what the law leaves open, with a name, a day and a source. A month that has
 * begun under a reading keeps it: people were paid by it, and the month is one tax period.
 */
export async function chooseVatReading(
  tx: Transaction,
  input: Input<typeof contract.chooseVatReading>,
) {
  const rule = vatRule();
  if (input.fromPeriod < periodOf(rule.inForceFrom)) {
    return fail({ code: 'vat_reading.before_rule' as const });
  }
  if (input.chosenOn > tx.today) return fail({ code: 'vat_reading.chosen_in_future' as const });
  const isRead = (await loadVatReadings(tx))(input.fromPeriod) !== null;
  if (isRead && input.fromPeriod <= periodOf(tx.today)) {
    return fail({ code: 'vat_reading.month_begun' as const });
  }
  const id: VatReadingId = newId<'vrd'>();
  await tx.sql`
    insert into gig.vat_reading (shard_key, tenant_id, id, reading, levy, location, from_period,
                                 chosen_by, chosen_on, source, recorded_by, recorded_at)
    values (${tx.houseShardKey}, ${tx.houseId}, ${id}, ${input.reading}, ${input.levy},
            ${input.location}, ${input.fromPeriod}, ${input.chosenBy}, ${input.chosenOn},
            ${input.source}, ${tx.actor.name}, ${tx.now})`;
  return ok((await vatReadingsOf(tx)).find((reading) => reading.id === id)!);
}
