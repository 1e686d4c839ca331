import type { accessContract } from '@heyi/contract';
import { commonPasswords } from './common-passwords.ts';
import { canonical } from './password.ts';

export type Weakness = (typeof accessContract.weakPasswordReasons)[number];

const lengthMin = 10;

/** Why a new password is refused, the first reason that holds; null when it is good enough. */
export function weaknessOf(
  wanted: string,
  account: { loginName: string; currentPassword: string },
): Weakness | null {
  const password = canonical(wanted);
  if ([...password].length < lengthMin) return 'tooShort';
  const plain = password.toLowerCase();
  if (plain === account.loginName) return 'isLoginName';
  if (isCommon(plain)) return 'common';
  if (password === canonical(account.currentPassword)) return 'unchanged';
  return null;
}

function isCommon(password: string): boolean {
  if (new Set(password).size < 3) return true;
  if (commonPasswords.has(password)) return true;
  return isRun(password);
}

/** 1234567890, abcdefghij, 9876543210: each character follows the one before it. */
function isRun(password: string): boolean {
  const codes = [...password].map((character) => character.codePointAt(0)!);
  const steps = new Set(codes.slice(1).map((code, index) => code - codes[index]!));
  return steps.size === 1 && (steps.has(1) || steps.has(-1));
}
