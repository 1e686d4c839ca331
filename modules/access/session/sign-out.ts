import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { currentSession } from './current-session.ts';
import { endSession } from './session.store.ts';

/** Ends the session of the request; its token opens nothing any more. */
export async function signOut(tx: Transaction) {
  const { accountId, sessionId } = currentSession(tx);
  await endSession(tx, accountId, sessionId);
  tx.setSession(null);
  return ok({});
}
