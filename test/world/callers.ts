import assert from 'node:assert/strict';
import { permissionsOf, type Role } from '@heyi/access';
import { accessContract, type Operation } from '@heyi/contract';
import { formatId, newId } from '@heyi/kernel';
import { cookieName, createHttpServer } from '@heyi/platform';
import { authenticate, routes } from '@heyi/server';
import type { Wire, WireObject } from './sample-input.ts';
import { seedAccount, type SeededClient, seedPassword } from './seed-client.ts';
import type { Stage } from './stage.ts';

type HttpServer = Awaited<ReturnType<typeof createHttpServer>>;

/** The composed API and somebody of each role: the provider's people are assigned to the client. */
export type Callers = {
  readonly http: HttpServer;
  readonly tokens: ReadonlyMap<string, string>;
  call(operation: Operation, input: WireObject, token: string | undefined): Promise<HttpAnswer>;
  close(): Promise<void>;
};

export async function openCallers(stage: Stage, client: SeededClient): Promise<Callers> {
  const { host } = stage;
  const http = await createHttpServer({
    host,
    routes,
    authenticate,
    secure: true,
    requestsPerMinute: 1_000_000,
    guessesPerMinute: 1_000_000,
    acceptPlainFields: true,
  });
  const tokens = new Map<string, string>();
  for (const role of accessContract.roles) {
    const isHouse = (accessContract.houseRoles as readonly string[]).includes(role);
    const account = await seedAccount(stage, isHouse ? host.houseId : client.id, role);
    tokens.set(role, await signIn(http, account.loginName));
    const accountId = formatId('acc', account.id);
    if (isHouse) await stage.act('assignClient', { accountId, clientId: client.wireId });
  }
  return {
    http,
    tokens,
    call: (operation, input, token) => call(http, operation, input, token),
    close: () => http.close(),
  };
}

/** The first of the roles that has what the operation asks for. */
export function mayCall(operation: Operation, among: readonly Role[]): Role | null {
  const { permission } = operation;
  const isOpen = (role: Role) =>
    permission === null || (permissionsOf([role]) as ReadonlySet<string>).has(permission);
  return among.find(isOpen) ?? null;
}

export async function signIn(http: HttpServer, loginName: string): Promise<string> {
  const answer = await http.inject({
    method: 'POST',
    url: '/v1/session',
    payload: { loginName, password: seedPassword },
  });
  const cookie = answer.cookies.find(({ name }) => name === cookieName('session', true));
  assert.ok(cookie, answer.body);
  return cookie.value;
}

export type HttpAnswer = { status: number; code: string | undefined; body: string };

async function call(
  http: HttpServer,
  operation: Operation,
  input: WireObject,
  token: string | undefined,
): Promise<HttpAnswer> {
  const left = { ...input };
  const url = operation.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = encodeURIComponent(textOf(left[name]!).toWellFormed());
    delete left[name];
    return value;
  });
  const inQuery = operation.method === 'GET' || operation.method === 'DELETE';
  const query = inQuery ? `?${new URLSearchParams(textsOf(left)).toString()}` : '';
  const sent = operation.upload
    ? multipart(left)
    : { type: 'application/json', body: JSON.stringify(left) };
  const answer = await http.inject({
    method: operation.method,
    url: `${url}${query}`,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      'idempotency-key': newId(),
      ...(!inQuery && { 'content-type': sent.type }),
    },
    ...(!inQuery && { payload: sent.body }),
  });
  const isProblem = String(answer.headers['content-type']).includes('problem+json');
  const code = isProblem ? answer.json<{ code: string }>().code : undefined;
  return { status: answer.statusCode, code, body: answer.body };
}

function textsOf(input: WireObject): Record<string, string> {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, textOf(value)]));
}

function textOf(value: Wire): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function multipart(fields: WireObject): { type: string; body: string } {
  const parts = Object.entries(textsOf(fields)).map(
    ([name, value]) => `content-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  parts.push('content-disposition: form-data; name="file"; filename="a.csv"\r\n\r\na,b\n1,2\n\r\n');
  const body = `--cut\r\n${parts.join('--cut\r\n')}--cut--\r\n`;
  return { type: 'multipart/form-data; boundary=cut', body };
}
