import { assert } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { PayrollRun } from '../run/payroll-run.store.ts';
import { loadResult } from './calculation.store.ts';
import { gatherMembers, sourceHash } from './gather.ts';
import { openFrame } from './run-frame.ts';

/**
 * Whether everything that the run's result was made from still reads the same: people, terms, inputs,
 * contributions. Reads all of it again, so that an edit that nobody told us of is found too.
 */
export async function sourcesStand(tx: Transaction, run: PayrollRun): Promise<boolean> {
  assert(run.calculationId, 'the run has a result');
  const result = await loadResult(tx, run.calculationId);
  assert(result, 'the result is finished');
  const frame = await openFrame(tx, run, result.policyPin);
  const hash = sourceHash();
  for await (const members of gatherMembers(tx, frame, hash))
    assert(members.length > 0, 'a chunk has people');
  return hash.digest().equals(result.sourceHash);
}
