import type { Id, Instant } from '@heyi/kernel';
import { type Actor, type Host, shardKeyOf } from '@heyi/platform';
import type { AccountId } from '../account/account.ts';
import { permissionsOf, type Role, rolesOfAllClients } from '../role/permissions.ts';
import { readToken, type SessionId, seenLimits } from './session.ts';

type BearerRow = {
  sessionId: SessionId;
  accountId: AccountId;
  name: string;
  personId: Id<'per'> | null;
  roles: Role[];
  mustChangePassword: boolean;
  isDemo: boolean;
  secondFactorAt: Instant | null;
  tenantIds: Id<'ten'>[];
};

const bearerStatement = {
  name: 'access.actor_of_session',
  text: `select session_id as "sessionId", account_id as "accountId", name, person_id as "personId",
                roles, must_change_password as "mustChangePassword", is_demo as "isDemo",
                second_factor_at as "secondFactorAt", tenant_ids as "tenantIds"
           from access.actor_of_session($1, $2, $3, $4, $5, $6, $7)`,
};

/**
 * The bearer of a session's token; null when there is no such session any more. With a one-time
 * password nothing is open but the account's own affairs.
 */
export async function authenticate(host: Host, token: string): Promise<Actor | null> {
  const read = readToken(token);
  if (!read) return null;
  const now = host.clock.now();
  const { idleSince, seenBefore } = seenLimits(now);
  const { tenantId, hash } = read;
  const shardKey = shardKeyOf(tenantId);
  const found = await host.pool.query<BearerRow>({
    ...bearerStatement,
    values: [shardKey, tenantId, hash, now, idleSince, seenBefore, rolesOfAllClients],
  });
  const row = found.rows[0];
  if (!row) return null;
  return {
    accountId: row.accountId,
    sessionId: row.sessionId,
    personId: row.personId,
    name: row.name,
    tenantId,
    permissions: new Set(row.mustChangePassword ? [] : permissionsOf(row.roles)),
    assignedTenantIds: row.mustChangePassword ? [] : row.tenantIds,
    secondFactorAt: row.secondFactorAt,
    isDemo: row.isDemo,
    app: null,
    link: null,
  };
}
