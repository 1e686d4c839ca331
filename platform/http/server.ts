import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import type { FileAnswer } from '@heyi/contract';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Actor } from '../actor.ts';
import type { Host } from '../host.ts';
import type { UploadedFile } from '../postgres/transaction.ts';
import { type CommonFailure, problemOf, Refusal } from './problem.ts';
import type { Route } from './route.ts';
import { runOperation } from './run-operation.ts';

export const sessionCookie = 'heyi_session';

const bodyBytesMax = 5 * 1024 * 1024;
const fileBytesMax = 50 * 1024 * 1024;

/** How a request's credentials become an actor; `access` answers it. */
export type Authenticate = (host: Host, token: string) => Promise<Actor | null>;

/** The API of `routes` under `/v1`. Pages and further doors are added by the composition. */
export async function createHttpServer(options: {
  host: Host;
  routes: readonly Route[];
  authenticate: Authenticate;
  /** Whether browsers reach us by TLS: cookies are then sent over TLS only. */
  secure: boolean;
  requestsPerMinute: number;
}): Promise<FastifyInstance> {
  const server = Fastify({
    bodyLimit: bodyBytesMax,
    genReqId: () => randomUUID(),
    // Query strings and bodies can hold personal data: neither is ever logged.
    logger: false,
    routerOptions: { maxParamLength: 200 },
  });
  await server.register(helmet, { contentSecurityPolicy: contentSecurityPolicy(options.secure) });
  await server.register(cookie);
  await server.register(multipart, { limits: { fileSize: fileBytesMax, files: 1, fields: 20 } });
  await server.register(rateLimit, {
    max: options.requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => request.cookies[sessionCookie] ?? request.ip,
    errorResponseBuilder: () => new Refusal({ code: 'rate.limited' }),
  });
  server.setErrorHandler((error, request, reply) => answerError(error, request, reply));
  server.setNotFoundHandler((request, reply) => {
    answerError(new Refusal({ code: 'route.not_found' }), request, reply);
  });
  server.addHook('onRequest', async (request) => refuseForged(request));
  for (const route of options.routes) addRoute(server, options, route);
  return server;
}

function addRoute(
  server: FastifyInstance,
  options: { host: Host; authenticate: Authenticate; secure: boolean },
  route: Route,
): void {
  const { operation } = route;
  server.route({
    method: operation.method,
    url: operation.path,
    handler: async (request, reply) => {
      const token = tokenOf(request);
      const actor = token === null ? null : await options.authenticate(options.host, token);
      const { fields, upload } = operation.upload
        ? await readMultipart(request)
        : { fields: (request.body ?? {}) as object, upload: null };
      const sent = operation.method === 'GET' || operation.method === 'DELETE' ? request.query : fields;
      const answer = await runOperation(options.host, route, {
        id: request.id,
        actor,
        input: { ...(sent as object), ...(request.params as object) },
        idempotencyKey: headerOf(request, 'idempotency-key'),
        upload,
        setSession: (session) => setSessionCookie(reply, session, options.secure),
      });
      if (answer.kind === 'failure') {
        return sendProblem(reply, problemOf(answer.failure, answer.status, requestOf(request)));
      }
      if (operation.download) return sendFile(reply, answer.body as FileAnswer);
      return reply.header('cache-control', 'no-store').send(answer.body);
    },
  });
}

function tokenOf(request: FastifyRequest): string | null {
  const bearer = headerOf(request, 'authorization');
  if (bearer?.startsWith('Bearer ')) return bearer.slice(7);
  return request.cookies[sessionCookie] ?? null;
}

/**
 * A page of another site cannot change anything here: its requests carry its origin, and a form
 * cannot send our content types.
 */
function refuseForged(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = headerOf(request, 'origin');
  if (origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.host) return;
  if (origin === undefined && headerOf(request, 'sec-fetch-site') === undefined) return;
  throw new Refusal({ code: 'request.forged' });
}

async function readMultipart(
  request: FastifyRequest,
): Promise<{ fields: object; upload: UploadedFile | null }> {
  if (!request.isMultipart()) throw new Refusal({ code: 'request.invalid', fields: [] });
  const part = await request.file();
  if (!part) throw new Refusal({ code: 'request.invalid', fields: [{ path: 'file' }] });
  const content = await part.toBuffer();
  const fields = Object.fromEntries(
    Object.entries(part.fields).flatMap(([name, field]) =>
      field && !Array.isArray(field) && field.type === 'field' ? [[name, field.value]] : [],
    ),
  );
  return { fields, upload: { name: part.filename, type: part.mimetype, content } };
}

function setSessionCookie(
  reply: FastifyReply,
  session: { token: string; expiresAt: string } | null,
  secure: boolean,
): void {
  const attributes = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;
  if (session === null) {
    void reply.clearCookie(sessionCookie, attributes);
  } else {
    const expires = new Date(session.expiresAt);
    void reply.setCookie(sessionCookie, session.token, { ...attributes, expires });
  }
}

function sendFile(reply: FastifyReply, file: FileAnswer): FastifyReply {
  const name = encodeURIComponent(file.name);
  const body = file.body instanceof Uint8Array ? Buffer.from(file.body) : Readable.from(file.body);
  return reply
    .header('content-type', file.type)
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
    .send(body);
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = refusalOf(error);
  if (refusal.status >= 500) reportFault(error, request);
  void sendProblem(reply, problemOf(refusal.failure, refusal.status, requestOf(request)));
}

const codesByStatus: Record<number, CommonFailure> = {
  400: 'request.invalid',
  404: 'route.not_found',
  413: 'request.too_large',
  415: 'request.invalid',
  429: 'rate.limited',
};

/** PostgreSQL's classes for "not now": connection lost, shutting down, too many connections. */
const outageStates = /^(08|53|57P)/;

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (code === '55P03') return new Refusal({ code: 'idempotency.in_progress' });
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || outageStates.test(code ?? '')) {
    return new Refusal({ code: 'server.unavailable' });
  }
  return new Refusal({ code: codesByStatus[statusCode ?? 500] ?? 'server.failed' });
}

/** The operator's log: enough to find the fault, nothing that was sent. */
function reportFault(error: unknown, request: FastifyRequest): void {
  const route = request.routeOptions.url ?? 'no route';
  const text = error instanceof Error ? (error.stack ?? error.message) : 'unknown fault';
  process.stderr.write(`fault ${request.id} ${request.method} ${route}\n${text}\n`);
}

function sendProblem(reply: FastifyReply, problem: ReturnType<typeof problemOf>): FastifyReply {
  return reply
    .status(problem.status)
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problem));
}

function requestOf(request: FastifyRequest): { id: string; language: string } {
  return { id: request.id, language: headerOf(request, 'accept-language') ?? 'zh-CN' };
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Styles are inlined by the component library; scripts never are. */
function contentSecurityPolicy(secure: boolean) {
  return {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
      formAction: ["'self'"],
      ...(secure ? { upgradeInsecureRequests: [] } : {}),
    },
  };
}
