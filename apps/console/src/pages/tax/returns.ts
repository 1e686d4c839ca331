import type { AnswerOf } from '@heyi/client';
import type { Tone } from '@heyi/ui';

export type ReturnRow = AnswerOf<'listWithholdingReturns'>['rows'][number];
export type Return = AnswerOf<'getWithholdingReturn'>;
export type ReturnState = Return['state'];

export const toneOfReturn: Record<ReturnState, Tone> = {
  pending: 'warn',
  computed: 'active',
  differs: 'bad',
  sent: 'active',
  accepted: 'good',
  rejected: 'bad',
  taxPaid: 'good',
  evidenced: 'good',
  cancelled: 'neutral',
};

/** Nothing is left to be done. */
export function isFiled(state: ReturnState): boolean {
  return state === 'taxPaid' || state === 'evidenced' || state === 'cancelled';
}

/** From 申报成功 on there is something to prove. */
export function hasEvidence(state: ReturnState): boolean {
  return state === 'accepted' || state === 'taxPaid' || state === 'evidenced';
}

/** The page of a return; the entity may belong to the provider and not to the client. */
export function placeOfReturn(clientId: string, ownerId: string, returnId: string) {
  return {
    to: `/clients/${clientId}/tax/returns/${returnId}`,
    search: ownerId === clientId ? {} : { owner: ownerId },
  };
}
