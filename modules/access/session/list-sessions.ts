import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { currentSession } from './current-session.ts';
import { endOf } from './session.ts';
import { loadSessions } from './session.store.ts';

/** What the account has open, on this and on other devices. */
export async function listSessions(tx: Transaction) {
  const { accountId, sessionId } = currentSession(tx);
  const sessions = await loadSessions(tx, accountId);
  const open = sessions.filter((session) => endOf(session) > tx.now);
  return ok({
    rows: open.map(({ id, address, userAgent, createdAt, lastSeenAt }) => ({
      id,
      isCurrent: id === sessionId,
      address,
      userAgent,
      createdAt,
      lastSeenAt,
    })),
  });
}
