import type { FastifyRequest } from 'fastify';
import type { Origin, SessionKind, UploadedFile } from '../postgres/transaction.ts';
import { Refusal } from './problem.ts';

/**
 * With TLS, cookies have the prefix that lets no other host of the domain, and nothing sent without
 * TLS, set them (RFC 6265bis).
 */
export function cookieName(what: SessionKind | 'browser' | 'device', secure: boolean): string {
  return `${secure ? '__Host-' : ''}heyi_${what}`;
}

export function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

export function tokenOf(request: FastifyRequest, secure: boolean): string | null {
  const bearer = headerOf(request, 'authorization');
  if (bearer?.startsWith('Bearer ')) return bearer.slice(7);
  return request.cookies[cookieName('session', secure)] ?? null;
}

/** The session of a link: it travels in its cookie alone, so that no script can hold it. */
export function linkTokenOf(request: FastifyRequest, secure: boolean): string | null {
  return request.cookies[cookieName('link', secure)] ?? null;
}

export function originOf(request: FastifyRequest, secure: boolean): Origin {
  const userAgent = headerOf(request, 'user-agent') ?? '';
  const site = `${secure ? 'https' : request.protocol}://${request.host}`;
  return { address: request.ip, userAgent: userAgent.slice(0, 300), site };
}

/** Where a browser's request came from, and what was left with it earlier. */
export function browserOriginOf(request: FastifyRequest, secure: boolean): Origin {
  const knownBrowser = request.cookies[cookieName('browser', secure)];
  const device = request.cookies[cookieName('device', secure)];
  return {
    ...originOf(request, secure),
    ...(knownBrowser !== undefined && { knownBrowser }),
    ...(device !== undefined && { device }),
  };
}

/**
 * A page of another site cannot change anything here: its requests carry its origin, and a form
 * cannot send our content types.
 */
export function refuseForged(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = headerOf(request, 'origin');
  if (origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.host) return;
  if (origin === undefined && headerOf(request, 'sec-fetch-site') === undefined) return;
  throw new Refusal({ code: 'request.forged' });
}

/** A signature, or a token in the form of a JWT, which no session has. */
export function isSentByApp(request: FastifyRequest): boolean {
  const names = ['x-app-id', 'x-signature'];
  if (names.some((name) => headerOf(request, name) !== undefined)) return true;
  return /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/.test(headerOf(request, 'authorization') ?? '');
}

export type Sent = { fields: object; upload: UploadedFile | null };

/** What stands beside the path: the query of a GET or DELETE, else the JSON body. */
export function readSent(request: FastifyRequest): Sent {
  const inQuery = ['GET', 'HEAD', 'DELETE'].includes(request.method);
  const fields = (inQuery ? request.query : request.body) ?? {};
  if (typeof fields !== 'object' || Array.isArray(fields)) {
    throw new Refusal({ code: 'request.body_malformed' });
  }
  return { fields, upload: null };
}

/** One file and the fields that were sent before it. */
export async function readMultipart(request: FastifyRequest): Promise<Sent> {
  const part = request.isMultipart() ? await request.file() : undefined;
  if (!part) {
    const fields = [{ path: 'file', message: 'file.missing' }];
    throw new Refusal({ code: 'request.invalid', fields });
  }
  const content = await part.toBuffer();
  const fields = Object.fromEntries(
    Object.entries(part.fields).flatMap(([name, field]) =>
      field && !Array.isArray(field) && field.type === 'field' ? [[name, field.value]] : [],
    ),
  );
  return { fields, upload: { name: part.filename, type: part.mimetype, content } };
}
