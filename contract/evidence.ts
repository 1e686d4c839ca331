import { z } from 'zod';
import { evidenceKinds, evidenceServices, proofs } from './evidence-kinds.ts';
import { id, instant, nothing, page, pageInput, payPeriodField, tenantId, text } from './fields.ts';
import { operation } from './operation.ts';

export * from './evidence-kinds.ts';

/** 凭证: papers of agencies, bureaus and banks that prove what was done, and what they are bound to. */

/** What a paper may be bound to, by the noun; the id prefix says which. */
export const evidenceSubjectPrefixes = {
  orderLine: 'orl',
  withholdingReturn: 'wht',
  contributionPayment: 'ctp',
  declaration: 'dcl',
  officialBill: 'obl',
} as const;

export const evidenceSubjectKinds = [
  'orderLine',
  'withholdingReturn',
  'contributionPayment',
  'declaration',
  'officialBill',
] as const;

export type EvidenceSubjectKind = (typeof evidenceSubjectKinds)[number];

/** 待盖时间戳, 已盖时间戳. */
export const stampStates = ['waiting', 'stamped'] as const;

const part = z.number().int().min(0).max(1_000_000);

/**
 * Where somebody's row stands. A box in parts per million of the page, from its upper left corner;
 * a row of a sheet as numbered there, from 1; or the whole paper, which names nobody else.
 */
export const evidenceMark = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('whole') }),
  z.object({
    kind: z.literal('box'),
    page: z.number().int().min(1).max(2_000),
    left: part,
    top: part,
    right: part,
    bottom: part,
  }),
  z.object({
    kind: z.literal('row'),
    sheet: z.number().int().min(1).max(100),
    row: z.number().int().min(1).max(1_048_576),
  }),
]);

export type EvidenceMark = z.infer<typeof evidenceMark>;

const marks = z.array(evidenceMark).max(500);

export const evidenceBindingView = z.object({
  id: id('evb'),
  subjectKind: z.enum(evidenceSubjectKinds),
  /** Of the noun that the kind says, such as `wht_…`. */
  subjectId: z.string(),
  service: z.enum(evidenceServices),
  period: payPeriodField.nullable(),
  personName: z.string().nullable(),
  title: z.string(),
  marks,
  boundBy: z.string(),
  boundAt: instant,
  revokedBy: z.string().nullable(),
  revokedAt: instant.nullable(),
  revokeReason: z.string().nullable(),
});

export const evidenceView = z.object({
  id: id('evd'),
  kind: z.enum(evidenceKinds),
  fileName: z.string(),
  /** Media type of the original. */
  type: z.string(),
  sha256: z.string(),
  size: z.number(),
  /** Pages of a paper, sheets of a workbook. */
  pageCount: z.number(),
  sourceName: z.string(),
  pageAddress: z.string().nullable(),
  verificationCode: z.string().nullable(),
  period: payPeriodField.nullable(),
  /** The tenant whose registration or taxpayer it is of; the provider's for lists of many clients. */
  holderId: tenantId,
  capturedBy: z.string(),
  capturedAt: instant,
  recordedAt: instant,
  stampState: z.enum(stampStates),
  stampedAt: instant.nullable(),
  /** Why the authority has not stamped it yet, in a code. */
  stampFailure: z.string().nullable(),
  /** Title, agency and names of columns: every copy keeps them. */
  head: marks,
  /** The caller sees the original; others get copies without people of other clients. */
  isOriginalShown: z.boolean(),
  /** Those that stand in the tenant that was asked for. */
  bindings: z.array(evidenceBindingView),
});

const one = { tenantId, evidenceId: id('evd') };

/** Keeps a paper as it came, for ever. The same paper of the same kind is kept once. */
export const uploadEvidence = operation({
  id: 'uploadEvidence',
  method: 'POST',
  path: '/v1/tenants/:tenantId/evidence',
  scope: 'tenant',
  permission: 'evidence:write',
  upload: true,
  input: z.object({
    tenantId,
    kind: z.enum(evidenceKinds),
    /** The agency, bureau or bank. */
    sourceName: text(100),
    pageAddress: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional(),
    verificationCode: text(100).optional(),
    period: payPeriodField.optional(),
  }),
  output: evidenceView,
  failures: {
    'evidence.page_address_missing': 422,
    'file.empty': 422,
    'file.kind_refused': 422,
    'evidence.unreadable': 422,
    'evidence.locked': 422,
    'evidence.exists': 409,
  },
});

/** Papers of the tenant, and those of the provider that are bound to something of the tenant. */
export const listEvidence = operation({
  id: 'listEvidence',
  method: 'GET',
  path: '/v1/tenants/:tenantId/evidence',
  scope: 'tenant',
  permission: 'evidence:read',
  withHouse: true,
  input: z.object({
    tenantId,
    period: payPeriodField.optional(),
    kind: z.enum(evidenceKinds).optional(),
    stampState: z.enum(stampStates).optional(),
    /** Text of a name of a person, a file or a verification code. */
    search: z.string().trim().max(60).optional(),
    ...pageInput,
  }),
  output: page(evidenceView),
  failures: {},
});

/** What is bound to one thing, and what it proves. */
export const listSubjectEvidence = operation({
  id: 'listSubjectEvidence',
  method: 'GET',
  path: '/v1/tenants/:tenantId/evidence-subjects/:subjectKind/:subjectId',
  scope: 'tenant',
  permission: 'evidence:read',
  withHouse: true,
  input: z.object({
    tenantId,
    subjectKind: z.enum(evidenceSubjectKinds),
    subjectId: z.string().max(60),
  }),
  output: z.object({ rows: z.array(evidenceView), proofs: z.array(z.enum(proofs)) }),
  failures: { 'evidence.subject_not_found': 404 },
});

export const getEvidence = operation({
  id: 'getEvidence',
  method: 'GET',
  path: '/v1/tenants/:tenantId/evidence/:evidenceId',
  scope: 'tenant',
  permission: 'evidence:read',
  withHouse: true,
  input: z.object(one),
  output: evidenceView,
  failures: { 'evidence.not_found': 404 },
});

/** 绑定: says what of the tenant the paper proves, and where in it. */
export const attachEvidence = operation({
  id: 'attachEvidence',
  method: 'POST',
  path: '/v1/tenants/:tenantId/evidence/:evidenceId/bindings',
  scope: 'tenant',
  permission: 'evidence:write',
  withHouse: true,
  input: z.object({
    ...one,
    subjectKind: z.enum(evidenceSubjectKinds),
    subjectId: z.string().max(60),
    marks: marks.optional(),
  }),
  output: evidenceView,
  failures: {
    'evidence.not_found': 404,
    'evidence.subject_not_found': 404,
    'evidence.mark_outside': 422,
    'evidence.bound_already': 409,
  },
});

/** 标出: where in the paper the bound person's rows stand. */
export const markEvidence = operation({
  id: 'markEvidence',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/evidence-bindings/:bindingId/marks',
  scope: 'tenant',
  permission: 'evidence:write',
  withHouse: true,
  input: z.object({ tenantId, bindingId: id('evb'), marks }),
  output: evidenceView,
  failures: {
    'evidence_binding.not_found': 404,
    'evidence_binding.revoked': 409,
    'evidence.mark_outside': 422,
  },
});

/** The binding stays with its reason; what it proved is proven by the others alone. */
export const revokeEvidence = operation({
  id: 'revokeEvidence',
  method: 'POST',
  path: '/v1/tenants/:tenantId/evidence-bindings/:bindingId/revocation',
  scope: 'tenant',
  permission: 'evidence:write',
  withHouse: true,
  input: z.object({ tenantId, bindingId: id('evb'), reason: text(200) }),
  output: evidenceView,
  failures: { 'evidence_binding.not_found': 404, 'evidence_binding.revoked': 409 },
});

/** What a verification finds, the first that is wrong. */
export const stampFindings = [
  'stamp.valid',
  'stamp.waiting',
  'stamp.content_altered',
  'stamp.unreadable',
  'stamp.imprint_differs',
  'stamp.nonce_differs',
  'stamp.policy_differs',
  'stamp.signature_wrong',
  'stamp.signer_not_for_stamping',
  'stamp.signer_expired',
  'stamp.signer_untrusted',
] as const;

export type StampFinding = (typeof stampFindings)[number];

/** Hashes the kept file anew and checks its time stamp. */
export const verifyEvidence = operation({
  id: 'verifyEvidence',
  method: 'GET',
  path: '/v1/tenants/:tenantId/evidence/:evidenceId/verification',
  scope: 'tenant',
  permission: 'evidence:read',
  withHouse: true,
  input: z.object(one),
  output: z.object({
    finding: z.enum(stampFindings),
    /** What it means and what to do, in the caller's language. */
    words: z.string(),
    sha256: z.string(),
    verifiedAt: instant,
    stampedAt: instant.nullable(),
    serial: z.string().nullable(),
    policy: z.string().nullable(),
    authority: z.string().nullable(),
  }),
  failures: { 'evidence.not_found': 404 },
});

/** Where the head of the paper stands. */
export const markEvidenceHead = operation({
  id: 'markEvidenceHead',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/evidence/:evidenceId/head',
  scope: 'tenant',
  permission: 'evidence:write',
  withHouse: true,
  input: z.object({ ...one, marks }),
  output: evidenceView,
  failures: { 'evidence.not_found': 404, 'evidence.mark_outside': 422 },
});

/** Rows that seem to be those of the binding's people; nothing of them is told but the place. */
export const proposeEvidenceMarks = operation({
  id: 'proposeEvidenceMarks',
  method: 'GET',
  path: '/v1/tenants/:tenantId/evidence-bindings/:bindingId/proposal',
  scope: 'tenant',
  permission: 'evidence:write',
  withHouse: true,
  input: z.object({ tenantId, bindingId: id('evb') }),
  output: z.object({
    marks,
    head: marks,
    /** People of the binding whose row was not found, or who may be one of several. */
    unfound: z.number(),
  }),
  failures: { 'evidence_binding.not_found': 404, 'evidence_binding.revoked': 409 },
});

/** `asCopy` shows somebody of the provider what the client sees. */
const asCopy = z.stringbool().optional();

/** The original, for whoever may see it; else the copy without people of other clients. */
export const downloadEvidence = operation({
  id: 'downloadEvidence',
  method: 'GET',
  path: '/v1/tenants/:tenantId/evidence/:evidenceId/file',
  scope: 'tenant',
  permission: 'evidence:read',
  withHouse: true,
  download: true,
  input: z.object({ ...one, asCopy }),
  output: nothing,
  failures: { 'evidence.not_found': 404 },
});

/** One page as a picture (PNG). */
export const drawEvidencePage = operation({
  id: 'drawEvidencePage',
  method: 'GET',
  path: '/v1/tenants/:tenantId/evidence/:evidenceId/pages/:page',
  scope: 'tenant',
  permission: 'evidence:read',
  withHouse: true,
  download: true,
  input: z.object({ ...one, page: z.coerce.number().int().min(1).max(2_000), asCopy }),
  output: nothing,
  failures: { 'evidence.not_found': 404, 'evidence.page_not_found': 404 },
});

/** Rows of a sheet as text, by their numbers there. */
export const listEvidenceRows = operation({
  id: 'listEvidenceRows',
  method: 'GET',
  path: '/v1/tenants/:tenantId/evidence/:evidenceId/sheets/:sheet',
  scope: 'tenant',
  permission: 'evidence:read',
  withHouse: true,
  input: z.object({
    ...one,
    sheet: z.coerce.number().int().min(1).max(100),
    asCopy,
    ...pageInput,
  }),
  output: page(z.object({ row: z.number(), cells: z.array(z.string()) })),
  failures: { 'evidence.not_found': 404, 'evidence.page_not_found': 404 },
});

const archive = { tenantId, period: payPeriodField };

/** What an archive of the client and month would hold. */
export const getEvidenceArchive = operation({
  id: 'getEvidenceArchive',
  method: 'GET',
  path: '/v1/tenants/:tenantId/evidence-archives/:period',
  scope: 'tenant',
  permission: 'evidence:export',
  withHouse: true,
  input: z.object(archive),
  output: z.object({
    evidence: z.number(),
    /** Bytes of the originals: what is downloaded is about as much, copies may be less. */
    bytes: z.number(),
    /** Papers of which other clients' people are left out. */
    copies: z.number(),
    /** Papers without a stamp yet: an archive that is kept waits for them. */
    waiting: z.number(),
  }),
  failures: {},
});

/** A ZIP: papers in folders, index, tokens, manifest, and scripts that verify all of it. */
export const downloadEvidenceArchive = operation({
  id: 'downloadEvidenceArchive',
  method: 'GET',
  path: '/v1/tenants/:tenantId/evidence-archives/:period/file',
  scope: 'tenant',
  permission: 'evidence:export',
  withHouse: true,
  download: true,
  input: z.object(archive),
  output: nothing,
  failures: { 'evidence_archive.empty': 404 },
});
