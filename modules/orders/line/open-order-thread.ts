import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { openThread } from '@heyi/messages';
import type { Transaction } from '@heyi/platform';
import { lockLines } from './line.store.ts';
import { titleOf } from './line-title.ts';

export async function openOrderThread(
  tx: Transaction,
  input: Input<typeof contract.openOrderThread>,
) {
  const line = (await lockLines(tx, [input.orderLineId])).get(input.orderLineId);
  if (!line) return fail({ code: 'order_line.not_found' as const });
  const { id: subjectId, employmentId } = line;
  const subject = { subjectKind: 'orderLine' as const, subjectId, employmentId };
  return ok({ threadId: await openThread(tx, { ...subject, title: titleOf(line) }) });
}
