import {
  add,
  addMonths,
  assert,
  type Fen,
  fen,
  negate,
  type PayPeriod,
  payPeriod,
  periodOf,
  subtract,
  sum,
  yearOf,
  zeroFen,
} from '@heyi/kernel';
import {
  calculateContributions,
  contributionDifference,
  type ContributionSelection,
  currentPolicy,
  housingFundLimit,
  isHousingFund,
  type Payment,
  type ReasonView,
  reasonView,
  withholdPayments,
} from '@heyi/statutory';
import type { CastRow } from '../cast/cast-row.ts';
import { clients, providerEntities } from '../cast/companies.ts';
import {
  commissionAfterLeaving,
  fundOverLimitBase,
  fundOverLimitContribution,
  type GoldenKey,
  goldenPeople,
  type GoldenPerson,
  maternityFrom,
} from '../cast/golden-people.ts';
import { deductionsTo, isPaidIn } from '../cast/months.ts';
import { policyOfBill } from '../story/calendar.ts';

/** 补差 of closed months, as charged in November. */
export type Differences = { readonly employer: Fen; readonly employee: Fen };

/** What one month must answer for one employment of a golden person. */
export type GoldenMonth = {
  readonly gross: Fen;
  /** Differences of earlier months included. */
  readonly ownContributions: Fen;
  readonly differences: Differences;
  readonly housingFundExcess: Fen;
  readonly net: Fen;
  /** What the person owes after the month. */
  readonly receivable: Fen;
};

export type GoldenAnswer = {
  readonly key: GoldenKey;
  readonly person: GoldenPerson;
  readonly months: readonly GoldenMonth[];
  /** November's tax: one a withholding entity, with the reason of its last payment. */
  readonly taxes: readonly GoldenTax[];
};

export type GoldenTax = { readonly tax: Fen; readonly reason: ReasonView };

const november = payPeriod('2026-11');
/** Billed on the old base of Beijing before the new one came on 21 August. */
const lateMonths = ['2026-07', '2026-08'].map(payPeriod);
const noDifferences: Differences = { employer: zeroFen, employee: zeroFen };

/** November of every golden person, by the library alone: no run, no database. */
export function goldenAnswers(): GoldenAnswer[] {
  return goldenPeople.map((person) => {
    const byEntity = [...Map.groupBy(person.rows, ({ entityKey }) => entityKey).values()];
    const taxes = byEntity.map((rows) => taxOf(person.key, rows));
    const months = person.rows.map((row) => monthOf(person.key, row, november));
    // Of two employments under one cumulation the order of payment splits the tax, not its sum.
    const isSplit = byEntity.length < person.rows.length;
    return {
      key: person.key,
      person,
      taxes,
      months: months.map((month, index) =>
        netOf(month, isSplit ? zeroFen : (taxes[index]?.tax ?? zeroFen)),
      ),
    };
  });
}

type Month = Omit<GoldenMonth, 'net' | 'receivable'> & {
  readonly special: Fen;
  readonly employerFundExcess: Fen;
};

function netOf(month: Month, tax: Fen): GoldenMonth {
  const { gross, ownContributions, differences, housingFundExcess } = month;
  const left = subtract(subtract(gross, ownContributions), tax);
  const net = left > 0 ? left : zeroFen;
  const receivable = left < 0 ? negate(left) : zeroFen;
  return { gross, ownContributions, differences, housingFundExcess, net, receivable };
}

function monthOf(key: GoldenKey, row: CastRow, period: PayPeriod): Month {
  const gross = grossOf(key, row, period);
  const none = { ownContributions: zeroFen, differences: noDifferences, special: zeroFen };
  const noExcess = { housingFundExcess: zeroFen, employerFundExcess: zeroFen };
  if (!isPaidIn(row, period) || row.insurance === null) return { gross, ...none, ...noExcess };
  const charged = billedLines(row, row.insurance.base, period).map((line) =>
    key === 'fundOverLimit' && isHousingFund(line.kind) ? fundOverLimitContribution : line.employee,
  );
  const differences = period === november ? differencesOf(row) : noDifferences;
  const excess = key === 'fundOverLimit' ? excessOf(row, period) : null;
  const ownContributions = add(sum(charged), differences.employee);
  const own = excess?.own ?? zeroFen;
  return {
    gross,
    ownContributions,
    differences,
    special: subtract(ownContributions, own),
    housingFundExcess: add(own, excess?.employer ?? zeroFen),
    employerFundExcess: excess?.employer ?? zeroFen,
  };
}

/** By the figures published when the month was billed; those read only later were due all the same. */
function billedLines(row: CastRow, declaredBase: Fen, period: PayPeriod) {
  const input = { ...selectionOf(row), declaredBase };
  const [then, now] = [policyOfBill(period), currentPolicy].map((policy) =>
    calculateContributions(policy, period, input),
  );
  assert(then?.ok && now?.ok, `${row.cityCode} has a scheme`);
  const known = new Set(then.value.lines.map(({ kind }) => kind));
  return [...then.value.lines, ...now.value.lines.filter(({ kind }) => !known.has(kind))];
}

function grossOf(key: GoldenKey, row: CastRow, period: PayPeriod): Fen {
  if (key === 'paidAfterLeaving' && period === november) return commissionAfterLeaving;
  if (!isPaidIn(row, period)) return zeroFen;
  if (key === 'maternity' && period >= periodOf(maternityFrom)) return zeroFen;
  return sum(Object.values(row.pay));
}

function selectionOf(row: CastRow): ContributionSelection {
  const entities = [...providerEntities, ...clients.flatMap((client) => client.entities)];
  const insurer = entities.find(({ key }) => key === row.insurance!.entityKey)!;
  const unit = insurer.registrations.find(({ cityCode }) => cityCode === row.cityCode)!;
  return {
    cityCode: row.cityCode,
    kinds: null,
    hukou: row.person.hukouType === null ? null : 'local-urban',
    tier: null,
    personType: row.person.documentKind === 'idCard' ? 'employee' : 'hongKongMacauTaiwan',
    injuryRate: unit.injuryRate,
    housingFundRate: unit.housingFundRate,
    supplementaryRate: null,
  };
}

/** Beijing's July and August were billed on the base known then; November charges the rest. */
function differencesOf(row: CastRow): Differences {
  if (row.cityCode !== '110000') return noDifferences;
  const charged = lateMonths.filter((month) => isPaidIn(row, month));
  const lines = charged.flatMap((month) => {
    const difference = contributionDifference(
      { before: policyOfBill(month), now: currentPolicy },
      [month],
      { ...selectionOf(row), declaredBase: row.insurance!.base },
    );
    assert(difference.ok, 'Beijing has a scheme');
    // The fund's unit was not charged again.
    return difference.value.lines.filter(({ kind }) => !isHousingFund(kind));
  });
  return {
    employer: sum(lines.map(({ employerDifference }) => employerDifference)),
    employee: sum(lines.map(({ employeeDifference }) => employeeDifference)),
  };
}

function excessOf(row: CastRow, period: PayPeriod): { own: Fen; employer: Fen } {
  const limited = housingFundLimit(currentPolicy, period, {
    cityCode: row.cityCode,
    wageBase: fundOverLimitBase,
    employer: fundOverLimitContribution,
    employee: fundOverLimitContribution,
  });
  assert(limited.ok, 'the limit of the city is on file');
  return { own: limited.value.employeeExcess, employer: limited.value.employerExcess };
}

/** The cumulation of a year at one entity, whatever clients pay through it. */
function taxOf(key: GoldenKey, rows: readonly CastRow[]): GoldenTax {
  const periods = Array.from({ length: 11 }, (_, index) => addMonths(payPeriod('2026-01'), index));
  const payments = periods.flatMap((taxPeriod) =>
    rows.flatMap((row) => paymentOf(key, row, taxPeriod)),
  );
  const start = rows.map((row) => periodOf(row.startsOn)).toSorted()[0]!;
  const startedIn = yearOf(start) < 2026 ? payPeriod('2026-01') : start;
  const method = rows[0]!.firstEmployment === 'none' ? 'standard' : 'first-wage-in-year';
  const withheld = withholdPayments(
    currentPolicy,
    { method, startedIn, lump60000: false, gapReading: 'restart-segment' },
    payments.map((payment) => ({
      ...payment,
      months: monthsOf(payment.taxPeriod, rows, startedIn),
    })),
  );
  assert(withheld.ok, 'the method is in force');
  const last = withheld.value.filter(({ taxPeriod }) => taxPeriod === november);
  return {
    tax: sum(last.map(({ withholding }) => withholding.tax)),
    reason: reasonView(last.at(-1)!.withholding.reason),
  };
}

/** Months of employment in the year; a leaver's end with the last one. */
function monthsOf(
  taxPeriod: PayPeriod,
  rows: readonly CastRow[],
  startedIn: PayPeriod,
): number | null {
  const left = rows.every(({ endsOn }) => endsOn !== null && periodOf(endsOn) < taxPeriod);
  if (!left) return null;
  const last = rows
    .map(({ endsOn }) => periodOf(endsOn!))
    .toSorted()
    .at(-1)!;
  return Number(last.slice(5)) - Number(startedIn.slice(5)) + 1;
}

function paymentOf(key: GoldenKey, row: CastRow, taxPeriod: PayPeriod): Payment[] {
  const { gross, special, employerFundExcess } = monthOf(key, row, taxPeriod);
  if (gross === 0 && special === 0) return [];
  const january = taxPeriod === '2026-01' || periodOf(row.startsOn) === taxPeriod;
  const now = sum(Object.values(deductionsTo(row, taxPeriod)));
  const before = january
    ? zeroFen
    : sum(Object.values(deductionsTo(row, addMonths(taxPeriod, -1))));
  return [
    {
      taxPeriod,
      income: add(gross, employerFundExcess),
      exempt: zeroFen,
      special,
      additional: fen(now - before),
      other: zeroFen,
      relief: zeroFen,
      months: null,
    },
  ];
}
