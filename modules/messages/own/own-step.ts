import type { messagesContract as contract } from '@heyi/contract';
import { isSettled, type PaperFacts } from '../paper/paper.ts';
import type { Thread } from '../thread/thread.store.ts';

export type OwnStep = (typeof contract.ownSteps)[number];

/** What the employee has to know first: what to do now, or who does something now. */
export function ownStepOf(
  { waitedFor, closedAt }: Pick<Thread, 'waitedFor' | 'closedAt'>,
  papers: readonly PaperFacts[],
): OwnStep {
  if (closedAt !== null) return 'closed';
  const own = papers.filter(({ askedFrom }) => askedFrom === 'employee');
  if (own.some(({ state }) => state === 'refused')) return 'handInAgain';
  if (own.some(({ state, isRequired }) => isRequired && state === 'asked')) return 'handIn';
  if (waitedFor === 'employee') return 'answer';
  if (papers.some(({ state }) => state === 'received')) return 'checking';
  return papers.length > 0 && isSettled(papers) && waitedFor === null ? 'done' : 'working';
}
