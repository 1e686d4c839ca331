import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../actor.ts';
import { Refusal } from './problem.ts';
import { headerOf, type Sent } from './request.ts';

/** What an app signed: everything as it was sent, before anybody has read it. */
export type AppRequest = {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly address: string;
};

/** A signature's mark that may be used once, as long as its time is valid. */
export type Nonce = {
  /** Of app and nonce together. */
  readonly digest: string;
  /** The signed time, in seconds. */
  readonly stampedAt: number;
  /** Where it is kept; the same for the same request. */
  readonly shardKey: number;
};

export type AppCaller = {
  readonly actor: Actor;
  /** Not used up yet: {@link AppDoor.spendNonce} does it. Null when a token was brought. */
  readonly nonce: Nonce | null;
};

/** How programs of clients come in; `connect` answers it. */
export type AppDoor = {
  /** Who sent it; throws a {@link Refusal}. Tells the headers of the rate limit. */
  admit(request: AppRequest, tell: (name: string, value: string) => void): Promise<AppCaller>;
  /** Uses the nonce up on all servers; throws a {@link Refusal} when it was used before. */
  spendNonce(nonce: Nonce): Promise<void>;
};

/** The bytes are what was signed: they are kept as they came and read when the sender is known. */
export function keepRawBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
}

export async function admitApp(
  door: AppDoor | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<AppCaller> {
  if (door === undefined) throw new Refusal({ code: 'app.credentials_required' });
  const headers: Record<string, string | undefined> = {};
  for (const name of Object.keys(request.headers)) headers[name] = headerOf(request, name);
  const { method, url, ip: address } = request;
  return door.admit({ method, url, headers, body: bodyOf(request), address }, (name, value) => {
    void reply.header(name, value);
  });
}

function bodyOf(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

/** Query or JSON body, from the bytes. */
export function readSigned(request: FastifyRequest): Sent {
  if (['GET', 'HEAD', 'DELETE'].includes(request.method)) {
    return { fields: request.query as object, upload: null };
  }
  const body = bodyOf(request);
  const fields: unknown = body.length === 0 ? {} : parsed(body);
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    throw new Refusal({ code: 'request.body_malformed' });
  }
  return { fields, upload: null };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new Refusal({ code: 'request.body_malformed' });
  }
}
