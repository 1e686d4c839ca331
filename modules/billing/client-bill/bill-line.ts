import {
  addDays,
  type Fen,
  lastDayOf,
  type PayPeriod,
  type PlainDate,
  plainDate,
  sum,
  zeroFen,
} from '@heyi/kernel';
import type { AgreedItem, Collection, Facts, FindingCode, NewLine, Terms } from './client-bill.ts';

/** What a bill does not know, and how often. */
export type Findings = Map<FindingCode, number>;

export function found(findings: Findings, code: FindingCode, count = 1): void {
  findings.set(code, (findings.get(code) ?? 0) + count);
}

/** The day by which a line is to be paid, as its order says it is collected. */
export function dueOf(
  { period, terms }: { period: PayPeriod; terms: Terms },
  collection: Collection,
  advanceDays: number | null = null,
): PlainDate {
  if (collection === 'prepaid') {
    return plainDate(`${period}-${String(terms.prepaidDay).padStart(2, '0')}`);
  }
  const days = collection === 'advance' ? (advanceDays ?? terms.postpaidDays) : terms.postpaidDays;
  return addDays(lastDayOf(period), days);
}

/** What every line of the bill has; the kind fills in what it knows. */
export function lineOf(
  facts: Facts,
  given: Partial<NewLine> & Pick<NewLine, 'kind' | 'amount' | 'sourceKey'>,
): NewLine {
  const person = given.employmentId ? facts.people.get(given.employmentId) : undefined;
  return {
    settlement: 'asked',
    legalEntityId: facts.terms.legalEntityId,
    isHeld: false,
    employmentId: null,
    personName: person?.personName ?? null,
    employeeNo: person?.employeeNo ?? null,
    costCentre: person?.costCentre ?? null,
    cityCode: null,
    registrationId: null,
    period: facts.period,
    billMonth: null,
    type: null,
    subject: null,
    collection: null,
    dueOn: null,
    employer: zeroFen,
    employee: zeroFen,
    isEstimate: false,
    facts: {},
    contributionLineId: null,
    orderLineId: null,
    serviceOrderId: null,
    advanceId: null,
    runId: null,
    sourceLineId: null,
    sourceBillId: null,
    arrearsId: null,
    ...given,
  };
}

/** The item of an order that covers a service in a city in the month. */
export function itemIn(facts: Facts, item: string, cityCode: string): AgreedItem | null {
  return facts.items.find((one) => one.item === item && one.cityCode === cityCode) ?? null;
}

export function collectedBy(facts: Facts, item: AgreedItem | null) {
  const collection = item?.collection ?? facts.terms.collection;
  return { collection, dueOn: dueOf(facts, collection, item?.advanceDays ?? null) };
}

/** Sums by what names them; in the order of first sight. */
export function sumBy<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  amountOf: (row: T) => Fen,
): Map<string, { first: T; amount: Fen }> {
  const sums = new Map<string, { first: T; amount: Fen }>();
  for (const [key, group] of Map.groupBy(rows, keyOf)) {
    sums.set(key, { first: group[0]!, amount: sum(group.map(amountOf)) });
  }
  return sums;
}
