import { z } from 'zod';
import { id, nothing, page, pageInput, plainDateField, tenantId, text } from './fields.ts';
import { cityCode, registrationKinds } from './legal-entities.ts';
import { operation } from './operation.ts';
import { documentKinds, payeeAccountFields, personFailures, personFields } from './persons.ts';
import { threeInOneFinding } from './three-in-one.ts';

/** Employments: joiners, movers, leavers, and the roster. Served by the people module. */

/** 全职 · 非全日制 · 派遣 · 劳务 · 退休返聘 · 实习 (practice 15). */
export const employmentForms = [
  'fullTime',
  'partTime',
  'dispatch',
  'serviceAgreement',
  'rehiredRetiree',
  'intern',
] as const;

export const employmentStates = ['joining', 'active', 'left'] as const;

/** 个人辞职 · 协商解除 · 单位解除 · 合同终止 · 试用期不合格 · 退休 · 死亡 · 调动 · 退回 · 其他. */
export const leavingReasons = [
  'resignation',
  'mutualAgreement',
  'dismissal',
  'contractEnded',
  'probationFailed',
  'retirement',
  'death',
  'transfer',
  'dispatchReturn',
  'other',
] as const;

/** Terms that a mover may change; each change has its day. */
const termFields = {
  /** 发薪报税主体; null when nobody here pays (archive). */
  payTaxEntityId: id('ent').nullish(),
  /** 参保主体; null when nobody here insures. */
  insuranceEntityId: id('ent').nullish(),
  form: z.enum(employmentForms),
  department: text(120).nullish(),
  costCentre: text(80).nullish(),
  position: text(80).nullish(),
  workCityCode: cityCode,
  /** 用工单位: where a dispatched worker works. */
  hostEntityId: id('ent').nullish(),
};

const employmentFields = {
  /** 签约主体. */
  contractEntityId: id('ent'),
  employeeNumber: text(40).nullish(),
  ...termFields,
};

export const employmentTerm = {
  form: z.enum(employmentForms),
  contractEntityId: id('ent'),
  payTaxEntityId: id('ent').nullable(),
  insuranceEntityId: id('ent').nullable(),
  department: z.string().nullable(),
  costCentre: z.string().nullable(),
  position: z.string().nullable(),
  workCityCode: z.string(),
  hostEntityId: id('ent').nullable(),
};

export const employmentView = z.object({
  id: id('emp'),
  personId: id('per'),
  employeeNumber: z.string().nullable(),
  startsOn: plainDateField,
  endsOn: plainDateField.nullable(),
  leavingReason: z.enum(leavingReasons).nullable(),
  state: z.enum(employmentStates),
  /** Terms as of today, or the first or last ones. */
  ...employmentTerm,
  threeInOne: z.array(threeInOneFinding),
});

/** What every write of terms may be refused for, in the order it is checked. */
const employmentFailures = {
  'employment.entity_not_found': 422,
  'employment.host_required': 422,
  'three_in_one.refused': 422,
} as const;

/** A joiner in one step: the person (found again by the document), the account, the employment. */
export const joinPerson = operation({
  id: 'joinPerson',
  method: 'POST',
  path: '/v1/tenants/:tenantId/joiners',
  scope: 'tenant',
  permission: 'person:update',
  withHouse: true,
  input: z.object({
    tenantId,
    person: z.object(personFields),
    payeeAccount: z.object(payeeAccountFields).nullish(),
    employment: z.object({ ...employmentFields, startsOn: plainDateField }),
  }),
  output: z.object({ id: id('emp'), personId: id('per'), threeInOne: z.array(threeInOneFinding) }),
  failures: {
    ...personFailures,
    'person.name_differs': 409,
    'payee_account.number_malformed': 422,
    ...employmentFailures,
    'employment.overlaps': 409,
    'employment.number_taken': 409,
  },
});

export const createEmployment = operation({
  id: 'createEmployment',
  method: 'POST',
  path: '/v1/tenants/:tenantId/persons/:personId/employments',
  scope: 'tenant',
  permission: 'person:update',
  withHouse: true,
  input: z.object({
    tenantId,
    personId: id('per'),
    ...employmentFields,
    startsOn: plainDateField,
  }),
  output: employmentView,
  failures: {
    'person.not_found': 404,
    ...employmentFailures,
    'employment.overlaps': 409,
    'employment.number_taken': 409,
  },
});

/** Corrects facts that have no history: the number and the days. */
export const updateEmployment = operation({
  id: 'updateEmployment',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/employments/:employmentId',
  scope: 'tenant',
  permission: 'person:update',
  withHouse: true,
  input: z.object({
    tenantId,
    employmentId: id('emp'),
    employeeNumber: text(40).nullable(),
    startsOn: plainDateField,
    /** Null withdraws a leaving that was entered. */
    endsOn: plainDateField.nullable(),
    leavingReason: z.enum(leavingReasons).nullable(),
  }),
  output: employmentView,
  failures: {
    'employment.not_found': 404,
    'employment.ends_before_start': 422,
    'employment.leaving_reason_missing': 422,
    'employment.starts_after_revision': 422,
    'employment.overlaps': 409,
    'employment.number_taken': 409,
  },
});

/**
 * A mover: new terms from a day on; the days before keep theirs. Another contract entity is another
 * employment.
 */
export const reviseEmployment = operation({
  id: 'reviseEmployment',
  method: 'POST',
  path: '/v1/tenants/:tenantId/employments/:employmentId/revisions',
  scope: 'tenant',
  permission: 'person:update',
  withHouse: true,
  input: z.object({
    tenantId,
    employmentId: id('emp'),
    appliesFrom: plainDateField,
    ...termFields,
  }),
  output: employmentView,
  failures: {
    'employment.not_found': 404,
    'employment.revision_outside': 422,
    ...employmentFailures,
  },
});

/** A leaver: the last day of work. Insurance is stopped on its own, see stopEnrolment. */
export const endEmployment = operation({
  id: 'endEmployment',
  method: 'POST',
  path: '/v1/tenants/:tenantId/employments/:employmentId/end',
  scope: 'tenant',
  permission: 'person:update',
  withHouse: true,
  input: z.object({
    tenantId,
    employmentId: id('emp'),
    endsOn: plainDateField,
    leavingReason: z.enum(leavingReasons),
  }),
  output: employmentView,
  failures: {
    'employment.not_found': 404,
    'employment.already_ended': 409,
    'employment.ends_before_start': 422,
  },
});

/**
 * The roster as XLSX in the columns of the import template, so that it can be edited and imported
 * again: what is not changed there changes nothing. Documents, phones and accounts stand in it in full;
 * the audit log keeps who took it and why.
 */
export const exportRoster = operation({
  id: 'exportRoster',
  method: 'POST',
  path: '/v1/tenants/:tenantId/roster-export',
  scope: 'tenant',
  permission: 'person:reveal',
  secondFactor: true,
  withHouse: true,
  // Changes nothing but the audit log, and the answer must not be kept for a repetition.
  pure: true,
  download: true,
  input: z.object({
    tenantId,
    /** Absent is whoever is active or about to join. */
    states: z.array(z.enum(employmentStates)).min(1).max(3).optional(),
    reason: text(200),
  }),
  output: nothing,
  failures: { 'roster.nobody': 404 },
});

export const rosterRow = z.object({
  id: id('emp'),
  personId: id('per'),
  name: z.string(),
  documentKind: z.enum(documentKinds),
  documentMasked: z.string(),
  employeeNumber: z.string().nullable(),
  startsOn: plainDateField,
  endsOn: plainDateField.nullable(),
  state: z.enum(employmentStates),
  ...employmentTerm,
  contractEntityName: z.string(),
  payTaxEntityName: z.string().nullable(),
  insuranceEntityName: z.string().nullable(),
  accountMasked: z.string().nullable(),
  /** Which groups the person is insured in on the day. */
  insuredIn: z.array(z.enum(registrationKinds)),
});

export const headcount = z.object({ joining: z.number(), active: z.number(), left: z.number() });

/** The roster as of a day. */
export const listEmployments = operation({
  id: 'listEmployments',
  method: 'GET',
  path: '/v1/tenants/:tenantId/employments',
  scope: 'tenant',
  permission: 'person:read',
  withHouse: true,
  input: z.object({
    tenantId,
    asOf: plainDateField.optional(),
    /** Part of the name, or the beginning of the employee number. */
    search: z.string().trim().max(60).optional(),
    entityId: id('ent').optional(),
    cityCode: cityCode.optional(),
    state: z.enum(employmentStates).optional(),
    ...pageInput,
  }),
  output: page(rosterRow).extend({
    /** Of the whole roster by state, without the filters; null after the first page. */
    headcount: headcount.nullable(),
  }),
  failures: {},
});

/** Head counts of every assigned client, for the list of clients and the home page. */
export const listHeadcounts = operation({
  id: 'listHeadcounts',
  method: 'GET',
  path: '/v1/headcounts',
  scope: 'assigned',
  permission: 'person:read',
  input: z.object({}),
  output: z.object({
    rows: z.array(
      headcount.extend({
        tenantId,
        joinedThisMonth: z.number(),
        leftThisMonth: z.number(),
        withoutAccount: z.number(),
      }),
    ),
  }),
  failures: {},
});
