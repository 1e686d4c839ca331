import { z } from 'zod';
import {
  id,
  nothing,
  page,
  pageInput,
  plainDateField,
  positiveMoney,
  sensitive,
  tenantId,
  text,
} from './fields.ts';
import { operation } from './operation.ts';

/** Client companies: what was agreed with them, and who of them may decide what. */

/** 代理 · 工资代发 · 劳务派遣 · 岗位外包 · 档案 · 自有员工 (practice 12). */
export const cooperationModes = [
  'agency',
  'payrollAgency',
  'dispatch',
  'outsourcing',
  'archive',
  'own',
] as const;

/** 当月发当月: work of the month is paid in the month. 次月发上月: in the month after it. */
export const payMonthRules = ['sameMonth', 'nextMonth'] as const;

/** How a month that was not worked in full is paid: by 21.75, by days due, by calendar days. */
export const prorationMethods = ['paidDays2175', 'dueDays', 'calendarDays'] as const;

export const clientLanguages = ['zh-CN', 'en'] as const;

export const clientSettings = z.object({
  payMonthRule: z.enum(payMonthRules),
  /** Day of the month; in a shorter month its last day. */
  payDay: z.number().int().min(1).max(31),
  prorationMethod: z.enum(prorationMethods),
  /** 垫付: how much of the provider's money may be lent at once, and for how many days. */
  advanceLimit: positiveMoney,
  advanceDays: z.number().int().min(0).max(180),
  /** The client hands in changes this many working days before the agency's own cut-off. */
  clientCutoffDays: z.number().int().min(0).max(20),
  language: z.enum(clientLanguages),
});

export const clientContactView = z.object({
  id: id('cct'),
  name: z.string(),
  position: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  email: z.string().nullable(),
  /** The sign-in of the contact, when there is one. */
  accountId: id('acc').nullable(),
  mayApprovePayroll: z.boolean(),
  maySubmitInputs: z.boolean(),
});

export const clientView = z.object({
  id: tenantId,
  isHouse: z.boolean(),
  name: z.string(),
  shortName: z.string(),
  uscc: z.string(),
  cooperationMode: z.enum(cooperationModes),
  settings: clientSettings,
  contacts: z.array(clientContactView),
});

const master = {
  name: text(120),
  shortName: text(40),
  /** 统一社会信用代码, 18 characters. */
  uscc: text(18),
  cooperationMode: z.enum(cooperationModes),
};

export const createClient = operation({
  id: 'createClient',
  method: 'POST',
  path: '/v1/clients',
  scope: 'house',
  permission: 'client:create',
  input: z.object({ ...master, settings: clientSettings }),
  output: z.object({ id: tenantId }),
  failures: {
    'client.uscc_malformed': 422,
    'client.mode_reserved': 422,
    'client.uscc_taken': 409,
  },
});

export const updateClient = operation({
  id: 'updateClient',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/client',
  scope: 'tenant',
  permission: 'client:update',
  input: z.object({ tenantId, ...master }),
  output: clientView,
  failures: {
    'client.not_found': 404,
    'client.uscc_malformed': 422,
    'client.mode_reserved': 422,
    'client.uscc_taken': 409,
  },
});

export const getClient = operation({
  id: 'getClient',
  method: 'GET',
  path: '/v1/tenants/:tenantId/client',
  scope: 'tenant',
  permission: 'client:read',
  input: z.object({ tenantId }),
  output: clientView,
  failures: { 'client.not_found': 404 },
});

export const clientRow = z.object({
  id: tenantId,
  isHouse: z.boolean(),
  name: z.string(),
  shortName: z.string(),
  uscc: z.string(),
  cooperationMode: z.enum(cooperationModes),
  payMonthRule: z.enum(payMonthRules),
  payDay: z.number(),
  contactCount: z.number(),
  payrollApproverCount: z.number(),
});

/** Head counts of the same clients: listHeadcounts. */
export const listClients = operation({
  id: 'listClients',
  method: 'GET',
  path: '/v1/clients',
  scope: 'assigned',
  permission: 'client:read',
  input: z.object({
    search: z.string().trim().max(60).optional(),
    cooperationMode: z.enum(cooperationModes).optional(),
    ...pageInput,
  }),
  output: page(clientRow),
  failures: {},
});

export const putClientSettings = operation({
  id: 'putClientSettings',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/client/settings',
  scope: 'tenant',
  permission: 'client:update',
  input: z.object({ tenantId, ...clientSettings.shape }),
  output: clientSettings,
  failures: { 'client.not_found': 404 },
});

const contact = {
  name: text(60),
  position: text(60).nullish(),
  /** Absent leaves it as it is; null removes it. */
  phone: sensitive(text(20)).nullish(),
  email: z.email().max(120).nullish(),
  accountId: id('acc').nullish(),
  mayApprovePayroll: z.boolean(),
  maySubmitInputs: z.boolean(),
};

export const createClientContact = operation({
  id: 'createClientContact',
  method: 'POST',
  path: '/v1/tenants/:tenantId/client/contacts',
  scope: 'tenant',
  permission: 'client:update',
  input: z.object({ tenantId, ...contact }),
  output: clientContactView,
  failures: {
    'client.not_found': 404,
    'client_contact.phone_malformed': 422,
    'account.not_found': 404,
  },
});

export const updateClientContact = operation({
  id: 'updateClientContact',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/client/contacts/:contactId',
  scope: 'tenant',
  permission: 'client:update',
  input: z.object({ tenantId, contactId: id('cct'), ...contact }),
  output: clientContactView,
  failures: {
    'client_contact.not_found': 404,
    'client_contact.phone_malformed': 422,
    'account.not_found': 404,
  },
});

export const removeClientContact = operation({
  id: 'removeClientContact',
  method: 'DELETE',
  path: '/v1/tenants/:tenantId/client/contacts/:contactId',
  scope: 'tenant',
  permission: 'client:update',
  input: z.object({ tenantId, contactId: id('cct') }),
  output: nothing,
  failures: { 'client_contact.not_found': 404 },
});

/* Licences (证照): what a company needs to be allowed to do this work. */

/** 营业执照 · 人力资源服务许可证 · 劳务派遣经营许可证 · 其他. */
export const licenceKinds = ['business', 'hrService', 'labourDispatch', 'other'] as const;

export const licenceView = z.object({
  id: id('lic'),
  kind: z.enum(licenceKinds),
  /** What it is called, where the kind does not say. */
  title: z.string().nullable(),
  number: z.string(),
  /** The company that it names. */
  holderName: z.string(),
  issuedBy: z.string().nullable(),
  validFrom: plainDateField.nullable(),
  /** Its last day; null is 长期. */
  expiresOn: plainDateField.nullable(),
  /** To its last day, negative once it is over; null without one. */
  daysLeft: z.number().nullable(),
});

const licence = {
  kind: z.enum(licenceKinds),
  title: text(60).nullish(),
  number: text(60),
  holderName: text(120),
  issuedBy: text(120).nullish(),
  validFrom: plainDateField.nullish(),
  expiresOn: plainDateField.nullish(),
};
const licenceFailures = {
  'licence.title_missing': 422,
  'licence.dates_reversed': 422,
  'licence.number_taken': 409,
} as const;

/** The soonest to expire first. */
export const listLicences = operation({
  id: 'listLicences',
  method: 'GET',
  path: '/v1/tenants/:tenantId/licences',
  scope: 'tenant',
  permission: 'client:read',
  input: z.object({ tenantId }),
  output: z.object({ rows: z.array(licenceView) }),
  failures: {},
});

export const createLicence = operation({
  id: 'createLicence',
  method: 'POST',
  path: '/v1/tenants/:tenantId/licences',
  scope: 'tenant',
  permission: 'client:update',
  input: z.object({ tenantId, ...licence }),
  output: licenceView,
  failures: { 'client.not_found': 404, ...licenceFailures },
});

/** Replaces every field: a renewed licence has another number and another last day. */
export const updateLicence = operation({
  id: 'updateLicence',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/licences/:licenceId',
  scope: 'tenant',
  permission: 'client:update',
  input: z.object({ tenantId, licenceId: id('lic'), ...licence }),
  output: licenceView,
  failures: { 'licence.not_found': 404, ...licenceFailures },
});

export const removeLicence = operation({
  id: 'removeLicence',
  method: 'DELETE',
  path: '/v1/tenants/:tenantId/licences/:licenceId',
  scope: 'tenant',
  permission: 'client:update',
  input: z.object({ tenantId, licenceId: id('lic') }),
  output: nothing,
  failures: { 'licence.not_found': 404 },
});
