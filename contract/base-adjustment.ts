import { z } from 'zod';
import { employerMoney } from './employer-cost.ts';
import {
  count,
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
import { cityCode } from './legal-entities.ts';
import { contributionKinds } from './insurance.ts';
import { operation } from './operation.ts';
import { newLink, staffLinkDays } from './person-link.ts';

/** 年度基数调整: new bases, confirmed by the people or the client, then applied. Served by insurance. */

/** 社保（含医保） · 公积金. */
export const adjustmentRegimes = ['socialInsurance', 'housingFund'] as const;
/** 进行中 · 已生效 · 已取消. */
export const adjustmentStates = ['open', 'applied', 'cancelled'] as const;
/** By the person on the phone; by the client with the signed list. */
export const confirmationWays = ['person', 'client'] as const;

/** Where a base comes from: 现行 · 文件 · 上年月平均工资 · 约定工资. */
export const baseSources = ['present', 'file', 'lastYearAverage', 'agreedWage'] as const;
/** What payroll knows and proposes. */
export const proposalSources = ['lastYearAverage', 'agreedWage'] as const;

export const baseAdjustmentView = z.object({
  id: id('bad'),
  regime: z.enum(adjustmentRegimes),
  cityCode: z.string(),
  cityName: z.string().nullable(),
  /** First month of the new bases. */
  period: payPeriodField,
  /** Until when people and client confirm. */
  deadline: plainDateField,
  state: z.enum(adjustmentStates),
  personCount: z.number(),
  /** Whose base is another than before. */
  changedCount: z.number(),
  confirmedCount: z.number(),
  objectedCount: z.number(),
  /** What closed months are short of by the new bases; null where none is closed. */
  differenceRunId: id('dfr').nullable(),
  createdAt: instant,
  appliedAt: instant.nullable(),
});

/** Begins with the present bases of everybody who is insured there; a file brings the new ones. */
export const createBaseAdjustment = operation({
  id: 'createBaseAdjustment',
  method: 'POST',
  path: '/v1/tenants/:tenantId/base-adjustments',
  scope: 'tenant',
  permission: 'insurance_task:write',
  input: z.object({
    tenantId,
    regime: z.enum(adjustmentRegimes),
    cityCode,
    period: payPeriodField,
    deadline: plainDateField,
  }),
  output: baseAdjustmentView,
  failures: { 'base_adjustment.nobody_insured': 422, 'base_adjustment.open_already': 409 },
});

export const listBaseAdjustments = operation({
  id: 'listBaseAdjustments',
  method: 'GET',
  path: '/v1/tenants/:tenantId/base-adjustments',
  scope: 'tenant',
  permission: 'insurance_task:read',
  input: z.object({ tenantId }),
  output: z.object({ rows: z.array(baseAdjustmentView) }),
  failures: {},
});

const at = '/v1/tenants/:tenantId/base-adjustments/:adjustmentId';
const one = { tenantId, adjustmentId: id('bad') };

export const listBaseRows = operation({
  id: 'listBaseRows',
  method: 'GET',
  path: `${at}/rows`,
  scope: 'tenant',
  permission: 'insurance_task:read',
  input: z.object({
    ...one,
    /** Only those who have not confirmed, or have objected. */
    show: z.enum(['all', 'unconfirmed', 'objected']).optional(),
    ...pageInput,
  }),
  output: page(
    z.object({
      employmentId: id('emp'),
      personName: z.string(),
      employeeNumber: z.string().nullable(),
      baseBefore: money,
      base: money,
      source: z.enum(baseSources),
      /** Of wages that were paid in the year before; of the terms agreed for the first month. */
      proposals: z.array(
        z.object({
          source: z.enum(proposalSources),
          amount: money,
          /** Of an average: the months in which wages were paid, and the first and last of them. */
          months: z.number().nullable(),
          fromPeriod: payPeriodField.nullable(),
          toPeriod: payPeriodField.nullable(),
        }),
      ),
      confirmedHow: z.enum(confirmationWays).nullable(),
      confirmedAt: instant.nullable(),
      confirmedByName: z.string().nullable(),
      /** What the person says against it. */
      objection: z.string().nullable(),
    }),
  ).extend({ adjustment: baseAdjustmentView }),
  failures: { 'base_adjustment.not_found': 404 },
});

/** The client's HR confirms with the list that people have signed; those who objected stay open. */
export const confirmBaseRows = operation({
  id: 'confirmBaseRows',
  method: 'POST',
  path: `${at}/confirmation`,
  scope: 'tenant',
  permission: 'last_period:confirm',
  input: z.object({
    ...one,
    /** The signed list, uploaded before. */
    fileId: id('fil'),
    /** Whom it holds; all who are open when left out. */
    employmentIds: z.array(id('emp')).min(1).max(5000).nullish(),
  }),
  output: baseAdjustmentView,
  failures: {
    'base_adjustment.not_found': 404,
    'base_adjustment.not_open': 409,
    'file.not_found': 404,
  },
});

/** Takes what payroll proposes, for everybody who has not confirmed or for those named. */
export const takeBaseProposals = operation({
  id: 'takeBaseProposals',
  method: 'POST',
  path: `${at}/proposals`,
  scope: 'tenant',
  permission: 'insurance_task:write',
  input: z.object({
    ...one,
    source: z.enum(proposalSources),
    employmentIds: z.array(id('emp')).min(1).max(5000).nullish(),
  }),
  output: baseAdjustmentView.extend({ taken: z.number() }),
  failures: {
    'base_adjustment.not_found': 404,
    'base_adjustment.not_open': 409,
    'base_adjustment.nothing_proposed': 409,
  },
});

/** Of months that are closed already the differences are calculated as a preview. */
export const applyBaseAdjustment = operation({
  id: 'applyBaseAdjustment',
  method: 'POST',
  path: `${at}/application`,
  scope: 'tenant',
  permission: 'insurance_task:write',
  withHouse: true,
  input: z.object({
    ...one,
    /** Goes on although some have not confirmed: they keep their base. */
    leaveOutUnconfirmed: z.boolean(),
  }),
  output: baseAdjustmentView,
  failures: {
    'base_adjustment.not_found': 404,
    'base_adjustment.not_open': 409,
    'base_adjustment.unconfirmed': 409,
  },
});

export const cancelBaseAdjustment = operation({
  id: 'cancelBaseAdjustment',
  method: 'DELETE',
  path: at,
  scope: 'tenant',
  permission: 'insurance_task:write',
  input: z.object(one),
  output: baseAdjustmentView,
  failures: { 'base_adjustment.not_found': 404, 'base_adjustment.not_open': 409 },
});

/** A link by which one person looks at the own base and agrees, or objects. */
export const createBaseLink = operation({
  id: 'createBaseLink',
  method: 'POST',
  path: `${at}/rows/:employmentId/link`,
  scope: 'tenant',
  permission: 'insurance_task:write',
  input: z.object({ ...one, employmentId: id('emp'), days: staffLinkDays }),
  output: newLink,
  failures: { 'base_adjustment.not_found': 404, 'base_adjustment.not_open': 409 },
});

const permission = 'link:base';

export const ownBaseView = z.object({
  personName: z.string(),
  regime: z.enum(adjustmentRegimes),
  cityName: z.string().nullable(),
  cityNameEn: z.string().nullable(),
  period: payPeriodField,
  deadline: plainDateField,
  baseBefore: money,
  base: money,
  state: z.enum(adjustmentStates),
  confirmedAt: instant.nullable(),
  objection: z.string().nullable(),
});

export const readLinkedBase = operation({
  id: 'readLinkedBase',
  method: 'GET',
  path: '/v1/me/base',
  scope: 'link',
  permission,
  input: z.object({}),
  output: ownBaseView,
  failures: { 'base_adjustment.not_found': 404 },
});

export const answerLinkedBase = operation({
  id: 'answerLinkedBase',
  method: 'POST',
  path: '/v1/me/base/answer',
  scope: 'link',
  permission,
  input: z.object({
    /** Null agrees; else what is wrong. */
    objection: text(300).nullable(),
  }),
  output: nothing,
  failures: { 'base_adjustment.not_found': 404, 'base_adjustment.not_open': 409 },
});

/** 补缴: months that were not paid, each by its own figures. */
export const responsibilities = ['client', 'provider', 'supplier', 'agency'] as const;

const backContributionInput = {
  tenantId,
  employmentId: id('emp'),
  registrationId: id('reg'),
  fromPeriod: payPeriodField,
  toPeriod: payPeriodField,
  /** The base declared for these months. */
  base: money.refine((amount) => amount > 0, { message: 'money.negative' }),
  /** The day on which it will be paid: the late fee runs up to it. */
  payOn: plainDateField,
};

const backContributionFailures = {
  'employment.not_found': 404,
  'back_contribution.not_enrolled': 422,
  'back_contribution.months_wrong': 422,
  'back_contribution.months_paid': 409,
  'back_contribution.beyond_limit': 422,
  'back_contribution.figure_unknown': 422,
} as const;

export const backContributionView = z.object({
  months: z.array(
    z.object({
      period: payPeriodField,
      kind: z.enum(contributionKinds),
      base: money,
      employer: employerMoney,
      employee: money,
      lateFee: money,
      /** Days from the day after it was due to the day of payment. */
      daysLate: z.number(),
      provisional: z.boolean(),
    }),
  ),
  employer: employerMoney,
  employee: money,
  lateFee: money,
  /** Months that the agency takes back; null is not known. */
  limitMonths: z.number().nullable(),
  /** Over three years pension wants a judgment, an award or an inspection's document. */
  judgmentNeeded: z.boolean(),
});

export const previewBackContribution = operation({
  id: 'previewBackContribution',
  method: 'POST',
  path: '/v1/tenants/:tenantId/back-contributions/preview',
  scope: 'tenant',
  permission: 'insurance_task:read',
  withHouse: true,
  pure: true,
  input: z.object(backContributionInput),
  output: backContributionView,
  failures: backContributionFailures,
});

/** Opens the task; its lines are recorded when the agency has taken it. */
export const requestBackContribution = operation({
  id: 'requestBackContribution',
  method: 'POST',
  path: '/v1/tenants/:tenantId/back-contributions',
  scope: 'tenant',
  permission: 'insurance_task:write',
  withHouse: true,
  input: z.object({
    ...backContributionInput,
    /** Who bears the late fee. */
    responsibility: z.enum(responsibilities),
    reason: text(300),
  }),
  output: backContributionView.extend({ taskId: id('tsk') }),
  failures: { ...backContributionFailures, 'insurance_task.open_already': 409 },
});

/** 男60 · 女55 · 女50: of women the post decides. */
export const retirementCategories = ['male60', 'female55', 'female50'] as const;

/** People who reach the retirement month within six months. */
export const listRetirements = operation({
  id: 'listRetirements',
  method: 'GET',
  path: '/v1/retirements',
  scope: 'assigned',
  permission: 'insurance_task:read',
  input: z.object({ clientId: tenantId.optional(), months: count(24).optional() }),
  output: z.object({
    rows: z.array(
      z.object({
        tenantId,
        clientShortName: z.string().nullable(),
        employmentId: id('emp'),
        personName: z.string(),
        employeeNumber: z.string().nullable(),
        category: z.enum(retirementCategories),
        /** Where the category rests on a post that is not on file. */
        presumed: z.boolean(),
        retirementPeriod: payPeriodField,
        alertedAt: instant,
      }),
    ),
  }),
  failures: {},
});
