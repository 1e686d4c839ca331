import {
  add,
  formatRate,
  formatYuan,
  multiply,
  ok,
  type PayPeriod,
  type Rate,
  type Result,
  type Rounding,
} from '@heyi/kernel';
import type { ContributionKey, Policy, PolicyUnknown } from '@heyi/policy';
import { calculateContributions, type Contributions } from '../social-insurance/contribution.ts';
import { chargeBaseDifference } from '../social-insurance/contribution-difference.ts';
import {
  type ContributionKind,
  type ContributionSelection,
  type HukouType,
  isContributionKind,
  type UnknownKind,
} from '../social-insurance/contribution-scheme.ts';
import { socialInsuranceLateFee } from '../social-insurance/late-fee.ts';
import { isRetirementCategory, retirement } from '../social-insurance/retirement.ts';
import { CaseInput } from './case-input.ts';
import { amounts, answer, type CaseFacts, type CaseResult, failureText } from './case-result.ts';

/** Contributions, a difference of base, a housing-fund amount, a retirement month or a late fee. */
export function calculateSocialInsuranceCase(policy: Policy, facts: CaseFacts): CaseResult {
  const top = new CaseInput(facts);
  if (top.has('birth')) return retirementCase(policy, top);
  if (top.has('principal')) return lateFeeCase(policy, top);
  const input = new CaseInput(facts['input'], top.problems);
  if (input.has('housingFundBase')) return housingFundCase(policy, top, input);
  if (input.has('baseDifference')) return baseDifferenceCase(policy, top, input);
  return contributionsCase(policy, top, input);
}

function contributionsCase(policy: Policy, top: CaseInput, input: CaseInput): CaseResult {
  const selection = selectionOf(policy, top, input);
  const period = top.month('period');
  const declaredBase = input.amount('salary');
  if (top.problems.length > 0) return malformed(top);
  const result = calculateContributions(policy, period, { ...selection, declaredBase });
  return answer(result, contributionFields);
}

function contributionFields(value: Contributions): Record<string, unknown> {
  const byKind = (party: 'employer' | 'employee') =>
    Object.fromEntries(value.lines.map((line) => [line.kind, formatYuan(line[party])]));
  return {
    items: value.lines.map((line) => ({
      kind: line.kind,
      base: formatYuan(line.base),
      employerRate: formatRate(line.employerRate),
      employeeRate: formatRate(line.employeeRate),
      employer: formatYuan(line.employer),
      employee: formatYuan(line.employee),
      warnings: line.warnings,
    })),
    employerTotal: formatYuan(value.employerTotal),
    employeeTotal: formatYuan(value.employeeTotal),
    employerSocialInsurance: formatYuan(value.employerSocialInsurance),
    employeeSocialInsurance: formatYuan(value.employeeSocialInsurance),
    employerHousingFund: formatYuan(value.employerHousingFund),
    employeeHousingFund: formatYuan(value.employeeHousingFund),
    employer: byKind('employer'),
    employee: byKind('employee'),
    unknowns: value.unknowns.map(unknownText),
  };
}

function baseDifferenceCase(policy: Policy, top: CaseInput, input: CaseInput): CaseResult {
  const selection = selectionOf(policy, top, input);
  const period = top.month('period');
  const baseDifference = input.amount('baseDifference');
  if (top.problems.length > 0) return malformed(top);
  const result = chargeBaseDifference(policy, period, { ...selection, baseDifference });
  return answer(result, (value) => ({
    employerDifference: formatYuan(value.employerDifference),
    employeeDifference: formatYuan(value.employeeDifference),
    bothParties: formatYuan(add(value.employerDifference, value.employeeDifference)),
    items: value.lines.map((line) => ({
      kind: line.kind,
      employer: formatYuan(line.employer),
      employee: formatYuan(line.employee),
    })),
    unknowns: value.unknowns.map(unknownText),
  }));
}

/** One party's amount is the base times the rate; the case or the city names its rounding. */
function housingFundCase(policy: Policy, top: CaseInput, input: CaseInput): CaseResult {
  const base = input.amount('housingFundBase');
  const rate = input.rate(input.has('rate') ? 'rate' : 'hfRate');
  const rounding: Result<Rounding, PolicyUnknown> = input.has('amountRounding')
    ? ok(input.rounding('amountRounding'))
    : cityRounding(policy, top.text('code'), top.month('period'));
  if (top.problems.length > 0) return malformed(top);
  if (!rounding.ok) return { ok: false, reason: failureText(rounding.failure) };
  const eachParty = multiply(base, rate, rounding.value);
  const bothParties = add(eachParty, eachParty);
  return { ok: true, actual: amounts({ eachParty, bothParties }) };
}

function cityRounding(
  policy: Policy,
  cityCode: string,
  period: PayPeriod,
): Result<Rounding, PolicyUnknown> {
  const key: ContributionKey = `cn.housing-fund.${cityCode}.housingFund`;
  const city = policy.figure(key, period);
  return city.ok ? ok(city.value.value.employee.rounding) : city;
}

function retirementCase(policy: Policy, top: CaseInput): CaseResult {
  const birth = top.month('birth');
  const category = top.text('category');
  if (top.problems.length > 0) return malformed(top);
  if (!isRetirementCategory(category)) {
    return { ok: false, reason: `malformed: category ${category}` };
  }
  return answer(retirement(policy, { birth, category }), (value) => ({
    retirementMonth: value.retirementMonth,
    delayMonths: value.delayMonths,
    oldMonth: value.oldMonth,
    minimumContributionMonths: value.minimumContributionMonths,
  }));
}

function lateFeeCase(policy: Policy, top: CaseInput): CaseResult {
  const principal = top.amount('principal');
  const days = top.whole('days', 0);
  const dailyRate = top.rateOr('dailyRate', null);
  if (top.problems.length > 0) return malformed(top);
  const rounding = 'half_up_fen';
  const fee = socialInsuranceLateFee(policy, policy.recordedThrough, {
    principal,
    days,
    dailyRate,
    rounding,
  });
  return answer(fee, (value) => ({ lateFee: formatYuan(value.lateFee) }));
}

const hukouNames: Readonly<Record<string, HukouType>> = {
  'local-urban': 'local-urban',
  'local-rural': 'local-rural',
  'nonlocal-urban': 'nonlocal-urban',
  'nonlocal-rural': 'nonlocal-rural',
  local: 'local-urban',
  nonlocal: 'nonlocal-urban',
  本地城镇: 'local-urban',
  本地农业: 'local-rural',
  外埠城镇: 'nonlocal-urban',
  外埠农业: 'nonlocal-rural',
};

function selectionOf(policy: Policy, top: CaseInput, input: CaseInput): ContributionSelection {
  const hukou = input.textOr('hukou', null);
  if (hukou !== null && !hukouNames[hukou]) input.problems.push(`hukou: ${hukou}`);
  const cityCode = top.text('code');
  const kinds = kindsOf(input);
  const tier = input.textOr('tier', null);
  return {
    cityCode,
    kinds,
    hukou: hukou === null ? null : (hukouNames[hukou] ?? null),
    tier: tier === null ? null : (tierNames[tier] ?? tier),
    personType: 'employee',
    injuryRate: input.rateOr('injury', null),
    housingFundRate: input.has('hfRate')
      ? input.rate('hfRate')
      : defaultFundRate(policy, top, cityCode, kinds),
    supplementaryRate: input.rateOr('suppRate', null),
  };
}

const tierNames: Readonly<Record<string, string>> = { '1': '一档', '2': '二档' };

/** A case that asks for the fund but names no rate means the highest one of the city. */
function defaultFundRate(
  policy: Policy,
  top: CaseInput,
  cityCode: string,
  kinds: readonly ContributionKind[] | null,
): Rate | null {
  if (!kinds?.includes('housingFund')) return null;
  const key: ContributionKey = `cn.housing-fund.${cityCode}.housingFund`;
  const city = policy.figure(key, top.month('period'));
  return city.ok ? city.value.value.employer.max : null;
}

function kindsOf(input: CaseInput): readonly ContributionKind[] | null {
  if (!input.has('kinds')) return null;
  const kinds: ContributionKind[] = [];
  for (const kind of input.list('kinds')) {
    if (typeof kind === 'string' && isContributionKind(kind)) kinds.push(kind);
    else input.problems.push(`kinds: ${JSON.stringify(kind)}`);
  }
  return kinds;
}

function malformed(input: CaseInput): CaseResult {
  return { ok: false, reason: `malformed: ${input.problems.join('; ')}` };
}

function unknownText({ kind, failure }: UnknownKind): string {
  return `${kind}: ${failureText(failure)}`;
}
