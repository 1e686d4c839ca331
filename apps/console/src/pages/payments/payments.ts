import type { AnswerOf } from '@heyi/client';
import type { Tone } from '@heyi/ui';

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
