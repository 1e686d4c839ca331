import type { Input, statutoryContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { currentPolicy } from '@heyi/policy';
import { reasonView } from '../reason-view.ts';
import { retirement } from '../social-insurance/retirement.ts';

export async function calculateRetirement(
  _: Transaction,
  input: Input<typeof contract.calculateRetirement>,
) {
  const result = retirement(currentPolicy, input);
  if (!result.ok) return fail(result.failure);
  return ok({ ...result.value, reason: reasonView(result.value.reason) });
}
