import { addMonths, fail, ok, type PayPeriod, type Result } from '@heyi/kernel';
import {
  settleEnrolmentBase,
  settleEnrolmentStart,
  settleEnrolmentStop,
  withdrawEnrolment,
} from '@heyi/people';
import { publish, type Transaction } from '@heyi/platform';
import { recordBackContribution } from '../back-contribution/record-back-contribution.ts';
import { lockTask, saveStep } from './task.store.ts';
import { stepOf, type Task, type TaskFailureCode, type TaskId, type TaskRefusal } from './task.ts';

/**
 * What the official result makes of a task. Orders calls these in the transaction of its line; nobody
 * else changes a task's state.
 */

type NotFound = { readonly code: 'insurance_task.not_found' };
type Answer = Promise<Result<undefined, NotFound | TaskRefusal>>;

/** Sent to the agency. The same attempt told twice is one submission. */
export async function submitTask(tx: Transaction, id: TaskId, by: { attempt: string }): Answer {
  const task = await lockTask(tx, id);
  if (!task) return fail({ code: 'insurance_task.not_found' });
  if (task.state === 'submitted' && task.attempt === by.attempt) return ok();
  const to = stepOf(task, 'submit', tx.today);
  if (!to.ok) return to;
  await saveStep(tx, id, { state: to.value, attempt: by.attempt });
  return ok();
}

/**
 * The agency has done it, from `effectivePeriod` on (a stop: the first month that is not paid); null
 * takes the task's month. Where the agency took another month, the person's enrolment follows it.
 */
export async function succeedTask(
  tx: Transaction,
  id: TaskId,
  result: { officialNumber: string | null; effectivePeriod: PayPeriod | null },
): Answer {
  const task = await lockTask(tx, id);
  if (!task) return fail({ code: 'insurance_task.not_found' });
  const to = stepOf(task, 'succeed', tx.today);
  if (!to.ok) return to;
  const period = result.effectivePeriod ?? task.period;
  const { officialNumber } = result;
  await saveStep(tx, id, { state: to.value, period, officialNumber });
  await settleEnrolment(tx, task, period);
  if (task.kind === 'backContribution') await recordBackContribution(tx, id, period);
  await tell(tx, 'succeeded', task, period);
  return ok();
}

async function settleEnrolment(tx: Transaction, task: Task, held: PayPeriod): Promise<void> {
  const { kind, enrolmentId, askedPeriod } = task;
  if (enrolmentId === null) return;
  if (kind === 'stop') await settleEnrolmentStop(tx, [enrolmentId], addMonths(held, -1));
  if (held === askedPeriod) return;
  if (kind === 'enrol') await settleEnrolmentStart(tx, enrolmentId, held);
  if (kind === 'changeBase') {
    await settleEnrolmentBase(tx, enrolmentId, { asked: askedPeriod, held });
  }
}

/** The agency has refused it, by a reason of the usual ones and in its own words. */
export async function failTask(
  tx: Transaction,
  id: TaskId,
  failure: { reasonCode: TaskFailureCode; words: string },
): Answer {
  const task = await lockTask(tx, id);
  if (!task) return fail({ code: 'insurance_task.not_found' });
  const to = stepOf(task, 'fail', tx.today);
  if (!to.ok) return to;
  const { reasonCode: code, words } = failure;
  await saveStep(tx, id, { state: to.value, failure: { code, words } });
  await tell(tx, 'failed', task, task.period);
  return ok();
}

/** To be tried again; its month follows at the next plan. */
export async function reopenTask(tx: Transaction, id: TaskId): Answer {
  const task = await lockTask(tx, id);
  if (!task) return fail({ code: 'insurance_task.not_found' });
  const to = stepOf(task, 'reopen', tx.today);
  if (!to.ok) return to;
  await saveStep(tx, id, { state: to.value });
  return ok();
}

/** Not to be done. A person who is not enrolled after all is no longer on file as insured. */
export async function cancelTask(tx: Transaction, id: TaskId, by: { reason: string }): Answer {
  const task = await lockTask(tx, id);
  if (!task) return fail({ code: 'insurance_task.not_found' });
  const to = stepOf(task, 'cancel', tx.today);
  if (!to.ok) return to;
  await saveStep(tx, id, { state: to.value, cancelReason: by.reason });
  if (task.kind === 'enrol') await withdrawEnrolment(tx, task.enrolmentId!);
  await tell(tx, 'cancelled', task, task.period);
  return ok();
}

async function tell(
  tx: Transaction,
  what: 'succeeded' | 'failed' | 'cancelled',
  { id: taskId, kind, employmentId }: Task,
  period: PayPeriod,
): Promise<void> {
  const payload = { taskId, kind, employmentId, period };
  await publish(tx, { type: `insurance_task.${what}`, payload });
}
