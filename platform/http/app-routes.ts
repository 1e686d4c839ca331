import type { Operation } from '@heyi/contract';
import { assert } from '@heyi/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Host } from '../host.ts';
import { admitApp, type AppCaller, type AppDoor, keepRawBodies, readSigned } from './app-door.ts';
import { type DirectDoor, directHandler, sendAnswer } from './direct-routes.ts';
import { Refusal } from './problem.ts';
import { headerOf, originOf } from './request.ts';
import type { DirectRoute, Route } from './route.ts';
import { fieldOpenerOf } from './sealed-fields.ts';
import { admit, runOperation } from './run-operation.ts';
import { completeLanguageOf } from './translations.ts';

/** Counts a failed attempt for its address; throws a refusal when there were too many. */
export type CountAddress = (request: FastifyRequest) => Promise<void>;

const config = { forApps: true } as const;

export function isForApps(request: FastifyRequest): boolean {
  return (request.routeOptions.config as Partial<typeof config>).forApps === true;
}

/** The operations of the scope `app`, in a scope of their own: their bodies stay bytes. */
export function serveApps(
  options: { host: Host; apps?: AppDoor; secure: boolean },
  routes: readonly Route[],
  directRoutes: readonly DirectRoute[],
  countAddress: CountAddress,
) {
  const { host, apps, secure } = options;
  const enter = async (request: FastifyRequest, reply: FastifyReply): Promise<AppCaller> => {
    try {
      return await admitApp(apps, request, reply);
    } catch (error) {
      if (error instanceof Refusal && error.status === 401) await countAddress(request);
      throw error;
    }
  };
  return async (scope: FastifyInstance): Promise<void> => {
    keepRawBodies(scope);
    for (const route of routes) {
      const { operation } = route;
      assert(operation.upload !== true, `${operation.id}: an app signs JSON`);
      const readFields = fieldReaderOf(host, operation);
      scope.route({
        method: operation.method,
        url: operation.path,
        config,
        handler: async (request, reply) => {
          const caller = await enter(request, reply);
          admit(host, operation, caller.actor);
          if (caller.nonce !== null) await apps!.spendNonce(caller.nonce);
          const answer = await runOperation(host, route, {
            id: request.id,
            origin: originOf(request, secure),
            language: completeLanguageOf(headerOf(request, 'accept-language') ?? ''),
            actor: caller.actor,
            input: await readFields(request),
            idempotencyKey: headerOf(request, 'idempotency-key'),
            upload: null,
            setSession: () => undefined,
          });
          return sendAnswer(request, reply, operation, answer);
        },
      });
    }
    for (const route of directRoutes) {
      const { operation } = route;
      const door: DirectDoor = { host, secure, enter, readFields: fieldReaderOf(host, operation) };
      const handle = directHandler(route, door);
      scope.route({
        method: operation.method,
        url: operation.path,
        config,
        handler: (request, reply) => handle(request, reply),
      });
    }
  };
}

/** Programs reach us by TLS and sign: they may seal sensitive fields as browsers do, and need not. */
function fieldReaderOf(
  host: Host,
  operation: Operation,
): (request: FastifyRequest) => Promise<Record<string, unknown>> {
  const openFields = fieldOpenerOf(operation, host.keyRing.master, true);
  return async (request) => {
    const { fields } = readSigned(request);
    const params = request.params as object;
    if (openFields === null) return { ...fields, ...params };
    const path = request.url.split('?', 1)[0]!;
    const arrival = { method: operation.method, path, now: host.clock.now() };
    return { ...(await openFields(fields, arrival)), ...params };
  };
}
