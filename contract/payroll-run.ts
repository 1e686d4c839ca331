import { z } from 'zod';
import {
  id,
  instant,
  money,
  nothing,
  page,
  pageInput,
  payPeriodField,
  plainDateField,
  tenantId,
  text,
} from './fields.ts';
import { employerCostPermission, employerMoney } from './employer-cost.ts';
import { operation } from './operation.ts';
import { inputSources } from './payroll-inputs.ts';

/** The payroll run: its dates, its people, its way from draft to closed. */

/** 常规 · 临时 · 更正 · 离职结算 · 补差. */
export const runKinds = ['regular', 'offCycle', 'correction', 'final', 'balancing'] as const;

export const runStates = [
  'draft',
  'collecting',
  'calculating',
  'calculated',
  'inReview',
  'rejected',
  'approved',
  'locked',
  'awaitingFunds',
  'funded',
  'paying',
  'partiallyPaid',
  'paid',
  'closed',
  'cancelled',
] as const;

/** What may be done to a run; `can` answers null, or the code of the refusal. */
export const runActions = [
  'edit',
  'calculate',
  'submit',
  'withdraw',
  'approve',
  'reject',
  'lock',
  'unlock',
  'fund',
  'pay',
  'payHeld',
  'retryFailed',
  'close',
  'cancel',
] as const;

/** The eleven steps of the run page, as far as this run has them. */
export const runSteps = [
  'people',
  'inputs',
  'calculate',
  'check',
  'compare',
  'approve',
  'lock',
  'pay',
  'file',
  'payslip',
  'close',
] as const;

export const stepStates = ['waiting', 'current', 'done', 'attention'] as const;

export const runTotals = z.object({
  people: z.number(),
  held: z.number(),
  gross: money,
  ownContributions: money,
  tax: money,
  net: money,
  employerContributions: employerMoney,
  employerCost: employerMoney,
});

export const runRow = z.object({
  id: id('run'),
  tenantId,
  clientName: z.string(),
  kind: z.enum(runKinds),
  title: z.string(),
  wageMonth: payPeriodField,
  payDate: plainDateField,
  taxPeriod: payPeriodField,
  contributionPeriod: payPeriodField.nullable(),
  state: z.enum(runStates),
  people: z.number().nullable(),
  net: money.nullable(),
  blockers: z.number(),
  openWarnings: z.number(),
  /** Whose turn it is. */
  waitsFor: z.enum(['preparer', 'approver', 'finance', 'bank', 'nobody']),
  changedAt: instant,
});

/**
 * Which source of a result has changed since, so that it is void: what the run takes in, the client's
 * terms, or its people as other modules tell it.
 */
export const voidCauses = [
  'unlocked',
  ...inputSources,
  'monthInput',
  'member',
  'payItem',
  'payScheme',
  'payTerm',
  'person',
  'joiner',
  'employment',
  'leaver',
  'payeeAccount',
  'roster',
  'enrolments',
] as const;

export const runView = z.object({
  id: id('run'),
  tenantId,
  kind: z.enum(runKinds),
  title: z.string(),
  originalRunId: id('run').nullable(),
  wageMonth: payPeriodField,
  payDate: plainDateField,
  taxPeriod: payPeriodField,
  /** Null when the run takes no contributions. */
  contributionPeriod: payPeriodField.nullable(),
  entities: z.array(z.object({ id: id('ent'), name: z.string(), isProvider: z.boolean() })),
  state: z.enum(runStates),
  calculationVersion: z.number(),
  policyVersion: z.string().nullable(),
  /** Hash of the frozen result; what approval is given over. */
  snapshotHash: z.string().nullable(),
  /** Why the result is void, when it is; the note is a person's reason, or whom or what it is about. */
  voidReason: z.object({ cause: z.enum(voidCauses), note: z.string().nullable() }).nullable(),
  totals: runTotals.nullable(),
  blockers: z.number(),
  openWarnings: z.number(),
  /** Payments that failed or came back (退汇) and were not made again; a closed run may have some. */
  failedPayments: z.number(),
  preparedBy: z.string(),
  approvedBy: z.string().nullable(),
  /** approvalMode `client`: the client's contact; `inside`: the provider is the employer. */
  approvalMode: z.enum(['client', 'inside']),
  jobId: id('job').nullable(),
  steps: z.array(z.object({ step: z.enum(runSteps), state: z.enum(stepStates) })),
  can: z.record(z.enum(runActions), z.string().nullable()),
  events: z.array(
    z.object({
      at: instant,
      actorName: z.string(),
      action: z.string(),
      state: z.enum(runStates),
      /** What made the result void. */
      cause: z.enum(voidCauses).nullable(),
      note: z.string().nullable(),
    }),
  ),
  createdAt: instant,
});

const run = { tenantId, runId: id('run') };

export const createPayrollRun = operation({
  id: 'createPayrollRun',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payroll-runs',
  scope: 'tenant',
  permission: 'payroll_run:prepare',
  withHouse: true,
  input: z.object({
    tenantId,
    kind: z.enum(runKinds),
    wageMonth: payPeriodField,
    payDate: plainDateField,
    /** Absent takes every pay entity of the people in scope. */
    entityIds: z.array(id('ent')).max(200).optional(),
    /** Absent takes the client's setting; null takes no contributions. */
    contributionPeriod: payPeriodField.nullish(),
    originalRunId: id('run').optional(),
    title: text(60).optional(),
  }),
  output: z.object({ id: id('run') }),
  failures: {
    'payroll_run.pay_date_before_wage_month': 422,
    'payroll_run.original_missing': 422,
    'payroll_run.entity_unknown': 422,
    'payroll_run.nobody_in_scope': 422,
    'payroll_run.regular_exists': 409,
  },
});

export const listPayrollRuns = operation({
  id: 'listPayrollRuns',
  method: 'GET',
  path: '/v1/payroll-runs',
  scope: 'assigned',
  permission: 'payroll_run:read',
  input: z.object({
    client: id('ten').optional(),
    wageMonth: payPeriodField.optional(),
    state: z.enum(runStates).optional(),
    /** Only runs that are neither closed nor cancelled. */
    open: z.stringbool().optional(),
    ...pageInput,
  }),
  output: page(runRow),
  failures: {},
});

export const getPayrollRun = operation({
  id: 'getPayrollRun',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId',
  scope: 'tenant',
  permission: 'payroll_run:read',
  partPermissions: [employerCostPermission],
  withHouse: true,
  input: z.object(run),
  output: runView,
  failures: { 'payroll_run.not_found': 404 },
});

export const memberFilters = [
  'all',
  'joiner',
  'leaver',
  'held',
  'skipped',
  'zeroNet',
  'noAccount',
  'estimated',
  'unpaid',
] as const;

export const memberPayStates = [
  'notPaid',
  'held',
  'nothingToPay',
  'paying',
  'paid',
  'failed',
  'returned',
] as const;

export const runMemberRow = z.object({
  employmentId: id('emp'),
  personId: id('per'),
  payslipId: id('slp').nullable(),
  personName: z.string(),
  employeeNo: z.string().nullable(),
  documentMasked: z.string(),
  department: z.string().nullable(),
  costCentre: z.string().nullable(),
  entityId: id('ent'),
  entityName: z.string(),
  workCityCode: z.string().nullable(),
  presence: z.enum(['stays', 'joiner', 'leaver', 'afterLeaving']),
  place: z.enum(['automatic', 'included', 'skipped']),
  hold: z.object({ reason: z.string() }).nullable(),
  gross: money.nullable(),
  ownContributions: money.nullable(),
  tax: money.nullable(),
  net: money.nullable(),
  employerCost: employerMoney,
  contributionsEstimated: z.boolean(),
  payState: z.enum(memberPayStates),
  payFailure: z.string().nullable(),
});

export const listRunMembers = operation({
  id: 'listRunMembers',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/members',
  scope: 'tenant',
  permission: 'payroll_run:read',
  partPermissions: [employerCostPermission],
  withHouse: true,
  input: z.object({
    ...run,
    filter: z.enum(memberFilters).optional(),
    search: z.string().trim().max(60).optional(),
    entityId: id('ent').optional(),
    ...pageInput,
  }),
  output: page(runMemberRow),
  failures: { 'payroll_run.not_found': 404 },
});

const member = { ...run, employmentId: id('emp') };

/** Takes somebody into the run, or leaves somebody out, against the rule of its kind. */
export const placeMember = operation({
  id: 'placeMember',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/members/:employmentId/place',
  scope: 'tenant',
  permission: 'payroll_run:prepare',
  input: z.object({
    ...member,
    place: z.enum(['automatic', 'included', 'skipped']),
    reason: text(200),
  }),
  output: nothing,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.inputs_frozen': 409,
    'employment.not_found': 404,
    'payroll_run.entity_not_covered': 422,
  },
});

/** 缓发: calculated and declared, not paid now. */
export const holdMember = operation({
  id: 'holdMember',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/members/:employmentId/hold',
  scope: 'tenant',
  permission: 'payroll_run:prepare',
  input: z.object({ ...member, reason: text(200) }),
  output: nothing,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.over': 409,
    'payroll_run.member_not_found': 404,
    'payroll_run.member_already_paid': 409,
  },
});

export const releaseMember = operation({
  id: 'releaseMember',
  method: 'DELETE',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/members/:employmentId/hold',
  scope: 'tenant',
  permission: 'payroll_run:prepare',
  input: z.object({ ...member, reason: text(200) }),
  output: nothing,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.over': 409,
    'payroll_run.member_not_held': 409,
  },
});
