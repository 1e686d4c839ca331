import { createHmac, randomBytes } from 'node:crypto';
import { assert, formatId, type Id, unixSeconds } from '@heyi/kernel';
import {
  type Authenticate,
  createHttpServer,
  type DirectRoute,
  type Host,
  type Route,
  type TenantId,
} from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { createApp } from './app/create-app.ts';
import { createAppKey } from './app/create-app-key.ts';
import { updateApp } from './app/update-app.ts';
import type { Environment } from './app/app.ts';
import type { IsLiveOpen } from './door/app-directory.ts';
import { openAppDoor } from './door/open-app-door.ts';
import { signedText } from './door/signature.ts';
import { tokenDoor } from './token/token-door.ts';

export type TestApp = {
  readonly id: Id<'app'>;
  readonly keyId: Id<'key'>;
  readonly secret: string;
};

/** An app with one key, which may call from anywhere. */
export async function openTestApp(
  world: TestHost,
  tenantId: TenantId,
  wanted: { environment?: Environment; scopes?: string[]; name?: string } = {},
): Promise<TestApp> {
  const environment = wanted.environment ?? 'sandbox';
  const name = wanted.name ?? `直播平台 ${randomBytes(4).toString('hex')}`;
  return world.as(tenantId, async (tx) => {
    const app = await createApp(tx, { tenantId, name, environment });
    assert(app.ok, 'the name is free');
    const changed = await updateApp(tx, {
      tenantId,
      appId: app.value.id,
      name,
      deniedAddresses: [],
      allowedAddresses: environment === 'live' ? ['0.0.0.0/0', '::/0'] : [],
      requestsPerMinute: 10_000_000,
    });
    assert(changed.ok, 'the lists are well formed');
    const scopes = wanted.scopes ?? ['webhooks:write'];
    const key = await createAppKey(tx, { tenantId, appId: app.value.id, scopes });
    assert(key.ok, JSON.stringify(key));
    return { id: app.value.id, keyId: key.value.id, secret: key.value.secret };
  });
}

export type SignedRequest = {
  method: string;
  url: string;
  body?: string;
  /** Unix seconds; the host's time otherwise. */
  timestamp?: number;
  nonce?: string;
};

/** The headers with which the app sends the request. */
export function signedHeaders(
  host: Pick<Host, 'clock'>,
  app: { id: Id<'app'>; secret: string },
  request: SignedRequest,
): Record<string, string> {
  const timestamp = request.timestamp ?? unixSeconds(host.clock);
  const nonce = request.nonce ?? randomBytes(16).toString('base64url');
  const { method, url } = request;
  const text = signedText({ method, url, body: Buffer.from(request.body ?? '') }, timestamp, nonce);
  const mac = createHmac('sha256', app.secret).update(text).digest('base64');
  return {
    'x-app-id': formatId('app', app.id),
    'x-timestamp': String(timestamp),
    'x-nonce': nonce,
    'x-signature': `v1=${mac}`,
    ...(request.body !== undefined && { 'content-type': 'application/json' }),
  };
}

/** A server that lets apps in; several of them stand for several machines. */
export async function openAppServer(
  host: Host,
  routes: readonly Route[],
  options: {
    isLiveOpen?: boolean | IsLiveOpen;
    trustedProxies?: string[];
    /** Whether browsers reach it by TLS; a test's own browser does not. */
    secure?: boolean;
    directRoutes?: readonly DirectRoute[];
    authenticateLink?: Authenticate;
  } = {},
) {
  const { isLiveOpen = true } = options;
  const apps = openAppDoor(
    host,
    typeof isLiveOpen === 'function' ? isLiveOpen : async () => isLiveOpen,
  );
  const server = await createHttpServer({
    host,
    routes,
    ...(options.directRoutes && { directRoutes: options.directRoutes }),
    apps,
    ...(options.authenticateLink && { authenticateLink: options.authenticateLink }),
    authenticate: async () => null,
    secure: options.secure ?? true,
    requestsPerMinute: 10_000,
    ...(options.trustedProxies && { trustedProxies: options.trustedProxies }),
  });
  await server.register(tokenDoor(apps, 10_000));
  return {
    server,
    apps,
    async close() {
      await server.close();
      await apps.stop();
    },
  };
}
