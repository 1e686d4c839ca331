import type { Input, messagesContract as contract } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';
import { decidePaper } from './decide-paper.ts';

/** Sends the paper back; its files stay on record, and it is handed in anew. */
export async function refusePaper(
  tx: Transaction,
  { paperId, version, reason }: Input<typeof contract.refusePaper>,
) {
  return decidePaper(tx, { paperId, version, decision: 'refused', reason });
}
