import type { Id, Instant } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { Environment } from './app.ts';

export type AppId = Id<'app'>;

export type App = {
  id: AppId;
  name: string;
  environment: Environment;
  allowedAddresses: string[];
  deniedAddresses: string[];
  requestsPerMinute: number;
  createdAt: Instant;
};

export type AppKey = {
  id: Id<'key'>;
  scopes: string[];
  hint: string;
  createdAt: Instant;
  revokedAt: Instant | null;
};

export type AppView = App & { keys: AppKey[] };

/** The apps of the tenant with their keys, oldest first; all of them, or the one. */
export async function readApps(tx: Transaction, appId: AppId | null): Promise<AppView[]> {
  const apps = await tx.sql<App>`
    select id, name, environment, allowed_addresses as "allowedAddresses",
           denied_addresses as "deniedAddresses", requests_per_minute as "requestsPerMinute",
           created_at as "createdAt"
      from connect.app
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and (${appId}::uuid is null or id = ${appId}::uuid)
     order by created_at, id`;
  const keys = await tx.sql<AppKey & { appId: AppId }>`
    select id, app_id as "appId", scopes, hint, created_at as "createdAt",
           revoked_at as "revokedAt"
      from connect.app_key
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and (${appId}::uuid is null or app_id = ${appId}::uuid)
     order by created_at, id`;
  const byApp = Map.groupBy(keys, (key) => key.appId);
  return apps.map((app) => ({
    ...app,
    keys: (byApp.get(app.id) ?? []).map(({ appId: _, ...key }) => key),
  }));
}

/** Held until the end: keys are counted and addresses required under it. Null when there is none. */
export async function lockApp(tx: Transaction, appId: AppId): Promise<AppView | null> {
  await tx.sql`
    select 1 from connect.app
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${appId} for update`;
  return (await readApps(tx, appId))[0] ?? null;
}

export async function isNameTaken(
  tx: Transaction,
  wanted: { name: string; environment: Environment; except: AppId | null },
): Promise<boolean> {
  const rows = await tx.sql`
    select 1 from connect.app
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and name = ${wanted.name}
       and environment = ${wanted.environment} and id is distinct from ${wanted.except}::uuid`;
  return rows.length > 0;
}
