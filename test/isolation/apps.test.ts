import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openAppServer, openTestApp, signedHeaders, type TestApp } from '@heyi/connect/testing';
import type { Operation } from '@heyi/contract';
import { closeCollector } from '@heyi/gig';
import { formatId, newId } from '@heyi/kernel';
import { directRoutes, routes } from '@heyi/server';
import { idPlaces, sampleInput, type Wire, type WireObject } from '../world/sample-input.ts';
import { fingerprint, idsOf, objectOf, openTwoClients, type TwoClients } from './two-clients.ts';

/** Every operation for apps, called by an app of 乙, which signs well, with ids of 甲. */
const operations = [...routes, ...directRoutes]
  .map(({ operation }) => operation)
  .filter(({ scope }) => scope === 'app');

let clients: TwoClients;
let api: Awaited<ReturnType<typeof openAppServer>>;
let app: TestApp;
let unscoped: TestApp;
const ofA = new Map<string, string>();
let secrets: string[];

before(async () => {
  clients = await openTwoClients();
  const { world, a, b, admin } = clients;
  api = await openAppServer(world.host, routes, { directRoutes });
  const scopes = operations.flatMap(({ permission }) => (permission === null ? [] : [permission]));
  app = await openTestApp(world, b.id, { scopes: [...new Set(scopes)] });
  unscoped = await openTestApp(world, b.id, { scopes: ['webhooks:write'] });
  const prefixes = operations.flatMap((operation) => idPlaces(operation).map((one) => one.prefix));
  for (const prefix of new Set(prefixes)) {
    ofA.set(prefix, (await objectOf(admin, prefix, a.id)) ?? formatId(prefix, newId()));
  }
  secrets = await idsOf(admin, a.id);
});
after(async () => {
  await api.close();
  await closeCollector(clients.world.host);
  await clients.close();
});

const textOf = (value: Wire) => (typeof value === 'string' ? value : JSON.stringify(value));

async function call(operation: Operation, input: WireObject, by: TestApp) {
  const left: WireObject = { ...input };
  const url = operation.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = textOf(left[name]!);
    delete left[name];
    return encodeURIComponent(value);
  });
  const sendsBody = operation.method === 'POST' || operation.method === 'PUT';
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(left)) query.set(name, textOf(value));
  const full = sendsBody || query.size === 0 ? url : `${url}?${query.toString()}`;
  const request = {
    method: operation.method,
    url: full,
    ...(sendsBody && { body: JSON.stringify(left) }),
  };
  const answer = await api.server.inject({
    method: operation.method,
    url: full,
    headers: {
      ...signedHeaders(clients.world.host, by, request),
      'idempotency-key': newId(),
    },
    ...(sendsBody && { payload: JSON.stringify(left) }),
  });
  return { status: answer.statusCode, body: answer.body };
}

test('乙的应用拿着甲的编号：看不到甲的任何东西，也不动甲的一行', async () => {
  assert.ok(operations.length > 10);
  const before = await fingerprint(clients.admin, clients.a.id);
  for (const operation of operations) {
    const input = sampleInput(operation, (prefix) => ofA.get(prefix)!);
    const answer = await call(operation, input, app);
    const asked = JSON.stringify(input);
    const told = secrets.filter((id) => answer.body.includes(id) && !asked.includes(id));
    assert.deepEqual(told, [], `${operation.id}: ${answer.body}`);
    assert.doesNotMatch(answer.body, /甲方秘密/, operation.id);
    assert.ok(answer.status < 500, `${operation.id}: ${answer.body}`);
  }
  assert.deepEqual(await fingerprint(clients.admin, clients.a.id), before);
});

test('密钥没有那个范围：每个操作都拒绝，不看内容', async () => {
  for (const operation of operations) {
    const { permission } = operation;
    if (permission === null || permission === 'webhooks:write') continue;
    const input = sampleInput(operation, (prefix) => ofA.get(prefix)!);
    const answer = await call(operation, input, unscoped);
    assert.equal(answer.status, 403, `${operation.id}: ${answer.body}`);
    assert.match(answer.body, /"permission.denied"/);
  }
});
