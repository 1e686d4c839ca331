import type { Input, insuranceContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { runOf } from './difference-run.store.ts';

export async function getDifferenceRun(
  tx: Transaction,
  input: Input<typeof contract.getDifferenceRun>,
) {
  const run = await runOf(tx, input.differenceRunId);
  return run ? ok(run) : fail({ code: 'difference_run.not_found' as const });
}
