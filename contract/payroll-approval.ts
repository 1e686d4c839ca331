import { z } from 'zod';
import { id, plainDateField, tenantId, text } from './fields.ts';
import { operation } from './operation.ts';
import { runView } from './payroll-run.ts';

/** A run's way from calculated to closed: review, approval over the frozen result, lock, close. */

const run = { tenantId, runId: id('run') };

export const submitRunForReview = operation({
  id: 'submitRunForReview',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/review',
  scope: 'tenant',
  permission: 'payroll_run:prepare',
  withHouse: true,
  input: z.object({ ...run, note: text(200).optional() }),
  output: runView,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.over': 409,
    'payroll_run.already_locked': 409,
    'payroll_run.already_in_review': 409,
    'payroll_run.calculating': 409,
    'payroll_run.not_calculated': 409,
    'payroll_run.inputs_moved': 409,
    'payroll_run.inputs_not_reviewed': 422,
    'payroll_run.has_blockers': 422,
    'payroll_run.warnings_open': 422,
  },
});

/** Takes a run back from review, or an approval that is not locked yet; the approval is void. */
export const withdrawRun = operation({
  id: 'withdrawRun',
  method: 'DELETE',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/review',
  scope: 'tenant',
  permission: 'payroll_run:prepare',
  withHouse: true,
  input: z.object({ ...run, reason: text(200) }),
  output: runView,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.over': 409,
    'payroll_run.already_locked': 409,
    'payroll_run.not_in_review': 409,
  },
});

export const approveRun = operation({
  id: 'approveRun',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/approval',
  scope: 'tenant',
  permission: 'payroll_run:approve',
  withHouse: true,
  secondFactor: true,
  input: z.object({ ...run, snapshotHash: text(64), note: text(200).optional() }),
  output: runView,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.over': 409,
    'payroll_run.already_locked': 409,
    'payroll_run.not_in_review': 409,
    'payroll_run.snapshot_changed': 409,
    'payroll_run.approver_prepared': 403,
    'payroll_run.approver_without_authority': 403,
  },
});

export const rejectRun = operation({
  id: 'rejectRun',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/rejection',
  scope: 'tenant',
  permission: 'payroll_run:approve',
  withHouse: true,
  input: z.object({ ...run, reason: text(500) }),
  output: runView,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.over': 409,
    'payroll_run.already_locked': 409,
    'payroll_run.not_in_review': 409,
  },
});

/** 盖章确认单: the client's stamped paper stands for the approval by sign-in. */
export const uploadStampedConfirmation = operation({
  id: 'uploadStampedConfirmation',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/stamped-confirmation',
  scope: 'tenant',
  permission: 'payroll_run:confirm',
  withHouse: true,
  upload: true,
  input: z.object({
    ...run,
    snapshotHash: text(64),
    contactId: id('cct'),
    confirmedOn: plainDateField,
  }),
  output: runView,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.over': 409,
    'payroll_run.already_locked': 409,
    'payroll_run.not_in_review': 409,
    'payroll_run.snapshot_changed': 409,
    'payroll_run.approver_prepared': 403,
    'client_contact.not_found': 404,
    'payroll_run.approver_without_authority': 403,
    'file.empty': 422,
    'file.kind_refused': 422,
  },
});

export const lockRun = operation({
  id: 'lockRun',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/lock',
  scope: 'tenant',
  permission: 'payroll_run:lock',
  withHouse: true,
  input: z.object(run),
  output: runView,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.over': 409,
    'payroll_run.already_locked': 409,
    'payroll_run.not_approved': 409,
    'payroll_run.inputs_moved': 409,
    'payroll_run.cumulation_moved': 409,
  },
});

export const unlockRun = operation({
  id: 'unlockRun',
  method: 'DELETE',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/lock',
  scope: 'tenant',
  permission: 'payroll_run:unlock',
  withHouse: true,
  secondFactor: true,
  input: z.object({ ...run, reason: text(500) }),
  output: runView,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.over': 409,
    'payroll_run.payment_begun': 409,
    'payroll_run.not_locked': 409,
    'payroll_run.cumulation_moved': 409,
  },
});

export const cancelRun = operation({
  id: 'cancelRun',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/cancellation',
  scope: 'tenant',
  permission: 'payroll_run:prepare',
  withHouse: true,
  input: z.object({ ...run, reason: text(500) }),
  output: runView,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.over': 409,
    'payroll_run.already_locked': 409,
  },
});

export const closeRun = operation({
  id: 'closeRun',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/closing',
  scope: 'tenant',
  permission: 'payroll_run:lock',
  withHouse: true,
  input: z.object(run),
  output: runView,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.over': 409,
    'payroll_run.not_paid': 409,
    'payroll_run.payments_open': 409,
  },
});
