import { z } from 'zod';
import { id, instant, nothing, text } from './fields.ts';
import { operation } from './operation.ts';

/** Accounts, roles, sessions, the second factor, and which clients somebody works for. */

export const roles = [
  'admin',
  'operations',
  'payroll_specialist',
  'insurance_specialist',
  'contract_specialist',
  'finance',
  'client_hr',
  'client_finance',
  'store_manager',
  'employee',
] as const;

export const sessionView = z.object({
  accountId: id('acc'),
  name: z.string(),
  /** The tenant the account belongs to. */
  tenantId: id('ten'),
  isHouse: z.boolean(),
  roles: z.array(z.enum(roles)),
  permissions: z.array(z.string()),
  secondFactor: z.enum(['notEnrolled', 'enrolled', 'fresh']),
  isDemo: z.boolean(),
  expiresAt: instant,
});

export const signIn = operation({
  id: 'signIn',
  method: 'POST',
  path: '/v1/session',
  scope: 'public',
  permission: null,
  input: z.object({ loginName: text(100), password: z.string().min(1).max(200) }),
  output: sessionView,
  failures: { 'session.wrong_credentials': 401, 'session.locked_out': 423 },
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
