import { z } from 'zod';
import { id, instant, nothing, page, pageInput, sensitive, tenantId, text } from './fields.ts';
import { operation } from './operation.ts';

/** Accounts, roles, sessions, the second factor, and which clients somebody works for. */

/** Roles of the provider's own people. */
export const houseRoles = [
  'admin',
  'operations',
  'payroll_specialist',
  'insurance_specialist',
  'contract_specialist',
  'finance',
] as const;

/** Roles of a client's people. */
export const clientRoles = ['client_hr', 'client_finance', 'store_manager', 'employee'] as const;

export const roles = [...houseRoles, ...clientRoles] as const;

const password = sensitive(z.string().min(1).max(200));
/** Six digits of an authenticator, or a recovery code. */
const code = z.string().trim().min(6).max(20);

export const sessionView = z.object({
  accountId: id('acc'),
  name: z.string(),
  loginName: z.string(),
  /** The tenant the account belongs to. */
  tenantId: id('ten'),
  isHouse: z.boolean(),
  roles: z.array(z.enum(roles)),
  /** What may be done now: nothing while the password must be changed. */
  permissions: z.array(z.string()),
  /** `fresh`: a code was given within ten minutes, or the account is never asked. */
  secondFactor: z.enum(['notEnrolled', 'enrolled', 'fresh']),
  /** A one-time password is in use: everything but changing it is closed. */
  mustChangePassword: z.boolean(),
  isDemo: z.boolean(),
  /** When the session ends if nothing is done until then. */
  expiresAt: instant,
  /** The server's time, whose days count, whatever the browser's clock shows. */
  now: instant,
  /** A demo has a calendar of its own: whole days ahead of the machine's, or behind it. */
  daysAhead: z.int(),
});

export const signIn = operation({
  id: 'signIn',
  method: 'POST',
  path: '/v1/session',
  scope: 'public',
  permission: null,
  keepOnFailure: true,
  input: z.object({ loginName: text(100), password }),
  output: sessionView,
  failures: {
    'session.locked_out': 423,
    'session.wrong_credentials': 401,
    'account.locked': 403,
  },
});

export const getSession = operation({
  id: 'getSession',
  method: 'GET',
  path: '/v1/session',
  scope: 'account',
  permission: null,
  input: z.object({}),
  output: sessionView,
  failures: {},
});

export const signOut = operation({
  id: 'signOut',
  method: 'DELETE',
  path: '/v1/session',
  scope: 'account',
  permission: null,
  input: z.object({}),
  output: nothing,
  failures: {},
});

export const listSessions = operation({
  id: 'listSessions',
  method: 'GET',
  path: '/v1/sessions',
  scope: 'account',
  permission: null,
  input: z.object({}),
  output: z.object({
    rows: z.array(
      z.object({
        id: id('ses'),
        isCurrent: z.boolean(),
        /** Where it was opened from, as the browser and the network said. */
        address: z.string().nullable(),
        userAgent: z.string().nullable(),
        createdAt: instant,
        lastSeenAt: instant,
      }),
    ),
  }),
  failures: {},
});

export const revokeSession = operation({
  id: 'revokeSession',
  method: 'DELETE',
  path: '/v1/sessions/:sessionId',
  scope: 'account',
  permission: null,
  input: z.object({ sessionId: id('ses') }),
  output: nothing,
  failures: { 'session.not_found': 404 },
});

export const weakPasswordReasons = ['tooShort', 'common', 'isLoginName', 'unchanged'] as const;

/** Ends every other session of the account. */
export const changePassword = operation({
  id: 'changePassword',
  method: 'PUT',
  path: '/v1/session/password',
  scope: 'account',
  permission: null,
  keepOnFailure: true,
  input: z.object({ currentPassword: password, newPassword: password }),
  output: nothing,
  failures: {
    'session.locked_out': 423,
    'account.wrong_password': 422,
    'account.weak_password': 422,
  },
});

/** Starts an enrolment; the secret is answered this once. The code that confirms it ends it. */
export const enrolSecondFactor = operation({
  id: 'enrolSecondFactor',
  method: 'POST',
  path: '/v1/session/second-factor',
  scope: 'account',
  permission: null,
  keepOnFailure: true,
  input: z.object({ password }),
  output: z.object({ otpauthUri: z.string() }),
  failures: {
    'session.locked_out': 423,
    'account.wrong_password': 422,
    'second_factor.already_enrolled': 409,
  },
});

/** The recovery codes are answered this once; each works once in place of a code. */
export const confirmSecondFactor = operation({
  id: 'confirmSecondFactor',
  method: 'PUT',
  path: '/v1/session/second-factor',
  scope: 'account',
  permission: null,
  keepOnFailure: true,
  input: z.object({ code }),
  output: z.object({ recoveryCodes: z.array(z.string()) }),
  failures: {
    'second_factor.not_started': 409,
    'session.locked_out': 423,
    'second_factor.wrong_code': 422,
  },
});

/** For ten minutes after it, the session may approve, pay and reveal. */
export const giveSecondFactor = operation({
  id: 'giveSecondFactor',
  method: 'POST',
  path: '/v1/session/second-factor/code',
  scope: 'account',
  permission: null,
  keepOnFailure: true,
  input: z.object({ code }),
  output: z.object({ recoveryCodesLeft: z.number() }),
  failures: {
    'second_factor.not_enrolled': 409,
    'session.locked_out': 423,
    'second_factor.wrong_code': 422,
    'second_factor.code_used': 422,
  },
});

/* Accounts of one tenant: the provider's own, or a client's. */

export const accountView = z.object({
  id: id('acc'),
  loginName: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  personId: id('per').nullable(),
  isLocked: z.boolean(),
  /** Wrong passwords have closed the account until then. */
  lockedOutUntil: instant.nullable(),
  hasSecondFactor: z.boolean(),
  mustChangePassword: z.boolean(),
  isDemo: z.boolean(),
  createdAt: instant,
  lastSignedInAt: instant.nullable(),
});

const account = { tenantId, accountId: id('acc') };
const accountPath = '/v1/tenants/:tenantId/accounts/:accountId';
const roleList = z.array(z.enum(roles)).min(1).max(roles.length);

/** The one-time password is answered this once, to be handed over in person. */
export const createAccount = operation({
  id: 'createAccount',
  method: 'POST',
  path: '/v1/tenants/:tenantId/accounts',
  scope: 'tenant',
  permission: 'account:manage',
  secondFactor: true,
  input: z.object({
    tenantId,
    /** Letters, digits and . _ @ + -; upper and lower case are the same. */
    loginName: z
      .string()
      .trim()
      .regex(/^[\p{L}\p{N}._@+-]{3,60}$/u),
    name: text(50),
    roles: roleList,
    /** Whose payslips an employee's account shows. */
    personId: id('per').optional(),
  }),
  output: accountView.extend({ oneTimePassword: z.string() }),
  failures: { 'account.role_not_for_tenant': 422, 'account.login_name_taken': 409 },
});

export const listAccounts = operation({
  id: 'listAccounts',
  method: 'GET',
  path: '/v1/tenants/:tenantId/accounts',
  scope: 'tenant',
  permission: 'account:read',
  input: z.object({ tenantId, ...pageInput }),
  output: page(accountView),
  failures: {},
});

/** Ends the sessions of the account. */
export const updateAccountRoles = operation({
  id: 'updateAccountRoles',
  method: 'PUT',
  path: `${accountPath}/roles`,
  scope: 'tenant',
  permission: 'account:manage',
  secondFactor: true,
  input: z.object({ ...account, roles: roleList }),
  output: accountView,
  failures: {
    'account.not_found': 404,
    'account.role_not_for_tenant': 422,
    'account.last_admin': 409,
  },
});

/** Ends the sessions of the account; nobody signs in to it until it is unlocked. */
export const lockAccount = operation({
  id: 'lockAccount',
  method: 'PUT',
  path: `${accountPath}/lock`,
  scope: 'tenant',
  permission: 'account:manage',
  input: z.object(account),
  output: accountView,
  failures: { 'account.not_found': 404, 'account.last_admin': 409 },
});

/** Also ends a lock-out that followed wrong passwords. */
export const unlockAccount = operation({
  id: 'unlockAccount',
  method: 'DELETE',
  path: `${accountPath}/lock`,
  scope: 'tenant',
  permission: 'account:manage',
  input: z.object(account),
  output: accountView,
  failures: { 'account.not_found': 404 },
});

/** The one-time password must be changed at the first sign-in. Ends the sessions of the account. */
export const resetPassword = operation({
  id: 'resetPassword',
  method: 'POST',
  path: `${accountPath}/password-reset`,
  scope: 'tenant',
  permission: 'account:manage',
  secondFactor: true,
  input: z.object(account),
  output: z.object({ oneTimePassword: z.string() }),
  failures: { 'account.not_found': 404 },
});

/** For somebody who lost the authenticator; they enrol again. Ends the sessions of the account. */
export const resetSecondFactor = operation({
  id: 'resetSecondFactor',
  method: 'DELETE',
  path: `${accountPath}/second-factor`,
  scope: 'tenant',
  permission: 'account:manage',
  secondFactor: true,
  input: z.object(account),
  output: accountView,
  failures: { 'account.not_found': 404 },
});

export const revokeAccountSessions = operation({
  id: 'revokeAccountSessions',
  method: 'DELETE',
  path: `${accountPath}/sessions`,
  scope: 'tenant',
  permission: 'account:manage',
  input: z.object(account),
  output: z.object({ ended: z.number() }),
  failures: { 'account.not_found': 404 },
});

/* Which clients the provider's people work for. */

const assignment = { accountId: id('acc'), clientId: id('ten') };
const assignmentPath = '/v1/accounts/:accountId/assignments/:clientId';

export const assignClient = operation({
  id: 'assignClient',
  method: 'PUT',
  path: assignmentPath,
  scope: 'house',
  permission: 'account:manage',
  input: z.object(assignment),
  output: nothing,
  failures: { 'account.not_found': 404, 'assignment.client_not_found': 404 },
});

export const unassignClient = operation({
  id: 'unassignClient',
  method: 'DELETE',
  path: assignmentPath,
  scope: 'house',
  permission: 'account:manage',
  input: z.object(assignment),
  output: nothing,
  failures: { 'assignment.not_found': 404 },
});

export const listAssignments = operation({
  id: 'listAssignments',
  method: 'GET',
  path: '/v1/assignments',
  scope: 'house',
  permission: 'account:read',
  input: z.object({ accountId: id('acc').optional(), clientId: id('ten').optional() }),
  output: z.object({
    rows: z.array(
      z.object({
        accountId: id('acc'),
        accountName: z.string(),
        roles: z.array(z.enum(roles)),
        clientId: id('ten'),
        assignedAt: instant,
      }),
    ),
  }),
  failures: {},
});
