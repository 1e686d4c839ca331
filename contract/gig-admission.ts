import { z } from 'zod';
import { id, instant, nothing, page, pageInput, sensitive, tenantId, text } from './fields.ts';
import { agreementKinds, blockKinds, payoutChannels } from './gig-worker.ts';
import { operation } from './operation.ts';
import { documentKinds } from './persons.ts';

/** What admission is judged by: lists, agreement texts, the client's settings. */

export const blockEntryView = z.object({
  id: id('blk'),
  kind: z.enum(blockKinds),
  name: z.string(),
  documentKind: z.enum(documentKinds),
  documentMasked: z.string(),
  reason: z.string(),
  addedBy: z.string(),
  addedAt: instant,
  removedAt: instant.nullable(),
});

export const listBlockEntries = operation({
  id: 'listBlockEntries',
  method: 'GET',
  path: '/v1/tenants/:tenantId/block-entries',
  scope: 'tenant',
  permission: 'gig_worker:read',
  input: z.object({ tenantId, kind: z.enum(blockKinds).optional(), ...pageInput }),
  output: page(blockEntryView),
  failures: {},
});

/** Workers who have the document are judged again at once. */
export const addBlockEntry = operation({
  id: 'addBlockEntry',
  method: 'POST',
  path: '/v1/tenants/:tenantId/block-entries',
  scope: 'tenant',
  permission: 'gig_worker:write',
  input: z.object({
    tenantId,
    kind: z.enum(blockKinds),
    name: text(60),
    documentKind: z.enum(documentKinds),
    documentNumber: sensitive(text(30)),
    reason: text(200),
  }),
  output: blockEntryView,
  failures: { 'worker.document_malformed': 422, 'block_entry.exists': 409 },
});

export const removeBlockEntry = operation({
  id: 'removeBlockEntry',
  method: 'DELETE',
  path: '/v1/tenants/:tenantId/block-entries/:blockEntryId',
  scope: 'tenant',
  permission: 'gig_worker:write',
  input: z.object({ tenantId, blockEntryId: id('blk') }),
  output: nothing,
  failures: { 'block_entry.not_found': 404 },
});

export const agreementTextView = z.object({
  id: id('agt'),
  kind: z.enum(agreementKinds),
  version: z.string(),
  title: z.string(),
  body: z.string(),
  publishedBy: z.string(),
  publishedAt: instant,
});

export const listAgreementTexts = operation({
  id: 'listAgreementTexts',
  method: 'GET',
  path: '/v1/tenants/:tenantId/agreement-texts',
  scope: 'tenant',
  permission: 'gig_worker:read',
  input: z.object({ tenantId }),
  output: z.object({ rows: z.array(agreementTextView) }),
  failures: {},
});

export const publishAgreementText = operation({
  id: 'publishAgreementText',
  method: 'POST',
  path: '/v1/tenants/:tenantId/agreement-texts',
  scope: 'tenant',
  permission: 'gig_settings:write',
  input: z.object({
    tenantId,
    kind: z.enum(agreementKinds),
    version: text(20),
    title: text(120),
    body: z.string().trim().min(1).max(20_000),
  }),
  output: agreementTextView,
  failures: { 'agreement.version_taken': 409 },
});

const admissionSettings = {
  /** 16, or more where the client wants it. */
  minimumAge: z.number().int().min(16).max(60),
  channels: z.array(z.enum(payoutChannels)).min(1),
};

export const getAdmissionSettings = operation({
  id: 'getAdmissionSettings',
  method: 'GET',
  path: '/v1/tenants/:tenantId/admission-settings',
  scope: 'tenant',
  permission: 'gig_worker:read',
  input: z.object({ tenantId }),
  output: z.object(admissionSettings),
  failures: {},
});

export const putAdmissionSettings = operation({
  id: 'putAdmissionSettings',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/admission-settings',
  scope: 'tenant',
  permission: 'gig_settings:write',
  input: z.object({ tenantId, ...admissionSettings }),
  output: z.object(admissionSettings),
  failures: {},
});
