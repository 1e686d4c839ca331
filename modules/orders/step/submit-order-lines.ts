import type { Input, ordersContract as contract } from '@heyi/contract';
import { enqueueAll, type Transaction } from '@heyi/platform';
import type { Line, LineId } from '../line/line.ts';
import { portalFor } from '../robot/government-portal.ts';
import { submitLineJob } from '../robot/submit-line-job.ts';
import { actOnLines, type Refusal } from './act-on-lines.ts';
import { openSubmissions } from './submission.store.ts';
import { submitLineTasks } from './tasks.ts';

/**
 * 已提交官方: somebody says that it went out. A line of the robot's channel waits for its job instead,
 * and is submitted when that sends it. A cut-off that has passed refuses both.
 */
export async function submitOrderLines(
  tx: Transaction,
  input: Input<typeof contract.submitOrderLines>,
) {
  const { officialNumber = null } = input;
  return actOnLines(tx, input.lines, {
    intent: (line) => {
      if (line.channel === 'robot') {
        const hasPortal = portalFor(tx.host, line) !== null;
        return hasPortal ? { note: { action: 'queue' } } : { code: 'order_line.channel_wrong' };
      }
      const number = officialNumber ?? line.officialNumber;
      return {
        change: { submittedAt: tx.now, reason: null, officialNumber: number },
        note: { action: 'submit', code: officialNumber },
      };
    },
    also: (lines) => sendLines(tx, lines),
  });
}

async function sendLines(
  tx: Transaction,
  lines: readonly Line[],
): Promise<ReadonlyMap<LineId, Refusal>> {
  const queued = lines.filter(({ channel }) => channel === 'robot');
  const told = lines.filter(({ channel }) => channel !== 'robot');
  const refused = await submitLineTasks(tx, told);
  await openSubmissions(tx, queued, 'prepared');
  await openSubmissions(
    tx,
    told.filter(({ id }) => !refused.has(id)),
    'sent',
  );
  await enqueueAll(
    tx,
    submitLineJob,
    queued.map(({ id }) => ({ input: { lineId: id }, subjectId: id })),
  );
  return refused;
}
