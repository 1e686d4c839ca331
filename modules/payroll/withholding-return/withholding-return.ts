import type { payrollContract } from '@heyi/contract';
import {
  type Fen,
  type Id,
  type Instant,
  type PayPeriod,
  type PlainDate,
  subtract,
} from '@heyi/kernel';
import type { EntityId } from '../taxpayer-registration/withholding-entity.ts';

export type ReturnId = Id<'wht'>;
export type ReturnState = (typeof payrollContract.returnStates)[number];
export type ReturnAction = (typeof payrollContract.returnActions)[number];

export type WithholdingReturn = {
  readonly id: ReturnId;
  readonly entityId: EntityId;
  readonly entityName: string;
  readonly taxpayerNumber: string;
  readonly taxBureauName: string | null;
  readonly taxPeriod: PayPeriod;
  readonly number: number;
  readonly correctsId: ReturnId | null;
  readonly correctionReason: string | null;
  readonly state: Exclude<ReturnState, 'pending'>;
  readonly deadline: PlainDate;
  readonly isDeadlineProvisional: boolean;
  /** Locked figures changed after it was generated. */
  readonly isOutdated: boolean;
  readonly people: number;
  readonly zeroTaxPeople: number;
  readonly income: Fen;
  readonly exempt: Fen;
  readonly tax: Fen;
  readonly taxDeclaredBefore: Fen;
  readonly lines: number;
  readonly compared: number;
  readonly differing: number;
  readonly difference: Fen;
  readonly differenceAccepted: string | null;
  readonly unregistered: number;
  readonly receiptNumber: string | null;
  readonly refusal: string | null;
  readonly paidAmount: Fen | null;
  readonly lateFee: Fen | null;
  readonly paidOn: PlainDate | null;
  readonly voucherNumber: string | null;
  readonly evidenceId: Id<'evd'> | null;
  readonly createdAt: Instant;
  /** Of an earlier period of the year, opened and not accepted yet. */
  readonly hasEarlierCorrection: boolean;
  /** An earlier period was corrected after this one was opened (ids are in order of time). */
  readonly mustFollow: boolean;
  readonly hasCorrection: boolean;
};

export type ReturnRefusal =
  | 'withholding_return.already_sent'
  | 'withholding_return.over'
  | 'withholding_return.outdated'
  | 'withholding_return.unregistered'
  | 'withholding_return.not_compared'
  | 'withholding_return.differs'
  | 'withholding_return.earlier_correction_open'
  | 'withholding_return.not_differing'
  | 'withholding_return.not_sent'
  | 'withholding_return.not_accepted'
  | 'withholding_return.nothing_due'
  | 'withholding_return.not_paid'
  | 'withholding_return.correction_exists'
  | 'withholding_return.unchanged';

/** The bureau has it, or has answered it. */
function isSent(state: ReturnState): boolean {
  return state === 'sent' || isAccepted(state);
}

function isAccepted(state: ReturnState): boolean {
  return state === 'accepted' || state === 'taxPaid' || state === 'evidenced';
}

export function taxDueOf(declared: Pick<WithholdingReturn, 'tax' | 'taxDeclaredBefore'>): Fen {
  return subtract(declared.tax, declared.taxDeclaredBefore);
}

type Judged = WithholdingReturn;

/* Each answers null, or the first reason against it. */

export function refuseChange({ state }: Judged) {
  if (isSent(state)) return 'withholding_return.already_sent' as const;
  if (state === 'cancelled') return 'withholding_return.over' as const;
  return null;
}

export function refuseCompare(declared: Judged) {
  const refusal = refuseChange(declared);
  if (refusal !== null) return refusal;
  return declared.isOutdated ? ('withholding_return.outdated' as const) : null;
}

export function refuseAcceptance({ state }: Judged) {
  return state === 'differs' ? null : ('withholding_return.not_differing' as const);
}

export function refuseFile(declared: Judged) {
  if (declared.state === 'cancelled') return 'withholding_return.over' as const;
  // What was sent stays as it was sent.
  if (declared.isOutdated && !isSent(declared.state)) return 'withholding_return.outdated' as const;
  return null;
}

export function refuseSending(declared: Judged) {
  const refusal = refuseChange(declared);
  if (refusal !== null) return refusal;
  if (declared.isOutdated) return 'withholding_return.outdated' as const;
  if (declared.unregistered > 0) return 'withholding_return.unregistered' as const;
  if (declared.compared < declared.lines) return 'withholding_return.not_compared' as const;
  if (declared.state === 'differs') return 'withholding_return.differs' as const;
  if (declared.number > 0 && declared.hasEarlierCorrection) {
    return 'withholding_return.earlier_correction_open' as const;
  }
  return null;
}

export function refuseResult({ state }: Judged) {
  return state === 'sent' ? null : ('withholding_return.not_sent' as const);
}

export function refusePayment(declared: Judged) {
  if (declared.state !== 'accepted') return 'withholding_return.not_accepted' as const;
  return taxDueOf(declared) > 0 ? null : ('withholding_return.nothing_due' as const);
}

/** A correction stands on what was declared and paid before. */
export function refuseRevocation({ paidAmount, hasCorrection }: Judged) {
  if (paidAmount === null) return 'withholding_return.not_paid' as const;
  return hasCorrection ? ('withholding_return.correction_exists' as const) : null;
}

/** A return without tax due is evidenced by its acceptance. */
export function refuseEvidence(declared: Judged) {
  const { state } = declared;
  if (state === 'taxPaid' || state === 'evidenced') return null;
  if (state === 'accepted' && taxDueOf(declared) <= 0) return null;
  return 'withholding_return.not_paid' as const;
}

export function refuseCorrection(declared: Judged) {
  if (!isAccepted(declared.state)) return 'withholding_return.not_accepted' as const;
  if (declared.hasCorrection) return 'withholding_return.correction_exists' as const;
  if (!declared.isOutdated && !declared.mustFollow && !declared.hasEarlierCorrection) {
    return 'withholding_return.unchanged' as const;
  }
  if (declared.hasEarlierCorrection) return 'withholding_return.earlier_correction_open' as const;
  return null;
}

export function actionsOf(declared: Judged): Record<ReturnAction, ReturnRefusal | null> {
  return {
    recompute: refuseChange(declared),
    compare: refuseCompare(declared),
    acceptDifferences: refuseAcceptance(declared),
    send: refuseSending(declared),
    recordResult: refuseResult(declared),
    recordPayment: refusePayment(declared),
    revokePayment: refuseRevocation(declared),
    attachEvidence: refuseEvidence(declared),
    correct: refuseCorrection(declared),
    cancel: refuseChange(declared),
  };
}
