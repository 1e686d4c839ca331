import type { accessContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { endSessions } from '../session/session.store.ts';
import { loadAccount } from './account.store.ts';

/** Ends whatever an account has open, on all its devices. */
export async function revokeAccountSessions(
  tx: Transaction,
  input: Input<typeof contract.revokeAccountSessions>,
) {
  const account = await loadAccount(tx, input.accountId);
  if (!account) return fail({ code: 'account.not_found' as const });
  return ok({ ended: await endSessions(tx, account.id, null) });
}
