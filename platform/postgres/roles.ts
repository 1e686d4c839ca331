import { createHmac } from 'node:crypto';
import { assert } from '@heyi/kernel';
import pg from 'pg';

/** One address a role. The owner migrates, the app serves, jobs owns the queue. */
export type DatabaseUrls = { ownerUrl: string; appUrl: string; jobsUrl: string };

const roleNames = { ownerUrl: 'heyi_owner', appUrl: 'heyi_app', jobsUrl: 'heyi_jobs' } as const;

/** What a database administrator runs once for an outside database; `heyi db roles` prints it. */
export function rolesSql(database: string): string {
  return `-- Run once as a superuser. Choose three passwords.
create role heyi_owner login password '…' nosuperuser nobypassrls;
create role heyi_app   login password '…' nosuperuser nobypassrls;
create role heyi_jobs  login password '…' nosuperuser nobypassrls;
grant create, connect on database ${pg.escapeIdentifier(database)} to heyi_owner, heyi_jobs;
grant connect on database ${pg.escapeIdentifier(database)} to heyi_app;
grant heyi_jobs to heyi_owner;
`;
}

/** Makes the three roles in a server of our own; their passwords follow from the superuser's. */
export async function ensureRoles(adminUrl: string): Promise<DatabaseUrls> {
  const admin = new URL(adminUrl);
  const passwordOf = (role: string) =>
    createHmac('sha256', decodeURIComponent(admin.password) || 'heyi')
      .update(role)
      .digest('hex');
  // Roles are the server's, and a lock holds in one database alone: all take turns in the same one.
  const everybodys = new URL(adminUrl);
  everybodys.pathname = '/postgres';
  const client = new pg.Client({ connectionString: everybodys.href });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(4727004)');
    for (const role of Object.values(roleNames)) await ensureRole(client, role, passwordOf(role));
    const database = pg.escapeIdentifier(decodeURIComponent(admin.pathname.slice(1)));
    await client.query(`grant create, connect on database ${database} to heyi_owner, heyi_jobs`);
    await client.query(`grant connect on database ${database} to heyi_app`);
  } finally {
    await client.end();
  }
  return urlsFor(adminUrl, passwordOf);
}

function urlsFor(adminUrl: string, passwordOf: (role: string) => string): DatabaseUrls {
  const urlOf = (role: string) => {
    const url = new URL(adminUrl);
    url.username = role;
    url.password = passwordOf(role);
    return url.href;
  };
  return {
    ownerUrl: urlOf(roleNames.ownerUrl),
    appUrl: urlOf(roleNames.appUrl),
    jobsUrl: urlOf(roleNames.jobsUrl),
  };
}

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const found = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  const name = pg.escapeIdentifier(role);
  const verb = found.rowCount === 0 ? 'create' : 'alter';
  await client.query(
    `${verb} role ${name} login nosuperuser nobypassrls password ${pg.escapeLiteral(password)}`,
  );
}

/**
 * Why the app's role may not serve; null when row-level security holds against it. What a role can
 * become by `set role` counts like what it is.
 */
export async function appRoleWeakness(pool: pg.Pool): Promise<string | null> {
  const answer = await pool.query<{ weak: string | null }>(`
    select case when bool_or(r.rolsuper) then 'is a superuser'
                when bool_or(r.rolbypassrls) then 'bypasses row-level security'
                when bool_or(exists (
                       select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relowner = r.oid and n.nspname = 'platform')) then 'owns tables'
                when not bool_or(r.rolname = 'heyi_app') then 'is not heyi_app'
           end as weak
      from pg_roles r where pg_has_role(current_user, r.oid, 'member')`);
  const row = answer.rows[0];
  assert(row, 'the current role exists');
  return row.weak;
}
