import { z } from 'zod';
import { id, instant, page, pageInput, plainDateField, tenantId, text } from './fields.ts';
import { operation } from './operation.ts';

/** Contract, pay+tax and insurance entity agree (practice 12). Served by the people module. */

export const threeInOneCodes = [
  'insuranceThirdParty',
  'contractHolderWrong',
  'payTaxThirdParty',
  'formWrong',
  'payWithoutInsurance',
  'insuranceWithoutPay',
  'insuredCityDiffers',
  'branchServes',
] as const;

/** What the three-in-one rule finds. `refused` is never written and has no exception. */
export const threeInOneFinding = z.object({
  code: z.enum(threeInOneCodes),
  severity: z.enum(['refused', 'block', 'high', 'warn']),
  titleZh: z.string(),
  titleEn: z.string(),
  fixZh: z.string(),
  fixEn: z.string(),
  /** The articles it follows from, in Chinese. */
  articles: z.array(z.string()),
  /** An approved exception that still runs covers it. */
  exceptionId: id('exc').nullable(),
});

export const listThreeInOneBreaches = operation({
  id: 'listThreeInOneBreaches',
  method: 'GET',
  path: '/v1/tenants/:tenantId/three-in-one-breaches',
  scope: 'tenant',
  permission: 'person:read',
  withHouse: true,
  input: z.object({ tenantId, ...pageInput }),
  output: page(
    z.object({
      employmentId: id('emp'),
      personName: z.string(),
      employeeNumber: z.string().nullable(),
      findings: z.array(threeInOneFinding),
    }),
  ),
  failures: {},
});

export const threeInOneExceptionView = z.object({
  id: id('exc'),
  employmentId: id('emp'),
  personName: z.string(),
  code: z.enum(threeInOneCodes),
  reason: z.string(),
  state: z.enum(['requested', 'approved', 'rejected', 'withdrawn', 'expired']),
  requestedByName: z.string(),
  requestedAt: instant,
  approvedByName: z.string().nullable(),
  approvedAt: instant.nullable(),
  /** Who refused the request or took it back, when, and why. */
  endedByName: z.string().nullable(),
  endedAt: instant.nullable(),
  endedReason: z.string().nullable(),
  /** The reader is who asked: may take it back, and cannot allow it. */
  isOwnRequest: z.boolean(),
  /** The last day it covers. */
  expiresOn: plainDateField,
});

export const requestThreeInOneException = operation({
  id: 'requestThreeInOneException',
  method: 'POST',
  path: '/v1/tenants/:tenantId/employments/:employmentId/three-in-one-exceptions',
  scope: 'tenant',
  permission: 'three_in_one:request',
  withHouse: true,
  input: z.object({
    tenantId,
    employmentId: id('emp'),
    code: z.enum(threeInOneCodes),
    reason: text(500),
    expiresOn: plainDateField,
  }),
  output: threeInOneExceptionView,
  failures: {
    'employment.not_found': 404,
    'exception.not_possible': 422,
    'exception.nothing_to_except': 422,
    'exception.expiry_out_of_range': 422,
    'exception.already_requested': 409,
  },
});

export const approveThreeInOneException = operation({
  id: 'approveThreeInOneException',
  method: 'POST',
  path: '/v1/tenants/:tenantId/three-in-one-exceptions/:exceptionId/approval',
  scope: 'tenant',
  permission: 'three_in_one:approve',
  secondFactor: true,
  input: z.object({ tenantId, exceptionId: id('exc') }),
  output: threeInOneExceptionView,
  failures: {
    'exception.not_found': 404,
    'exception.already_approved': 409,
    'exception.ended': 409,
    'exception.expired': 409,
    'exception.own_request': 403,
  },
});

/** Refused by somebody else than who asked. */
export const rejectThreeInOneException = operation({
  id: 'rejectThreeInOneException',
  method: 'POST',
  path: '/v1/tenants/:tenantId/three-in-one-exceptions/:exceptionId/rejection',
  scope: 'tenant',
  permission: 'three_in_one:approve',
  input: z.object({ tenantId, exceptionId: id('exc'), reason: text(500) }),
  output: threeInOneExceptionView,
  failures: {
    'exception.not_found': 404,
    'exception.already_approved': 409,
    'exception.ended': 409,
    'exception.expired': 409,
    'exception.own_request': 403,
  },
});

/** Taken back by whoever asked, before anybody decided. */
export const withdrawThreeInOneException = operation({
  id: 'withdrawThreeInOneException',
  method: 'POST',
  path: '/v1/tenants/:tenantId/three-in-one-exceptions/:exceptionId/withdrawal',
  scope: 'tenant',
  permission: 'three_in_one:request',
  input: z.object({ tenantId, exceptionId: id('exc'), reason: text(500) }),
  output: threeInOneExceptionView,
  failures: {
    'exception.not_found': 404,
    'exception.already_approved': 409,
    'exception.ended': 409,
    'exception.expired': 409,
    'exception.foreign_request': 403,
  },
});

export const listThreeInOneExceptions = operation({
  id: 'listThreeInOneExceptions',
  method: 'GET',
  path: '/v1/tenants/:tenantId/three-in-one-exceptions',
  scope: 'tenant',
  permission: 'person:read',
  input: z.object({ tenantId, employmentId: id('emp').optional(), ...pageInput }),
  output: page(threeInOneExceptionView),
  failures: {},
});
