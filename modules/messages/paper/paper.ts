import type { messagesContract as contract } from '@heyi/contract';
import type { Id, PlainDate } from '@heyi/kernel';
import type { Side } from '../side.ts';

export type PaperId = Id<'ppr'>;
export type PaperState = contract.PaperState;
export type PaperFileKind = (typeof contract.paperFileKinds)[number];

/** What decides about a paper, without its words. */
export type PaperFacts = {
  readonly state: PaperState;
  readonly isRequired: boolean;
  readonly askedFrom: Exclude<Side, 'specialist'>;
  readonly dueOn: PlainDate | null;
};

export const isOpen = (state: PaperState) => state !== 'accepted' && state !== 'waived';
const isOwed = (state: PaperState) => state === 'asked' || state === 'refused';

/** Every required paper is with us: to look at, or decided. */
export function isHandedIn(papers: readonly PaperFacts[]): boolean {
  return papers.every(({ state, isRequired }) => !isRequired || !isOwed(state));
}

/** Every required paper is accepted, or not needed any more. */
export function isSettled(papers: readonly PaperFacts[]): boolean {
  return papers.every(({ state, isRequired }) => !isRequired || !isOpen(state));
}

export type Owed = { readonly side: Side; readonly dueOn: PlainDate | null };

/** Who owes a required paper, the one with the earliest day first; else an optional one counts not. */
export function owedBy(papers: readonly PaperFacts[]): Owed | null {
  const owed = papers.filter(({ state, isRequired }) => isRequired && isOwed(state));
  const [first] = owed.toSorted((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'));
  return first ? { side: first.askedFrom, dueOn: first.dueOn } : null;
}

/** The state of a paper with so many files of its round. */
export function stateWith(
  paper: { readonly filesMin: number; readonly round: number },
  files: number,
): PaperState {
  if (files >= paper.filesMin) return 'received';
  return paper.round === 1 ? 'asked' : 'refused';
}

export type PaperCounts = {
  required: number;
  settled: number;
  toCheck: number;
  toHandIn: number;
};

export const noPapers: PaperCounts = { required: 0, settled: 0, toCheck: 0, toHandIn: 0 };

export type Decision = 'accepted' | 'refused' | 'waived';

export type DecisionRefusal = 'paper.decided' | 'paper.nothing_received' | 'paper.changed';

/** Why the paper cannot be decided so now; null when it can. */
export function decisionRefusal(
  paper: { readonly state: PaperState; readonly version: number },
  wanted: { readonly decision: Decision; readonly version: number },
): DecisionRefusal | null {
  if (!isOpen(paper.state)) return 'paper.decided';
  if (wanted.decision !== 'waived' && paper.state === 'refused') return 'paper.decided';
  if (wanted.decision !== 'waived' && paper.state === 'asked') return 'paper.nothing_received';
  return paper.version === wanted.version ? null : 'paper.changed';
}
