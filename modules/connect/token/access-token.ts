import { createSecretKey, type KeyObject } from 'node:crypto';
import { formatId, type Id, newId, parseId, unixSeconds } from '@heyi/kernel';
import { type Host, lookupHash } from '@heyi/platform';
import { jwtVerify, SignJWT } from 'jose';
import type { AppId } from '../app/app.store.ts';

/** A token is as good as a key for this long. */
export const tokenSeconds = 1800;

const issuer = 'heyi';
const audience = 'heyi-api';
const type = 'at+jwt';

export type AccessToken = {
  readonly appId: AppId;
  readonly keyId: Id<'key'>;
  readonly scopes: readonly string[];
  /** Unix seconds. */
  readonly expiresAt: number;
};

/** RFC 9068, signed with a key that only servers of this installation can derive. */
export type AccessTokens = {
  give(token: Omit<AccessToken, 'expiresAt'>): Promise<string>;
  /** Null when it is not ours, or has ended. */
  read(text: string): Promise<AccessToken | null>;
};

const readMax = 10_000;

export function openAccessTokens(host: Host): AccessTokens {
  const key = createSecretKey(lookupHash(host.keyRing.master, 'access token', issuer));
  const known = new Map<string, AccessToken>();
  return {
    give: ({ appId, keyId, scopes }) => {
      const now = unixSeconds(host.clock);
      return new SignJWT({ client_id: formatId('app', appId), scope: scopes.join(' ') })
        .setProtectedHeader({ alg: 'HS256', typ: type, kid: formatId('key', keyId) })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(formatId('app', appId))
        .setJti(newId())
        .setIssuedAt(now)
        .setExpirationTime(now + tokenSeconds)
        .sign(key);
    },
    async read(text) {
      const now = unixSeconds(host.clock);
      const token = known.get(text) ?? (await verified(key, text));
      if (token === null || token.expiresAt <= now) {
        known.delete(text);
        return null;
      }
      // A signature is checked once; whether its key is revoked is asked each time.
      if (known.size >= readMax) known.clear();
      known.set(text, token);
      return token;
    },
  };
}

/** Its end is judged by the caller, whose clock is the host's. */
const anyAge = 100 * 365 * 86_400;

async function verified(key: KeyObject, text: string): Promise<AccessToken | null> {
  const options = { issuer, audience, typ: type, algorithms: ['HS256'], clockTolerance: anyAge };
  try {
    const { payload, protectedHeader } = await jwtVerify(text, key, options);
    const appId = parseId('app', payload.sub ?? '');
    const keyId = parseId('key', protectedHeader.kid ?? '');
    const { scope, exp } = payload;
    if (appId === null || keyId === null || typeof scope !== 'string' || exp === undefined) {
      return null;
    }
    return { appId, keyId, scopes: scope.split(' '), expiresAt: exp };
  } catch {
    return null;
  }
}
