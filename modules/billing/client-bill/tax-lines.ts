import {
  add,
  type Fen,
  formatRate,
  formatYuan,
  multiply,
  multiplyFraction,
  type Rate,
  ratePpmOne,
  subtract,
  zeroFen,
} from '@heyi/kernel';
import type { Facts, NewLine } from './client-bill.ts';
import { collectedBy, type Findings, found, lineOf, sumBy } from './bill-line.ts';

/**
 * VAT of what is asked: of everything (全额计税) or of the service fee alone (差额计税). The tax of the bill
 * is rounded once, half up to the fen; a city and cost centre gets the rounded sum up to it less the
 * rounded sum before it, so that the parts are the whole, negative parts too.
 */
export function taxLines(facts: Facts, lines: readonly NewLine[], findings: Findings): NewLine[] {
  const { tax } = facts.terms;
  const asked = lines.filter(({ settlement }) => settlement === 'asked');
  const taxed = asked.filter(
    ({ kind, facts: { of } }) =>
      tax?.method === 'full' || kind === 'serviceFee' || (kind === 'credit' && of === 'serviceFee'),
  );
  if (taxed.length === 0) return [];
  if (tax === null) {
    found(findings, 'taxUnknown');
    return [];
  }
  const collected = ({ collection, dueOn }: NewLine) =>
    collection === null ? collectedBy(facts, null) : { collection, dueOn };
  const places = sumBy(
    taxed,
    (line) => `${line.cityCode ?? ''}/${line.costCentre ?? ''}/${collected(line).dueOn}`,
    ({ amount }) => amount,
  );
  let [base, before] = [zeroFen, zeroFen];
  return [...places].flatMap(([place, { first, amount: part }]) => {
    base = add(base, part);
    const upTo = taxOf(base, tax.rate, tax.isIncluded);
    const amount = subtract(upTo, before);
    before = upTo;
    if (amount === 0) return [];
    return [
      lineOf(facts, {
        kind: 'tax',
        ...collected(first),
        settlement: tax.isIncluded ? 'included' : 'asked',
        cityCode: first.cityCode,
        costCentre: first.costCentre,
        amount,
        facts: {
          base: formatYuan(part),
          rate: formatRate(tax.rate),
          method: tax.method,
          source: tax.source,
          rounding: 'half_up_fen',
        },
        sourceKey: `tax/${facts.period}/${place}`,
      }),
    ];
  });
}

function taxOf(base: Fen, rate: Rate, isIncluded: boolean): Fen {
  return isIncluded
    ? multiplyFraction(base, rate, ratePpmOne + rate, 'half_up_fen')
    : multiply(base, rate, 'half_up_fen');
}
