import { closeThreads } from '@heyi/messages';
import type { Transaction } from '@heyi/platform';
import type { OrderLinesMoved } from './line.store.ts';

/** The conversation ends with its matter: when the line is settled, or not to be done at all. */
export async function closeLineThreads(
  tx: Transaction,
  { state, lineIds: subjectIds }: OrderLinesMoved,
): Promise<void> {
  if (state !== 'settled' && state !== 'cancelled') return;
  await closeThreads(tx, { subjectKind: 'orderLine', subjectIds });
}
