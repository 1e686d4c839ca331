import { timingSafeEqual } from 'node:crypto';
import { parseId } from '@heyi/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { KnownApp, KnownKey } from '../door/app-directory.ts';
import { isAddressAllowed, type OpenAppDoor } from '../door/open-app-door.ts';
import { tokenSeconds } from './access-token.ts';

const bodyBytesMax = 16 * 1024;

/** RFC 6749 §5.2. */
type TokenFailure = {
  status: 400 | 401;
  error: 'invalid_request' | 'invalid_client' | 'invalid_scope' | 'unsupported_grant_type';
};

/**
 * `POST /oauth/token`: the OAuth2 client credentials grant. The client id is the app's id, the
 * secret that of one of its active keys. Register it in a scope of its own.
 */
export function tokenDoor(door: OpenAppDoor, requestsPerMinute: number) {
  return async (scope: FastifyInstance): Promise<void> => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    scope.route({
      method: 'POST',
      url: '/oauth/token',
      bodyLimit: bodyBytesMax,
      config: { rateLimit: { max: requestsPerMinute, timeWindow: 60_000 } },
      handler: async (request, reply) => answer(reply, await giveToken(door, request)),
    });
  };
}

type Given = { access_token: string; token_type: 'Bearer'; expires_in: number; scope: string };

async function giveToken(
  door: OpenAppDoor,
  request: FastifyRequest,
): Promise<Given | TokenFailure> {
  const { body } = request;
  if (!(body instanceof URLSearchParams)) return { status: 400, error: 'invalid_request' };
  if (body.get('grant_type') !== 'client_credentials') {
    return { status: 400, error: 'unsupported_grant_type' };
  }
  const client = await clientOf(door, request, body);
  if (client === null) return { status: 401, error: 'invalid_client' };
  const { app, key } = client;
  const wanted = body.get('scope')?.split(' ').filter(Boolean) ?? [...key.scopes];
  if (wanted.some((scope) => !key.scopes.has(scope)))
    return { status: 400, error: 'invalid_scope' };
  const scopes = [...new Set(wanted)].toSorted();
  return {
    access_token: await door.tokens.give({ appId: app.id, keyId: key.id, scopes }),
    token_type: 'Bearer',
    expires_in: tokenSeconds,
    scope: scopes.join(' '),
  };
}

/** One who may not come from there is told no more than one with a wrong secret. */
async function clientOf(
  door: OpenAppDoor,
  request: FastifyRequest,
  body: URLSearchParams,
): Promise<{ app: KnownApp; key: KnownKey } | null> {
  const credentials = credentialsOf(request.headers.authorization, body);
  const appId = credentials === null ? null : parseId('app', credentials.id);
  if (credentials === null || appId === null) return null;
  const app = await door.directory.find(appId);
  if (app === null || app.isBlocked || !isAddressAllowed(app, request.ip)) return null;
  const given = Buffer.from(credentials.secret);
  const key = app.keys.find(({ secret }) => {
    const kept = secret.export();
    return kept.length === given.length && timingSafeEqual(kept, given);
  });
  return key === undefined ? null : { app, key };
}

/** By Basic authentication, or in the body (RFC 6749 §2.3.1). */
function credentialsOf(
  header: string | undefined,
  body: URLSearchParams,
): { id: string; secret: string } | null {
  if (header === undefined) {
    const [id, secret] = [body.get('client_id'), body.get('client_secret')];
    return id === null || secret === null ? null : { id, secret };
  }
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/.exec(header)?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString();
  const cut = text.indexOf(':');
  return cut < 0 ? null : { id: text.slice(0, cut), secret: text.slice(cut + 1) };
}

function answer(reply: FastifyReply, outcome: Given | TokenFailure): FastifyReply {
  void reply.header('cache-control', 'no-store').type('application/json; charset=utf-8');
  if (!('error' in outcome)) return reply.send(outcome);
  if (outcome.status === 401) void reply.header('www-authenticate', 'Basic realm="heyi"');
  return reply.status(outcome.status).send({ error: outcome.error });
}
