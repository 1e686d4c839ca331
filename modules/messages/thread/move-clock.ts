import type { Transaction } from '@heyi/platform';
import { currentPolicy } from '@heyi/statutory';
import { isHandedIn, type Owed, owedBy, type PaperFacts } from '../paper/paper.ts';
import { type Side, sideOf } from '../side.ts';
import { afterWorkingHours, endOfBusiness } from './response-clock.ts';
import { responseHoursOf } from './response-hours.store.ts';
import { after, type Turn } from './standing.ts';
import { saveReopened, saveStanding, type Thread } from './thread.store.ts';

async function nextOf(
  tx: Transaction,
  side: Side | null,
  owed: Owed | null,
): Promise<Turn['next']> {
  if (side === null) return null;
  const day = owed?.side === side ? owed.dueOn : null;
  if (day !== null && day >= tx.today) return { side, dueAt: endOfBusiness(day) };
  const hours = (await responseHoursOf(tx))[side];
  return { side, dueAt: afterWorkingHours(currentPolicy, tx.now, hours) };
}

async function turnTo(
  tx: Transaction,
  thread: Thread,
  side: Side | null,
  owed: Owed | null,
): Promise<void> {
  const turn = { by: sideOf(tx), now: tx.now, next: await nextOf(tx, side, owed) };
  await saveStanding(tx, thread.id, after(thread, turn));
}

/**
 * Somebody wrote, which opens a thread again. Who is to answer is what the writer says; else the
 * specialist, and after a word of the specialist whoever owes papers.
 */
export async function clockAfterWords(
  tx: Transaction,
  thread: Thread,
  papers: readonly PaperFacts[],
  waitFor: Side | 'nobody' | undefined,
): Promise<void> {
  if (thread.closedAt !== null) await saveReopened(tx, thread.id);
  const owed = owedBy(papers);
  const usual = sideOf(tx) === 'specialist' ? (owed?.side ?? null) : 'specialist';
  await turnTo(tx, thread, waitFor === 'nobody' ? null : (waitFor ?? usual), owed);
}

/** Files came or went: the specialist's turn begins when everything required is there. */
export async function clockAfterFiles(
  tx: Transaction,
  thread: Thread,
  before: readonly PaperFacts[],
  now: readonly PaperFacts[],
): Promise<void> {
  const isIn = isHandedIn(now);
  if (isIn === isHandedIn(before)) return;
  const owed = owedBy(now);
  await turnTo(tx, thread, isIn ? 'specialist' : (owed?.side ?? null), owed);
}

/** Papers were asked or decided: what is handed in is looked at first, then what is owed counts. */
export async function clockAfterPapers(
  tx: Transaction,
  thread: Thread,
  papers: readonly PaperFacts[],
): Promise<void> {
  const owed = owedBy(papers);
  const isToCheck = papers.some(({ state }) => state === 'received');
  const side = isToCheck && isHandedIn(papers) ? 'specialist' : (owed?.side ?? null);
  await turnTo(tx, thread, side ?? (isToCheck ? 'specialist' : null), owed);
}

/** Nobody is waited for any more. */
export async function clockAtRest(tx: Transaction, thread: Thread): Promise<void> {
  await turnTo(tx, thread, null, null);
}
