import { z } from 'zod';
import { count, id, instant, page, pageInput, plainDateField, tenantId } from './fields.ts';
import { operation } from './operation.ts';

/**
 * 会话: one thread on one subject for the provider's specialist, the client's HR and the employee;
 * what any of them writes, all three read.
 */

/** What a thread is about, by the noun; the id prefix says which. */
export const threadSubjectPrefixes = { orderLine: 'orl' } as const;
export const threadSubjectKinds = ['orderLine'] as const;
export type ThreadSubjectKind = (typeof threadSubjectKinds)[number];

/** 专员 (the provider) · 客户 HR · 员工. */
export const threadSides = ['specialist', 'clientHr', 'employee'] as const;
export type ThreadSide = (typeof threadSides)[number];

/**
 * What stands in the thread: words, a file, and every step of its papers and links, so that its
 * history is read in one place.
 */
export const messageKinds = [
  'text',
  'file',
  'papersAsked',
  'paperReceived',
  'paperAccepted',
  'paperRefused',
  'paperWaived',
  'linkMade',
  'linkRevoked',
  'threadClosed',
] as const;

/** 待提供 · 已收到 · 已通过 · 已退回 (with its reason) · 不再需要. */
export const paperStates = ['asked', 'received', 'accepted', 'refused', 'waived'] as const;
export type PaperState = (typeof paperStates)[number];

/** What a paper may be handed in as: photo or scan, PDF. */
export const paperFileKinds = ['picture', 'pdf'] as const;

/** Of one file, as it comes from the phone. */
export const threadFileBytesMax = 20 * 1024 * 1024;
/** Of one paper, all its pages. */
export const paperFilesMax = 20;
/** Beside papers, in one thread. */
export const threadFilesMax = 200;
/**
 * Working hours in which each side should answer, where nothing else was agreed with the client; own
 * convention, no rule prescribes one.
 */
export const responseHours: Readonly<Record<ThreadSide, number>> = {
  specialist: 4,
  clientHr: 8,
  employee: 16,
};

/** Written by people: several lines, no other control characters. */
export const messageText = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  // eslint-disable-next-line no-control-regex
  .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/u);

export const threadFileView = z.object({
  id: id('att'),
  name: z.string(),
  type: z.string(),
  size: z.number(),
  addedBy: z.string(),
  addedSide: z.enum(threadSides),
  addedAt: instant,
});

/** Who is to answer, and until when; all null when nobody is. */
const clock = {
  waitedFor: z.enum(threadSides).nullable(),
  waitingSince: instant.nullable(),
  dueAt: instant.nullable(),
  isOverdue: z.boolean(),
  /** The specialist's time has passed, and operations was told. */
  isEscalated: z.boolean(),
};

export const paperCounts = z.object({
  required: z.number(),
  /** Of the required: accepted, or not needed any more. */
  settled: z.number(),
  /** Of all: handed in and not looked at yet. */
  toCheck: z.number(),
  /** Of all: to be handed in, or again. */
  toHandIn: z.number(),
});

export const threadRow = z.object({
  id: id('thr'),
  tenantId: id('ten'),
  subjectKind: z.enum(threadSubjectKinds),
  /** Of the noun that the kind says, such as `orl_…`. */
  subjectId: z.string(),
  employmentId: id('emp'),
  personId: id('per'),
  personName: z.string(),
  title: z.string(),
  ...clock,
  /** When the side that was waited for answered last. */
  answeredAt: instant.nullable(),
  /** 已办结: the matter is over. Whoever of the provider or the client writes opens it again. */
  closedAt: instant.nullable(),
  lastPostedAt: instant.nullable(),
  lastPostedBy: z.string().nullable(),
  lastSide: z.enum(threadSides).nullable(),
  papers: paperCounts,
});

export const paperView = z.object({
  id: id('ppr'),
  number: z.number(),
  name: z.string(),
  note: z.string().nullable(),
  accepts: z.array(z.enum(paperFileKinds)),
  /** How many files make it complete, such as the two sides of an identity card. */
  filesMin: z.number(),
  isRequired: z.boolean(),
  state: z.enum(paperStates),
  /** Of the last refusal; stands until it is decided again. */
  reason: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  /** Says which state of it was looked at; a decision names it. */
  version: z.number(),
  files: z.array(threadFileView),
  /** What was sent back last, until something is handed in again. */
  refusedFiles: z.array(threadFileView),
});

export const paperRequestView = z.object({
  id: id('prq'),
  askedFrom: z.enum(['employee', 'clientHr']),
  note: z.string().nullable(),
  dueOn: plainDateField.nullable(),
  askedBy: z.string(),
  askedAt: instant,
  papers: z.array(paperView),
});

export const messageView = z.object({
  id: id('msg'),
  kind: z.enum(messageKinds),
  side: z.enum(threadSides),
  authorName: z.string(),
  /** Whether the reader's own side wrote it. */
  isOwnSide: z.boolean(),
  text: z.string().nullable(),
  paperName: z.string().nullable(),
  file: threadFileView.nullable(),
  postedAt: instant,
});

export const threadView = threadRow.extend({
  openedAt: instant,
  openedBy: z.string(),
  /** Working hours in which the side that is waited for should answer; null when nobody is. */
  responseHours: z.number().nullable(),
  requests: z.array(paperRequestView),
  /** The server's time, by which clocks are told. */
  now: instant,
});

const inThread = { tenantId, threadId: id('thr') };

/** Of one client: newest news first; of a subject or an employment. */
export const listThreads = operation({
  id: 'listThreads',
  method: 'GET',
  path: '/v1/tenants/:tenantId/threads',
  scope: 'tenant',
  permission: 'thread:read',
  input: z.object({
    tenantId,
    subjectKind: z.enum(threadSubjectKinds).optional(),
    subjectId: z.string().max(60).optional(),
    employmentId: id('emp').optional(),
    waitedFor: z.enum(threadSides).optional(),
    ...pageInput,
  }),
  output: page(threadRow),
  failures: {},
});

/**
 * What waits in a thread: answer 等回复 · check 材料待审核 · handIn 材料待提供 · late 超时已上报.
 */
export const threadWaits = ['answer', 'check', 'handIn', 'late'] as const;
export type ThreadWait = (typeof threadWaits)[number];

/** Over all clients of the actor: what waits for a side, soonest due first. */
export const listWaitingThreads = operation({
  id: 'listWaitingThreads',
  method: 'GET',
  path: '/v1/waiting-threads',
  scope: 'assigned',
  permission: 'thread:read',
  input: z.object({
    /** Else the actor's own. */
    side: z.enum(threadSides).optional(),
    /** Else an answer. */
    what: z.enum(threadWaits).optional(),
    clientId: tenantId.optional(),
    limit: count(500).min(1).optional(),
  }),
  output: z.object({ rows: z.array(threadRow.extend({ clientName: z.string() })), now: instant }),
  failures: {},
});

export const getThread = operation({
  id: 'getThread',
  method: 'GET',
  path: '/v1/tenants/:tenantId/threads/:threadId',
  scope: 'tenant',
  permission: 'thread:read',
  input: z.object(inThread),
  output: threadView,
  failures: { 'thread.not_found': 404 },
});

/** Newest first. */
export const listMessages = operation({
  id: 'listMessages',
  method: 'GET',
  path: '/v1/tenants/:tenantId/threads/:threadId/messages',
  scope: 'tenant',
  permission: 'thread:read',
  input: z.object({ ...inThread, ...pageInput }),
  output: page(messageView),
  failures: { 'thread.not_found': 404 },
});

/** Who is waited for next; left out, it follows from who writes and which papers are open. */
const waitFor = z.enum([...threadSides, 'nobody']).optional();

export const postMessage = operation({
  id: 'postMessage',
  method: 'POST',
  path: '/v1/tenants/:tenantId/threads/:threadId/messages',
  scope: 'tenant',
  permission: 'thread:write',
  input: z.object({ ...inThread, text: messageText, waitFor }),
  output: messageView,
  failures: { 'thread.not_found': 404 },
});

/** What is wrong with a file that somebody hands in, in the order it is looked at. */
export const fileFailures = {
  'file.empty': 422,
  'file.too_large': 413,
  'file.heic_refused': 422,
  'file.kind_refused': 422,
  'file.picture_unreadable': 422,
  'file.pdf_locked': 422,
  'file.pdf_active': 422,
} as const;

/** A file beside the papers: it stands in the thread as a message. */
export const postThreadFile = operation({
  id: 'postThreadFile',
  method: 'POST',
  path: '/v1/tenants/:tenantId/threads/:threadId/files',
  scope: 'tenant',
  permission: 'thread:write',
  upload: true,
  input: z.object(inThread),
  output: messageView,
  failures: { 'thread.not_found': 404, 'thread.files_full': 409, ...fileFailures },
});

/**
 * The copy without hidden data; whoever decides about papers gets the original as it came, too. Who
 * opened it is written down.
 */
export const downloadThreadFile = operation({
  id: 'downloadThreadFile',
  method: 'GET',
  path: '/v1/tenants/:tenantId/threads/:threadId/files/:fileId',
  scope: 'tenant',
  permission: 'thread:read',
  download: true,
  input: z.object({
    ...inThread,
    fileId: id('att'),
    version: z.enum(['shown', 'original']).optional(),
  }),
  output: z.unknown(),
  failures: { 'thread_file.not_found': 404, 'thread_file.original_closed': 403 },
});

/** 办结: nobody is waited for any more, and the employee's page says so; what was said stays. */
export const settleThread = operation({
  id: 'settleThread',
  method: 'POST',
  path: '/v1/tenants/:tenantId/threads/:threadId/settlement',
  scope: 'tenant',
  permission: 'thread:write',
  input: z.object(inThread),
  output: threadRow,
  failures: { 'thread.not_found': 404 },
});

export const responseHoursView = z.object({
  specialist: z.number(),
  clientHr: z.number(),
  employee: z.number(),
  /** Null while the usual hours hold. */
  setBy: z.string().nullable(),
  setAt: instant.nullable(),
});

/** 回复时限 of a client: working hours; rest days and holidays do not count. */
export const getResponseHours = operation({
  id: 'getResponseHours',
  method: 'GET',
  path: '/v1/tenants/:tenantId/response-hours',
  scope: 'tenant',
  permission: 'thread:read',
  input: z.object({ tenantId }),
  output: responseHoursView,
  failures: {},
});

/** Ten working days. */
const responseHoursMax = 80;
const hours = z.number().int().min(1).max(responseHoursMax);

/** As agreed with the client; what waits already keeps the time it was given. */
export const putResponseHours = operation({
  id: 'putResponseHours',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/response-hours',
  scope: 'tenant',
  permission: 'client:update',
  input: z.object({ tenantId, specialist: hours, clientHr: hours, employee: hours }),
  output: responseHoursView,
  failures: {},
});
