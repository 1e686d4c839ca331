import { type Fen, subtract, zeroFen } from '@heyi/kernel';
import { collectedBy, itemIn, lineOf } from './bill-line.ts';
import type { ArrearsFact, Facts, NewLine, Settlement } from './client-bill.ts';

/**
 * 滞纳金 of settled arrears: what is due now less what all bills have asked for it, so that a payment
 * that was taken back gives it back. Whoever else bears it is shown, once, and asked for nothing.
 */
export function arrearsLines(facts: Facts): NewLine[] {
  return facts.arrears.flatMap((fact) => {
    const due = dueOf(facts, fact);
    const amount = subtract(due, fact.billed);
    if (amount !== 0) return [arrearsLine(facts, fact, { settlement: 'asked', amount })];
    const { settled } = fact;
    const isShown = settled !== null && due === 0 && fact.billedLineId === null;
    const share = settled ? subtract(settled.share, fact.chargedElsewhere) : zeroFen;
    if (!isShown || share === 0) return [];
    const settlement = settled.responsibility === 'client' ? 'direct' : 'borne';
    return [arrearsLine(facts, fact, { settlement, amount: share })];
  });
}

/** The agency debits the client's own unit itself, unless the bill collects for it. */
function dueOf({ registrations, terms }: Facts, fact: ArrearsFact): Fen {
  const { settled, chargedElsewhere, registrationId } = fact;
  if (settled?.responsibility !== 'client') return zeroFen;
  const isOwn = registrations.get(registrationId)?.isProvider === false;
  if (isOwn && terms.ownRegistrations === 'direct') return zeroFen;
  return subtract(settled.share, chargedElsewhere);
}

function arrearsLine(
  facts: Facts,
  fact: ArrearsFact,
  { settlement, amount }: { readonly settlement: Settlement; readonly amount: Fen },
): NewLine {
  const { arrearsId, registrationId, period, settled, billedLineId } = fact;
  const holder = facts.registrations.get(registrationId);
  const item = holder ? itemIn(facts, 'socialInsurance', holder.cityCode) : null;
  return lineOf(facts, {
    kind: 'lateFee',
    settlement,
    ...collectedBy(facts, item),
    legalEntityId: holder?.legalEntityId ?? facts.terms.legalEntityId,
    isHeld: holder !== undefined && !holder.isProvider,
    registrationId,
    cityCode: holder?.cityCode ?? null,
    period,
    amount,
    facts: settled
      ? {
          responsibility: settled.responsibility,
          reason: settled.reason,
          owedFrom: settled.dueOn,
          settledOn: settled.settledOn,
        }
      : { revoked: 'arrears' },
    arrearsId,
    sourceLineId: billedLineId,
    sourceKey: `arrears/${arrearsId}/${facts.period}`,
  });
}
