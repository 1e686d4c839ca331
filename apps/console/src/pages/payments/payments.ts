import type { AnswerOf } from '@heyi/client';
import type { Tone } from '@heyi/ui';
import type { TFunction } from 'i18next';

export type PayBatch = AnswerOf<'listPayBatches'>['rows'][number];
export type PayOrder = AnswerOf<'listPayOrders'>['rows'][number];
export type PayOrderState = PayOrder['state'];

export const toneOfOrder: Record<PayOrderState, Tone> = {
  queued: 'neutral',
  sent: 'active',
  succeeded: 'good',
  failed: 'bad',
  returned: 'bad',
  unknown: 'warn',
  manual: 'warn',
  cancelled: 'neutral',
  held: 'warn',
};

/** The order in which states are shown: what is under way, what went wrong, what is over. */
export const orderStates: readonly PayOrderState[] = [
  'queued',
  'sent',
  'unknown',
  'manual',
  'failed',
  'returned',
  'held',
  'succeeded',
  'cancelled',
];

const moving = new Set<PayOrderState>(['queued', 'sent', 'unknown']);

/** Whether the machine is still at it. A batch for a file waits for a person instead. */
export function isMoving(batch: PayBatch): boolean {
  return (
    batch.channel !== 'file' &&
    batch.byState.some(({ state, count }) => moving.has(state) && count > 0)
  );
}

export function countOf(batch: PayBatch, state: PayOrderState): number {
  return batch.byState.find((total) => total.state === state)?.count ?? 0;
}

/** Of our own make, with words of ours; a bank's code is quoted to the bank, beside its text. */
const ownCodes = new Set([
  'unknown',
  'not_found',
  'unanswered',
  'bank_contradicts',
  'bank_unreachable',
]);

/** What is known of an order's outcome, in the reader's words. */
export function saidOf(
  { code, text }: { code: string | null; text: string | null },
  t: TFunction,
): string {
  if (code === null) return text ?? '';
  const words = t(`payments.codes.${code}`, { defaultValue: code });
  if (ownCodes.has(code)) return words;
  if (code === 'by_hand') return text ?? words;
  return [text ?? words, code].join(' · ');
}

/** The paper that the second pair of eyes holds against it. */
export function proposalText(proposal: NonNullable<PayOrder['proposal']>): string {
  return [proposal.bankReference, proposal.note].filter(Boolean).join(' · ');
}
