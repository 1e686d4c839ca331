import { negate, sum } from '@heyi/kernel';
import { arrearsLines } from './arrears-lines.ts';
import { collectedBy, dueOf, type Findings, lineOf } from './bill-line.ts';
import type { DrawnUp, Facts, NewLine } from './client-bill.ts';
import { contributionLines } from './contribution-lines.ts';
import { disabledFundLines } from './disabled-fund-lines.ts';
import { serviceFeeLines } from './fee-lines.ts';
import { taxLines } from './tax-lines.ts';

/**
 * The bill of a month, of one set of facts: what the month costs, and what all earlier bills together
 * asked too much or too little. Pure; amounts in fen, and only what is asked is in the sum.
 */
export function drawUp(facts: Facts): DrawnUp {
  const findings: Findings = new Map();
  const contributions = contributionLines(facts, findings);
  const taxable = [
    ...contributions,
    ...arrearsLines(facts),
    ...disabledFundLines(facts, findings),
    ...serviceFeeLines(facts, contributions, findings),
    ...creditLines(facts),
  ];
  const lines = [
    ...taxable,
    ...taxLines(facts, taxable, findings),
    ...advanceLines(facts),
    ...carriedLines(facts),
    ...claimLines(facts),
  ];
  const asked = lines.filter(({ settlement }) => settlement === 'asked');
  // An advance has a day of its own, and is overdue by that.
  const days = asked.flatMap(({ kind, amount, dueOn }) =>
    dueOn && amount > 0 && kind !== 'advance' ? [dueOn] : [],
  );
  return {
    lines,
    findings: [...findings].map(([code, count]) => ({ code, count })),
    amount: sum(asked.map(({ amount }) => amount)),
    dueOn: days.toSorted()[0] ?? dueOf(facts, facts.terms.collection),
  };
}

/** A credit is the provider's loss: the agency has its money, and keeps it. */
function creditLines(facts: Facts): NewLine[] {
  return facts.credits.map(({ lineId, kind, credit, employmentId, cityCode, costCentre }) =>
    lineOf(facts, {
      kind: 'credit',
      employmentId,
      cityCode,
      costCentre,
      amount: negate(credit),
      facts: { of: kind },
      sourceLineId: lineId,
      sourceKey: `credit/${lineId}`,
    }),
  );
}

function advanceLines(facts: Facts): NewLine[] {
  return facts.advances.map(({ id, outstanding, dueOn }) =>
    lineOf(facts, {
      kind: 'advance',
      legalEntityId: null,
      collection: 'advance',
      dueOn,
      amount: outstanding,
      advanceId: id,
      sourceKey: `advance/${id}`,
    }),
  );
}

function carriedLines(facts: Facts): NewLine[] {
  return facts.carried.map(({ billId, legalEntityId, isHeld, amount }) => {
    return lineOf(facts, {
      kind: 'credit',
      legalEntityId,
      isHeld,
      amount,
      facts: { of: 'carried' },
      sourceBillId: billId,
      sourceKey: `carried/${billId}/${legalEntityId}/${isHeld ? 'held' : 'owed'}`,
    });
  });
}

/** Paid back to the client or given up: the client stands for it, and its due is in the books. */
function claimLines(facts: Facts): NewLine[] {
  return facts.claims.map(({ id, billId, employmentId, legalEntityId, amount }) =>
    lineOf(facts, {
      kind: 'previousDifference',
      ...collectedBy(facts, null),
      legalEntityId,
      employmentId,
      employee: amount,
      amount,
      facts: { of: 'person' },
      sourceBillId: billId,
      sourceKey: `claim/${id}`,
    }),
  );
}
