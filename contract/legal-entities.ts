import { z } from 'zod';
import { id, payPeriodField, rateField, tenantId, text } from './fields.ts';
import { operation } from './operation.ts';

/** Who signs, pays and insures, and under which registrations. Served by the people module. */

export const legalEntityKinds = ['company', 'branch'] as const;
/** Whose the entity or the registration is: the client's, or the provider's. */
export const holders = ['client', 'provider'] as const;

/** 社保单位户 · 医保单位户 · 公积金单位账户: three agencies, three numbers (practice 14). */
export const registrationKinds = ['socialInsurance', 'medical', 'housingFund'] as const;

/** GB/T 2260, six digits: a city, a province-level city or a province. */
export const cityCode = z.string().regex(/^\d{6}$/);

export const legalEntityView = z.object({
  id: id('ent'),
  /** The tenant it belongs to: the client's or the provider's. */
  tenantId,
  holder: z.enum(holders),
  name: z.string(),
  uscc: z.string(),
  kind: z.enum(legalEntityKinds),
  /** The company that a branch belongs to. */
  parentEntityId: id('ent').nullable(),
  cityCode: z.string(),
  taxBureauName: z.string().nullable(),
  /** Entities of the provider serve a client only in the modes where the provider employs. */
  usable: z.boolean(),
});

const legalEntity = {
  name: text(120),
  uscc: text(18),
  kind: z.enum(legalEntityKinds),
  parentEntityId: id('ent').nullish(),
  cityCode,
  /** 主管税务机关. */
  taxBureauName: text(120).nullish(),
};

export const createLegalEntity = operation({
  id: 'createLegalEntity',
  method: 'POST',
  path: '/v1/tenants/:tenantId/legal-entities',
  scope: 'tenant',
  permission: 'legal_entity:update',
  input: z.object({ tenantId, ...legalEntity }),
  output: legalEntityView,
  failures: {
    'legal_entity.uscc_malformed': 422,
    'legal_entity.parent_not_found': 422,
    'legal_entity.uscc_taken': 409,
  },
});

export const updateLegalEntity = operation({
  id: 'updateLegalEntity',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/legal-entities/:entityId',
  scope: 'tenant',
  permission: 'legal_entity:update',
  input: z.object({ tenantId, entityId: id('ent'), ...legalEntity }),
  output: legalEntityView,
  failures: {
    'legal_entity.not_found': 404,
    'legal_entity.uscc_malformed': 422,
    'legal_entity.parent_not_found': 422,
    'legal_entity.uscc_taken': 409,
  },
});

export const listLegalEntities = operation({
  id: 'listLegalEntities',
  method: 'GET',
  path: '/v1/tenants/:tenantId/legal-entities',
  scope: 'tenant',
  permission: 'legal_entity:read',
  withHouse: true,
  input: z.object({ tenantId }),
  /** The client's own first, then the provider's. */
  output: z.object({ rows: z.array(legalEntityView) }),
  failures: {},
});

/** Rates of the unit from a month on; social insurance has the first, the fund the others. */
export const registrationRates = z.object({
  fromPeriod: payPeriodField,
  /** 工伤费率 of the employer, floated yearly. */
  injuryRate: rateField.nullable(),
  /** 公积金缴存比例 of each party. */
  housingFundRate: rateField.nullable(),
  /** 补充公积金比例 of each party. */
  supplementaryRate: rateField.nullable(),
});

export const registrationView = z.object({
  id: id('reg'),
  tenantId,
  holder: z.enum(holders),
  legalEntityId: id('ent'),
  legalEntityName: z.string(),
  kind: z.enum(registrationKinds),
  cityCode: z.string(),
  cityName: z.string().nullable(),
  agencyName: z.string(),
  number: z.string(),
  /** Oldest first; the first governs all earlier months too. */
  rates: z.array(registrationRates).readonly(),
  closedFrom: payPeriodField.nullable(),
});

const registration = { agencyName: text(120), number: text(40) };

export const createRegistration = operation({
  id: 'createRegistration',
  method: 'POST',
  path: '/v1/tenants/:tenantId/legal-entities/:entityId/registrations',
  scope: 'tenant',
  permission: 'legal_entity:update',
  input: z.object({
    tenantId,
    entityId: id('ent'),
    kind: z.enum(registrationKinds),
    cityCode,
    ...registration,
    rates: registrationRates,
  }),
  output: registrationView,
  failures: {
    'legal_entity.not_found': 404,
    'registration.city_unknown': 422,
    'registration.rate_missing': 422,
    'registration.rate_out_of_range': 422,
    'registration.number_taken': 409,
  },
});

export const updateRegistration = operation({
  id: 'updateRegistration',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/registrations/:registrationId',
  scope: 'tenant',
  permission: 'legal_entity:update',
  input: z.object({
    tenantId,
    registrationId: id('reg'),
    ...registration,
    /** First month without contributions; null keeps it open. */
    closedFrom: payPeriodField.nullish(),
  }),
  output: registrationView,
  failures: { 'registration.not_found': 404, 'registration.number_taken': 409 },
});

/** Replaces the rates from `fromPeriod` on; months before keep theirs. */
export const setRegistrationRates = operation({
  id: 'setRegistrationRates',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/registrations/:registrationId/rates',
  scope: 'tenant',
  permission: 'legal_entity:update',
  input: z.object({ tenantId, registrationId: id('reg'), ...registrationRates.shape }),
  output: registrationView,
  failures: {
    'registration.not_found': 404,
    'registration.rate_missing': 422,
    'registration.rate_out_of_range': 422,
  },
});

export const listRegistrations = operation({
  id: 'listRegistrations',
  method: 'GET',
  path: '/v1/tenants/:tenantId/registrations',
  scope: 'tenant',
  permission: 'legal_entity:read',
  withHouse: true,
  input: z.object({
    tenantId,
    entityId: id('ent').optional(),
    kind: z.enum(registrationKinds).optional(),
  }),
  output: z.object({ rows: z.array(registrationView) }),
  failures: {},
});
