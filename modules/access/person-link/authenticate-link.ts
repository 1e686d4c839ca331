import type { Id } from '@heyi/kernel';
import { type Actor, type Host, shardKeyOf, systemActor } from '@heyi/platform';
import { readToken, seenLimits } from '../session/session.ts';
import type { LinkPurpose, LinkSubject, PersonLinkId } from './person-link.ts';

type HolderRow = {
  sessionId: Id<'lks'>;
  linkId: PersonLinkId;
  purpose: LinkPurpose;
  subjectKind: LinkSubject;
  subjectId: Id;
  subjectName: string;
  aboutId: Id | null;
  appId: Id<'app'> | null;
  appKeyId: Id<'key'> | null;
  environment: 'sandbox' | 'live' | null;
};

const holderStatement = {
  name: 'access.person_of_link_session',
  text: `select session_id as "sessionId", link_id as "linkId", purpose,
                subject_kind as "subjectKind", subject_id as "subjectId",
                subject_name as "subjectName", about_id as "aboutId", app_id as "appId",
                app_key_id as "appKeyId", environment
           from access.person_of_link_session($1, $2, $3, $4, $5, $6)`,
};

/** Whose session of a link it is; null when there is no such session any more. */
export async function authenticateLink(host: Host, token: string): Promise<Actor | null> {
  const read = readToken(token);
  if (!read) return null;
  const now = host.clock.now();
  const { idleSince, seenBefore } = seenLimits(now);
  const { tenantId, hash } = read;
  const found = await host.pool.query<HolderRow>({
    ...holderStatement,
    values: [shardKeyOf(tenantId), tenantId, hash, now, idleSince, seenBefore],
  });
  const row = found.rows[0];
  return row ? { ...holderOf(row), tenantId } : null;
}

function holderOf(row: HolderRow): Actor {
  const { sessionId, linkId, purpose, subjectKind, subjectId, aboutId } = row;
  const { appId, appKeyId, environment } = row;
  const madeByApp = appId !== null && appKeyId !== null && environment !== null;
  return {
    ...systemActor(row.subjectName),
    personId: subjectKind === 'person' ? (subjectId as Id<'per'>) : null,
    permissions: new Set([`link:${purpose}`]),
    app: madeByApp ? { id: appId, keyId: appKeyId, environment } : null,
    link: { id: linkId, sessionId, purpose, subjectKind, subjectId, aboutId },
  };
}
