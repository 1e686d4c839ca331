import { cancelTask, failTask, reopenTask, submitTask, succeedTask } from '@heyi/insurance';
import type { TaskFailureCode, TaskId, TaskRefusal } from '@heyi/insurance';
import type { PayPeriod, Result } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { Line, LineId } from '../line/line.ts';
import type { LineRefusal } from '../line/line-state.ts';
import type { Refusal } from './act-on-lines.ts';

type Answer = Result<undefined, TaskRefusal | { readonly code: 'insurance_task.not_found' }>;

const words: Readonly<Partial<Record<string, LineRefusal>>> = {
  'insurance_task.waits': 'order_line.task_waits',
  'insurance_task.cutoff_passed': 'order_line.cutoff_passed',
};

/** Takes the step of each line's task in the same transaction; a line without one has none to take. */
async function withTasks(
  lines: readonly Line[],
  step: (id: TaskId, line: Line) => Promise<Answer>,
): Promise<Map<LineId, Refusal>> {
  const refused = new Map<LineId, Refusal>();
  for (const line of lines) {
    if (line.taskId === null) continue;
    const answer = await step(line.taskId, line);
    if (answer.ok) continue;
    const { code } = answer.failure;
    refused.set(line.id, { code: words[code] ?? 'order_line.task_refused', detail: code });
  }
  return refused;
}

/** The attempt is named by the line as it goes out: told twice it is one submission. */
export function submitTasks(tx: Transaction, lines: readonly Line[]) {
  return withTasks(lines, (id, line) =>
    submitTask(tx, id, { attempt: `${line.id} ${line.version}` }),
  );
}

/** A proof that was taken back and found again leaves the task as it is: it had succeeded. */
export function succeedTasks(
  tx: Transaction,
  lines: readonly Line[],
  result: { officialNumber: string | null; effectivePeriod: PayPeriod | null },
) {
  const first = lines.filter(({ finishedAt }) => finishedAt === null);
  return withTasks(first, (id) => succeedTask(tx, id, result));
}

export function failTasks(
  tx: Transaction,
  lines: readonly Line[],
  failure: { reasonCode: TaskFailureCode; words: string },
) {
  return withTasks(lines, (id) => failTask(tx, id, failure));
}

/** Tasks that the agency refused are to be tried again. */
export function reopenTasks(tx: Transaction, lines: readonly Line[]) {
  const failed = lines.filter(({ state }) => state === 'officialFailed');
  return withTasks(failed, (id) => reopenTask(tx, id));
}

export function cancelTasks(tx: Transaction, lines: readonly Line[], reason: string) {
  return withTasks(lines, (id) => cancelTask(tx, id, { reason }));
}
