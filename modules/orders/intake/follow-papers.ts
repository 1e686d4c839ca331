import { systemActor, type Transaction } from '@heyi/platform';
import type { LineId } from '../line/line.ts';
import { lockLines } from '../line/line.store.ts';
import { actOnLines } from '../step/act-on-lines.ts';
import { withdrawPrepared } from '../step/submission.store.ts';

const news = systemActor('材料');

/** 待资料 while papers are asked for in the line's thread, and 办理中 again when all are accepted. */
export async function followPapers(
  tx: Transaction,
  lineId: LineId,
  action: 'askPapers' | 'completePapers',
): Promise<void> {
  const line = (await lockLines(tx, [lineId])).get(lineId);
  if (!line) return;
  // Refused by the table of states when the line is somewhere else by now: papers then change nothing.
  await actOnLines({ ...tx, actor: news }, [line], {
    intent: () => ({ note: { action } }),
    also: async (lines) => {
      await withdrawPrepared(tx, lines, action);
      return new Map();
    },
  });
}
