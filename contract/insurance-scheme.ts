import { z } from 'zod';
import {
  id,
  payPeriodField,
  plainDateField,
  positiveMoney,
  rateField,
  tenantId,
} from './fields.ts';
import { leavingReasons } from './employments.ts';
import { cityCode, registrationKinds } from './legal-entities.ts';
import { operation } from './operation.ts';

/** 参保方案: what a client's joiners and leavers get where nobody says otherwise. Served by insurance. */

/** 按约定工资（由人填写） · 按下限 · 固定基数. */
export const baseRules = ['agreedWage', 'floor', 'given'] as const;
/** Who bears what is charged later for somebody who has left (practice 20). */
export const differenceBearers = ['client', 'provider', 'person'] as const;

const schemeFields = {
  /** 参保主体 whose registrations these are; null is not insured there. */
  insuranceEntityId: id('ent'),
  cityCode,
  socialInsuranceId: id('reg').nullable(),
  medicalId: id('reg').nullable(),
  housingFundId: id('reg').nullable(),
  insuranceBaseRule: z.enum(baseRules),
  insuranceBase: positiveMoney.nullable(),
  fundBaseRule: z.enum(baseRules),
  fundBase: positiveMoney.nullable(),
  /** Null is the rate of the registration. */
  fundRate: rateField.nullable(),
  /** Joiners up to this day count for the month, later ones for the next. */
  joinUntilDay: z.number().int().min(1).max(31),
  /** Leavers up to this day have the month before as their last; 0 is always the month of leaving. */
  leaveUntilDay: z.number().int().min(0).max(31),
  leaverDifferences: z.enum(differenceBearers),
};

export const insuranceSchemeView = z.object({
  id: id('isc'),
  insuranceEntityName: z.string(),
  cityName: z.string().nullable(),
  ...schemeFields,
});

export const listInsuranceSchemes = operation({
  id: 'listInsuranceSchemes',
  method: 'GET',
  path: '/v1/tenants/:tenantId/insurance-schemes',
  scope: 'tenant',
  permission: 'insurance_task:read',
  withHouse: true,
  input: z.object({ tenantId }),
  output: z.object({ rows: z.array(insuranceSchemeView) }),
  failures: {},
});

/** One for each insurance entity and city; setting it again replaces it. */
export const setInsuranceScheme = operation({
  id: 'setInsuranceScheme',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/insurance-schemes',
  scope: 'tenant',
  permission: 'insurance_task:write',
  withHouse: true,
  input: z.object({ tenantId, ...schemeFields }),
  output: insuranceSchemeView,
  failures: {
    'legal_entity.not_found': 404,
    'registration.not_found': 404,
    'insurance_scheme.registration_wrong': 422,
    'insurance_scheme.base_missing': 422,
    'enrolment.rate_out_of_range': 422,
  },
});

/** Why a joiner is not enrolled by itself. */
export const uninsuredReasons = ['schemeMissing', 'baseMissing', 'refused', 'cancelled'] as const;

/** Joiners without insurance, and what they wait for. */
export const listUninsuredJoiners = operation({
  id: 'listUninsuredJoiners',
  method: 'GET',
  path: '/v1/tenants/:tenantId/uninsured-joiners',
  scope: 'tenant',
  permission: 'insurance_task:read',
  withHouse: true,
  input: z.object({ tenantId }),
  output: z.object({
    rows: z.array(
      z.object({
        employmentId: id('emp'),
        personName: z.string(),
        employeeNumber: z.string().nullable(),
        startsOn: plainDateField,
        registrationKind: z.enum(registrationKinds).nullable(),
        reason: z.enum(uninsuredReasons),
        /** Of a refusal: what the rule says, and its articles. */
        titleZh: z.string().nullable(),
        articles: z.array(z.string()),
      }),
    ),
  }),
  failures: {},
});

/** Leavers who should be looked at before they are stopped; nothing is refused for it. */
export const leaverWarnings = ['retirementEarly', 'nearRetirement', 'beforeLastDay'] as const;

export const lastPeriodRow = z.object({
  taskId: id('tsk'),
  registrationKind: z.enum(registrationKinds),
  cityCode: z.string(),
  cityName: z.string().nullable(),
  /** By the scheme's rule. */
  proposedPeriod: payPeriodField,
  officialCutoff: plainDateField.nullable(),
  clientCutoff: plainDateField.nullable(),
  /** The client's cut-off is over, and nobody has confirmed: the stop still waits for the word. */
  overdue: z.boolean(),
});

/** Leavers whose last month the client has not confirmed. */
export const listLastPeriods = operation({
  id: 'listLastPeriods',
  method: 'GET',
  path: '/v1/tenants/:tenantId/last-periods',
  scope: 'tenant',
  permission: 'last_period:confirm',
  withHouse: true,
  input: z.object({ tenantId }),
  output: z.object({
    rows: z.array(
      z.object({
        employmentId: id('emp'),
        personName: z.string(),
        employeeNumber: z.string().nullable(),
        endsOn: plainDateField,
        leavingReason: z.enum(leavingReasons),
        warnings: z.array(z.enum(leaverWarnings)),
        agencies: z.array(lastPeriodRow),
      }),
    ),
  }),
  failures: {},
});

/** 确认末月: the last month that is paid, for one or many agencies and people, all or none. */
export const confirmLastPeriod = operation({
  id: 'confirmLastPeriod',
  method: 'POST',
  path: '/v1/tenants/:tenantId/last-periods',
  scope: 'tenant',
  permission: 'last_period:confirm',
  withHouse: true,
  input: z.object({
    tenantId,
    confirmations: z
      .array(z.object({ taskId: id('tsk'), lastPeriod: payPeriodField }))
      .min(1)
      .max(500),
  }),
  output: z.object({ confirmed: z.number() }),
  failures: {
    'insurance_task.not_found': 404,
    'insurance_task.not_unconfirmed': 409,
    'last_period.out_of_range': 422,
  },
});
