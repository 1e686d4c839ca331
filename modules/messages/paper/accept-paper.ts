import type { Input, messagesContract as contract } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';
import { decidePaper } from './decide-paper.ts';

/** The paper is what was asked for. */
export async function acceptPaper(
  tx: Transaction,
  { paperId, version }: Input<typeof contract.acceptPaper>,
) {
  return decidePaper(tx, { paperId, version, decision: 'accepted', reason: null });
}
