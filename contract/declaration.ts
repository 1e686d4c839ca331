import { z } from 'zod';
import { employerCostPermission, employerMoney } from './employer-cost.ts';
import {
  count,
  id,
  instant,
  money,
  page,
  pageInput,
  payPeriodField,
  plainDateField,
  tenantId,
  text,
} from './fields.ts';
import { contributionKinds } from './insurance.ts';
import { holders, registrationKinds } from './legal-entities.ts';
import { operation } from './operation.ts';

/** 月度申报 of a registration and the states of its contribution months. Served by insurance. */

/** 预估 · 已申报 · 已核定 · 扣款中 · 已缴 · 欠费 · 已对账. */
export const contributionMonthStates = [
  'estimated',
  'declared',
  'assessed',
  'collecting',
  'paid',
  'inArrears',
  'reconciled',
] as const;

/** 生成中 · 待申报 · 无变化 · 已替换 · 生成失败 · 已申报. */
export const declarationStates = [
  'preparing',
  'prepared',
  'unchanged',
  'replaced',
  'failed',
  'declared',
] as const;

/** Against the version declared last: 未变 · 新增 · 变更 · 减少. */
export const declarationChanges = ['same', 'added', 'changed', 'removed'] as const;

/** Why a list was not made: the job began too often without an end; its policy version is not here. */
export const declarationFailures = ['job.gave_up', 'policy.version_unknown'] as const;

export const declarationView = z.object({
  id: id('dcl'),
  tenantId,
  registrationId: id('reg'),
  legalEntityName: z.string(),
  registrationKind: z.enum(registrationKinds),
  cityCode: z.string(),
  cityName: z.string().nullable(),
  agencyName: z.string(),
  period: payPeriodField,
  version: z.number(),
  state: z.enum(declarationStates),
  policyPin: z.string(),
  jobId: id('job').nullable(),
  /** Of a failed one; preparing again makes the next version. */
  failure: z.enum(declarationFailures).nullable(),
  personCount: z.number(),
  addedCount: z.number(),
  changedCount: z.number(),
  removedCount: z.number(),
  /** Kinds without a figure: counted, never taken for zero. */
  unknownCount: z.number(),
  employer: employerMoney,
  employee: money,
  officialNumber: z.string().nullable(),
  evidenceId: id('evd').nullable(),
  declaredBy: z.string().nullable(),
  declaredAt: instant.nullable(),
  createdBy: z.string(),
  createdAt: instant,
});

const ofRegistration = '/v1/tenants/:tenantId/registrations/:registrationId';
const at = '/v1/tenants/:tenantId/declarations/:declarationId';
const one = { tenantId, declarationId: id('dcl') };

/** A job: everybody insured there in the month, whichever client's, with estimates recorded. */
export const prepareDeclaration = operation({
  id: 'prepareDeclaration',
  method: 'POST',
  path: `${ofRegistration}/declarations`,
  scope: 'tenant',
  permission: 'contribution:update',
  partPermissions: [employerCostPermission],
  input: z.object({ tenantId, registrationId: id('reg'), period: payPeriodField }),
  output: declarationView,
  failures: { 'registration.not_found': 404, 'declaration.in_progress': 409 },
});

export const listDeclarations = operation({
  id: 'listDeclarations',
  method: 'GET',
  path: '/v1/tenants/:tenantId/declarations',
  scope: 'tenant',
  permission: 'contribution:read',
  partPermissions: [employerCostPermission],
  input: z.object({
    tenantId,
    registrationId: id('reg').optional(),
    period: payPeriodField.optional(),
  }),
  output: z.object({ rows: z.array(declarationView) }),
  failures: {},
});

export const getDeclaration = operation({
  id: 'getDeclaration',
  method: 'GET',
  path: at,
  scope: 'tenant',
  permission: 'contribution:read',
  partPermissions: [employerCostPermission],
  input: z.object(one),
  output: declarationView,
  failures: { 'declaration.not_found': 404 },
});

export const listDeclarationRows = operation({
  id: 'listDeclarationRows',
  method: 'GET',
  path: `${at}/rows`,
  scope: 'tenant',
  permission: 'contribution:read',
  partPermissions: [employerCostPermission],
  input: z.object({
    ...one,
    /** Only what is another than declared before, or has a gap. */
    show: z.enum(['all', 'moved', 'unknown']).optional(),
    ...pageInput,
  }),
  output: page(
    z.object({
      clientId: tenantId,
      employmentId: id('emp'),
      personName: z.string(),
      documentMasked: z.string(),
      change: z.enum(declarationChanges),
      amounts: z.array(
        z.object({
          kind: z.enum(contributionKinds),
          base: money,
          employer: employerMoney,
          employee: money,
        }),
      ),
      employer: employerMoney,
      employee: money,
      unknownCount: z.number(),
    }),
  ),
  failures: { 'declaration.not_found': 404 },
});

/** 申报名单 for the agency, with whole document numbers. */
export const downloadDeclaration = operation({
  id: 'downloadDeclaration',
  method: 'GET',
  path: `${at}/file`,
  scope: 'tenant',
  permission: 'contribution:update',
  input: z.object(one),
  output: z.object({}),
  download: true,
  failures: { 'declaration.not_found': 404, 'declaration.not_prepared': 409 },
});

/** 已申报, with the agency's receipt. Never twice: a version is declared once, a receipt stands once. */
export const markDeclared = operation({
  id: 'markDeclared',
  method: 'POST',
  path: `${at}/receipt`,
  scope: 'tenant',
  permission: 'contribution:update',
  partPermissions: [employerCostPermission],
  upload: true,
  input: z.object({ ...one, officialNumber: text(60) }),
  output: declarationView,
  failures: {
    'declaration.not_found': 404,
    'declaration.declared_already': 409,
    'declaration.not_prepared': 409,
    'declaration.number_taken': 409,
    'file.empty': 422,
    'file.kind_refused': 422,
    'evidence.unreadable': 422,
    'evidence.locked': 422,
  },
});

export const contributionMonthView = z.object({
  kind: z.enum(contributionKinds),
  state: z.enum(contributionMonthStates),
  personCount: z.number(),
  employer: employerMoney,
  employee: money,
  /** The bill was compared and accepted, paid or not. */
  isBillAccepted: z.boolean(),
  movedBy: z.string(),
  movedAt: instant,
  reopenReason: z.string().nullable(),
});

/** Every registration of the assigned clients with the month's states, the soonest cut-off first. */
export const listContributionMonths = operation({
  id: 'listContributionMonths',
  method: 'GET',
  path: '/v1/contribution-months',
  scope: 'assigned',
  permission: 'contribution:read',
  partPermissions: [employerCostPermission],
  input: z.object({ period: payPeriodField.optional(), clientId: tenantId.optional() }),
  output: z.object({
    period: payPeriodField,
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
        officialCutoff: plainDateField.nullable(),
        workdaysLeft: z.number().nullable(),
        provisional: z.boolean(),
        enrolCount: z.number(),
        stopCount: z.number(),
        declarationId: id('dcl').nullable(),
        declarationState: z.enum(declarationStates).nullable(),
        declarationVersion: z.number().nullable(),
        /** 欠差额: what a payment was short of; the month stays open for it. Null: nothing is. */
        shortfall: money.nullable(),
        months: z.array(contributionMonthView),
      }),
    ),
  }),
  failures: {},
});

const ofMonth = { tenantId, registrationId: id('reg'), period: payPeriodField };

/** 扣款中: the debit was ordered, or the voucher issued. */
export const startCollection = operation({
  id: 'startCollection',
  method: 'POST',
  path: `${ofRegistration}/contribution-months/:period/collection`,
  scope: 'tenant',
  permission: 'contribution:update',
  input: z.object(ofMonth),
  output: z.object({ moved: count(20) }),
  failures: {
    'registration.not_found': 404,
    'contribution_month.not_found': 404,
    'contribution_month.state_wrong': 409,
  },
});

/** A paid month is opened again: the agency changed its bill. What was paid stays. */
export const reopenContributionMonth = operation({
  id: 'reopenContributionMonth',
  method: 'POST',
  path: `${ofRegistration}/contribution-months/:period/reopening`,
  scope: 'tenant',
  permission: 'contribution:update',
  input: z.object({ ...ofMonth, reason: text(200) }),
  output: z.object({ moved: count(20) }),
  failures: {
    'registration.not_found': 404,
    'contribution_month.not_found': 404,
    'contribution_month.state_wrong': 409,
  },
});
