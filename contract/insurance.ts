import { z } from 'zod';
import {
  id,
  instant,
  money,
  page,
  pageInput,
  payPeriodField,
  plainDateField,
  reason,
  tenantId,
} from './fields.ts';
import { employerCostPermission, employerMoney } from './employer-cost.ts';
import { cityCode, holders, registrationKinds } from './legal-entities.ts';
import { operation } from './operation.ts';

/** Contribution lines: the one truth of insurance by person, kind and month (practice 4). */

export const contributionKinds = [
  'pension',
  'pensionLocalSupplement',
  'medical',
  'medicalSupplement',
  'maternity',
  'longTermCare',
  'unemployment',
  'workInjury',
  'housingFund',
  'supplementaryHousingFund',
] as const;

/** What a policy knows to be owed for a person: the disabled-employment fund too. */
export const owedKinds = [...contributionKinds, 'disabledFund'] as const;

/** 正常 · 补缴 · 补差 · 退费. */
export const contributionLineTypes = [
  'regular',
  'backContribution',
  'difference',
  'refund',
] as const;

/** 预扣 by our own calculation, or the agency's bill. */
export const contributionSources = ['estimate', 'officialBill'] as const;

export const contributionLineView = z.object({
  id: id('cnl'),
  employmentId: id('emp'),
  personName: z.string(),
  employeeNumber: z.string().nullable(),
  registrationId: id('reg'),
  kind: z.enum(contributionKinds),
  /** 费款所属期. */
  period: payPeriodField,
  /** 账单月. */
  billPeriod: payPeriodField,
  type: z.enum(contributionLineTypes),
  source: z.enum(contributionSources),
  base: money,
  employer: employerMoney,
  employee: money,
  lateFee: money,
  /** The figures were carried forward or not verified. */
  provisional: z.boolean(),
  /** The policy version that an estimate was made with. */
  policyPin: z.string().nullable(),
  evidenceFileId: id('fil').nullable(),
  /** The official bill has come; the estimate no longer counts. */
  superseded: z.boolean(),
  recordedAt: instant,
});

export const contributionTotals = z.object({
  employer: employerMoney,
  employee: money,
  lateFee: money,
});

export const listContributionLines = operation({
  id: 'listContributionLines',
  method: 'GET',
  path: '/v1/tenants/:tenantId/contribution-lines',
  scope: 'tenant',
  permission: 'contribution:read',
  partPermissions: [employerCostPermission],
  input: z.object({
    tenantId,
    employmentId: id('emp').optional(),
    period: payPeriodField.optional(),
    billPeriod: payPeriodField.optional(),
    kind: z.enum(contributionKinds).optional(),
    type: z.enum(contributionLineTypes).optional(),
    ...pageInput,
  }),
  output: page(contributionLineView).extend({
    /** Of all lines that count under the filters; null after the first page. */
    totals: contributionTotals.nullable(),
  }),
  failures: {},
});

export const estimatedLine = z.object({
  kind: z.enum(contributionKinds),
  registrationId: id('reg'),
  cityCode: z.string(),
  base: money,
  employer: employerMoney,
  employee: money,
  provisional: z.boolean(),
  reasons: z.array(reason),
});

/** What a person's month will cost, by the figures in force. Writes nothing. */
export const estimateContributions = operation({
  id: 'estimateContributions',
  method: 'POST',
  path: '/v1/tenants/:tenantId/employments/:employmentId/contribution-estimate',
  scope: 'tenant',
  permission: 'contribution:read',
  partPermissions: [employerCostPermission],
  withHouse: true,
  pure: true,
  input: z.object({ tenantId, employmentId: id('emp'), period: payPeriodField }),
  output: z.object({
    lines: z.array(estimatedLine),
    totals: contributionTotals,
    /** Kinds that could not be estimated, with what is missing. */
    unknown: z.array(
      z.object({ kind: z.enum(owedKinds), cityCode: z.string(), policyKey: z.string() }),
    ),
  }),
  failures: { 'employment.not_found': 404, 'estimate.not_insured': 422 },
});

export const differenceRunStates = ['calculating', 'calculated', 'failed', 'committed'] as const;

export const differenceRunView = z.object({
  id: id('dfr'),
  state: z.enum(differenceRunStates),
  cityCode: z.string().nullable(),
  registrationId: id('reg').nullable(),
  fromPeriod: payPeriodField,
  toPeriod: payPeriodField,
  billPeriod: payPeriodField,
  policyPin: z.string(),
  jobId: id('job').nullable(),
  personCount: z.number().nullable(),
  lineCount: z.number().nullable(),
  totals: contributionTotals.nullable(),
  /** Lines left out because no figure is known for them. */
  unknownCount: z.number().nullable(),
  createdAt: instant,
  committedAt: instant.nullable(),
});

/**
 * A figure was published late: what each month was charged against what it is due now. A job; its
 * lines are a preview until they are committed.
 */
export const previewDifferences = operation({
  id: 'previewDifferences',
  method: 'POST',
  path: '/v1/tenants/:tenantId/difference-runs',
  scope: 'tenant',
  permission: 'contribution:update',
  withHouse: true,
  input: z.object({
    tenantId,
    /** One of the two. */
    registrationId: id('reg').nullish(),
    cityCode: cityCode.nullish(),
    fromPeriod: payPeriodField,
    toPeriod: payPeriodField,
    /** 账单月 in which the differences are charged. */
    billPeriod: payPeriodField,
  }),
  output: differenceRunView,
  failures: {
    'difference_run.scope_missing': 422,
    'difference_run.periods_reversed': 422,
    'registration.not_found': 404,
    'difference_run.in_progress': 409,
  },
});

export const getDifferenceRun = operation({
  id: 'getDifferenceRun',
  method: 'GET',
  path: '/v1/tenants/:tenantId/difference-runs/:differenceRunId',
  scope: 'tenant',
  permission: 'contribution:read',
  partPermissions: [employerCostPermission],
  input: z.object({ tenantId, differenceRunId: id('dfr') }),
  output: differenceRunView,
  failures: { 'difference_run.not_found': 404 },
});

export const listDifferenceRuns = operation({
  id: 'listDifferenceRuns',
  method: 'GET',
  path: '/v1/tenants/:tenantId/difference-runs',
  scope: 'tenant',
  permission: 'contribution:read',
  partPermissions: [employerCostPermission],
  input: z.object({ tenantId, ...pageInput }),
  output: page(differenceRunView),
  failures: {},
});

export const differenceLineView = z.object({
  id: id('cnl'),
  employmentId: id('emp'),
  personName: z.string(),
  employeeNumber: z.string().nullable(),
  /** Differences of leavers need an agreement on who bears them. */
  hasLeft: z.boolean(),
  kind: z.enum(contributionKinds),
  period: payPeriodField,
  /** Base and amounts as charged so far, and as they are due by the figure that came late. */
  baseCharged: money,
  baseDue: money,
  employerCharged: employerMoney,
  employerDue: employerMoney,
  employeeCharged: money,
  employeeDue: money,
  /** Due less charged. */
  employer: employerMoney,
  employee: money,
  reasons: z.array(reason),
});

export const listDifferenceLines = operation({
  id: 'listDifferenceLines',
  method: 'GET',
  path: '/v1/tenants/:tenantId/difference-runs/:differenceRunId/lines',
  scope: 'tenant',
  permission: 'contribution:read',
  partPermissions: [employerCostPermission],
  input: z.object({
    tenantId,
    differenceRunId: id('dfr'),
    employmentId: id('emp').optional(),
    ...pageInput,
  }),
  output: page(differenceLineView),
  failures: { 'difference_run.not_found': 404 },
});

/** The same by person: what it comes to for each. */
export const listDifferencePeople = operation({
  id: 'listDifferencePeople',
  method: 'GET',
  path: '/v1/tenants/:tenantId/difference-runs/:differenceRunId/people',
  scope: 'tenant',
  permission: 'contribution:read',
  partPermissions: [employerCostPermission],
  input: z.object({ tenantId, differenceRunId: id('dfr'), ...pageInput }),
  output: page(
    z.object({
      employmentId: id('emp'),
      personName: z.string(),
      employeeNumber: z.string().nullable(),
      hasLeft: z.boolean(),
      fromPeriod: payPeriodField,
      toPeriod: payPeriodField,
      lineCount: z.number(),
      employer: employerMoney,
      employee: money,
    }),
  ),
  failures: { 'difference_run.not_found': 404 },
});

export const commitDifferences = operation({
  id: 'commitDifferences',
  method: 'POST',
  path: '/v1/tenants/:tenantId/difference-runs/:differenceRunId/commit',
  scope: 'tenant',
  permission: 'contribution:update',
  input: z.object({ tenantId, differenceRunId: id('dfr') }),
  output: differenceRunView,
  failures: {
    'difference_run.not_found': 404,
    'difference_run.not_calculated': 409,
    'difference_run.already_committed': 409,
    'difference_run.outdated': 409,
    'difference_run.empty': 422,
  },
});

/** The cut-offs of a month, soonest first, over all assigned clients. */
export const listRegistrationsDue = operation({
  id: 'listRegistrationsDue',
  method: 'GET',
  path: '/v1/registrations-due',
  scope: 'assigned',
  permission: 'contribution:read',
  input: z.object({ period: payPeriodField.optional() }),
  output: z.object({
    rows: z.array(
      z.object({
        registrationId: id('reg'),
        tenantId,
        holder: z.enum(holders),
        clientShortName: z.string().nullable(),
        legalEntityName: z.string(),
        kind: z.enum(registrationKinds),
        cityCode: z.string(),
        cityName: z.string().nullable(),
        /** 官方截止日; null when the city's day is not on file. */
        officialCutoff: plainDateField.nullable(),
        /** 客户提交截止日: working days earlier, as agreed. */
        clientCutoff: plainDateField.nullable(),
        workdaysLeft: z.number().nullable(),
        /** The day, or the holidays of the year, are not verified. */
        provisional: z.boolean(),
        /** First and last contributions that fall into the month. */
        enrolCount: z.number(),
        stopCount: z.number(),
        /** Tasks with this cut-off that are not with the agency yet. */
        unsentTasks: z.number(),
      }),
    ),
  }),
  failures: {},
});
