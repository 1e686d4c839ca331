import type { Input, messagesContract as contract } from '@heyi/contract';
import { fail, newId, ok } from '@heyi/kernel';
import { publish, tenantCipher, type Transaction } from '@heyi/platform';
import { appendMessage, type ThreadNews } from '../message/message.store.ts';
import { clockAfterPapers } from '../thread/move-clock.ts';
import { lockThread } from '../thread/thread.store.ts';
import { requestViews } from '../thread/thread-view.ts';
import { insertRequest, readPapers } from './paper.store.ts';

const separator = '、';

/** Asks the employee, or the client's HR, for papers; each is handed in and decided by itself. */
export async function askPapers(
  tx: Transaction,
  input: Omit<Input<typeof contract.askPapers>, 'tenantId'>,
) {
  const { threadId, from: askedFrom, note, dueOn = null } = input;
  const thread = await lockThread(tx, threadId);
  if (!thread) return fail({ code: 'thread.not_found' as const });
  if (dueOn !== null && dueOn < tx.today) return fail({ code: 'paper.due_passed' as const });
  const id = newId<'prq'>();
  await insertRequest(tx, {
    id,
    threadId,
    askedFrom,
    dueOn,
    sealedNote: note === undefined ? null : (await tenantCipher(tx)).seal(note),
    papers: input.papers.map((paper) => ({
      id: newId<'ppr'>(),
      name: paper.name,
      note: paper.note ?? null,
      accepts: [...new Set(paper.accepts ?? (['picture', 'pdf'] as const))],
      filesMin: paper.filesMin ?? 1,
      isRequired: paper.isRequired ?? true,
    })),
  });
  const names = input.papers.map(({ name }) => name).join(separator);
  await appendMessage(tx, thread, { kind: 'papersAsked', text: names });
  await clockAfterPapers(tx, thread, await readPapers(tx, threadId));
  // What is only welcome holds nobody up.
  if (input.papers.some(({ isRequired = true }) => isRequired)) {
    const { subjectKind, subjectId } = thread;
    const payload: ThreadNews = { threadId, subjectKind, subjectId };
    await publish(tx, { type: 'papers.asked', payload });
  }
  const requests = await requestViews(tx, threadId);
  return ok(requests.find((request) => request.id === id)!);
}
