import { type Operation, operation, id, money, tenantId, text } from '@heyi/contract';
import { assert, fail, formatId, type Instant, newId, ok } from '@heyi/kernel';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Actor, systemActor } from '../actor.ts';
import { publish } from '../events/publish.ts';
import type { Host } from '../host.ts';
import type { TenantId, Transaction } from '../postgres/transaction.ts';
import { type Route, route } from './route.ts';
import { createHttpServer, type HttpOptions } from './server.ts';

/** Answers of a server, as a program reads them. */
export type TestAnswer = {
  status: number;
  body: Record<string, unknown>;
  headers: Record<string, unknown>;
};

export type TestServer = {
  server: FastifyInstance;
  /** A token that speaks for the actor; authentication itself is another module's. */
  tokenOf(actor: Partial<Actor>): string;
  call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    sent?: { token?: string; key?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<TestAnswer>;
};

export async function openTestServer(
  host: Host,
  routes: readonly Route[],
  options: Partial<
    Pick<HttpOptions, 'secure' | 'requestsPerMinute' | 'guessesPerMinute' | 'acceptPlainFields'>
  > = {},
): Promise<TestServer> {
  const actors = new Map<string, Actor>();
  const server = await createHttpServer({
    host,
    routes,
    authenticate: async (_host, token) => actors.get(token) ?? null,
    secure: options.secure ?? true,
    requestsPerMinute: options.requestsPerMinute ?? 10_000,
    guessesPerMinute: options.guessesPerMinute ?? 10_000,
    acceptPlainFields: options.acceptPlainFields ?? true,
  });
  return {
    server,
    tokenOf(actor) {
      const token = newId();
      actors.set(token, { ...systemActor('王芳'), accountId: newId<'acc'>(), ...actor });
      return token;
    },
    async call(method, url, sent = {}) {
      const answer = await server.inject({
        method,
        url,
        headers: {
          ...(sent.token && { authorization: `Bearer ${sent.token}` }),
          ...(sent.key && { 'idempotency-key': sent.key }),
          ...sent.headers,
        },
        ...(sent.body !== undefined && { payload: sent.body as object }),
      });
      const isJson = /json/.test(String(answer.headers['content-type']));
      const body = isJson ? answer.json<Record<string, unknown>>() : {};
      return { status: answer.statusCode, body, headers: answer.headers };
    },
  };
}

/* A small module of its own: notes of a tenant, each an event in the outbox. */

const noteInput = z.object({ tenantId, text: text(20), amount: money });

export const putNote = operation({
  id: 'putNote',
  method: 'POST',
  path: '/v1/tenants/:tenantId/notes',
  scope: 'tenant',
  permission: 'note:write',
  input: noteInput,
  output: z.object({ id: id('aud'), amount: money }),
  failures: { 'note.refused': 422 },
});

export const payNote = operation({
  ...putNote,
  id: 'payNote',
  path: '/v1/tenants/:tenantId/paid-notes',
  secondFactor: true,
});

/** Like a sign-in: what it wrote stays though it fails. */
export const countNote = operation({
  ...putNote,
  id: 'countNote',
  path: '/v1/tenants/:tenantId/counted-notes',
  keepOnFailure: true,
});

const houseNotes = operation({
  id: 'houseNotes',
  method: 'GET',
  path: '/v1/notes',
  scope: 'house',
  permission: 'note:read',
  input: z.object({ limit: z.coerce.number().int().max(5).optional() }),
  output: z.object({ limit: z.number() }),
  failures: {},
});

const openNotes = operation({
  id: 'openNotes',
  method: 'POST',
  path: '/v1/note-session',
  scope: 'public',
  permission: null,
  input: z.object({ text: text(20) }),
  output: z.object({}),
  failures: { 'note.refused': 422 },
});

export type NoteHooks = {
  /** Runs inside the transaction, after the note is written. */
  beforeEnd: (tx: Transaction, text: string) => Promise<void>;
};

export function noteRoutes(hooks: NoteHooks, expiresAt: Instant): Route[] {
  const write = async (tx: Transaction, input: z.output<typeof noteInput>) => {
    await publish(tx, { type: 'note.put', payload: { text: input.text } });
    await hooks.beforeEnd(tx, input.text);
    if (input.text === '拒绝') return fail({ code: 'note.refused' as const, text: input.text });
    return ok({ id: newId<'aud'>(), amount: input.amount });
  };
  const list = async (_tx: Transaction, input: { limit?: number | undefined }) =>
    ok({ limit: input.limit ?? 1 });
  const open = async (tx: Transaction, input: { text: string }) => {
    tx.setSession({ token: 'secret-token', expiresAt });
    return input.text === '拒绝' ? fail({ code: 'note.refused' as const }) : ok({});
  };
  return [
    route(putNote, write),
    route(payNote, write),
    route(countNote, write),
    route(houseNotes, list),
    route(openNotes, open),
  ];
}

/** How many notes were really written for the tenant. */
export async function countNotes(tx: Transaction): Promise<number> {
  const [row] = await tx.sql<{ count: number }>`
    select count(*) as count from platform.outbox
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}`;
  assert(row, 'count answers a row');
  return row.count;
}

/** The address of an operation for a tenant. */
export function pathOf(definition: Operation, tenant: TenantId): string {
  return definition.path.replace(':tenantId', formatId('ten', tenant));
}
