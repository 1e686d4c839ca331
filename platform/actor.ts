import { type Id, type Instant, millisecondsBetween } from '@heyi/kernel';

/** Who acts: a signed-in account, or the system itself in a job. */
export type Actor = {
  readonly accountId: Id<'acc'> | null;
  /** The session that the request came in; null for the system. */
  readonly sessionId: Id<'ses'> | null;
  /** Whose own payslips an employee's account shows; null for accounts of other people. */
  readonly personId: Id<'per'> | null;
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
    sessionId: null,
    personId: null,
    name,
    tenantId: null,
    permissions: new Set(),
    assignedTenantIds: [],
    secondFactorAt: null,
    isDemo: false,
  };
}

/** A second factor is asked again after ten minutes. */
const secondFactorMs = 600_000;

/** Whether the actor may approve, pay and reveal now. */
export function hasFreshSecondFactor(
  actor: Pick<Actor, 'isDemo' | 'secondFactorAt'>,
  now: Instant,
): boolean {
  if (actor.isDemo) return true;
  if (actor.secondFactorAt === null) return false;
  const age = millisecondsBetween(actor.secondFactorAt, now);
  return age >= 0 && age <= secondFactorMs;
}
