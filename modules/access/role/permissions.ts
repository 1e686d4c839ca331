import {
  type accessContract,
  type contractModules,
  type employerCostPermission,
  operations,
  permissionWords,
} from '@heyi/contract';

export type Role = (typeof accessContract.roles)[number];

type Part<Module> = Module[keyof Module];
type Named<Value> = Value extends { readonly permission: infer P extends string } ? P : never;

/** Every permission that some operation of the contract asks for; another one does not compile. */
export type Permission =
  | {
      [M in keyof typeof contractModules]: Named<Part<(typeof contractModules)[M]>>;
    }[keyof typeof contractModules]
  | typeof employerCostPermission;

const readEverything = [
  'account:read',
  'app:read',
  'audit:read',
  'client:read',
  'contribution:read',
  'employer_cost:read',
  'evidence:read',
  'file:download',
  'gig_program:read',
  'gig_worker:read',
  'insurance_task:read',
  'ledger:read',
  'legal_entity:read',
  'pay_scheme:read',
  'pay_term:read',
  'payment:read',
  'payroll_run:read',
  'payslip:read',
  'person:read',
  'person_link:read',
  'receipt:read',
  'receivable:read',
  'reconciliation:read',
  'statutory:calculate',
  'tax:read',
  'thread:read',
  'withdrawal:read',
] as const satisfies Permission[];

/** What anybody of the provider who works on clients' people needs. */
const specialist = [
  'client:read',
  'contribution:read',
  'evidence:read',
  'evidence:write',
  'file:download',
  'file:upload',
  'import:run',
  'insurance_task:read',
  'legal_entity:read',
  'person:read',
  'person:reveal',
  'person:update',
  'statutory:calculate',
  'paper:decide',
  'thread:read',
  'thread:write',
  'three_in_one:request',
] as const satisfies Permission[];

/**
 * What each role may do. No role both prepares a run and releases its money, and whoever manages
 * accounts does neither.
 */
const permissionsByRole: Readonly<Record<Role, readonly Permission[]>> = {
  admin: [
    'statutory:calculate',
    'account:manage',
    'account:read',
    'app:manage',
    'app:read',
    'audit:read',
    'client:create',
    'client:read',
    'client:update',
    'file:download',
    'file:upload',
    'legal_entity:read',
    'legal_entity:update',
    'payer_account:write',
  ],
  operations: [
    ...readEverything,
    'advance:approve',
    'app:manage',
    'ask_policy:write',
    'client:create',
    'client:update',
    'evidence:write',
    'file:upload',
    'gig_program:write',
    'gig_settings:write',
    'gig_worker:write',
    'insurance_task:write',
    'last_period:confirm',
    'settlement:write',
    'legal_entity:update',
    // Where the provider is the employer, somebody of its own approves.
    'payroll_run:approve',
    'payroll_run:unlock',
    'person:reveal',
    'person_link:manage',
    'receivable:settle',
    'paper:decide',
    'thread:write',
    'three_in_one:approve',
  ],
  payroll_specialist: [
    ...specialist,
    'advance:request',
    'employer_cost:read',
    'gig_program:read',
    'gig_worker:read',
    'gig_worker:write',
    'pay_scheme:read',
    'pay_scheme:write',
    'pay_term:read',
    'pay_term:write',
    'payment:read',
    'payroll_input:review',
    'payroll_input:write',
    'payroll_run:confirm',
    'payroll_run:lock',
    'payroll_run:prepare',
    'payroll_run:read',
    'payslip:read',
    'receipt:read',
    'receivable:read',
    'payslip:release',
    'person_link:manage',
    'person_link:read',
    'tax:file',
    'tax_input:write',
    'tax:read',
    'withdrawal:read',
  ],
  insurance_specialist: [
    ...specialist,
    'contribution:pay',
    'contribution:update',
    'employer_cost:read',
    'insurance_task:write',
    'last_period:confirm',
    'legal_entity:update',
    'payroll_run:read',
  ],
  contract_specialist: [...specialist, 'client:update', 'pay_term:read', 'pay_term:write'],
  finance: [
    'statutory:calculate',
    'advance:approve',
    'advance:request',
    'client:read',
    'contribution:pay',
    'contribution:read',
    'employer_cost:read',
    'evidence:read',
    'evidence:write',
    'file:download',
    'file:upload',
    'gig_program:read',
    'gig_worker:read',
    'import:run',
    'ledger:read',
    'legal_entity:read',
    'payer_account:write',
    'payment:read',
    'payment:release',
    'payment:retry',
    'payment:settle',
    'payroll_run:fund',
    'payroll_run:pay',
    'payroll_run:read',
    'payslip:read',
    'person:read',
    'receipt:read',
    'receipt:write',
    'receivable:read',
    'receivable:settle',
    'reconciliation:read',
    'reconciliation:write',
    'settlement:write',
    'tax:file',
    'tax:read',
    'withdrawal:pay',
    'withdrawal:read',
  ],
  // Sees what people are paid; what the client pays beside it is its finance's to see.
  client_hr: [
    'statutory:calculate',
    'client:read',
    'contribution:read',
    'evidence:read',
    'file:download',
    'file:upload',
    'gig_program:read',
    'gig_worker:read',
    'import:run',
    'insurance_task:read',
    'last_period:confirm',
    'pay_term:read',
    'payroll_input:write',
    'payroll_run:approve',
    'payroll_run:read',
    'payslip:read',
    'person:read',
    'tax:read',
    'tax_input:write',
    'thread:read',
    'thread:write',
    'top_up:claim',
  ],
  client_finance: [
    'app:read',
    'statutory:calculate',
    'client:read',
    'employer_cost:read',
    'evidence:read',
    'file:download',
    'gig_program:read',
    'gig_worker:read',
    'payment:read',
    'payroll_run:approve',
    'payroll_run:read',
    'payslip:read',
    'receipt:read',
    'receivable:read',
    'reconciliation:read',
    'settlement:confirm',
    'tax:read',
    'top_up:claim',
    'withdrawal:read',
  ],
  // Hands in the month of the shop's people, and sees nothing of what anybody is paid.
  store_manager: ['file:upload', 'payroll_input:write', 'person:read'],
  // An employee's own payslips come by the account's person, not by a permission over the tenant.
  employee: [],
};

/** Who sees every client without being assigned to it. */
export const rolesOfAllClients: readonly Role[] = ['admin', 'operations'];

export function permissionsOf(roles: readonly Role[]): ReadonlySet<Permission> {
  return new Set(roles.flatMap((role) => permissionsByRole[role]));
}

/**
 * Permissions that no role has: whoever adds one to the contract must say whose it is. Scopes of apps
 * and purposes of links are no role's: a key or a link is given them.
 */
export function permissionsOfNobody(): string[] {
  const scopes = operations.flatMap(({ scope, permission }) =>
    (scope === 'app' || scope === 'link') && permission !== null ? [permission] : [],
  );
  const granted = new Set<string>([...Object.values(permissionsByRole).flat(), ...scopes]);
  return Object.keys(permissionWords).filter((permission) => !granted.has(permission));
}
