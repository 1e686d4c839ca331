import { z } from 'zod';
import { leavingReasons } from './employments.ts';
import {
  id,
  instant,
  money,
  page,
  pageInput,
  payPeriodField,
  plainDateField,
  tenantId,
} from './fields.ts';
import { reasonCode } from './insurance-procedure.ts';
import { cityCode, registrationKinds } from './legal-entities.ts';
import { operation } from './operation.ts';

/** What agencies have to do for people: one task a person, agency and change (practice 16, 19, 22). */

export * from './insurance-procedure.ts';
export * from './insurance-scheme.ts';

/** 增员 · 减员（公积金封存） · 基数变更 · 补缴 · 转入 · 转出 · 用工备案 · 退工 · 首次社保卡. */
export const insuranceTaskKinds = [
  'enrol',
  'stop',
  'changeBase',
  'backContribution',
  'transferIn',
  'transferOut',
  'employmentFiling',
  'exitFiling',
  'firstCard',
] as const;

/** 待办理 · 已提交 · 办理成功 · 办理失败 · 已取消. */
export const insuranceTaskStates = [
  'pending',
  'submitted',
  'succeeded',
  'failed',
  'cancelled',
] as const;

/** What agencies usually refuse for (practice 23). */
export const insuranceFailureCodes = [
  'insuredElsewhere',
  'nameDiffers',
  'fundNotSealed',
  'retirementAge',
  'belowFloor',
  'balanceShort',
  'maintenance',
  'other',
] as const;

/** The cut-off of the month had passed; the month itself had. */
export const movedReasons = ['cutoffPassed', 'monthPassed'] as const;

/** What a pending task waits for before it can be submitted. */
export const taskWaits = ['lastPeriod', 'filing', 'enrolment', 'stop'] as const;

export const insuranceTaskView = z.object({
  id: id('tsk'),
  tenantId,
  kind: z.enum(insuranceTaskKinds),
  state: z.enum(insuranceTaskStates),
  employmentId: id('emp'),
  personName: z.string(),
  employeeNumber: z.string().nullable(),
  enrolmentId: id('enr').nullable(),
  registrationId: id('reg'),
  registrationKind: z.enum(registrationKinds),
  cityCode: z.string(),
  cityName: z.string().nullable(),
  /** The month in which it takes effect, and the one that was asked for. */
  period: payPeriodField,
  askedPeriod: payPeriodField,
  movedReason: z.enum(movedReasons).nullable(),
  officialCutoff: plainDateField.nullable(),
  clientCutoff: plainDateField.nullable(),
  cutoffProvisional: z.boolean(),
  base: money.nullable(),
  leavingReason: z.enum(leavingReasons).nullable(),
  /** The agency's own code for it, where it is on file. */
  agencyReason: reasonCode.omit({ reason: true }).nullable(),
  /** The client's confirmation of a leaver's last month. */
  confirmedAt: instant.nullable(),
  confirmedByName: z.string().nullable(),
  waitsFor: z.enum(taskWaits).nullable(),
  submittedAt: instant.nullable(),
  officialNumber: z.string().nullable(),
  failureCode: z.enum(insuranceFailureCodes).nullable(),
  failureWords: z.string().nullable(),
  cancelReason: z.string().nullable(),
  createdAt: instant,
});

/** Tasks of all assigned clients, the soonest cut-off first, unknown ones last. */
export const listInsuranceTasks = operation({
  id: 'listInsuranceTasks',
  method: 'GET',
  path: '/v1/insurance-tasks',
  scope: 'assigned',
  permission: 'insurance_task:read',
  input: z.object({
    clientId: tenantId.optional(),
    /** `open`: not finished; `unsent`: not with the agency, so that its cut-off can be missed. */
    state: z.enum([...insuranceTaskStates, 'open', 'unsent', 'unconfirmed']).optional(),
    kind: z.enum(insuranceTaskKinds).optional(),
    registrationKind: z.enum(registrationKinds).optional(),
    cityCode: cityCode.optional(),
    /** Official cut-off on or before the day. */
    dueBy: plainDateField.optional(),
    /** Official cut-off on the day. */
    dueOn: plainDateField.optional(),
    ...pageInput,
  }),
  output: page(insuranceTaskView.extend({ clientShortName: z.string().nullable() })).extend({
    /** Of all rows under the filters; null after the first page. */
    total: z.number().nullable(),
  }),
  failures: {},
});

/** 待增员 … 已封存: out of the tasks alone; `takenOver` ran before the client came to us. */
export const enrolmentStates = [
  'awaitingEnrol',
  'enrolSubmitted',
  'enrolFailed',
  'enrolCancelled',
  'takenOver',
  'insured',
  'awaitingStop',
  'stopSubmitted',
  'stopFailed',
  'stopped',
  'sealed',
  'stoppedBefore',
] as const;

export const enrolmentChain = z.object({
  enrolmentId: id('enr'),
  registrationId: id('reg'),
  registrationKind: z.enum(registrationKinds),
  cityCode: z.string(),
  cityName: z.string().nullable(),
  startPeriod: payPeriodField,
  stopPeriod: payPeriodField.nullable(),
  state: z.enum(enrolmentStates),
  /** Days from joining on which work injury is not covered; null where it is not ours to say. */
  uncovered: z
    .object({
      from: plainDateField,
      /** The last uncovered day; null while nothing is submitted. */
      to: plainDateField.nullable(),
      days: z.number(),
      provisional: z.boolean(),
    })
    .nullable(),
});

/** One person's enrolments, each with its state, and every task. */
export const getInsuranceChain = operation({
  id: 'getInsuranceChain',
  method: 'GET',
  path: '/v1/tenants/:tenantId/employments/:employmentId/insurance-chain',
  scope: 'tenant',
  permission: 'insurance_task:read',
  withHouse: true,
  input: z.object({ tenantId, employmentId: id('emp') }),
  output: z.object({
    enrolments: z.array(enrolmentChain),
    tasks: z.array(insuranceTaskView),
  }),
  failures: { 'employment.not_found': 404 },
});

/** Tasks that nobody else makes: transfers, filings, the first card. */
export const requestedTaskKinds = [
  'transferIn',
  'transferOut',
  'employmentFiling',
  'exitFiling',
  'firstCard',
] as const;

export const requestInsuranceTask = operation({
  id: 'requestInsuranceTask',
  method: 'POST',
  path: '/v1/tenants/:tenantId/employments/:employmentId/insurance-tasks',
  scope: 'tenant',
  permission: 'insurance_task:write',
  withHouse: true,
  input: z.object({
    tenantId,
    employmentId: id('emp'),
    registrationId: id('reg'),
    kind: z.enum(requestedTaskKinds),
  }),
  output: insuranceTaskView,
  failures: {
    'employment.not_found': 404,
    'registration.not_found': 404,
    'insurance_task.kind_wrong': 422,
    'insurance_task.not_insured': 422,
    'insurance_task.open_already': 409,
  },
});
