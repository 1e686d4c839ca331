import type { insuranceTaskContract as contract, Output } from '@heyi/contract';
import { fail, type Id, ok, type PayPeriod, type PlainDate, type Result } from '@heyi/kernel';

export type TaskId = Id<'tsk'>;
export type TaskKind = (typeof contract.insuranceTaskKinds)[number];
export type TaskState = (typeof contract.insuranceTaskStates)[number];
export type TaskFailureCode = (typeof contract.insuranceFailureCodes)[number];
export type TaskView = Output<typeof contract.requestInsuranceTask>;

/** A task as somebody is about to change it. */
export type Task = {
  readonly id: TaskId;
  readonly kind: TaskKind;
  readonly state: TaskState;
  readonly employmentId: Id<'emp'>;
  readonly enrolmentId: Id<'enr'> | null;
  readonly period: PayPeriod;
  readonly askedPeriod: PayPeriod;
  readonly officialCutoff: PlainDate | null;
  readonly attempt: string | null;
  readonly waitsFor: TaskView['waitsFor'];
  /** A base of a yearly adjustment: whenever it is filed, the agency reckons from its month on. */
  readonly isOfYear: boolean;
};

export type TaskAction = 'submit' | 'succeed' | 'fail' | 'reopen' | 'cancel';

/** From which states an action leads, and where to. Submitted is never done, and never taken back. */
const steps: Readonly<Record<TaskAction, { from: readonly TaskState[]; to: TaskState }>> = {
  submit: { from: ['pending'], to: 'submitted' },
  succeed: { from: ['submitted'], to: 'succeeded' },
  fail: { from: ['submitted'], to: 'failed' },
  reopen: { from: ['failed'], to: 'pending' },
  cancel: { from: ['pending', 'failed'], to: 'cancelled' },
};

export type TaskRefusal = {
  readonly code:
    | 'insurance_task.state_wrong'
    | 'insurance_task.waits'
    | 'insurance_task.cutoff_passed';
};

/** Where an action leads. A submission waits for what comes before, and never goes out too late. */
export function stepOf(
  task: Pick<Task, 'state' | 'waitsFor' | 'officialCutoff'>,
  action: TaskAction,
  today: PlainDate,
): Result<TaskState, TaskRefusal> {
  const { from, to } = steps[action];
  if (!from.includes(task.state)) return fail({ code: 'insurance_task.state_wrong' });
  if (action !== 'submit') return ok(to);
  if (task.waitsFor !== null) return fail({ code: 'insurance_task.waits' });
  if (task.officialCutoff !== null && task.officialCutoff < today) {
    return fail({ code: 'insurance_task.cutoff_passed' });
  }
  return ok(to);
}
