import { add, type Fen, formatYuan, subtract, zeroFen } from '@heyi/kernel';
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
  if (employer === 0 && employee === 0) return [];
  return [
    contributionLine(facts, fact, {
      kind: kindOfType[fact.type],
      settlement: settlementOf(facts, fact),
      employer,
      employee,
    }),
  ];
}

function differenceLine(facts: Facts, fact: ContributionFact): NewLine[] {
  const isAsked = settlementOf(facts, fact) === 'asked';
  const employer = subtract(isAsked ? fact.employer : zeroFen, fact.billedEmployer);
  const employee = subtract(isAsked ? fact.employee : zeroFen, fact.billedEmployee);
  if (employer === 0 && employee === 0) return [];
  return [
    contributionLine(facts, fact, {
      kind: 'previousDifference',
      settlement: 'asked',
      employer,
      employee,
      facts: {
        asked: formatYuan(add(fact.billedEmployer, fact.billedEmployee)),
        actual: formatYuan(isAsked ? add(fact.employer, fact.employee) : zeroFen),
      },
    }),
  ];
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
    sourceKey: `${part.kind === 'lateFee' ? 'lateFee' : 'contribution'}/${key}/${facts.period}`,
  });
}

function settlementOf({ registrations, terms }: Facts, fact: ContributionFact): Settlement {
  if (fact.runId !== null) return 'run';
  const isOwn = registrations.get(fact.registrationId)?.isProvider === false;
  return isOwn && terms.ownRegistrations === 'direct' ? 'direct' : 'asked';
}
