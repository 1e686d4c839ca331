import { z } from 'zod';
import { count, id, instant, nothing, page, pageInput, tenantId, text } from './fields.ts';
import { operation } from './operation.ts';

/** Files, jobs, imports and the audit log: what every module stands on. */

export const fileView = z.object({
  id: id('fil'),
  name: z.string(),
  type: z.string(),
  size: z.number(),
  sha256: z.string(),
});

export const uploadFile = operation({
  id: 'uploadFile',
  method: 'POST',
  path: '/v1/tenants/:tenantId/files',
  scope: 'tenant',
  permission: 'file:upload',
  upload: true,
  input: z.object({ tenantId }),
  output: fileView,
  failures: { 'file.empty': 422, 'file.kind_refused': 422 },
});

export const downloadFile = operation({
  id: 'downloadFile',
  method: 'GET',
  path: '/v1/tenants/:tenantId/files/:fileId',
  scope: 'tenant',
  permission: 'file:download',
  download: true,
  input: z.object({ tenantId, fileId: id('fil') }),
  output: nothing,
  failures: { 'file.not_found': 404 },
});

export const jobStates = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;

export const jobView = z.object({
  id: id('job'),
  kind: z.string(),
  state: z.enum(jobStates),
  /** Units of work; null total until the job knows. */
  done: z.number(),
  total: z.number().nullable(),
  failure: z.looseObject({ code: z.string() }).nullable(),
  result: z.unknown(),
  createdAt: instant,
  finishedAt: instant.nullable(),
});

export const getJob = operation({
  id: 'getJob',
  method: 'GET',
  path: '/v1/tenants/:tenantId/jobs/:jobId',
  scope: 'tenant',
  permission: null,
  input: z.object({ tenantId, jobId: id('job') }),
  output: jobView,
  failures: { 'job.not_found': 404 },
});

export const auditEntryView = z.object({
  id: id('aud'),
  occurredAt: instant,
  actorName: z.string(),
  operation: z.string(),
  subjectId: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  requestId: z.string(),
  /** Place in the tenant's chain; null while the sealer has not come by (seconds). */
  sealSequence: z.number().nullable(),
});

export const listAuditEntries = operation({
  id: 'listAuditEntries',
  method: 'GET',
  path: '/v1/tenants/:tenantId/audit-entries',
  scope: 'tenant',
  permission: 'audit:read',
  input: z.object({
    tenantId,
    subjectId: z.string().max(80).optional(),
    operation: z.string().max(80).optional(),
    ...pageInput,
  }),
  output: page(auditEntryView),
  failures: {},
});

export const verifyAuditChain = operation({
  id: 'verifyAuditChain',
  method: 'POST',
  path: '/v1/tenants/:tenantId/audit-chain/verification',
  scope: 'tenant',
  permission: 'audit:read',
  pure: true,
  input: z.object({ tenantId }),
  output: z.object({ entries: z.number(), brokenAt: z.number().nullable() }),
  failures: {},
});

/**
 * The keys for which sensitive fields are sealed, the newest first. A sealed field is a compact JWE
 * (RFC 7516) with `alg` ECDH-ES and `enc` A256GCM whose protected header also has `iat`, seconds by
 * `now`, and `for`: the method, the path and the place of the field, such as
 * `POST /v1/session password`. It is good for two minutes, there alone.
 */
export const getFieldKeys = operation({
  id: 'getFieldKeys',
  method: 'GET',
  path: '/v1/field-keys',
  scope: 'public',
  permission: null,
  input: z.object({}),
  output: z.object({
    /** Public keys as JSON Web Keys (RFC 8037). */
    keys: z.array(
      z.object({
        kty: z.literal('OKP'),
        crv: z.literal('X25519'),
        x: z.string(),
        kid: z.string(),
        use: z.literal('enc'),
        alg: z.literal('ECDH-ES'),
      }),
    ),
    /** The server's time. */
    now: instant,
  }),
  failures: {},
});

/* Imports: template → upload → dry run → commit, the same five steps for every kind. */

export const importStates = [
  'checking',
  'checked',
  'committing',
  'committed',
  'failed',
  'discarded',
] as const;

export const importCounts = z.object({
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  duplicate: z.number(),
  invalid: z.number(),
});

export const cellErrorView = z.object({
  /** As the sheet numbers it. */
  row: z.number(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  code: z.string(),
  message: z.string(),
  howToFix: z.string(),
});

export const importView = z.object({
  id: id('imp'),
  kind: z.string(),
  subjectId: z.string().nullable(),
  fileName: z.string(),
  state: z.enum(importStates),
  counts: importCounts.nullable(),
  /** Columns of the file and what they were read as; null target is a column we do not use. */
  columns: z.array(z.object({ header: z.string(), target: z.string().nullable() })),
  /** The first hundred; the error file has all. */
  errors: z.array(cellErrorView),
  failure: z.looseObject({ code: z.string() }).nullable(),
  jobId: id('job').nullable(),
  createdAt: instant,
  committedAt: instant.nullable(),
});

export const downloadImportTemplate = operation({
  id: 'downloadImportTemplate',
  method: 'GET',
  path: '/v1/tenants/:tenantId/import-templates/:kind',
  scope: 'tenant',
  permission: 'import:run',
  download: true,
  withHouse: true,
  input: z.object({ tenantId, kind: text(40), subjectId: z.string().max(80).optional() }),
  output: nothing,
  failures: { 'import.kind_unknown': 404, 'import.subject_not_found': 404 },
});

export const startImport = operation({
  id: 'startImport',
  method: 'POST',
  path: '/v1/tenants/:tenantId/imports',
  scope: 'tenant',
  permission: 'import:run',
  withHouse: true,
  input: z.object({
    tenantId,
    kind: text(40),
    fileId: id('fil'),
    /** What the rows belong to: a run, a return … as the kind asks. Prefixed id. */
    subjectId: z.string().max(80).optional(),
    /** Header → column key, where the user corrected what was found. Remembered per client and kind. */
    mapping: z.record(z.string(), z.string()).optional(),
  }),
  output: importView,
  failures: {
    'import.kind_unknown': 404,
    'import.not_permitted': 403,
    'import.subject_not_found': 404,
    'import.refused': 409,
    'file.not_found': 404,
  },
});

export const getImport = operation({
  id: 'getImport',
  method: 'GET',
  path: '/v1/tenants/:tenantId/imports/:importId',
  scope: 'tenant',
  permission: 'import:run',
  input: z.object({ tenantId, importId: id('imp') }),
  output: importView,
  failures: { 'import.not_found': 404 },
});

export const listImports = operation({
  id: 'listImports',
  method: 'GET',
  path: '/v1/tenants/:tenantId/imports',
  scope: 'tenant',
  permission: 'import:run',
  input: z.object({ tenantId, kind: z.string().max(40).optional(), limit: count(200).optional() }),
  output: page(importView),
  failures: {},
});

export const commitImport = operation({
  id: 'commitImport',
  method: 'POST',
  path: '/v1/tenants/:tenantId/imports/:importId/commit',
  scope: 'tenant',
  permission: 'import:run',
  withHouse: true,
  input: z.object({
    tenantId,
    importId: id('imp'),
    /** `all` refuses while a row is invalid; `validRows` leaves invalid rows out. */
    rows: z.enum(['all', 'validRows']),
  }),
  output: importView,
  failures: {
    'import.not_found': 404,
    'import.not_permitted': 403,
    'import.not_checked': 409,
    'import.has_invalid_rows': 422,
    'import.nothing_to_commit': 422,
    'import.refused': 409,
  },
});

export const discardImport = operation({
  id: 'discardImport',
  method: 'DELETE',
  path: '/v1/tenants/:tenantId/imports/:importId',
  scope: 'tenant',
  permission: 'import:run',
  input: z.object({ tenantId, importId: id('imp') }),
  output: nothing,
  failures: { 'import.not_found': 404, 'import.already_committed': 409 },
});

export const downloadImportErrors = operation({
  id: 'downloadImportErrors',
  method: 'GET',
  path: '/v1/tenants/:tenantId/imports/:importId/error-file',
  scope: 'tenant',
  permission: 'import:run',
  download: true,
  input: z.object({ tenantId, importId: id('imp') }),
  output: nothing,
  failures: { 'import.not_found': 404, 'import.has_no_errors': 404 },
});
