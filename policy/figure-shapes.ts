import {
  amount,
  day,
  type Decoded,
  type Decoder,
  flag,
  integer,
  list,
  month,
  nullable,
  oneOf,
  ratio,
  record,
  refuse,
  rounding,
  text,
} from './decode.ts';

const bracket = record({ upTo: nullable(amount), rate: ratio, quickDeduction: amount });
export type TaxBracket = Decoded<typeof bracket>;

/** Brackets in order; an upper edge belongs to its bracket, and only the last one is open. */
const brackets: Decoder<readonly TaxBracket[]> = (raw, path) => {
  const rows = list(bracket)(raw, path);
  rows.forEach((row, index) => {
    const isLast = index === rows.length - 1;
    const before = index === 0 ? 0 : (rows[index - 1]!.upTo ?? Infinity);
    if ((row.upTo === null) !== isLast || (row.upTo !== null && row.upTo <= before)) {
      refuse(`${path}[${index}]`, 'rising edges and one open bracket at the end', row.upTo);
    }
  });
  return rows;
};

const tableName = oneOf('annual', 'monthly');

/** How a cumulative method counts the months of the basic deduction. */
const cumulativeMethod = record({
  incomeShare: ratio,
  months: oneOf('employment', 'calendar', 'year', 'consecutive'),
  incomeLimit: nullable(amount),
});
export type CumulativeMethodTerms = Decoded<typeof cumulativeMethod>;

const share = record({
  /** Who fixes the rate: the policy, or the unit (its injury class, its fund ratio). */
  by: oneOf('policy', 'unit'),
  rate: nullable(ratio),
  min: nullable(ratio),
  max: nullable(ratio),
  step: nullable(ratio),
  fixed: amount,
  rounding,
});
export type ContributionShare = Decoded<typeof share>;

export const contributionTerms = record({
  floor: nullable(amount),
  cap: nullable(amount),
  floorLowestTier: nullable(amount),
  baseRounding: oneOf('none'),
  employer: share,
  employee: share,
  includesMaternity: nullable(flag),
});
export type ContributionTerms = Decoded<typeof contributionTerms>;

const optionalAmount = nullable(amount);

/** The shape of every nationwide figure, by key. Loading a file checks it. */
export const nationalShapes = {
  'cn.income-tax.annual-table': brackets,
  'cn.income-tax.monthly-table': brackets,
  'cn.income-tax.business-income-table': brackets,
  'cn.income-tax.labour-remuneration-table': brackets,
  'cn.income-tax.remuneration-cost': record({
    fixedUpTo: amount,
    fixedCost: amount,
    costRate: ratio,
    authorShare: ratio,
    flatRate: ratio,
  }),
  'cn.income-tax.settlement-income-share': record({ costRate: ratio, authorShare: ratio }),
  'cn.income-tax.basic-deduction': record({ monthly: amount, yearly: amount }),
  'cn.income-tax.cumulative-withholding': cumulativeMethod,
  'cn.income-tax.first-wage-in-year': cumulativeMethod,
  'cn.income-tax.lump-60000': cumulativeMethod,
  'cn.income-tax.platform-labour': cumulativeMethod,
  'cn.income-tax.insurance-agent': cumulativeMethod,
  'cn.income-tax.student-intern': cumulativeMethod,
  'cn.income-tax.special-additional-deductions': record({
    childEducation: amount,
    infantCare: optionalAmount,
    elderSupportOnlyChild: amount,
    elderSupportShareCap: amount,
    housingLoanInterest: amount,
    housingRentTier1: amount,
    housingRentTier2: amount,
    housingRentTier3: amount,
    continuingEducationDegree: amount,
    continuingEducationCertificateYear: amount,
    seriousIllnessThreshold: amount,
    seriousIllnessCap: amount,
  }),
  'cn.income-tax.other-deduction-limits': record({
    annuityRate: ratio,
    annuityAverageMultiple: ratio,
    healthInsuranceMonth: amount,
    healthInsuranceYear: amount,
    personalPensionMonth: amount,
    personalPensionYear: amount,
  }),
  'cn.income-tax.donation-limit': record({ share: ratio }),
  'cn.income-tax.annual-bonus': record({ months: integer }),
  'cn.income-tax.severance': record({ averageWageMultiple: ratio }),
  'cn.income-tax.early-retirement': record({ yearlyDeduction: amount }),
  'cn.income-tax.internal-retirement': record({ monthlyDeduction: amount }),
  'cn.income-tax.annuity-payout': record({
    monthly: tableName,
    quarterly: tableName,
    yearly: tableName,
    lumpEmigrationOrDeath: tableName,
    lumpOther: tableName,
  }),
  'cn.income-tax.business-half-reduction': record({ taxableLimit: amount, share: ratio }),
  'cn.income-tax.withholding-fee': record({ rate: ratio }),
  'cn.income-tax.late-payment': record({ dailyRate: ratio }),
  'cn.income-tax.settlement-exemption': record({ incomeLimit: amount, topUpLimit: amount }),
  'cn.income-tax.non-resident': record({
    monthlyDeduction: amount,
    costRate: ratio,
    authorShare: ratio,
    bonusMonths: integer,
  }),
  'cn.income-tax.housing-fund-limit': record({ rate: ratio, averageWageMultiple: ratio }),
  'cn.income-tax.incidental-income': record({ rate: ratio }),
  'cn.income-tax.rounding': record({ tax: rounding }),
  'cn.vat.small-scale-threshold': record({
    month: amount,
    quarter: amount,
    perTime: optionalAmount,
    atThresholdExempt: flag,
  }),
  'cn.vat.levy-rate': record({ rate: ratio, reducedRate: ratio }),
  'cn.vat.surcharges': record({
    urbanMaintenanceCity: ratio,
    urbanMaintenanceTown: ratio,
    urbanMaintenanceOther: ratio,
    education: ratio,
    localEducation: ratio,
  }),
  'cn.vat.surcharge-halving': record({ share: ratio }),
  'cn.vat.education-surcharge-exemption': record({ month: amount, quarter: amount }),
  'cn.vat.platform-registration': record({ months: integer, receipts: amount }),
  'cn.vat.natural-person-withholding': record({ inForce: flag, methodTextKnown: flag }),
  'cn.filing.monthly-deadline': record({ day: integer, extensionRun: integer }),
  'cn.filing.deadlines': record({ deadlines: list(day) }),
  'cn.holidays': record({
    statutory: list(day),
    daysOff: list(day),
    adjustedWorkdays: list(day),
  }),
  'cn.working-time': record({
    paidDaysMonth: ratio,
    workDaysMonth: ratio,
    hoursDay: integer,
    weekdayOvertime: ratio,
    restDay: ratio,
    statutoryHoliday: ratio,
    overtimeHoursMonth: integer,
  }),
  'cn.retirement.delay': record({
    start: month,
    categories: list(
      record({
        category: oneOf('male60', 'female55', 'female50'),
        age: integer,
        step: integer,
        maxDelay: integer,
      }),
    ),
    flexibleMonths: integer,
  }),
  'cn.retirement.minimum-contribution': record({
    monthsBefore: integer,
    firstYear: integer,
    step: integer,
    lastYear: integer,
  }),
  'cn.disabled-employment-fund.duty': record({ leastShare: ratio, wageCapMultiple: ratio }),
  'cn.disabled-employment-fund.relief': record({
    step: ratio,
    shareFromStep: ratio,
    shareBelowStep: ratio,
    exemptHeads: integer,
  }),
  'cn.social-insurance.late-fee': record({ dailyRate: ratio }),
  'cn.social-insurance.work-injury-classes': record({
    classes: list(ratio),
    class1Float: list(ratio),
    otherFloat: list(ratio),
  }),
  'cn.social-insurance.person-types': record({
    employee: text,
    partTime: text,
    rehiredRetiree: text,
    intern: text,
    foreigner: text,
    hongKongMacauTaiwan: text,
  }),
};

export type NationalShapes = typeof nationalShapes;
export type NationalKey = keyof NationalShapes;

export const minimumWage = record({ monthly: amount });
export const averageWage = record({ threeTimesMonthly: amount, threeTimesYearly: amount });

export type ContributionKey = `cn.${'social-insurance' | 'housing-fund'}.${string}.${string}`;
export type FigureKey =
  | NationalKey
  | ContributionKey
  | `cn.minimum-wage.${string}`
  | `cn.average-wage.${string}`;

export type ValueOf<K extends FigureKey> = K extends NationalKey
  ? Decoded<NationalShapes[K]>
  : K extends `cn.minimum-wage.${string}`
    ? Decoded<typeof minimumWage>
    : K extends `cn.average-wage.${string}`
      ? Decoded<typeof averageWage>
      : ContributionTerms;

/** The decoder of a key, or null for a key that no shape covers. */
export function shapeOf(key: string): Decoder<unknown> | null {
  if (Object.hasOwn(nationalShapes, key)) return nationalShapes[key as NationalKey];
  if (/^cn\.minimum-wage\.\d{6}$/.test(key)) return minimumWage;
  if (/^cn\.average-wage\.\d{6}$/.test(key)) return averageWage;
  if (/^cn\.(social-insurance|housing-fund)\.\d{6}\.\w+(\.tier\d)?$/.test(key)) {
    return contributionTerms;
  }
  return null;
}
