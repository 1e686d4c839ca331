import type { EvidenceBound } from '@heyi/evidence';
import type { ThreadNews } from '@heyi/messages';
import { batchListener, listener } from '@heyi/platform';
import { followEvidence } from './intake/follow-evidence.ts';
import { followPapers } from './intake/follow-papers.ts';
import { cancelGroundless, followTasks } from './intake/follow-tasks.ts';
import { openLines } from './intake/open-lines.ts';
import { closeLineThreads } from './line/close-line-threads.ts';
import type { LineId } from './line/line.ts';
import type { OrderLinesMoved } from './line/line.store.ts';

type News = { type: string; payload: unknown };
type EvidenceNews = { type: string; payload: EvidenceBound };
type LineNews = { type: string; payload: OrderLinesMoved };
type PaperNews = { type: string; payload: ThreadNews };

/** Whatever became of tasks, lines follow: new ones, moved ones, those that lost their ground. */
const tasks = batchListener<News>({
  name: 'orders.follow_tasks',
  types: ['insurance_tasks.opened', 'insurance_task.moved', 'insurance_task.cancelled'],
  async run(tx) {
    await followTasks(tx);
    await cancelGroundless(tx);
    await openLines(tx);
  },
});

const evidenceUnbound = listener<EvidenceNews>({
  name: 'orders.follow_evidence',
  type: 'evidence.unbound',
  run: async (tx, { subjectKind, subjectId }) => {
    if (subjectKind === 'orderLine') await followEvidence(tx, subjectId as LineId);
  },
});

const linesMoved = listener<LineNews>({
  name: 'orders.close_threads',
  type: 'order_lines.moved',
  run: closeLineThreads,
});

function papers(type: 'papers.asked' | 'papers.accepted') {
  const action = type === 'papers.asked' ? 'askPapers' : 'completePapers';
  return listener<PaperNews>({
    name: `orders.${type.replace('.', '_')}`,
    type,
    run: async (tx, { subjectKind, subjectId }) => {
      if (subjectKind === 'orderLine') await followPapers(tx, subjectId as LineId, action);
    },
  });
}

export const listeners = [
  tasks,
  evidenceUnbound,
  linesMoved,
  papers('papers.asked'),
  papers('papers.accepted'),
];
