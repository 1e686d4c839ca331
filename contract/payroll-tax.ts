import { z } from 'zod';
import { id, instant, pageInput, plainDateField, tenantId } from './fields.ts';
import { operation } from './operation.ts';
import { documentKinds } from './persons.ts';

/**
 * 人员信息采集 and 扣缴申报, by withholding entity. `tenantId` in these paths is the tenant that the
 * entity belongs to: the client, or the provider, whose entity may pay for several clients.
 */

/** 待报送 · 报送中 · 报送成功 · 报送失败. */
export const registrationStates = ['toReport', 'reporting', 'reported', 'failed'] as const;

/** 未验证 · 验证中 · 验证通过 · 验证不通过 · 暂不验证. */
export const identityStates = [
  'notChecked',
  'checking',
  'verified',
  'refused',
  'deferred',
] as const;

/**
 * What the tax bureau does not know yet. `keyField`: name, nationality or document of somebody who is
 * registered changed; the client program takes no such change, the person is ended and registered anew.
 */
export const taxpayerChanges = ['joiner', 'leaver', 'changed', 'keyField'] as const;

/** What the sheet asks for and the people module does not have. */
export const missingFacts = ['sex', 'birthDate', 'nationality', 'phone'] as const;

/** Kinds of the import engine that belong to this part. */
export const taxImportKinds = {
  /** Rows belong to a legal entity. */
  taxpayerFeedback: 'taxpayerFeedback',
  /** Rows belong to a withholding return. */
  bureauCalculation: 'bureauCalculation',
} as const;

export const taxpayerRow = z.object({
  id: id('txp'),
  personName: z.string(),
  documentKind: z.enum(documentKinds),
  documentMasked: z.string(),
  employeeNo: z.string().nullable(),
  state: z.enum(registrationStates),
  identity: z.enum(identityStates),
  change: z.enum(taxpayerChanges).nullable(),
  missing: z.array(z.enum(missingFacts)),
  employedFrom: plainDateField.nullable(),
  leftOn: plainDateField.nullable(),
  /** In the bureau's words, when it refused. */
  failure: z.string().nullable(),
  reportedAt: instant.nullable(),
});

const entity = { tenantId, entityId: id('ent') };

export const listTaxpayers = operation({
  id: 'listTaxpayers',
  method: 'GET',
  path: '/v1/tenants/:tenantId/legal-entities/:entityId/taxpayers',
  scope: 'tenant',
  permission: 'tax:read',
  input: z.object({
    ...entity,
    state: z.enum(registrationStates).optional(),
    identity: z.enum(identityStates).optional(),
    change: z.enum(taxpayerChanges).optional(),
    search: z.string().trim().max(60).optional(),
    ...pageInput,
  }),
  output: z.object({
    rows: z.array(taxpayerRow),
    next: z.string().nullable(),
    counts: z.object({
      people: z.number(),
      toReport: z.number(),
      reporting: z.number(),
      reported: z.number(),
      failed: z.number(),
      identityRefused: z.number(),
      incomplete: z.number(),
    }),
  }),
  failures: { 'legal_entity.not_found': 404 },
});

export const collected = z.object({
  people: z.number(),
  joiners: z.number(),
  leavers: z.number(),
  changed: z.number(),
  keyField: z.number(),
  incomplete: z.number(),
});

/** Takes over who the entity pays, from every client it pays for; what changed has to be reported. */
export const collectTaxpayers = operation({
  id: 'collectTaxpayers',
  method: 'POST',
  path: '/v1/tenants/:tenantId/legal-entities/:entityId/taxpayers/collection',
  scope: 'tenant',
  permission: 'tax:file',
  input: z.object(entity),
  output: collected,
  failures: { 'legal_entity.not_found': 404 },
});

/** 人员信息采集表 of everybody who has to be reported; they are 报送中 from here on. */
export const generateTaxpayerSheet = operation({
  id: 'generateTaxpayerSheet',
  method: 'POST',
  path: '/v1/tenants/:tenantId/legal-entities/:entityId/taxpayers/sheet',
  scope: 'tenant',
  permission: 'tax:file',
  input: z.object({
    ...entity,
    /** `changes`: joiners, leavers and changes. `waiting`: those of the last sheet again too. */
    people: z.enum(['changes', 'waiting']),
  }),
  output: z.object({
    fileId: id('fil'),
    name: z.string(),
    layoutVersion: z.string(),
    people: z.number(),
    /** Who had to be left out, and why. */
    leftOut: z.array(
      z.object({
        taxpayerId: id('txp'),
        personName: z.string(),
        missing: z.array(z.enum(missingFacts)),
      }),
    ),
  }),
  failures: { 'legal_entity.not_found': 404, 'taxpayer.nothing_to_report': 409 },
});
