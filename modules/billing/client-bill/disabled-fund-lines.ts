import {
  allocate,
  fail,
  type Fen,
  formatYuan,
  monthOf,
  multiplyFraction,
  ok,
  type Result,
  subtract,
} from '@heyi/kernel';
import type { EmploymentId } from '@heyi/people';
import { disabledEmploymentFund } from '@heyi/statutory';
import { collectedBy, type Findings, found, itemIn, lineOf } from './bill-line.ts';
import type { Facts, NewLine, Terms } from './client-bill.ts';

type Rule = Terms['disabledFund'][number];
type Told = Readonly<Record<string, string>>;
/** What the city's people are asked for in this month, in fen, and how it was reckoned. */
type Charge = { readonly shares: readonly Fen[]; readonly facts: Told };

/**
 * 残保金 for everybody insured in a city for which it was agreed: by an agreed figure a head, or by the
 * law of what the company says of its last year. Accrued each month, or once in the agreed one. What
 * is not known is a finding.
 */
export function disabledFundLines(facts: Facts, findings: Findings): NewLine[] {
  return facts.terms.disabledFund.flatMap((rule) => {
    const heads = headsIn(facts, rule.cityCode);
    const isYearly = (rule.yearlyIn ?? null) !== null;
    if (isYearly && monthOf(facts.period) !== rule.yearlyIn) return [];
    const charge = chargeOf(facts, rule, heads.length);
    if (!charge.ok) {
      if (heads.length > 0) found(findings, 'disabledFundUnknown', heads.length);
      return [];
    }
    const told = { ...charge.value.facts, source: rule.source };
    // Without anybody insured in the month what the law asks is one line of the company's.
    const people: readonly (EmploymentId | null)[] = heads.length > 0 ? heads : [null];
    return charge.value.shares.flatMap((amount, index) =>
      amount === 0 ? [] : [fundLine(facts, rule, { who: people[index]!, amount, facts: told })],
    );
  });
}

function headsIn(facts: Facts, cityCode: string): EmploymentId[] {
  const insured = facts.insured.filter(
    (one) => one.cityCode === cityCode && one.registrationKind !== 'housingFund',
  );
  return [...new Set(insured.map(({ employmentId }) => employmentId))];
}

type Unknown = { readonly code: string };

function chargeOf(facts: Facts, rule: Rule, heads: number): Result<Charge, Unknown> {
  const { perHead } = rule;
  if (perHead === null) return byLaw(facts, rule, heads);
  const shares = Array.from({ length: heads }, () => perHead);
  return ok({ shares, facts: { perHead: formatYuan(perHead) } });
}

/**
 * A year's fee in twelve parts that add up to it, each shared by heads without losing a fen. The
 * figures of the state come with the marks of their evidence.
 */
function byLaw({ period, policy }: Facts, rule: Rule, heads: number): Result<Charge, Unknown> {
  const { duty = null, yearlyIn = null } = rule;
  if (duty === null || duty.ratio === null) {
    return fail({ code: 'disabled_fund.unknown' });
  }
  const due = disabledEmploymentFund(policy, period, { ...duty, ratio: duty.ratio });
  if (!due.ok) return due;
  const { yearly, reason } = due.value;
  const amount = yearlyIn === null ? accruedIn(yearly, monthOf(period)) : yearly;
  const figures = reason.figures.map(({ title, mark, unverified }) =>
    unverified ? `${title.zh}（未核）` : `${title.zh}（${markWords[mark]}）`,
  );
  return ok({
    shares:
      amount === 0
        ? []
        : allocate(
            amount,
            Array.from({ length: Math.max(heads, 1) }, () => 1),
          ),
    facts: {
      ...reason.inputs,
      yearly: formatYuan(yearly),
      cap: duty.localAverageWage === null ? 'unknown' : formatYuan(duty.localAverageWage),
      article: reason.article,
      figures: figures.join('；'),
      policy: policy.pin,
    },
  });
}

const markWords = {
  'official-quoted': '官方原文',
  'official-cited': '官方数值',
  secondary: '转载',
  'own-knowledge': '未核',
} as const;

/** The fee up to the month less that up to the month before: twelve months are the year. */
function accruedIn(yearly: Fen, month: number): Fen {
  const upTo = (months: number) => multiplyFraction(yearly, months, 12, 'half_up_fen');
  return subtract(upTo(month), upTo(month - 1));
}

function fundLine(
  facts: Facts,
  { cityCode }: Rule,
  line: { readonly who: EmploymentId | null; readonly amount: Fen; readonly facts: Told },
): NewLine {
  return lineOf(facts, {
    kind: 'disabledEmploymentFund',
    ...collectedBy(facts, itemIn(facts, 'socialInsurance', cityCode)),
    employmentId: line.who,
    cityCode,
    amount: line.amount,
    facts: line.facts,
    sourceKey: `fund/${line.who ?? 'all'}/${cityCode}/${facts.period}`,
  });
}
