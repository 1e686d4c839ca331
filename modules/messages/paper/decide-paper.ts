import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { appendMessage, type MessageKind } from '../message/message.store.ts';
import { clockAfterPapers } from '../thread/move-clock.ts';
import { lockThread } from '../thread/thread.store.ts';
import { paperViewOf } from '../thread/thread-view.ts';
import { type Decision, decisionRefusal, type PaperId } from './paper.ts';
import { publishPaperNews } from './paper-news.ts';
import { readPapers, saveDecision, threadOfPaper } from './paper.store.ts';

const messageOf: Readonly<Record<Decision, MessageKind>> = {
  accepted: 'paperAccepted',
  refused: 'paperRefused',
  waived: 'paperWaived',
};

/**
 * One decision on one paper, on what was looked at. Of two specialists the second is told who was
 * first; what came in since then has to be looked at before.
 */
export async function decidePaper(
  tx: Transaction,
  wanted: {
    readonly paperId: PaperId;
    readonly version: number;
    readonly decision: Decision;
    readonly reason: string | null;
  },
) {
  const { paperId, decision: state, reason } = wanted;
  const threadId = await threadOfPaper(tx, paperId);
  if (threadId === null) return fail({ code: 'paper.not_found' as const });
  const thread = (await lockThread(tx, threadId))!;
  const before = await readPapers(tx, threadId);
  const paper = before.find(({ id }) => id === paperId)!;
  const code = decisionRefusal(paper, wanted);
  if (code !== null) {
    return fail({ code, state: paper.state, by: paper.decidedBy, at: paper.decidedAt });
  }
  await saveDecision(tx, paperId, { state, reason });
  const told = reason === null ? {} : { text: reason };
  await appendMessage(tx, thread, { kind: messageOf[state], paperId, ...told });
  const now = await readPapers(tx, threadId);
  await clockAfterPapers(tx, thread, now);
  await publishPaperNews(tx, thread, before, now);
  return ok(await paperViewOf(tx, threadId, paperId));
}
