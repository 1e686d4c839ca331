import { type Id, type Instant, millisecondsBetween } from '@heyi/kernel';

/** An app of a client: a program that calls the API for it. What is `sandbox` moves no money. */
export type AppIdentity = {
  readonly id: Id<'app'>;
  readonly environment: 'sandbox' | 'live';
  /** The key it signed with, or that its token was given for. */
  readonly keyId: Id<'key'>;
};

/** The session of one person at the phone that opened the own link. */
export type LinkIdentity = {
  readonly id: Id<'plk'>;
  readonly sessionId: Id<'lks'>;
  readonly purpose: string;
  readonly subjectKind: string;
  /** Whose pages they are: of the kind, not yet known to be there. */
  readonly subjectId: string;
  /** The one thing that the link shows; null where it shows all of a purpose. */
  readonly aboutId: string | null;
};

/** Who acts: a signed-in account, an app, a person by a link, or the system itself in a job. */
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
  /** Null for people and for the system; of a person by a link, the app that made it. */
  readonly app: AppIdentity | null;
  /** Null for whoever did not come in by a link. */
  readonly link: LinkIdentity | null;
};

/** Whom an Idempotency-Key belongs to; the system needs none. */
export function callerIdOf(actor: Actor): string | null {
  return actor.accountId ?? actor.link?.sessionId ?? actor.app?.id ?? null;
}

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
    app: null,
    link: null,
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

/** Whether the actor may see or do a part of what an operation is about; the whole is asked at the door. */
export function may(tx: { readonly actor: Actor }, permission: string): boolean {
  return tx.actor.permissions.has(permission);
}
