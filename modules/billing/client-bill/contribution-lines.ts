import { add, type Fen, formatYuan, periodOf, subtract, zeroFen } from '@heyi/kernel';
import type { BillLineKind, ContributionFact, Facts, NewLine, Settlement } from './client-bill.ts';
import { collectedBy, type Findings, found, itemIn, lineOf } from './bill-line.ts';

const fundKinds: readonly string[] = ['housingFund', 'supplementaryHousingFund'];

export function itemOfKind(kind: string): 'housingFund' | 'socialInsurance' {
  return fundKinds.includes(kind) ? 'housingFund' : 'socialInsurance';
}

/** A refund is a difference with its sign turned. */
const kindOfType: Readonly<Record<ContributionFact['type'], BillLineKind>> = {
  regular: 'principal',
  difference: 'difference',
  backContribution: 'backContribution',
  refund: 'difference',
};

/**
 * Contributions billed by agencies in the month, and for each earlier month what is due now less what
 * all bills have asked for it. What a run charges or an agency debits is shown and not asked; where it
 * was asked before that was known, the difference gives it back.
 */
export function contributionLines(facts: Facts, findings: Findings): NewLine[] {
  const lines = facts.contributions.flatMap((fact) => {
    const isOfMonth = fact.billMonth === facts.period;
    return [
      ...(isOfMonth ? monthLine(facts, fact) : differenceLine(facts, fact)),
      ...lateFeeLine(facts, fact, findings),
    ];
  });
  const known = new Set(
    facts.contributions
      .filter(({ billMonth }) => billMonth === facts.period)
      .map(({ employmentId, registrationId }) => `${employmentId}/${registrationId}`),
  );
  for (const { employmentId, registrationId, registrationKind, cityCode } of facts.insured) {
    if (!known.has(`${employmentId}/${registrationId}`)) found(findings, 'contributionUnknown');
    const item = registrationKind === 'housingFund' ? 'housingFund' : 'socialInsurance';
    if (itemIn(facts, item, cityCode) === null) found(findings, 'orderMissing');
  }
  return lines;
}

function monthLine(facts: Facts, fact: ContributionFact): NewLine[] {
  const { employer, employee } = fact;
  const settlement = settlementOf(facts, fact);
  return leaverParts(facts, fact, {
    kind: kindOfType[fact.type],
    settlement,
    employer,
    employee,
  }).map((part) => contributionLine(facts, fact, part));
}

function differenceLine(facts: Facts, fact: ContributionFact): NewLine[] {
  const isAsked = settlementOf(facts, fact) === 'asked';
  const ours = isAsked ? subtract(fact.employer, fact.forgoneEmployer) : zeroFen;
  const own = isAsked ? subtract(fact.employee, fact.forgoneEmployee) : zeroFen;
  return leaverParts(facts, fact, {
    kind: 'previousDifference',
    settlement: 'asked',
    employer: subtract(ours, fact.billedEmployer),
    employee: subtract(own, fact.billedEmployee),
    facts: {
      asked: formatYuan(add(fact.billedEmployer, fact.billedEmployee)),
      actual: formatYuan(isAsked ? add(fact.employer, fact.employee) : zeroFen),
    },
  }).map((part) => contributionLine(facts, fact, part));
}

/**
 * Differences of leavers go where the scheme says (practice 20). The person is asked for the own part
 * alone: what the employer has to pay may not be put on it (社会保险法 art. 60). Empty parts are left out.
 */
function leaverParts(facts: Facts, fact: ContributionFact, part: Part): Part[] {
  const bearer = isLeaverDifference(facts, fact, part)
    ? (facts.leaverBearers.get(fact.registrationId) ?? 'client')
    : 'client';
  const isSome = ({ employer, employee }: Part) => employer !== 0 || employee !== 0;
  if (bearer === 'client') return [part].filter(isSome);
  const told = { ...part, facts: { ...part.facts, leaver: bearer } };
  if (bearer === 'provider') return [{ ...told, settlement: 'borne' as const }].filter(isSome);
  return [
    { ...told, employee: zeroFen },
    { ...told, settlement: 'person' as const, employer: zeroFen },
  ].filter(isSome);
}

/**
 * A 补差 billed after the month of leaving, or a figure that has moved since it was billed. What no
 * bill had yet is no difference, and what a run charges or an agency debits is settled there.
 */
function isLeaverDifference(facts: Facts, fact: ContributionFact, part: Part): boolean {
  const endsOn = facts.people.get(fact.employmentId)?.endsOn ?? null;
  if (endsOn === null || part.settlement !== 'asked') return false;
  if (settlementOf(facts, fact) !== 'asked') return false;
  if (fact.type === 'backContribution') return false;
  const left = periodOf(endsOn);
  if (fact.type !== 'regular') return left < fact.billMonth;
  return part.kind === 'previousDifference' && fact.billedLineId !== null && left < facts.period;
}

/** Who does not answer for the delay does not pay it; until that is known nobody is asked. */
function lateFeeLine(facts: Facts, fact: ContributionFact, findings: Findings): NewLine[] {
  const settlement = settlementOf(facts, fact);
  const isClients = fact.bearer === 'client';
  const isAsked = settlement === 'asked' && isClients;
  if (fact.lateFee !== 0 && fact.bearer === null) found(findings, 'lateFeeBearerUnknown');
  const isShown = !isAsked && fact.billMonth === facts.period;
  const amount = isShown
    ? fact.lateFee
    : subtract(isAsked ? fact.lateFee : zeroFen, fact.billedLateFee);
  if (amount === 0) return [];
  return [
    {
      ...contributionLine(facts, fact, {
        kind: 'lateFee',
        settlement: isShown ? (isClients ? settlement : 'borne') : 'asked',
        employer: zeroFen,
        employee: zeroFen,
        facts: { responsibility: fact.bearer ?? 'unknown' },
      }),
      amount,
      sourceLineId: fact.billedLateFeeLineId,
    },
  ];
}

type Part = {
  readonly kind: BillLineKind;
  readonly settlement: Settlement;
  readonly employer: Fen;
  readonly employee: Fen;
  readonly facts?: Readonly<Record<string, string>>;
};

/** The parts of one fact on one bill are billed under keys of their own. */
const keyWords: Readonly<Record<string, string>> = { lateFee: 'lateFee', person: 'ownPart' };

function contributionLine(facts: Facts, fact: ContributionFact, part: Part): NewLine {
  const { employmentId, registrationId, kind, period, type, billMonth } = fact;
  const holder = facts.registrations.get(registrationId);
  const item = holder ? itemIn(facts, itemOfKind(kind), holder.cityCode) : null;
  const key = [employmentId, registrationId, kind, period, type, billMonth].join('/');
  return lineOf(facts, {
    ...part,
    ...collectedBy(facts, item),
    legalEntityId: holder?.legalEntityId ?? facts.terms.legalEntityId,
    // The client's own registrations are paid out of its own money, when they are paid.
    isHeld: holder !== undefined && !holder.isProvider,
    employmentId,
    registrationId,
    cityCode: holder?.cityCode ?? null,
    period,
    billMonth,
    type,
    subject: kind,
    amount: add(part.employer, part.employee),
    isEstimate: fact.isEstimate,
    contributionLineId: fact.lineId,
    runId: part.settlement === 'run' ? fact.runId : null,
    sourceLineId: fact.billedLineId,
    sourceKey: `${keyWords[part.kind === 'lateFee' ? 'lateFee' : part.settlement] ?? 'contribution'}/${key}/${facts.period}`,
  });
}

/**
 * A run collects contributions for registrations of the provider alone: a client's own entity sends us
 * its wages, so that its own registrations are asked for here, or debited there, whatever runs there are.
 */
function settlementOf({ registrations, terms }: Facts, fact: ContributionFact): Settlement {
  if (registrations.get(fact.registrationId)?.isProvider === false) {
    return terms.ownRegistrations === 'direct' ? 'direct' : 'asked';
  }
  return fact.runId === null ? 'asked' : 'run';
}
