import {
  allocate,
  assert,
  type Fen,
  formatRate,
  formatYuan,
  maxFen,
  multiply,
  sum,
  zeroFen,
} from '@heyi/kernel';
import type { EmploymentId } from '@heyi/people';
import type { AgreedItem, Facts, NewLine } from './client-bill.ts';
import { itemOfKind } from './contribution-lines.ts';
import { collectedBy, type Findings, found, lineOf, sumBy } from './bill-line.ts';

/** Service fees by each order's price rule. */
export function serviceFeeLines(
  facts: Facts,
  contributions: readonly NewLine[],
  findings: Findings,
): NewLine[] {
  return facts.items.flatMap((item) => {
    switch (item.priceKind) {
      case 'perHead':
        return perHeadLines(facts, item);
      case 'perCase':
        return perCaseLines(facts, item);
      case 'percent':
        return percentLines(facts, item, contributions, findings);
    }
  });
}

/** A head is one person, however many registrations of the item the person has. */
function perHeadLines(facts: Facts, item: AgreedItem): NewLine[] {
  const { price } = item;
  assert(price !== null, 'a price a head is an amount');
  return headsOf(facts, item).map((employmentId) =>
    feeLine(facts, item, {
      employmentId,
      amount: price,
      facts: { rule: 'perHead', price: formatYuan(price) },
      sourceKey: `fee/${item.orderId}/${item.item}/${employmentId}/${facts.period}`,
    }),
  );
}

function headsOf(facts: Facts, { item, cityCode }: AgreedItem): EmploymentId[] {
  if (item !== 'socialInsurance' && item !== 'housingFund') {
    return [...facts.people.values()]
      .filter(({ workCity }) => workCity === cityCode)
      .map(({ employmentId }) => employmentId);
  }
  const isFund = item === 'housingFund';
  const insured = facts.insured.filter(
    (one) => one.cityCode === cityCode && (one.registrationKind === 'housingFund') === isFund,
  );
  return [...new Set(insured.map(({ employmentId }) => employmentId))];
}

function perCaseLines(facts: Facts, item: AgreedItem): NewLine[] {
  const { price } = item;
  assert(price !== null, 'a price a case is an amount');
  return facts.cases
    .filter((one) => one.orderId === item.orderId && one.item === item.item)
    .map(({ orderLineId, employmentId, period, service }) =>
      feeLine(facts, item, {
        employmentId,
        period,
        subject: service,
        amount: price,
        facts: { rule: 'perCase', price: formatYuan(price) },
        orderLineId,
        sourceKey: `case/${orderLineId}`,
      }),
    );
}

/**
 * Of everything that the item's contributions of the month come to, half up to the fen, at least the
 * minimum; shared among the people so that the shares are the fee. Wages are not known here.
 */
function percentLines(
  facts: Facts,
  item: AgreedItem,
  contributions: readonly NewLine[],
  findings: Findings,
): NewLine[] {
  const { rate, minimum } = item;
  assert(rate !== null, 'a percentage has a rate');
  if (item.item !== 'socialInsurance' && item.item !== 'housingFund') {
    found(findings, 'priceBaseUnknown');
    return [];
  }
  const counted = contributions.filter(
    ({ kind, subject, cityCode }) =>
      kind === 'principal' && cityCode === item.cityCode && itemOfKind(subject!) === item.item,
  );
  const byPerson = sumBy(
    counted,
    ({ employmentId }) => employmentId!,
    ({ amount }) => amount,
  );
  const people = [...byPerson.values()];
  const base = sum(people.map(({ amount }) => amount));
  const fee = maxFen(multiply(base, rate, 'half_up_fen'), minimum ?? zeroFen);
  if (fee === 0) return [];
  const shared = {
    rule: 'percent',
    rate: formatRate(rate),
    base: formatYuan(base),
    ...(minimum !== null && { minimum: formatYuan(minimum) }),
    rounding: 'half_up_fen',
  };
  const keyOf = (who: string) => `fee/${item.orderId}/${item.item}/${who}/${facts.period}`;
  if (base <= 0) {
    return [feeLine(facts, item, { amount: fee, facts: shared, sourceKey: keyOf('all') })];
  }
  const shares = allocate(
    fee,
    people.map(({ amount }) => amount),
  );
  return people.flatMap(({ first }, index) =>
    shares[index] === 0
      ? []
      : [
          feeLine(facts, item, {
            employmentId: first.employmentId,
            amount: shares[index]!,
            facts: shared,
            sourceKey: keyOf(first.employmentId!),
          }),
        ],
  );
}

function feeLine(
  facts: Facts,
  item: AgreedItem,
  given: Partial<NewLine> & { amount: Fen; sourceKey: string },
): NewLine {
  return lineOf(facts, {
    kind: 'serviceFee',
    ...collectedBy(facts, item),
    cityCode: item.cityCode,
    subject: item.item,
    serviceOrderId: item.orderId,
    ...given,
  });
}
