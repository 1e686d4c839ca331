import type { accessContract as contract, Input } from '@heyi/contract';
import { fail, machineTime, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { isLockedOut } from '../attempt/attempt.ts';
import { clearAttempts, takeAttempts } from '../attempt/attempt.store.ts';
import { newRecoveryCode } from '../password/password.ts';
import { currentSession } from '../session/current-session.ts';
import { saveSecondFactorGiven } from '../session/session.store.ts';
import { refuseCode } from './refuse-code.ts';
import { normalCode, stepOf } from './second-factor.ts';
import { confirmPendingSecret, loadSecondFactorForUpdate } from './second-factor.store.ts';

const recoveryCodeCount = 10;

/** The first code proves that the authenticator has the secret; recovery codes are answered once. */
export async function confirmSecondFactor(
  tx: Transaction,
  input: Input<typeof contract.confirmSecondFactor>,
) {
  const { accountId, sessionId } = currentSession(tx);
  const guessed = { secret: 'code', of: accountId } as const;
  const attempts = await takeAttempts(tx, guessed);
  const factor = await loadSecondFactorForUpdate(tx, accountId);
  if (!factor?.pendingSecret) return fail({ code: 'second_factor.not_started' as const });
  if (isLockedOut(attempts, tx.now)) {
    return fail({ code: 'session.locked_out' as const, retryAt: attempts.lockedUntil });
  }
  const now = machineTime(tx.host.clock, tx.now);
  const step = stepOf(factor.pendingSecret, normalCode(input.code), now);
  if (step === null) return refuseCode(tx, accountId, attempts);
  const recoveryCodes = Array.from({ length: recoveryCodeCount }, newRecoveryCode);
  await confirmPendingSecret(tx, accountId, { step, recoveryCodes });
  await saveSecondFactorGiven(tx, sessionId);
  await clearAttempts(tx, guessed);
  return ok({ recoveryCodes });
}
