import { gigTaxContract as contract, type Input } from '@heyi/contract';
import { fail, fen, ok, periodOf, subtract, yuan } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { currentPolicy, explainNaturalPersonVat, lookUp } from '@heyi/statutory';
import { loadVatReadings } from '../withholding/vat-terms.ts';
import { vatReadingsOf } from './vat-reading.store.ts';
import { vatRule } from './vat-rule.ts';

/** An example over the month's threshold, so that the readings differ. */
const exampleReceipts = yuan('105000.00');

/** What was chosen, what is known of the rule, and what each reading would take from an example. */
export async function listVatReadings(
  tx: Transaction,
  input: Input<typeof contract.listVatReadings>,
) {
  const period = input.period ?? periodOf(tx.today);
  const figures = lookUp(currentPolicy, period, { threshold: 'cn.vat.small-scale-threshold' });
  if (!figures.ok) return fail({ code: 'vat_reading.figures_unknown' as const });
  const rows = await vatReadingsOf(tx);
  const chosen = (await loadVatReadings(tx))(period);
  const current = rows.find(({ id }) => id === chosen?.id) ?? null;
  const receipts = input.receipts ?? exampleReceipts;
  const { levy = 'reduced', location = 'city' } = current ?? {};
  const effects = [];
  for (const reading of contract.vatReadings) {
    const terms = { reading, levy, location };
    const due = explainNaturalPersonVat(currentPolicy, period, terms, {
      month: receipts,
      day: receipts,
    });
    if (!due.ok) return fail({ code: 'vat_reading.figures_unknown' as const });
    const { vat, surcharges } = due.value;
    effects.push({ reading, vat, surcharges, net: subtract(receipts, fen(vat + surcharges)) });
  }
  const { month, perTime } = figures.value.threshold.value;
  const rule = { ...vatRule(), monthThreshold: month, timeThreshold: perTime };
  return ok({ rows, current, rule, effects });
}
