import type { gigTaxContract as contract } from '@heyi/contract';
import {
  type Fen,
  type Id,
  type Instant,
  type PayPeriod,
  type PlainDate,
  subtract,
} from '@heyi/kernel';

export type GigReturnId = Id<'gtr'>;
export type GigReturnState = Exclude<(typeof contract.gigReturnStates)[number], 'pending'>;
export type GigReturnSheet = (typeof contract.gigReturnSheets)[number];

export type GigReturn = {
  readonly id: GigReturnId;
  readonly entityId: Id<'ent'>;
  readonly entityName: string;
  readonly taxPeriod: PayPeriod;
  readonly number: number;
  readonly correctsId: GigReturnId | null;
  readonly correctionReason: string | null;
  readonly state: GigReturnState;
  readonly deadline: PlainDate | null;
  readonly sourceHash: string;
  readonly people: number;
  readonly income: Fen;
  readonly tax: Fen;
  readonly vat: Fen;
  readonly surcharges: Fen;
  readonly taxDeclaredBefore: Fen;
  readonly receiptNumber: string | null;
  readonly declaredAt: Instant | null;
  readonly declaredBy: string | null;
  readonly hasCorrection: boolean;
  /** What it was generated from reads differently now. */
  readonly isOutdated: boolean;
};

export function taxDueOf(declared: Pick<GigReturn, 'tax' | 'taxDeclaredBefore'>): Fen {
  return subtract(declared.tax, declared.taxDeclaredBefore);
}

/* Each answers null, or the first reason against it. */

export function refuseChange({ state }: GigReturn) {
  if (state === 'declared') return 'gig_return.already_declared' as const;
  return state === 'cancelled' ? ('gig_return.over' as const) : null;
}

export function refuseDeclaration(declared: GigReturn) {
  const refusal = refuseChange(declared);
  if (refusal !== null) return refusal;
  return declared.isOutdated ? ('gig_return.outdated' as const) : null;
}

export function refuseCorrection(declared: GigReturn) {
  if (declared.state !== 'declared') return 'gig_return.not_declared' as const;
  if (declared.hasCorrection) return 'gig_return.correction_exists' as const;
  return declared.isOutdated ? null : ('gig_return.unchanged' as const);
}
