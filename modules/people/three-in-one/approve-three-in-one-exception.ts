import type { Input, peopleContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { exceptionOf, lockException, saveApproval, shownException } from './exception.store.ts';
import { refuseDecision } from './exception.ts';

/** Four eyes: whoever asked cannot allow. Publishes employment.changed. */
export async function approveThreeInOneException(
  tx: Transaction,
  input: Input<typeof contract.approveThreeInOneException>,
) {
  const exception = await lockException(tx, input.exceptionId);
  if (!exception) return fail({ code: 'exception.not_found' as const });
  const decided = refuseDecision(exception);
  if (decided !== null) return fail({ code: decided });
  if (exception.requestedBy === tx.actor.accountId) {
    return fail({ code: 'exception.own_request' as const });
  }
  await saveApproval(tx, exception.id);
  const { employmentId } = exception;
  await publish(tx, { type: 'employment.changed', payload: { employmentId } });
  return ok(shownException((await exceptionOf(tx, exception.id))!));
}
