import type { Id, Instant } from '@heyi/kernel';

/** Who acts: a signed-in account, or the system itself in a job. */
export type Actor = {
  readonly accountId: Id<'acc'> | null;
  readonly name: string;
  /** The tenant the account belongs to; null for the system. */
  readonly tenantId: Id<'ten'> | null;
  readonly permissions: ReadonlySet<string>;
  /** Tenants whose data the actor may name in a request. */
  readonly assignedTenantIds: readonly Id<'ten'>[];
  /** When the second factor was last given in this session. */
  readonly secondFactorAt: Instant | null;
  /** Demo accounts are never asked for a second factor. */
  readonly isDemo: boolean;
};

export function systemActor(name: string): Actor {
  return {
    accountId: null,
    name,
    tenantId: null,
    permissions: new Set(),
    assignedTenantIds: [],
    secondFactorAt: null,
    isDemo: false,
  };
}
