import { z } from 'zod';
import {
  id,
  instant,
  payPeriodField,
  plainDateField,
  positiveMoney,
  rateField,
  tenantId,
  text,
} from './fields.ts';
import { employmentTerm, employmentView } from './employments.ts';
import { registrationKinds } from './legal-entities.ts';
import { operation } from './operation.ts';
import { payeeAccountView, personView } from './persons.ts';

/** Enrolments, and everything of one employment on one page. Served by the people module. */

/** The person types that insurance schemes tell apart. */
export const insuredTypes = [
  'employee',
  'partTime',
  'rehiredRetiree',
  'intern',
  'foreigner',
  'hongKongMacauTaiwan',
] as const;

export const enrolmentTerm = z.object({
  fromPeriod: payPeriodField,
  /** 申报基数, before it is brought between floor and cap. */
  base: positiveMoney,
  /** Null is the rate of the registration. */
  housingFundRate: rateField.nullable(),
  supplementaryRate: rateField.nullable(),
  insuredType: z.enum(insuredTypes),
  /** Medical tier as the city names it (深圳：一档、二档); null is the city's first. */
  tier: z.string().nullable(),
});

export const enrolmentView = z.object({
  id: id('enr'),
  employmentId: id('emp'),
  registrationId: id('reg'),
  kind: z.enum(registrationKinds),
  cityCode: z.string(),
  /** First month that is paid. */
  startPeriod: payPeriodField,
  /** Last month that is paid; null while insured. */
  stopPeriod: payPeriodField.nullable(),
  terms: z.array(enrolmentTerm),
});

/**
 * From a month on the person is insured under the registration, on the base. Begins the enrolment,
 * or gives a running one new terms.
 */
export const setEnrolment = operation({
  id: 'setEnrolment',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/employments/:employmentId/enrolments',
  scope: 'tenant',
  permission: 'person:update',
  withHouse: true,
  input: z.object({
    tenantId,
    employmentId: id('emp'),
    registrationId: id('reg'),
    ...enrolmentTerm.shape,
    housingFundRate: rateField.nullish(),
    supplementaryRate: rateField.nullish(),
    /** Absent: it follows from the employment form and the document. */
    insuredType: z.enum(insuredTypes).nullish(),
    tier: text(10).nullish(),
  }),
  output: enrolmentView,
  failures: {
    'employment.not_found': 404,
    'registration.not_found': 404,
    'enrolment.form_not_insured': 422,
    'enrolment.before_start': 422,
    'enrolment.rate_out_of_range': 422,
    'three_in_one.refused': 422,
    'enrolment.overlaps': 409,
  },
});

export const stopEnrolment = operation({
  id: 'stopEnrolment',
  method: 'POST',
  path: '/v1/tenants/:tenantId/enrolments/:enrolmentId/stop',
  scope: 'tenant',
  permission: 'person:update',
  input: z.object({
    tenantId,
    enrolmentId: id('enr'),
    /** The last month that is paid (末次缴费月). */
    stopPeriod: payPeriodField,
  }),
  output: enrolmentView,
  failures: {
    'enrolment.not_found': 404,
    'enrolment.already_stopped': 409,
    'enrolment.stops_before_start': 422,
  },
});

/** The 360 view. */
export const getEmployment = operation({
  id: 'getEmployment',
  method: 'GET',
  path: '/v1/tenants/:tenantId/employments/:employmentId',
  scope: 'tenant',
  permission: 'person:read',
  partPermissions: ['contribution:read'],
  withHouse: true,
  input: z.object({ tenantId, employmentId: id('emp') }),
  output: z.object({
    employment: employmentView,
    person: personView,
    /** The newest first. */
    accounts: z.array(payeeAccountView),
    /** None for whoever may not read contributions: a base is near to the pay. */
    enrolments: z.array(enrolmentView),
    revisions: z.array(z.object({ appliesFrom: plainDateField, ...employmentTerm })),
    history: z.array(
      z.object({ occurredAt: instant, actorName: z.string(), operation: z.string() }),
    ),
  }),
  failures: { 'employment.not_found': 404 },
});
