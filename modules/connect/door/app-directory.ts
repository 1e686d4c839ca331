import { createSecretKey, type KeyObject } from 'node:crypto';
import type { BlockList } from 'node:net';
import { assert, type Id } from '@heyi/kernel';
import { type Host, inTransaction, systemActor, tenantCipher, type TenantId } from '@heyi/platform';
import { addressListOf } from '../app/address-list.ts';
import { type App, type AppId, readApps } from '../app/app.store.ts';

export type KnownKey = {
  readonly id: Id<'key'>;
  readonly secret: KeyObject;
  readonly scopes: ReadonlySet<string>;
};

/** An app as every request needs it, read once a second. */
export type KnownApp = Pick<App, 'id' | 'name' | 'environment' | 'requestsPerMinute'> & {
  readonly tenantId: TenantId;
  /** Active ones only. */
  readonly keys: readonly KnownKey[];
  readonly allowed: BlockList | null;
  readonly denied: BlockList | null;
  /** A live app whose provider has not yet settled what the law leaves open. */
  readonly isBlocked: boolean;
};

/**
 * Whether live keys of the tenant may be used; another module answers it. It is asked once a second
 * an app.
 */
export type IsLiveOpen = (host: Host, tenantId: TenantId) => Promise<boolean>;

/** How long a revoked key, a new list of addresses or a new limit takes to be known everywhere. */
const freshMs = 1000;
const appsMax = 10_000;

type Entry = { readAt: number; reading: Promise<KnownApp | null> };

export type AppDirectory = { find(appId: AppId): Promise<KnownApp | null> };

export function openAppDirectory(host: Host, isLiveOpen: IsLiveOpen): AppDirectory {
  const entries = new Map<AppId, Entry>();
  return {
    async find(appId) {
      const known = entries.get(appId);
      const now = performance.now();
      if (known !== undefined && now - known.readAt < freshMs) return known.reading;
      if (entries.size >= appsMax) entries.clear();
      const reading = readApp(host, isLiveOpen, appId);
      entries.set(appId, { readAt: now, reading });
      // A fault is this request's; the next one reads again.
      reading.catch(() => entries.delete(appId));
      return reading;
    },
  };
}

const tenantStatement = {
  name: 'connect.tenant_of_app',
  text: 'select tenant_id from connect.tenant_of_app($1)',
};

async function readApp(host: Host, isLiveOpen: IsLiveOpen, appId: AppId): Promise<KnownApp | null> {
  const found = await host.pool.query<{ tenant_id: TenantId }>({
    ...tenantStatement,
    values: [appId],
  });
  const tenantId = found.rows[0]?.tenant_id;
  if (tenantId === undefined) return null;
  const scope = { tenantIds: [tenantId], actor: systemActor('app door'), requestId: 'app door' };
  const known = await inTransaction(host, scope, async (tx) => {
    const [app] = await readApps(tx, appId);
    assert(app, 'the door named the tenant of the app');
    const sealed = await tx.sql<{ id: Id<'key'>; scopes: string[]; sealed: Buffer }>`
      select id, scopes, secret_sealed as sealed from connect.app_key
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and app_id = ${appId}
         and revoked_at is null
       order by created_at desc, id desc`;
    const cipher = await tenantCipher(tx);
    const keys = sealed.map((key) => ({
      id: key.id,
      scopes: new Set(key.scopes),
      secret: createSecretKey(cipher.openBytes(key.sealed)),
    }));
    return { app, keys };
  });
  const { id, name, environment, requestsPerMinute, ...lists } = known.app;
  return {
    id,
    name,
    environment,
    requestsPerMinute,
    tenantId,
    keys: known.keys,
    allowed: listOrNone(lists.allowedAddresses),
    denied: listOrNone(lists.deniedAddresses),
    isBlocked: environment === 'live' && !(await isLiveOpen(host, tenantId)),
  };
}

function listOrNone(entries: readonly string[]): BlockList | null {
  if (entries.length === 0) return null;
  const list = addressListOf(entries);
  assert(list, 'a stored list was checked');
  return list;
}
