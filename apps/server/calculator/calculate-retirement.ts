import type { Input, statutoryContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { currentPolicy, reasonView, retirement } from '@heyi/statutory';

export async function calculateRetirement(
  _: Transaction,
  input: Input<typeof contract.calculateRetirement>,
) {
  const result = retirement(currentPolicy, input);
  if (!result.ok) return fail(result.failure);
  return ok({ ...result.value, reason: reasonView(result.value.reason) });
}
