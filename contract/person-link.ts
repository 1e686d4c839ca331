import { z } from 'zod';
import { count, id, instant, nothing, page, pageInput, tenantId } from './fields.ts';
import { operation } from './operation.ts';

/**
 * 个人链接: an expiring link by which one person opens the own pages on one phone, without an account.
 * The secret stands behind the `#` of the address, which no server is sent and no log holds.
 */

/**
 * What the pages behind a link are for. An operation of the scope `link` has the permission
 * `link:<purpose>`, and its subject is the session's, never the input's.
 */
export const linkPurposes = ['withdrawals', 'payslip', 'service', 'base'] as const;

/** Whose link it is: 平台内从业人员, or a person of the roster. */
export const linkSubjects = ['worker', 'person'] as const;

/** 未打开 · 已打开 · 已过期 · 已撤回. */
export const linkStates = ['unopened', 'opened', 'expired', 'revoked'] as const;

/** A link as whoever made it gets it, once: the address is stored nowhere. */
export const newLink = z.object({
  id: id('plk'),
  url: z.string(),
  /** Until then it can be opened: the first time, and again on the same phone. */
  expiresAt: instant,
});

export const linkSessionView = z.object({
  purpose: z.enum(linkPurposes),
  subjectName: z.string(),
  /** The client whose pages they are. */
  clientName: z.string(),
  /** A sandbox moves no money; null where there is no difference. */
  environment: z.enum(['sandbox', 'live']).nullable(),
  /** When the session ends if nothing is done until then. */
  expiresAt: instant,
  /** The server's time, whose days count, whatever the phone's clock shows. */
  now: instant,
});

/**
 * Exchanges the secret of a link for a session of this phone. The first phone to open it is the only
 * one: another is refused, and the refusal is written down.
 */
export const openLink = operation({
  id: 'openLink',
  method: 'POST',
  path: '/v1/link-session',
  scope: 'public',
  permission: null,
  keepOnFailure: true,
  countsFailuresOnly: true,
  input: z.object({ token: z.string().max(200) }),
  output: linkSessionView,
  failures: {
    'link.not_found': 404,
    'link.revoked': 410,
    'link.expired': 410,
    'link.other_device': 403,
  },
});

export const getLinkSession = operation({
  id: 'getLinkSession',
  method: 'GET',
  path: '/v1/link-session',
  scope: 'link',
  permission: null,
  input: z.object({}),
  output: linkSessionView,
  failures: {},
});

export const closeLinkSession = operation({
  id: 'closeLinkSession',
  method: 'DELETE',
  path: '/v1/link-session',
  scope: 'link',
  permission: null,
  input: z.object({}),
  output: nothing,
  failures: {},
});

export const personLinkRow = z.object({
  id: id('plk'),
  purpose: z.enum(linkPurposes),
  subjectKind: z.enum(linkSubjects),
  subjectName: z.string(),
  state: z.enum(linkStates),
  /** The app or the person of the provider that made it. */
  createdBy: z.string(),
  createdAt: instant,
  expiresAt: instant,
  openedAt: instant.nullable(),
  openedFrom: z.string().nullable(),
  revokedAt: instant.nullable(),
  /** How often another phone, or a phone too late, was turned away. */
  refusals: z.number(),
});

/** Newest first. */
export const listPersonLinks = operation({
  id: 'listPersonLinks',
  method: 'GET',
  path: '/v1/tenants/:tenantId/person-links',
  scope: 'tenant',
  permission: 'person_link:read',
  input: z.object({ tenantId, purpose: z.enum(linkPurposes).optional(), ...pageInput }),
  output: page(personLinkRow),
  failures: {},
});

/** Ends it and the session that was opened by it, at once. */
export const revokePersonLink = operation({
  id: 'revokePersonLink',
  method: 'DELETE',
  path: '/v1/tenants/:tenantId/person-links/:linkId',
  scope: 'tenant',
  permission: 'person_link:manage',
  input: z.object({ tenantId, linkId: id('plk') }),
  output: personLinkRow,
  failures: { 'person_link.not_found': 404 },
});

/** How long a link of an app waits to be opened. */
export const appLinkMinutesMax = 60;
/** How long a link of the provider's people can be opened. */
export const staffLinkDaysMax = 30;

export const appLinkMinutes = count(appLinkMinutesMax).min(1).optional();
export const staffLinkDays = count(staffLinkDaysMax).min(1).optional();
