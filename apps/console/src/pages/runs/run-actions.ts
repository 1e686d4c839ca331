import { api } from '../../api.ts';
import type { Run } from './run.ts';

export type RunAction = Exclude<keyof Run['can'] & string, 'edit'>;

/** The permission that the server asks for each action. */
export const permissionOf: Record<RunAction, string> = {
  calculate: 'payroll_run:prepare',
  submit: 'payroll_run:prepare',
  withdraw: 'payroll_run:prepare',
  approve: 'payroll_run:approve',
  reject: 'payroll_run:approve',
  lock: 'payroll_run:lock',
  unlock: 'payroll_run:unlock',
  fund: 'payroll_run:fund',
  pay: 'payroll_run:pay',
  payHeld: 'payroll_run:pay',
  retryFailed: 'payroll_run:pay',
  close: 'payroll_run:lock',
  cancel: 'payroll_run:prepare',
};

/** The first that may be done now is the primary button; the order is the month's, backwards. */
export const primaryOrder: readonly RunAction[] = [
  'retryFailed',
  'payHeld',
  'close',
  'pay',
  'fund',
  'lock',
  'approve',
  'submit',
  'calculate',
];

export const otherOrder: readonly RunAction[] = [
  'calculate',
  'withdraw',
  'reject',
  'unlock',
  'payHeld',
  'retryFailed',
  'close',
  'cancel',
];

export const needsReason: ReadonlySet<RunAction> = new Set([
  'withdraw',
  'reject',
  'unlock',
  'cancel',
]);

export function callAction(
  run: Run,
  tenantId: string,
  action: RunAction,
  reason: string,
): Promise<unknown> {
  const key = { tenantId, runId: run.id };
  const calls: Record<RunAction, () => Promise<unknown>> = {
    calculate: () => api.startCalculation(key),
    submit: () => api.submitRunForReview(key),
    withdraw: () => api.withdrawRun({ ...key, reason }),
    approve: () => api.approveRun({ ...key, snapshotHash: run.snapshotHash ?? '' }),
    reject: () => api.rejectRun({ ...key, reason }),
    lock: () => api.lockRun(key),
    unlock: () => api.unlockRun({ ...key, reason }),
    fund: () => api.fundRun(key),
    pay: () => api.payRun(key),
    payHeld: () => api.payHeldMembers(key),
    retryFailed: () => api.retryFailedMembers(key),
    close: () => api.closeRun(key),
    cancel: () => api.cancelRun({ ...key, reason }),
  };
  return calls[action]();
}
