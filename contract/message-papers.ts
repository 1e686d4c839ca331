import { z } from 'zod';
import { id, instant, nothing, plainDateField, tenantId, text } from './fields.ts';
import {
  fileFailures,
  messageText,
  messageView,
  paperFileKinds,
  paperFilesMax,
  paperRequestView,
  paperView,
  threadSides,
} from './message-threads.ts';
import { operation } from './operation.ts';
import { linkStates, newLink, staffLinkDays } from './person-link.ts';

/** 索要材料: papers asked in a thread, handed in page by page, and taken or sent back one by one. */

const inThread = { tenantId, threadId: id('thr') };
const ofPaper = { tenantId, paperId: id('ppr') };

export const paperWanted = z.object({
  name: text(60),
  note: text(200).optional(),
  accepts: z.array(z.enum(paperFileKinds)).min(1).optional(),
  filesMin: z.number().int().min(1).max(paperFilesMax).optional(),
  isRequired: z.boolean().optional(),
});

/** Lists of papers that a service usually needs; a start, to be changed before it is sent. */
export const paperTemplate = z.object({
  key: z.string(),
  title: z.object({ zh: z.string(), en: z.string() }),
  /** How well the list is founded: own-knowledge until an agency's list is on file. */
  mark: z.string(),
  papers: z.array(
    z.object({
      name: z.object({ zh: z.string(), en: z.string() }),
      note: z.object({ zh: z.string(), en: z.string() }).nullable(),
      filesMin: z.number(),
      isRequired: z.boolean(),
    }),
  ),
});

export const listPaperTemplates = operation({
  id: 'listPaperTemplates',
  method: 'GET',
  path: '/v1/paper-templates',
  scope: 'account',
  permission: 'thread:write',
  input: z.object({}),
  output: z.object({ rows: z.array(paperTemplate) }),
  failures: {},
});

export const askPapers = operation({
  id: 'askPapers',
  method: 'POST',
  path: '/v1/tenants/:tenantId/threads/:threadId/paper-requests',
  scope: 'tenant',
  permission: 'thread:write',
  input: z.object({
    ...inThread,
    from: z.enum(['employee', 'clientHr']),
    papers: z.array(paperWanted).min(1).max(30),
    note: messageText.optional(),
    /** The day on which they are needed; else the usual working hours. */
    dueOn: plainDateField.optional(),
  }),
  output: paperRequestView,
  failures: { 'thread.not_found': 404, 'paper.due_passed': 422 },
});

export const handInFailures = {
  'paper.not_found': 404,
  'paper.not_open': 409,
  ...fileFailures,
  'paper.kind_not_accepted': 422,
  'paper.file_twice': 409,
  'paper.files_full': 409,
} as const;

/** The client's HR, or the specialist, hands a paper in for the employee: one file a call. */
export const uploadPaper = operation({
  id: 'uploadPaper',
  method: 'POST',
  path: '/v1/tenants/:tenantId/papers/:paperId/files',
  scope: 'tenant',
  permission: 'thread:write',
  upload: true,
  input: z.object(ofPaper),
  output: paperView,
  failures: handInFailures,
});

/** The wrong page; the file stays on record, but is no part of the paper. */
export const removePaperFile = operation({
  id: 'removePaperFile',
  method: 'DELETE',
  path: '/v1/tenants/:tenantId/papers/:paperId/files/:fileId',
  scope: 'tenant',
  permission: 'thread:write',
  input: z.object({ ...ofPaper, fileId: id('att') }),
  output: paperView,
  failures: { 'paper.not_found': 404, 'paper.not_open': 409, 'thread_file.not_found': 404 },
});

const decision = { ...ofPaper, version: z.number().int().min(0).max(1_000_000) };
const decisionFailures = {
  'paper.not_found': 404,
  'paper.decided': 409,
  'paper.nothing_received': 409,
  'paper.changed': 409,
} as const;

export const acceptPaper = operation({
  id: 'acceptPaper',
  method: 'POST',
  path: '/v1/tenants/:tenantId/papers/:paperId/acceptance',
  scope: 'tenant',
  permission: 'paper:decide',
  input: z.object(decision),
  output: paperView,
  failures: decisionFailures,
});

/** Sent back with a reason that whoever hands it in again can follow. */
export const refusePaper = operation({
  id: 'refusePaper',
  method: 'POST',
  path: '/v1/tenants/:tenantId/papers/:paperId/refusal',
  scope: 'tenant',
  permission: 'paper:decide',
  input: z.object({ ...decision, reason: text(300) }),
  output: paperView,
  failures: decisionFailures,
});

/** 不再需要: asked by mistake, or proven otherwise. */
export const waivePaper = operation({
  id: 'waivePaper',
  method: 'POST',
  path: '/v1/tenants/:tenantId/papers/:paperId/waiver',
  scope: 'tenant',
  permission: 'paper:decide',
  input: z.object({ ...decision, reason: text(300) }),
  output: paperView,
  failures: { 'paper.not_found': 404, 'paper.decided': 409, 'paper.changed': 409 },
});

export const threadLinkView = z.object({
  id: id('plk'),
  state: z.enum(linkStates),
  createdBy: z.string(),
  createdAt: instant,
  expiresAt: instant,
  openedAt: instant.nullable(),
  revokedAt: instant.nullable(),
  /** How often another phone, or a phone too late, was turned away. */
  refusals: z.number(),
});

/** For the employee's phone; the address is answered once. */
export const createThreadLink = operation({
  id: 'createThreadLink',
  method: 'POST',
  path: '/v1/tenants/:tenantId/threads/:threadId/link',
  scope: 'tenant',
  permission: 'thread:write',
  input: z.object({ ...inThread, days: staffLinkDays }),
  output: newLink,
  failures: { 'thread.not_found': 404 },
});

/** Newest first. */
export const listThreadLinks = operation({
  id: 'listThreadLinks',
  method: 'GET',
  path: '/v1/tenants/:tenantId/threads/:threadId/links',
  scope: 'tenant',
  permission: 'thread:read',
  input: z.object(inThread),
  output: z.object({ rows: z.array(threadLinkView) }),
  failures: { 'thread.not_found': 404 },
});

export const revokeThreadLink = operation({
  id: 'revokeThreadLink',
  method: 'DELETE',
  path: '/v1/tenants/:tenantId/threads/:threadId/links/:linkId',
  scope: 'tenant',
  permission: 'thread:write',
  input: z.object({ ...inThread, linkId: id('plk') }),
  output: nothing,
  failures: { 'thread.not_found': 404, 'person_link.not_found': 404 },
});

/** 本人页面: the same thread on the employee's phone. Thread and person are the link's. */

const permission = 'link:service';

/** What happens next, in the employee's words. */
export const ownSteps = [
  'handIn',
  'handInAgain',
  'answer',
  'checking',
  'working',
  'done',
  'closed',
] as const;

export const getOwnThread = operation({
  id: 'getOwnThread',
  method: 'GET',
  path: '/v1/me/thread',
  scope: 'link',
  permission,
  input: z.object({}),
  output: z.object({
    title: z.string(),
    personName: z.string(),
    waitedFor: z.enum(threadSides).nullable(),
    dueAt: instant.nullable(),
    isOverdue: z.boolean(),
    nextStep: z.enum(ownSteps),
    requests: z.array(paperRequestView),
    /** Oldest first, at most the last two hundred. */
    messages: z.array(messageView),
    now: instant,
  }),
  failures: { 'thread.not_found': 404 },
});

export const postOwnMessage = operation({
  id: 'postOwnMessage',
  method: 'POST',
  path: '/v1/me/thread/messages',
  scope: 'link',
  permission,
  input: z.object({ text: messageText }),
  output: messageView,
  failures: { 'thread.closed': 409, 'thread.not_found': 404 },
});

export const uploadOwnPaper = operation({
  id: 'uploadOwnPaper',
  method: 'POST',
  path: '/v1/me/papers/:paperId/files',
  scope: 'link',
  permission,
  upload: true,
  input: z.object({ paperId: id('ppr') }),
  output: paperView,
  failures: { 'thread.closed': 409, ...handInFailures },
});

export const removeOwnPaperFile = operation({
  id: 'removeOwnPaperFile',
  method: 'DELETE',
  path: '/v1/me/papers/:paperId/files/:fileId',
  scope: 'link',
  permission,
  input: z.object({ paperId: id('ppr'), fileId: id('att') }),
  output: paperView,
  failures: {
    'thread.closed': 409,
    'paper.not_found': 404,
    'paper.not_open': 409,
    'thread_file.not_found': 404,
  },
});

export const downloadOwnFile = operation({
  id: 'downloadOwnFile',
  method: 'GET',
  path: '/v1/me/files/:fileId',
  scope: 'link',
  permission,
  download: true,
  input: z.object({ fileId: id('att') }),
  output: z.unknown(),
  failures: { 'thread_file.not_found': 404 },
});
