import { assert, type Id, parseId, unixSeconds } from '@heyi/kernel';
import {
  type Actor,
  type AppCaller,
  type AppDoor,
  type AppRequest,
  faultText,
  type Host,
  Refusal,
  shardKeyOf,
  systemActor,
} from '@heyi/platform';
import { isListed } from '../app/address-list.ts';
import { nonceDigest } from '../nonce/nonce.ts';
import { openNonceStore } from '../nonce/nonce-store.ts';
import { openRateLimiter, type RateLimiter } from '../rate/rate-limiter.ts';
import { type AccessTokens, openAccessTokens } from '../token/access-token.ts';
import {
  type AppDirectory,
  type IsLiveOpen,
  type KnownApp,
  type KnownKey,
  openAppDirectory,
} from './app-directory.ts';
import { isSignedWith, readSignature, signedText, toleranceSeconds } from './signature.ts';

/** The door of this process, and what the token endpoint shares with it. */
export type OpenAppDoor = AppDoor & {
  readonly directory: AppDirectory;
  readonly tokens: AccessTokens;
  stop(): Promise<void>;
};

type Tell = (name: string, value: string) => void;

const shareEveryMs = 1000;
const dropEveryMs = 30_000;

/**
 * Lets in programs of clients: by a signature over the request, or by a token of the OAuth2 client
 * credentials grant. Checked in this order: credentials, app and key, address, time, signature,
 * what the law leaves open, the limit.
 */
export function openAppDoor(host: Host, isLiveOpen: IsLiveOpen): OpenAppDoor {
  const directory = openAppDirectory(host, isLiveOpen);
  const tokens = openAccessTokens(host);
  const limiter = openRateLimiter(host);
  const nonces = openNonceStore(host);
  const stopSharing = every(shareEveryMs, () => limiter.share());
  const stopDropping = every(dropEveryMs, async () => {
    await host.pool.query('select connect.drop_nonces($1)', [unixSeconds(host.clock)]);
  });
  return {
    directory,
    tokens,
    admit: (request, tell) =>
      request.headers['authorization']?.startsWith('Bearer ')
        ? admitToken({ host, directory, tokens, limiter }, request, tell)
        : admitSigned({ host, directory, limiter }, request, tell),
    spendNonce: (nonce) => nonces.spend(nonce),
    stop: async () => void (await Promise.all([stopSharing(), stopDropping()])),
  };
}

type Parts = { host: Host; directory: AppDirectory; limiter: RateLimiter };

async function admitSigned(
  { host, directory, limiter }: Parts,
  request: AppRequest,
  tell: Tell,
): Promise<AppCaller> {
  const read = readSignature(request.headers);
  if (!read.ok) throw new Refusal({ ...read.failure });
  const sent = read.value;
  const app = await findApp(directory, parseId('app', sent.appId));
  refuseAddress(app, request.address);
  if (Math.abs(sent.timestamp - unixSeconds(host.clock)) > toleranceSeconds) {
    throw new Refusal({ code: 'signature.expired' });
  }
  const text = signedText(request, sent.timestamp, sent.nonce);
  const key = app.keys.find(({ secret }) => isSignedWith(secret, text, sent.mac));
  if (key === undefined) throw new Refusal({ code: 'signature.wrong' });
  enter(app, limiter, tell);
  const nonce = {
    digest: nonceDigest(app.id, sent.nonce),
    stampedAt: sent.timestamp,
    shardKey: shardKeyOf(app.tenantId),
  };
  return { actor: actorOf(app, key, key.scopes), nonce };
}

async function admitToken(
  { directory, tokens, limiter }: Parts & { tokens: AccessTokens },
  request: AppRequest,
  tell: Tell,
): Promise<AppCaller> {
  const header = request.headers['authorization'];
  assert(header, 'it was looked at before');
  const token = await tokens.read(header.slice('Bearer '.length));
  const app = await findApp(directory, token?.appId ?? null);
  const key = app.keys.find(({ id }) => id === token?.keyId);
  if (token === null || key === undefined) throw new Refusal({ code: 'app.credentials_invalid' });
  refuseAddress(app, request.address);
  enter(app, limiter, tell);
  const scopes = token.scopes.filter((scope) => key.scopes.has(scope));
  return { actor: actorOf(app, key, new Set(scopes)), nonce: null };
}

/** One that has no active key is answered like one that does not exist. */
async function findApp(directory: AppDirectory, appId: Id<'app'> | null): Promise<KnownApp> {
  const app = appId === null ? null : await directory.find(appId);
  if (app === null || app.keys.length === 0) {
    throw new Refusal({ code: 'app.credentials_invalid' });
  }
  return app;
}

/** A denied address is refused even when a range around it is allowed. */
export function isAddressAllowed(app: Pick<KnownApp, 'allowed' | 'denied'>, address: string) {
  if (app.denied !== null && isListed(app.denied, address)) return false;
  return app.allowed === null || isListed(app.allowed, address);
}

function refuseAddress(app: KnownApp, address: string): void {
  if (!isAddressAllowed(app, address)) throw new Refusal({ code: 'address.refused', address });
}

function enter(app: KnownApp, limiter: RateLimiter, tell: Tell): void {
  if (app.isBlocked) throw new Refusal({ code: 'app.live_blocked' });
  limiter.count(app, tell);
}

function actorOf(app: KnownApp, key: KnownKey, permissions: ReadonlySet<string>): Actor {
  return {
    ...systemActor(app.name),
    tenantId: app.tenantId,
    permissions,
    assignedTenantIds: [app.tenantId],
    app: { id: app.id, environment: app.environment, keyId: key.id },
  };
}

/** Repeats the work until it is stopped; a fault is told once a kind and tried again. */
function every(milliseconds: number, work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let told = '';
  const timer = setInterval(() => {
    running = running.then(work).then(
      () => void (told = ''),
      (error: unknown) => {
        const fault = faultText(error);
        if (fault !== told) process.stderr.write(`app door: ${fault}\n`);
        told = fault;
      },
    );
  }, milliseconds);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
