import { addMonths, fail, ok, type PayPeriod, type Result } from '@heyi/kernel';
import {
  type EnrolmentId,
  settleEnrolmentBase,
  settleEnrolmentStart,
  settleEnrolmentStop,
  withdrawEnrolments,
} from '@heyi/people';
import { publishAll, type Transaction } from '@heyi/platform';
import { recordBackContribution } from '../back-contribution/record-back-contribution.ts';
import { lockTasks, saveSteps, type TaskChange, type TaskStep } from './task.store.ts';
import {
  stepOf,
  type Task,
  type TaskAction,
  type TaskFailureCode,
  type TaskId,
  type TaskRefusal,
} from './task.ts';

/**
 * What the official result makes of tasks, many at a time: each has its own answer, and what is
 * refused leaves the others alone. Orders calls these in the transaction of its lines; nobody else
 * changes a task's state.
 */

type NotFound = { readonly code: 'insurance_task.not_found' };
export type TaskAnswer = Result<undefined, NotFound | TaskRefusal>;
type Answers = Promise<ReadonlyMap<TaskId, TaskAnswer>>;

type Step = {
  readonly action: TaskAction;
  /** What was told before is not told again. */
  readonly isDone?: (task: Task) => boolean;
  readonly change?: (task: Task) => TaskChange;
  /** What else changes with the tasks that take the step. */
  readonly also?: (tasks: readonly Task[]) => Promise<void>;
};

async function stepTasks(tx: Transaction, ids: readonly TaskId[], step: Step): Answers {
  const tasks = await lockTasks(tx, ids);
  const answers = new Map<TaskId, TaskAnswer>();
  const taken: TaskStep[] = [];
  for (const id of ids) {
    const task = tasks.get(id);
    const answer = task
      ? judge(tx, task, step)
      : fail({ code: 'insurance_task.not_found' as const });
    answers.set(id, answer.ok ? ok() : answer);
    if (answer.ok && answer.value !== null) taken.push(answer.value);
  }
  await saveSteps(tx, taken);
  const stepped = new Set(taken.map(({ id }) => id));
  await step.also?.([...tasks.values()].filter(({ id }) => stepped.has(id)));
  return answers;
}

/** Null where there is nothing left to do. */
function judge(
  tx: Transaction,
  task: Task,
  { action, isDone, change }: Step,
): Result<TaskStep | null, TaskRefusal> {
  if (isDone?.(task)) return ok(null);
  const to = stepOf(task, action, tx.today);
  return to.ok ? ok({ id: task.id, state: to.value, ...change?.(task) }) : to;
}

/** Sent to the agency. The same attempt told twice is one submission. */
export function submitTasks(
  tx: Transaction,
  sent: readonly { readonly id: TaskId; readonly attempt: string }[],
): Answers {
  const attempts = new Map(sent.map(({ id, attempt }) => [id, attempt]));
  return stepTasks(tx, [...attempts.keys()], {
    action: 'submit',
    isDone: ({ id, state, attempt }) => state === 'submitted' && attempt === attempts.get(id),
    change: ({ id }) => ({ attempt: attempts.get(id)! }),
  });
}

/**
 * The agency has done it, from `effectivePeriod` on (a stop: the first month that is not paid); null
 * takes each task's month. Where the agency took another month, the person's enrolment follows it. A
 * base of the year that is filed late holds from its own month: the months before are paid as 补差.
 */
export function succeedTasks(
  tx: Transaction,
  ids: readonly TaskId[],
  result: { readonly officialNumber: string | null; readonly effectivePeriod: PayPeriod | null },
): Answers {
  const { officialNumber, effectivePeriod } = result;
  const heldOf = ({ period, askedPeriod, isOfYear }: Task) => {
    const held = effectivePeriod ?? period;
    return isOfYear && held === period ? askedPeriod : held;
  };
  return stepTasks(tx, ids, {
    action: 'succeed',
    change: (task) => ({ period: heldOf(task), officialNumber }),
    also: async (tasks) => {
      await settleEnrolments(tx, tasks, heldOf);
      // Each has months and figures of its own, and they are few.
      for (const task of tasks.filter(({ kind }) => kind === 'backContribution')) {
        await recordBackContribution(tx, task.id, heldOf(task));
      }
      await tell(tx, 'succeeded', tasks, heldOf);
    },
  });
}

/** One statement set for each month that was asked and held, of which there are few. */
async function settleEnrolments(
  tx: Transaction,
  tasks: readonly Task[],
  heldOf: (task: Task) => PayPeriod,
): Promise<void> {
  const byMonths = Map.groupBy(tasks, (task) => `${task.askedPeriod} ${heldOf(task)}`);
  for (const group of byMonths.values()) {
    const [asked, held] = [group[0]!.askedPeriod, heldOf(group[0]!)];
    const idsOf = (wanted: Task['kind']): EnrolmentId[] =>
      group.flatMap(({ kind, enrolmentId }) =>
        kind === wanted && enrolmentId !== null ? [enrolmentId] : [],
      );
    const [stops, enrols, bases] = [idsOf('stop'), idsOf('enrol'), idsOf('changeBase')];
    if (stops.length > 0) await settleEnrolmentStop(tx, stops, addMonths(held, -1));
    if (held === asked) continue;
    if (enrols.length > 0) await settleEnrolmentStart(tx, enrols, held);
    if (bases.length > 0) await settleEnrolmentBase(tx, bases, { asked, held });
  }
}

/** The agency has refused them, by a reason of the usual ones and in its own words. */
export function failTasks(
  tx: Transaction,
  ids: readonly TaskId[],
  failure: { readonly reasonCode: TaskFailureCode; readonly words: string },
): Answers {
  const { reasonCode: failureCode, words: failureWords } = failure;
  return stepTasks(tx, ids, {
    action: 'fail',
    change: () => ({ failureCode, failureWords }),
    also: (tasks) => tell(tx, 'failed', tasks),
  });
}

/** To be tried again; their months follow at the next plan. */
export function reopenTasks(tx: Transaction, ids: readonly TaskId[]): Answers {
  return stepTasks(tx, ids, { action: 'reopen' });
}

/** Not to be done. A person who is not enrolled after all is no longer on file as insured. */
export function cancelTasks(
  tx: Transaction,
  ids: readonly TaskId[],
  by: { readonly reason: string },
): Answers {
  return stepTasks(tx, ids, {
    action: 'cancel',
    change: () => ({ cancelReason: by.reason }),
    also: async (tasks) => {
      const enrols = tasks.filter(({ kind }) => kind === 'enrol');
      await withdrawEnrolments(
        tx,
        enrols.map(({ enrolmentId }) => enrolmentId!),
      );
      await tell(tx, 'cancelled', tasks);
    },
  });
}

function tell(
  tx: Transaction,
  what: 'succeeded' | 'failed' | 'cancelled',
  tasks: readonly Task[],
  periodOf: (task: Task) => PayPeriod = ({ period }) => period,
): Promise<void> {
  return publishAll(
    tx,
    tasks.map((task) => {
      const { id: taskId, kind, employmentId } = task;
      const payload = { taskId, kind, employmentId, period: periodOf(task) };
      return { type: `insurance_task.${what}`, payload };
    }),
  );
}
