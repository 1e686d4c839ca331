import type { accessContract as contract, Input } from '@heyi/contract';
import { fail, formatId, type Instant, newId, ok } from '@heyi/kernel';
import { appendAudit, enterTenant, systemActor, type Transaction } from '@heyi/platform';
import { type Account, normalLoginName } from '../account/account.ts';
import {
  findLoginName,
  loadAccountForUpdate,
  savePassword,
  saveSignIn,
} from '../account/account.store.ts';
import { type Attempts, isLockedOut, isSpent } from '../attempt/attempt.ts';
import {
  clearAttempts,
  countFailure,
  type Guessed,
  takeAttempts,
} from '../attempt/attempt.store.ts';
import {
  defaultCost,
  type HashCost,
  hashPassword,
  isOutdated,
  isPassword,
} from '../password/password.ts';
import { absoluteEnd, newToken, type SessionId } from './session.ts';
import { knownBrowserOf, newKnownBrowser } from './known-browser.ts';
import { insertSession } from './session.store.ts';
import { sessionViewOf } from './session-view.ts';

/**
 * Opens a session for a login name and its password. A name that does not exist is counted, locked
 * out, timed and written down like one that does.
 */
export async function signIn(
  tx: Transaction,
  input: Input<typeof contract.signIn>,
  cost = defaultCost,
) {
  const loginName = normalLoginName(input.loginName);
  const { guessed, attempts } = await takeTurn(tx, loginName);
  if (isLockedOut(attempts, tx.now)) {
    return fail({ code: 'session.locked_out' as const, retryAt: attempts.lockedUntil });
  }
  const found = await findLoginName(tx, loginName);
  const own = await enterTenant(tx, found?.tenantId ?? tx.houseId);
  const account = found && (await loadAccountForUpdate(own, found.accountId));
  const matches = await isPassword(account?.passwordHash ?? null, input.password);
  if (!account || !matches) return refuse(own, guessed, attempts, account);
  await clearAttempts(own, guessed);
  if (account.lockedAt !== null) return fail({ code: 'account.locked' as const });
  if (isOutdated(account.passwordHash, cost)) await hashAgain(own, account, input.password, cost);
  return ok(await openSession(own, account));
}

/** Whose tries are used: those of a browser that is known, while it has any, else the strangers'. */
async function takeTurn(
  tx: Transaction,
  loginName: string,
): Promise<{ guessed: Guessed; attempts: Attempts }> {
  const byStranger = { secret: 'password', of: loginName } as const;
  const browser = knownBrowserOf(tx, loginName);
  if (browser !== null) {
    const guessed = { ...byStranger, browser };
    const attempts = await takeAttempts(tx, guessed);
    if (!isSpent(attempts)) return { guessed, attempts };
  }
  return { guessed: byStranger, attempts: await takeAttempts(tx, byStranger) };
}

/** Only now is the password known: a hash of a cheaper time is replaced by one of today's cost. */
async function hashAgain(
  tx: Transaction,
  account: Account,
  password: string,
  cost: HashCost,
): Promise<void> {
  const hash = await hashPassword(password, cost);
  await savePassword(tx, account.id, { hash, mustChange: account.mustChangePassword });
}

async function refuse(
  tx: Transaction,
  guessed: Guessed,
  attempts: Attempts,
  account: Account | null,
) {
  const retryAt = await countFailure(tx, guessed, attempts);
  await auditSignIn(tx, retryAt === null ? 'signIn.refused' : 'signIn.locked_out', account);
  if (retryAt !== null) return fail({ code: 'session.locked_out' as const, retryAt });
  return fail({ code: 'session.wrong_credentials' as const });
}

async function openSession(tx: Transaction, account: Account) {
  const id: SessionId = newId<'ses'>();
  const token = newToken(account.tenantId);
  await insertSession(tx, { id, accountId: account.id, token });
  await saveSignIn(tx, account.id);
  const actor = { ...systemActor(account.name), accountId: account.id };
  await auditSignIn({ ...tx, actor }, 'signIn', account);
  const expiresAt: Instant = absoluteEnd(tx.now);
  tx.setSession({ token, expiresAt, knownBrowser: newKnownBrowser(tx, account.loginName) });
  return sessionViewOf(tx, account, { lastSeenAt: tx.now, expiresAt, secondFactorAt: null });
}

/** Without the name that was typed: it may be a password. */
async function auditSignIn(
  tx: Transaction,
  operation: string,
  account: Account | null,
): Promise<void> {
  await appendAudit(tx, {
    operation,
    subjectId: account?.id ?? null,
    detail: {
      ...(account && { accountId: formatId('acc', account.id) }),
      ...(tx.origin && { address: tx.origin.address }),
    },
  });
}
