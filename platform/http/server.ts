import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import { type FileAnswer, languageOf, type Operation } from '@heyi/contract';
import { assert, type Instant } from '@heyi/kernel';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Actor } from '../actor.ts';
import type { Host } from '../host.ts';
import { answerError, problemContextOf, sendProblem } from './answer-error.ts';
import type { AppDoor } from './app-door.ts';
import { type CountAddress, isForApps, serveApps } from './app-routes.ts';
import { problemOf, Refusal } from './problem.ts';
import {
  headerOf,
  originOf,
  readMultipart,
  readSent,
  refuseForged,
  sessionCookie,
  tokenOf,
} from './request.ts';
import type { DirectRoute, Route } from './route.ts';
import { sendFile } from './send-file.ts';
import { admit, runOperation } from './run-operation.ts';

const bodyBytesMax = 5 * 1024 * 1024;
const fileBytesMax = 50 * 1024 * 1024;

/** How a request's credentials become an actor; `access` answers it. */
export type Authenticate = (host: Host, token: string) => Promise<Actor | null>;

export type HttpOptions = {
  host: Host;
  routes: readonly Route[];
  /** Operations of apps that gather their requests themselves. */
  directRoutes?: readonly DirectRoute[];
  authenticate: Authenticate;
  /** How programs of clients come in; without it no app does. */
  apps?: AppDoor;
  /** Whether browsers reach us by TLS: cookies are then sent over TLS only. */
  secure: boolean;
  /** Of one account; and of one address, for requests that are not signed in. */
  requestsPerMinute: number;
  /** Addresses of our own proxies, whose word on a request's origin is believed. */
  trustedProxies?: string[];
};

/** The API of `routes` under `/v1`. Pages and further doors are added by the composition. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const server = Fastify({
    bodyLimit: bodyBytesMax,
    genReqId: () => randomUUID(),
    // Query strings and bodies can hold personal data: neither is ever logged.
    logger: false,
    routerOptions: { maxParamLength: 200 },
    trustProxy: options.trustedProxies ?? false,
  });
  // A form of another site can send text; JSON it cannot.
  server.removeContentTypeParser('text/plain');
  await server.register(helmet, { contentSecurityPolicy: contentSecurityPolicy(options.secure) });
  await server.register(cookie);
  await server.register(multipart, { limits: { fileSize: fileBytesMax, files: 1, fields: 20 } });
  await server.register(rateLimit, { global: false, timeWindow: 60_000 });
  server.setErrorHandler((error, request, reply) => answerError(error, request, reply));
  server.setNotFoundHandler((request, reply) => {
    answerError(new Refusal({ code: 'route.not_found' }), request, reply);
  });
  server.addHook('onRequest', async (request) => {
    // No browser sends an app's credentials by itself, so no page can forge with them.
    if (!isForApps(request)) refuseForged(request);
  });
  const identify = identifierOf(server, options);
  const [forApps, forPeople] = partition(options.routes);
  for (const route of forPeople) addRoute(server, options, route, identify);
  const direct = options.directRoutes ?? [];
  for (const { operation } of [...forApps, ...direct]) assertServable(operation);
  await server.register(serveApps(options, forApps, direct, addressCounterOf(server, options)));
  return server;
}

function partition(routes: readonly Route[]): [forApps: Route[], forPeople: Route[]] {
  const isForApp = ({ operation }: Route) => operation.scope === 'app';
  return [routes.filter(isForApp), routes.filter((route) => !isForApp(route))];
}

/** Whoever tries credentials is counted by address. */
function addressCounterOf(server: FastifyInstance, options: HttpOptions): CountAddress {
  const count = server.createRateLimit({
    max: options.requestsPerMinute,
    keyGenerator: (request) => `app ${request.ip}`,
  });
  return async (request) => {
    const limit = await count(request);
    if (!limit.isAllowed && limit.isExceeded) {
      throw new Refusal({ code: 'rate.limited', retryAfterSeconds: limit.ttlInSeconds });
    }
  };
}

type Identify = (request: FastifyRequest) => Promise<Actor | null>;

/** Who sent the request. Counts it for the account, or for the address when nobody is signed in. */
function identifierOf(server: FastifyInstance, options: HttpOptions): Identify {
  const keys = new WeakMap<FastifyRequest, string>();
  const count = server.createRateLimit({
    max: options.requestsPerMinute,
    keyGenerator: (request) => keys.get(request) ?? request.ip,
  });
  return async (request) => {
    const token = tokenOf(request);
    const actor = token === null ? null : await options.authenticate(options.host, token);
    if (actor?.accountId) keys.set(request, actor.accountId);
    const limit = await count(request);
    if (!limit.isAllowed && limit.isExceeded) {
      throw new Refusal({ code: 'rate.limited', retryAfterSeconds: limit.ttlInSeconds });
    }
    return actor;
  };
}

function addRoute(
  server: FastifyInstance,
  options: HttpOptions,
  route: Route,
  identify: Identify,
): void {
  const { operation } = route;
  assertServable(operation);
  server.route({
    method: operation.method,
    url: operation.path,
    handler: async (request, reply) => {
      const actor = await identify(request);
      // Nobody uploads fifty megabytes only to hear that they may not.
      if (operation.upload) admit(options.host, operation, actor);
      const sent = operation.upload ? await readMultipart(request) : readSent(request);
      let session: { token: string; expiresAt: Instant } | null | undefined;
      const answer = await runOperation(options.host, route, {
        id: request.id,
        origin: originOf(request),
        language: languageOf(headerOf(request, 'accept-language') ?? 'zh-CN'),
        actor,
        input: { ...sent.fields, ...(request.params as object) },
        idempotencyKey: headerOf(request, 'idempotency-key'),
        upload: sent.upload,
        setSession: (wanted) => void (session = wanted),
      });
      if (answer.kind === 'failure') {
        return sendProblem(
          reply,
          problemOf(answer.failure, answer.status, problemContextOf(request)),
        );
      }
      // Only now is the session committed.
      if (session !== undefined) setSessionCookie(reply, session, options.secure);
      if (operation.download) return sendFile(reply, answer.body as FileAnswer);
      return reply.header('cache-control', 'no-store').send(answer.body);
    },
  });
}

/** What the wrapper cannot do for any use case: repeat a file, or write to many tenants at once. */
function assertServable(operation: Operation): void {
  const reads = operation.method === 'GET' || operation.pure === true;
  assert(reads || !operation.download, `${operation.id}: a download only reads`);
  assert(reads || operation.scope !== 'assigned', `${operation.id}: 'assigned' only reads`);
}

function setSessionCookie(
  reply: FastifyReply,
  session: { token: string; expiresAt: Instant } | null,
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
