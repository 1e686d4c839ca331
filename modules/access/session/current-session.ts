import { assert } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { AccountId } from '../account/account.ts';
import type { SessionId } from './session.ts';

/** Whose session the request came in; an `account` operation has always one. */
export function currentSession(tx: Transaction): { accountId: AccountId; sessionId: SessionId } {
  const { accountId, sessionId } = tx.actor;
  assert(accountId !== null && sessionId !== null, 'somebody is signed in');
  return { accountId, sessionId };
}
