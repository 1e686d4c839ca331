import type { Fen, Id, PlainDate } from '@heyi/kernel';
import { type AccountKey, type Journal, type JournalLine, transferLines } from '@heyi/ledger';
import type { Transaction } from '@heyi/platform';

/** Something owed to bureau or agency by an entity, and the account the money left. */
export type Settled = {
  readonly liability: AccountKey & { readonly legalEntityId: Id<'ent'> };
  readonly amount: Fen;
  /** Null: an account of the entity that is not kept here. */
  readonly payerAccountId: Id<'pac'> | null;
  /** The entity is the provider's: the client's money for it has been applied to the run. */
  readonly isProvider: boolean;
  /** False: of a client's own unit, whose month no run has charged. */
  readonly isBooked?: boolean;
};

/**
 * Discharges the liability. Through us: the money leaves our account, and the client had met it when
 * its funds were applied. By the client itself: what it owed us for this is met as well, and when the
 * money left an account that is kept here, it was the client's money there. What a client owes for its own
 * unit without a run stands in no book: nothing but that money moves.
 */
export function settlingLines(tx: Transaction, settled: Settled): JournalLine[] {
  const { liability, amount, payerAccountId, isProvider, isBooked = true } = settled;
  if (!isBooked && !isProvider) {
    return payerAccountId === null ? [] : ownMoneyLines(tx, payerAccountId, amount);
  }
  const due: AccountKey = { kind: 'clientDue', legalEntityId: liability.legalEntityId };
  if (payerAccountId === null) return transferLines(liability, due, amount);
  const paid = transferLines(liability, { kind: 'bank', payerAccountId }, amount);
  return isProvider ? paid : [...paid, ...transferLines(fundsOn(tx, payerAccountId), due, amount)];
}

/** What left an account kept here, such as a late fee, was the money of whoever bears it. */
export function ownMoneyLines(tx: Transaction, payerAccountId: Id<'pac'>, amount: Fen) {
  return transferLines(fundsOn(tx, payerAccountId), { kind: 'bank', payerAccountId }, amount);
}

function fundsOn(tx: Transaction, payerAccountId: Id<'pac'>): AccountKey {
  return { kind: tx.tenantId === tx.houseId ? 'providerFunds' : 'clientFunds', payerAccountId };
}

export function journalOf(
  kind: Extract<Journal['kind'], 'tax.paid' | 'contributions.paid' | 'late_fee.paid'>,
  subject: { readonly id: string; readonly reference: string; readonly paidOn: PlainDate },
  lines: readonly JournalLine[],
): Journal {
  const { id, reference, paidOn } = subject;
  return { kind, reference: `${kind}/${reference}`, subjectId: id, occurredOn: paidOn, lines };
}
