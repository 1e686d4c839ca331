import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import type { FileAnswer, Operation } from '@heyi/contract';
import { assert, machineTime } from '@heyi/kernel';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Actor, callerIdOf } from '../actor.ts';
import type { Host } from '../host.ts';
import type { NewSession, Origin, SessionKind } from '../postgres/transaction.ts';
import { answerError, problemContextOf, sendProblem } from './answer-error.ts';
import type { AppDoor } from './app-door.ts';
import { type CountAddress, isForApps, serveApps } from './app-routes.ts';
import { directHandler } from './direct-routes.ts';
import { guardGuesses, type TakeTurn } from './guesses.ts';
import { noteDenial } from './note-denial.ts';
import { problemOf, Refusal } from './problem.ts';
import {
  browserOriginOf,
  cookieName,
  headerOf,
  isSentByApp,
  linkTokenOf,
  readMultipart,
  readSent,
  refuseForged,
  tokenOf,
} from './request.ts';
import type { DirectRoute, Route } from './route.ts';
import { sendFile } from './send-file.ts';
import { completeLanguageOf } from './translations.ts';
import { admit, runOperation } from './run-operation.ts';
import { openTurnstile, type Turnstile } from './turnstile.ts';
import { programHeaders, securityHeaders } from './security-headers.ts';
import { fieldOpenerOf } from './sealed-fields.ts';

const bodyBytesMax = 5 * 1024 * 1024;
const fileBytesMax = 50 * 1024 * 1024;
const guessesPerMinuteUsual = 60;
const knownBrowserSeconds = 180 * 86_400;

/** How a request's credentials become an actor; `access` answers it. */
export type Authenticate = (host: Host, token: string) => Promise<Actor | null>;

export type HttpOptions = {
  host: Host;
  routes: readonly Route[];
  /** Operations of apps that gather their requests themselves. */
  directRoutes?: readonly DirectRoute[];
  authenticate: Authenticate;
  /** The same of the session of a person's link; without it no link opens anything. */
  authenticateLink?: Authenticate;
  /** How programs of clients come in; without it no app does. */
  apps?: AppDoor;
  /** Whether browsers reach us by TLS: cookies are then sent over TLS only. */
  secure: boolean;
  /** Of one account; and of one address, for requests that are not signed in. */
  requestsPerMinute: number;
  /** The same of requests that may guess a secret; else sixty. */
  guessesPerMinute?: number;
  /** Whether sensitive fields may come as plain text, for programs that reach us by TLS. */
  acceptPlainFields?: boolean;
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
  await server.register(cookie);
  await server.register(multipart, { limits: { fileSize: fileBytesMax, files: 1, fields: 20 } });
  await server.register(rateLimit, { global: false, timeWindow: 60_000 });
  server.setErrorHandler((error, request, reply) => answerError(error, request, reply));
  server.setNotFoundHandler((request, reply) => {
    answerError(new Refusal({ code: 'route.not_found' }), request, reply);
  });
  const [headers, headersForApps] = [securityHeaders(options.secure), programHeaders()];
  server.addHook('onRequest', async (request, reply) => {
    const isProgram = isForApps(request);
    void reply.headers(isProgram ? headersForApps : headers);
    // No browser sends an app's credentials by itself, so no page can forge with them.
    if (!isProgram) refuseForged(request);
  });
  const identify = identifierOf(server, options);
  const takeTurn = guardGuesses(server, options.guessesPerMinute ?? guessesPerMinuteUsual);
  const [forApps, forPeople] = partition(options.routes);
  const takeUpload = openTurnstile(uploadsAtOnce, uploadsInLine);
  const doors = { identify, takeTurn, takeUpload };
  for (const route of forPeople) addRoute(server, options, route, doors);
  const [direct, directForPeople] = partition(options.directRoutes ?? []);
  for (const { operation } of [...forApps, ...direct]) assertServable(operation);
  for (const route of directForPeople) addDirectRoute(server, options, route, identify);
  await server.register(serveApps(options, forApps, direct, addressCounterOf(server, options)));
  return server;
}

function partition<R extends Pick<Route, 'operation'>>(
  routes: readonly R[],
): [forApps: R[], forPeople: R[]] {
  const isForApp = ({ operation }: R) => operation.scope === 'app';
  return [routes.filter(isForApp), routes.filter((route) => !isForApp(route))];
}

/** What gathers requests of people by links: their sessions sign nothing, so there is no nonce. */
function addDirectRoute(
  server: FastifyInstance,
  { host, secure }: HttpOptions,
  route: DirectRoute,
  identify: Identify,
): void {
  const { operation } = route;
  assert(operation.scope === 'link', `${operation.id}: apps and links alone are served directly`);
  const handler = directHandler(route, {
    host,
    secure,
    async enter(request) {
      const actor = await identify(request, operation);
      return { actor: admit(host, operation, actor), nonce: null };
    },
    readFields: async (request) => ({
      ...readSent(request).fields,
      ...(request.params as object),
    }),
  });
  server.route({ method: operation.method, url: operation.path, handler });
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

type Identify = (request: FastifyRequest, operation: Operation) => Promise<Actor | null>;

/** Who sent the request. Counts it for the caller, or for the address when nobody is known. */
function identifierOf(server: FastifyInstance, options: HttpOptions): Identify {
  const keys = new WeakMap<FastifyRequest, string>();
  const count = server.createRateLimit({
    max: options.requestsPerMinute,
    keyGenerator: (request) => keys.get(request) ?? request.ip,
  });
  const { host, secure, authenticate, authenticateLink } = options;
  return async (request, { scope }) => {
    const isLink = scope === 'link';
    const token = isLink ? linkTokenOf(request, secure) : tokenOf(request, secure);
    const reads = isLink ? authenticateLink : authenticate;
    const actor = token === null || reads === undefined ? null : await reads(host, token);
    const callerId = actor && callerIdOf(actor);
    if (callerId !== null) keys.set(request, callerId);
    const limit = await count(request);
    if (!limit.isAllowed && limit.isExceeded) {
      throw new Refusal({ code: 'rate.limited', retryAfterSeconds: limit.ttlInSeconds });
    }
    if (actor === null && scope !== 'public' && isSentByApp(request)) {
      throw new Refusal({ code: 'operation.not_for_apps' });
    }
    return actor;
  };
}

/** What all routes of a server share. */
type Doors = {
  readonly identify: Identify;
  readonly takeTurn: TakeTurn;
  readonly takeUpload: Turnstile;
};

/**
 * Files are looked through within their transaction, some for seconds: of ten connections they hold
 * three. Who waits in line has the file in memory already.
 */
const uploadsAtOnce = 3;
const uploadsInLine = 24;

type WantedSession = { readonly session: NewSession | null; readonly kind: SessionKind };

/** Who sent a request, and from where. */
type Caller = { readonly actor: Actor | null; readonly origin: Origin };

function addRoute(
  server: FastifyInstance,
  options: HttpOptions,
  route: Route,
  { identify, takeTurn, takeUpload }: Doors,
): void {
  const { operation } = route;
  assertServable(operation);
  const { host, secure, acceptPlainFields = false } = options;
  const openFields = fieldOpenerOf(operation, host.keyRing.master, acceptPlainFields);
  const answer = async (request: FastifyRequest, reply: FastifyReply, caller: Caller) => {
    const { actor, origin } = caller;
    // Nothing is uploaded or opened only to hear that one may not.
    if (operation.upload || openFields) admit(host, operation, actor);
    const sent = operation.upload ? await readMultipart(request) : readSent(request);
    const path = request.url.split('?', 1)[0]!;
    const arrival = { method: operation.method, path, now: host.clock.now() };
    const fields = (await openFields?.(sent.fields, arrival)) ?? sent.fields;
    let wanted = null as WantedSession | null;
    const operationRequest = {
      id: request.id,
      origin,
      language: completeLanguageOf(headerOf(request, 'accept-language') ?? ''),
      actor,
      input: { ...fields, ...(request.params as object) },
      idempotencyKey: headerOf(request, 'idempotency-key'),
      upload: sent.upload,
      setSession: (session: NewSession | null, kind: SessionKind = 'session') =>
        void (wanted = { session, kind }),
    };
    const run = () =>
      takeTurn(operation, request, actor?.accountId ?? null, () =>
        runOperation(host, route, operationRequest),
      );
    const outcome = operation.upload ? await takeUpload(run) : await run();
    if (outcome.kind === 'failure') {
      const { failure, status } = outcome;
      return sendProblem(reply, problemOf(failure, status, problemContextOf(request)));
    }
    // Only now is the session committed.
    if (wanted !== null) setSessionCookie(reply, wanted, options);
    if (operation.download) return sendFile(reply, outcome.body as FileAnswer);
    return reply.header('cache-control', 'no-store').send(outcome.body);
  };
  server.route({
    method: operation.method,
    url: operation.path,
    handler: async (request, reply) => {
      const actor = await identify(request, operation);
      const caller = { id: request.id, actor, origin: browserOriginOf(request, secure) };
      try {
        return await answer(request, reply, caller);
      } catch (error) {
        await noteDenial(host, operation, caller, error);
        throw error;
      }
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
  { session, kind }: WantedSession,
  { secure, host }: HttpOptions,
): void {
  const attributes = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;
  const name = cookieName(kind, secure);
  if (session === null) {
    void reply.clearCookie(name, attributes);
    return;
  }
  const expires = new Date(machineTime(host.clock, session.expiresAt));
  void reply.setCookie(name, session.token, { ...attributes, expires });
  const kept = { ...attributes, maxAge: knownBrowserSeconds };
  const { knownBrowser, device } = session;
  if (knownBrowser !== undefined) {
    void reply.setCookie(cookieName('browser', secure), knownBrowser, kept);
  }
  if (device !== undefined) void reply.setCookie(cookieName('device', secure), device, kept);
}
