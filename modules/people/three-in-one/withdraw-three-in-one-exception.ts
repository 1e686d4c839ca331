import type { Input, peopleContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { appendAudit, type Transaction } from '@heyi/platform';
import { exceptionOf, lockException, saveEnd, shownException } from './exception.store.ts';
import { refuseDecision } from './exception.ts';

/** Whoever asked thinks otherwise; a decision stands. */
export async function withdrawThreeInOneException(
  tx: Transaction,
  input: Input<typeof contract.withdrawThreeInOneException>,
) {
  const exception = await lockException(tx, input.exceptionId);
  if (!exception) return fail({ code: 'exception.not_found' as const });
  const decided = refuseDecision(exception);
  if (decided !== null) return fail({ code: decided });
  if (exception.requestedBy !== tx.actor.accountId) {
    return fail({ code: 'exception.foreign_request' as const });
  }
  await saveEnd(tx, exception.id, { how: 'withdrawn', reason: input.reason });
  const detail = { exceptionId: exception.id, reason: input.reason };
  await appendAudit(tx, {
    operation: 'withdrawThreeInOneException',
    subjectId: exception.id,
    detail,
  });
  return ok(shownException((await exceptionOf(tx, exception.id))!));
}
