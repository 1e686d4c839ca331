import { z } from 'zod';
import { id, instant, plainDateField, sensitive, tenantId, text } from './fields.ts';
import { operation } from './operation.ts';

/** Persons and the accounts that their pay goes to. Served by the people module. */

/** 居民身份证 · 港澳居民来往内地通行证 · 台湾居民来往大陆通行证 · 护照 · 外国人永久居留身份证 · 港澳台居民居住证. */
export const documentKinds = [
  'idCard',
  'hkMacaoPermit',
  'taiwanPermit',
  'passport',
  'foreignPermanentResident',
  'hkMacaoTaiwanResidencePermit',
] as const;

export const sexes = ['male', 'female'] as const;
/** 居民个人 / 非居民个人 of the income-tax law. */
export const residencies = ['resident', 'nonResident'] as const;
/** 本地城镇 · 本地农业 · 外埠城镇 · 外埠农业. */
export const hukouTypes = ['localUrban', 'localRural', 'otherUrban', 'otherRural'] as const;

/** ISO 3166-1 alpha-3. */
const nationality = z.string().regex(/^[A-Z]{3}$/);

export const personFields = {
  name: text(60),
  documentKind: z.enum(documentKinds),
  documentNumber: sensitive(text(30)),
  /** Read from the number of an ID card or residence permit; needed for no other document. */
  birthDate: plainDateField.nullish(),
  sex: z.enum(sexes).nullish(),
  nationality: nationality.nullish(),
  residency: z.enum(residencies).nullish(),
  hukouType: z.enum(hukouTypes).nullish(),
  phone: sensitive(text(20)).nullish(),
};

export const payeeAccountFields = {
  bankName: text(80),
  /** 联行号, 12 digits. */
  bankCode: z
    .string()
    .regex(/^\d{12}$/)
    .nullish(),
  accountNumber: sensitive(text(40)),
  holderName: text(60),
};

export const payeeAccountView = z.object({
  id: id('pya'),
  bankName: z.string(),
  bankCode: z.string().nullable(),
  accountMasked: z.string(),
  holderName: z.string(),
  changedAt: instant,
  /** Null while it is the account that pay goes to. */
  endedAt: instant.nullable(),
});

export const personView = z.object({
  id: id('per'),
  name: z.string(),
  documentKind: z.enum(documentKinds),
  documentMasked: z.string(),
  birthDate: plainDateField.nullable(),
  sex: z.enum(sexes).nullable(),
  nationality: z.string(),
  residency: z.enum(residencies),
  hukouType: z.enum(hukouTypes).nullable(),
  phoneMasked: z.string().nullable(),
});

/** What every write of a person may be refused for, in the order it is checked. */
export const personFailures = {
  'person.document_malformed': 422,
  'person.phone_malformed': 422,
} as const;
export const createPerson = operation({
  id: 'createPerson',
  method: 'POST',
  path: '/v1/tenants/:tenantId/persons',
  scope: 'tenant',
  permission: 'person:update',
  input: z.object({ tenantId, ...personFields }),
  output: personView,
  failures: { ...personFailures, 'person.document_taken': 409 },
});

/** Absent document number and phone stay as they are. */
export const updatePerson = operation({
  id: 'updatePerson',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/persons/:personId',
  scope: 'tenant',
  permission: 'person:update',
  input: z.object({
    tenantId,
    personId: id('per'),
    ...personFields,
    documentNumber: sensitive(text(30)).optional(),
  }),
  output: personView,
  failures: { 'person.not_found': 404, ...personFailures, 'person.document_taken': 409 },
});

export const revealedFields = ['documentNumber', 'phone', 'bankAccount'] as const;

/** Shows one sealed field in full. Who, whose, which and why go to the audit log. */
export const revealPersonField = operation({
  id: 'revealPersonField',
  method: 'POST',
  path: '/v1/tenants/:tenantId/persons/:personId/reveal',
  scope: 'tenant',
  permission: 'person:reveal',
  secondFactor: true,
  // Changes nothing but the audit log, and the answer must not be kept for a repetition.
  pure: true,
  input: z.object({
    tenantId,
    personId: id('per'),
    field: z.enum(revealedFields),
    reason: text(200),
  }),
  output: z.object({ value: z.string() }),
  failures: { 'person.not_found': 404, 'person.field_empty': 404 },
});

export const setPayeeAccount = operation({
  id: 'setPayeeAccount',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/persons/:personId/payee-account',
  scope: 'tenant',
  permission: 'person:update',
  input: z.object({ tenantId, personId: id('per'), ...payeeAccountFields }),
  output: payeeAccountView,
  failures: { 'person.not_found': 404, 'payee_account.number_malformed': 422 },
});

/** After it the person has no account and is held in a run (缓发). */
export const endPayeeAccount = operation({
  id: 'endPayeeAccount',
  method: 'DELETE',
  path: '/v1/tenants/:tenantId/persons/:personId/payee-account',
  scope: 'tenant',
  permission: 'person:update',
  input: z.object({ tenantId, personId: id('per') }),
  output: payeeAccountView,
  failures: { 'person.not_found': 404, 'payee_account.not_found': 404 },
});
