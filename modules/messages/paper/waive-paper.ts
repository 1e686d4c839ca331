import type { Input, messagesContract as contract } from '@heyi/contract';
import { assert, fail } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { decidePaper } from './decide-paper.ts';

/** The paper is not needed after all, whether something was handed in or not. */
export async function waivePaper(
  tx: Transaction,
  { paperId, version, reason }: Input<typeof contract.waivePaper>,
) {
  const decided = await decidePaper(tx, { paperId, version, decision: 'waived', reason });
  if (decided.ok) return decided;
  const { code, ...facts } = decided.failure;
  assert(code !== 'paper.nothing_received', 'what is waived need not be there');
  return fail({ code, ...facts });
}
