import type { baseAdjustmentContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { workOut } from './back-contribution.store.ts';

/** What months paid late cost, each by its own figures. Writes nothing. */
export async function previewBackContribution(
  tx: Transaction,
  input: Input<typeof contract.previewBackContribution>,
) {
  const worked = await workOut(tx, input);
  return worked.ok ? ok(worked.value.view) : worked;
}
