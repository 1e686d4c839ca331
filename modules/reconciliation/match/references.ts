import { type Id, parseId } from '@heyi/kernel';
import { orderIdOf } from '@heyi/payments';

/** What our reference on a line of the bank names: an order, or a file or batch of orders. */
export type Named = {
  readonly orderId: Id<'pay'> | null;
  readonly groupId: Id<'pfl'> | Id<'pbt'> | null;
};

export function ourReference(reference: string): Named | null {
  const orderId = orderIdOf(reference);
  if (orderId !== null) return { orderId, groupId: null };
  const groupId = parseId('pfl', reference) ?? parseId('pbt', reference);
  return groupId === null ? null : { orderId: null, groupId };
}

/** Of a text that is none of our references: nothing. */
export function namedBy(reference: string | null): Named {
  const nobody = { orderId: null, groupId: null };
  return (reference === null ? null : ourReference(reference)) ?? nobody;
}
