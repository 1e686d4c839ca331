import type { personLinkContract as contract, Output } from '@heyi/contract';
import type { Id, Instant } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { endOf, hashOf } from '../session/session.ts';
import {
  type LinkPurpose,
  linkSessionEnd,
  type LinkSubject,
  type PersonLinkId,
} from './person-link.ts';

export type NewPersonLink = {
  readonly id: PersonLinkId;
  readonly purpose: LinkPurpose;
  readonly subjectKind: LinkSubject;
  readonly subjectId: Id;
  readonly subjectName: string;
  readonly aboutId: Id | null;
  readonly clientName: string;
  readonly expiresAt: Instant;
};

export async function insertPersonLink(
  tx: Transaction,
  link: NewPersonLink,
  token: string,
): Promise<void> {
  const { app, accountId, name } = tx.actor;
  await tx.sql`
    insert into access.person_link (
           shard_key, tenant_id, id, purpose, subject_kind, subject_id, subject_name, about_id,
           client_name, token_hash, app_id, app_key_id, environment, account_id, created_by,
           created_at, expires_at)
    values (${tx.tenantShardKey}, ${tx.tenantId}, ${link.id}, ${link.purpose}, ${link.subjectKind},
            ${link.subjectId}, ${link.subjectName}, ${link.aboutId}, ${link.clientName},
            ${hashOf(token)}, ${app?.id ?? null}, ${app?.keyId ?? null}, ${app?.environment ?? null},
            ${accountId}, ${name}, ${tx.now}, ${link.expiresAt})`;
}

export type PersonLink = {
  readonly id: PersonLinkId;
  readonly purpose: LinkPurpose;
  readonly subjectName: string;
  readonly clientName: string;
  readonly environment: 'sandbox' | 'live' | null;
  readonly expiresAt: Instant;
  readonly deviceHash: Buffer | null;
  readonly openedAt: Instant | null;
  readonly revokedAt: Instant | null;
};

/** Locked: of two phones that open it at once, one is the first. */
export async function lockPersonLink(tx: Transaction, hash: Buffer): Promise<PersonLink | null> {
  const [row] = await tx.sql<PersonLink>`
    select id, purpose, subject_name as "subjectName", client_name as "clientName", environment,
           expires_at as "expiresAt", device_hash as "deviceHash", opened_at as "openedAt",
           revoked_at as "revokedAt"
      from access.person_link
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and token_hash = ${hash}
       for update`;
  return row ?? null;
}

export async function countRefusal(tx: Transaction, id: PersonLinkId): Promise<void> {
  await tx.sql`
    update access.person_link set refusals = refusals + 1
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

/** Binds the link to the phone, once. */
export async function saveOpened(tx: Transaction, id: PersonLinkId, device: Buffer): Promise<void> {
  await tx.sql`
    update access.person_link
       set device_hash = coalesce(device_hash, ${device}), opened_at = coalesce(opened_at, ${tx.now}),
           opened_from = coalesce(opened_from, ${tx.origin?.address ?? null})
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

/** Ends the session of the link, if it has one. */
export async function endLinkSession(tx: Transaction, id: PersonLinkId): Promise<void> {
  await tx.sql`
    delete from access.link_session
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and link_id = ${id}`;
}

export async function insertLinkSession(
  tx: Transaction,
  session: { readonly id: Id<'lks'>; readonly linkId: PersonLinkId; readonly token: string },
): Promise<void> {
  await tx.sql`
    insert into access.link_session (shard_key, tenant_id, id, link_id, token_hash, created_at,
                                     last_seen_at, expires_at)
    values (${tx.tenantShardKey}, ${tx.tenantId}, ${session.id}, ${session.linkId},
            ${hashOf(session.token)}, ${tx.now}, ${tx.now}, ${linkSessionEnd(tx.now)})`;
}

/** When the session of the link ends if nothing is done; null when there is none, or it is over. */
export async function linkSessionEndOf(
  tx: Transaction,
  linkId: PersonLinkId,
): Promise<Instant | null> {
  const [row] = await tx.sql<{ lastSeenAt: Instant; expiresAt: Instant }>`
    select last_seen_at as "lastSeenAt", expires_at as "expiresAt" from access.link_session
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and link_id = ${linkId}`;
  const end = row ? endOf(row) : null;
  return end !== null && end > tx.now ? end : null;
}

/** What the page has to know of the link, whose session is open. */
export async function findPersonLink(
  tx: Transaction,
  id: PersonLinkId,
): Promise<Pick<PersonLink, 'purpose' | 'subjectName' | 'clientName' | 'environment'> | null> {
  const [row] = await tx.sql<PersonLink>`
    select purpose, subject_name as "subjectName", client_name as "clientName", environment
      from access.person_link
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return row ?? null;
}

export type PersonLinkRow = Omit<Output<typeof contract.revokePersonLink>, 'state'>;

/** Newest first. */
export function listLinkRows(
  tx: Transaction,
  filter: {
    readonly id?: PersonLinkId;
    readonly purpose?: LinkPurpose | undefined;
    readonly aboutId?: Id;
    readonly after?: string | null;
    readonly limit: number;
  },
): Promise<PersonLinkRow[]> {
  return tx.sql<PersonLinkRow>`
    select id, purpose, subject_kind as "subjectKind", subject_name as "subjectName",
           created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt",
           opened_at as "openedAt", opened_from as "openedFrom", revoked_at as "revokedAt", refusals
      from access.person_link
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
       and (${filter.id ?? null}::uuid is null or id = ${filter.id ?? null})
       and (${filter.purpose ?? null}::text is null or purpose = ${filter.purpose ?? null})
       and (${filter.aboutId ?? null}::uuid is null or about_id = ${filter.aboutId ?? null})
       and (${filter.after ?? null}::uuid is null or id < ${filter.after ?? null})
     order by id desc limit ${filter.limit}`;
}

/** Links that the key of an app made, and the sessions they opened: a key that leaked opens nothing. */
export async function revokeLinksOfKey(tx: Transaction, keyId: Id<'key'>): Promise<void> {
  await tx.sql`
    update access.person_link set revoked_at = ${tx.now}
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
       and app_key_id = ${keyId} and revoked_at is null`;
}

/** False when there is no such link, or it is not of the app; one that was revoked stays as it was. */
export async function revokeLink(
  tx: Transaction,
  id: PersonLinkId,
  appId: Id<'app'> | null = null,
): Promise<boolean> {
  const found = await tx.sql`
    update access.person_link set revoked_at = coalesce(revoked_at, ${tx.now})
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       and (${appId}::uuid is null or app_id = ${appId})
    returning id`;
  if (found.length > 0) await endLinkSession(tx, id);
  return found.length > 0;
}
