import { assert, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { loadAccount } from '../account/account.store.ts';
import { currentSession } from './current-session.ts';
import { loadSessions } from './session.store.ts';
import { sessionViewOf } from './session-view.ts';

/** Who is signed in, and what they may do. */
export async function getSession(tx: Transaction) {
  const { accountId, sessionId } = currentSession(tx);
  const account = await loadAccount(tx, accountId);
  const sessions = await loadSessions(tx, accountId);
  const session = sessions.find(({ id }) => id === sessionId);
  assert(account && session, 'the session was just authenticated');
  return ok(sessionViewOf(tx, account, session));
}
