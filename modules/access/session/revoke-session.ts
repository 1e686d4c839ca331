import type { accessContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { currentSession } from './current-session.ts';
import { endSession } from './session.store.ts';

/** Ends one of the account's own sessions: a device that was lost or left behind. */
export async function revokeSession(tx: Transaction, input: Input<typeof contract.revokeSession>) {
  const { accountId } = currentSession(tx);
  const ended = await endSession(tx, accountId, input.sessionId);
  return ended ? ok({}) : fail({ code: 'session.not_found' as const });
}
