import {
  cancelTasks,
  failTasks,
  reopenTasks,
  submitTasks,
  succeedTasks,
  type TaskAnswer,
  type TaskFailureCode,
  type TaskId,
} from '@heyi/insurance';
import type { PayPeriod } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { Line, LineId } from '../line/line.ts';
import type { LineRefusal } from '../line/line-state.ts';
import type { Refusal } from './act-on-lines.ts';

const words: Readonly<Partial<Record<string, LineRefusal>>> = {
  'insurance_task.waits': 'order_line.task_waits',
  'insurance_task.cutoff_passed': 'order_line.cutoff_passed',
};

type WithTask = Line & { readonly taskId: TaskId };

/** Takes the step of the lines' tasks in the same transaction; a line without one has none to take. */
async function withTasks(
  lines: readonly Line[],
  step: (lines: readonly WithTask[]) => Promise<ReadonlyMap<TaskId, TaskAnswer>>,
): Promise<Map<LineId, Refusal>> {
  const own = lines.filter((line): line is WithTask => line.taskId !== null);
  if (own.length === 0) return new Map();
  const answers = await step(own);
  return new Map(
    own.flatMap(({ id, taskId }): [LineId, Refusal][] => {
      const answer = answers.get(taskId)!;
      if (answer.ok) return [];
      const { code } = answer.failure;
      return [[id, { code: words[code] ?? 'order_line.task_refused', detail: code }]];
    }),
  );
}

const idsOf = (lines: readonly WithTask[]) => lines.map(({ taskId }) => taskId);

/** The attempt is named by the line as it goes out: told twice it is one submission. */
export function submitLineTasks(tx: Transaction, lines: readonly Line[]) {
  return withTasks(lines, (own) =>
    submitTasks(
      tx,
      own.map(({ id, version, taskId }) => ({ id: taskId, attempt: `${id} ${version}` })),
    ),
  );
}

/** A proof that was taken back and found again leaves the task as it is: it had succeeded. */
export function succeedLineTasks(
  tx: Transaction,
  lines: readonly Line[],
  result: { officialNumber: string | null; effectivePeriod: PayPeriod | null },
) {
  const first = lines.filter(({ finishedAt }) => finishedAt === null);
  return withTasks(first, (own) => succeedTasks(tx, idsOf(own), result));
}

export function failLineTasks(
  tx: Transaction,
  lines: readonly Line[],
  failure: { reasonCode: TaskFailureCode; words: string },
) {
  return withTasks(lines, (own) => failTasks(tx, idsOf(own), failure));
}

/** Tasks that the agency refused are to be tried again. */
export function reopenLineTasks(tx: Transaction, lines: readonly Line[]) {
  const failed = lines.filter(({ state }) => state === 'officialFailed');
  return withTasks(failed, (own) => reopenTasks(tx, idsOf(own)));
}

export function cancelLineTasks(tx: Transaction, lines: readonly Line[], reason: string) {
  return withTasks(lines, (own) => cancelTasks(tx, idsOf(own), { reason }));
}
