import { z } from 'zod';
import { leavingReasons } from './employments.ts';
import { id, instant, payPeriodField, tenantId, text } from './fields.ts';
import { holders, registrationKinds } from './legal-entities.ts';
import { operation } from './operation.ts';

/** How the agency of a registration takes changes (practice 14, 18, 19). Served by insurance. */

/** 当月生效 · 次月生效. */
export const effectiveMonths = ['thisMonth', 'nextMonth'] as const;
/** 当月收 · 预收次月 · 次月收上月. */
export const paymentTimings = ['current', 'advance', 'arrears'] as const;
/** UKey · 证书文件 · 办税人员短信人脸 · 电子营业执照 · 法人扫码 · 密码短信 (practice 18). */
export const signInMethods = [
  'uKey',
  'certificateFile',
  'taxOfficer',
  'businessLicence',
  'legalPerson',
  'password',
] as const;
export const procedureMarks = [
  'official-quoted',
  'official-cited',
  'secondary',
  'own-knowledge',
] as const;

const day = z.number().int().min(1).max(31).nullable();

/** The agency's code for a leaving reason, with its words. */
export const reasonCode = z.object({
  reason: z.enum(leavingReasons),
  code: text(20),
  words: text(60),
});

/** A null is not known, or, of a registration's own, left to the city. */
const procedureFields = {
  enrolDay: day,
  stopDay: day,
  backContributionDay: day,
  enrolEffective: z.enum(effectiveMonths).nullable(),
  stopEffective: z.enum(effectiveMonths).nullable(),
  payment: z.enum(paymentTimings).nullable(),
  /** 补缴上限月数, without a judgment. */
  backContributionMonths: z.number().int().min(0).max(120).nullable(),
  reasonCodes: z.array(reasonCode).max(20),
  signIn: z.enum(signInMethods).nullable(),
  /** 用工备案 before the enrolment, 退工 after the stop. */
  filingFirst: z.boolean().nullable(),
  /** 工伤 from the day of joining. */
  injuryFromJoining: z.boolean().nullable(),
};

export const procedureView = z.object({
  id: id('prc'),
  validFrom: payPeriodField,
  ...procedureFields,
  source: z.string(),
  mark: z.enum(procedureMarks),
  setByName: z.string(),
  setAt: instant,
});

export const registrationProcedure = z.object({
  registrationId: id('reg'),
  tenantId,
  holder: z.enum(holders),
  legalEntityName: z.string(),
  kind: z.enum(registrationKinds),
  cityCode: z.string(),
  cityName: z.string().nullable(),
  agencyName: z.string(),
  number: z.string(),
  /** What holds in the month: the registration's own, else the city's. */
  ...procedureFields,
  /** Whether every day and month in it was verified. */
  provisional: z.boolean(),
  /** Own values, newest first. */
  own: z.array(procedureView),
  /** What is on file of the city. */
  city: z
    .object({
      mark: z.enum(procedureMarks),
      unverified: z.boolean(),
      note: z.string().nullable(),
    })
    .nullable(),
});

export const listProcedures = operation({
  id: 'listProcedures',
  method: 'GET',
  path: '/v1/tenants/:tenantId/procedures',
  scope: 'tenant',
  permission: 'legal_entity:read',
  withHouse: true,
  input: z.object({ tenantId, period: payPeriodField.optional() }),
  output: z.object({ rows: z.array(registrationProcedure) }),
  failures: {},
});

/** Holds from the month on, until the next one on file; the same month is replaced. */
export const setProcedure = operation({
  id: 'setProcedure',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/registrations/:registrationId/procedure',
  scope: 'tenant',
  permission: 'legal_entity:update',
  input: z.object({
    tenantId,
    registrationId: id('reg'),
    validFrom: payPeriodField,
    ...procedureFields,
    /** Who said so: the agency's notice, page or telephone. */
    source: text(300),
    mark: z.enum(procedureMarks),
  }),
  output: procedureView,
  failures: { 'registration.not_found': 404 },
});
