import { fail } from '@heyi/kernel';
import { appendAudit, type Transaction } from '@heyi/platform';
import type { AccountId } from '../account/account.ts';
import type { Attempts } from '../attempt/attempt.ts';
import { countFailure } from '../attempt/attempt.store.ts';

/** A million codes are soon tried, so that wrong ones lead to a lock-out like passwords. */
export async function refuseCode(tx: Transaction, accountId: AccountId, attempts: Attempts) {
  await countFailure(tx, { secret: 'code', of: accountId }, attempts);
  await appendAudit(tx, { operation: 'secondFactor.refused', subjectId: accountId, detail: {} });
  return fail({ code: 'second_factor.wrong_code' as const });
}
