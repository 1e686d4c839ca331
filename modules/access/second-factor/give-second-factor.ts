import type { accessContract as contract, Input } from '@heyi/contract';
import { fail, machineTime, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { AccountId } from '../account/account.ts';
import { isLockedOut } from '../attempt/attempt.ts';
import { clearAttempts, takeAttempts } from '../attempt/attempt.store.ts';
import { currentSession } from '../session/current-session.ts';
import { saveSecondFactorGiven } from '../session/session.store.ts';
import { refuseCode } from './refuse-code.ts';
import { isSixDigits, normalCode, stepOf } from './second-factor.ts';
import {
  countRecoveryCodes,
  loadSecondFactorForUpdate,
  saveLastStep,
  type SecondFactor,
  takeRecoveryCode,
} from './second-factor.store.ts';

/** Takes a code, or a recovery code, once; the session may then approve and pay for ten minutes. */
export async function giveSecondFactor(
  tx: Transaction,
  input: Input<typeof contract.giveSecondFactor>,
) {
  const { accountId, sessionId } = currentSession(tx);
  const guessed = { secret: 'code', of: accountId } as const;
  const attempts = await takeAttempts(tx, guessed);
  const factor = await loadSecondFactorForUpdate(tx, accountId);
  if (!factor?.secret) return fail({ code: 'second_factor.not_enrolled' as const });
  if (isLockedOut(attempts, tx.now)) {
    return fail({ code: 'session.locked_out' as const, retryAt: attempts.lockedUntil });
  }
  const taken = await takeCode(tx, accountId, factor, input.code);
  if (taken === 'wrong') return refuseCode(tx, accountId, attempts);
  if (taken === 'used') return fail({ code: 'second_factor.code_used' as const });
  await saveSecondFactorGiven(tx, sessionId);
  await clearAttempts(tx, guessed);
  return ok({ recoveryCodesLeft: await countRecoveryCodes(tx, accountId) });
}

async function takeCode(
  tx: Transaction,
  accountId: AccountId,
  factor: SecondFactor,
  given: string,
): Promise<'taken' | 'used' | 'wrong'> {
  const code = normalCode(given);
  if (!isSixDigits(code)) {
    return (await takeRecoveryCode(tx, accountId, code)) ? 'taken' : 'wrong';
  }
  const step = stepOf(factor.secret!, code, machineTime(tx.host.clock, tx.now));
  if (step === null) return 'wrong';
  if (step <= factor.lastStep) return 'used';
  await saveLastStep(tx, accountId, step);
  return 'taken';
}
