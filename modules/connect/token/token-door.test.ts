import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { addSeconds, formatId, newId } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { decodeJwt, SignJWT } from 'jose';
import { revokeAppKey } from '../app/revoke-app-key.ts';
import { updateApp } from '../app/update-app.ts';
import { routes } from '../routes.ts';
import { openAppServer, openTestApp, type TestApp } from '../testing.ts';

const start = '2026-11-23T01:00:00.000Z';
let world: TestHost;
let tenant: TenantId;
let app: TestApp;
let one: Awaited<ReturnType<typeof openAppServer>>;
let other: typeof one;

before(async () => {
  world = await createTestHost(start);
  tenant = await world.tenant();
  app = await openTestApp(world, tenant);
  one = await openAppServer(world.host, routes);
  other = await openAppServer(world.host, routes, { isLiveOpen: false });
});
after(async () => {
  await one.close();
  await other.close();
  await world.close();
});

const basicOf = (id: string, secret: string) =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

async function ask(fields: Record<string, string>, authorization?: string, through = one) {
  const answer = await through.server.inject({
    method: 'POST',
    url: '/oauth/token',
    payload: new URLSearchParams(fields).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(authorization !== undefined && { authorization }),
    },
  });
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
}

async function call(token: string, through = one) {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await through.server.inject({ method: 'GET', url: '/v1/app', headers });
  return { status: answer.statusCode, body: answer.json() };
}

const grant = { grant_type: 'client_credentials' };
const own = () => basicOf(formatId('app', app.id), app.secret);

test('取令牌：三十分钟，任何一台服务器都认', async () => {
  const { status, body, headers } = await ask(grant, own());
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.token_type, 'Bearer');
  assert.equal(body.expires_in, 1800);
  assert.equal(body.scope, 'webhooks:write');
  assert.equal(headers['cache-control'], 'no-store');
  const claims = decodeJwt(body.access_token);
  assert.equal(claims.sub, formatId('app', app.id));
  assert.equal(claims.exp! - claims.iat!, 1800);
  for (const server of [one, other]) {
    const answer = await call(body.access_token, server);
    assert.equal(answer.body.id, formatId('app', app.id), JSON.stringify(answer.body));
  }
});

test('凭证也可以写在正文里', async () => {
  const inBody = { ...grant, client_id: formatId('app', app.id), client_secret: app.secret };
  assert.equal((await ask(inBody)).status, 200);
});

const refusals: [
  title: string,
  fields: Record<string, string>,
  header: () => string | undefined,
  status: number,
  error: string,
][] = [
  ['别的授权方式', { grant_type: 'password' }, own, 400, 'unsupported_grant_type'],
  ['没有凭证', grant, () => undefined, 401, 'invalid_client'],
  ['密钥不对', grant, () => basicOf(formatId('app', app.id), 'guess'), 401, 'invalid_client'],
  [
    '没有这个应用',
    grant,
    () => basicOf(formatId('app', newId()), app.secret),
    401,
    'invalid_client',
  ],
  ['不是 Basic', grant, () => 'Basic ???', 401, 'invalid_client'],
  ['没有的范围', { ...grant, scope: 'withdrawals:write' }, own, 400, 'invalid_scope'],
];
describe('不给令牌', () => {
  for (const [title, fields, header, status, error] of refusals) {
    test(title, async () => {
      const answer = await ask(fields, header());
      assert.equal(answer.status, status);
      assert.deepEqual(answer.body, { error });
    });
  }
  test('来源不在名单', async () => {
    const listed = await openTestApp(world, tenant);
    const lists = { allowedAddresses: ['203.0.113.7'], deniedAddresses: [] };
    await world.as(tenant, (tx) =>
      updateApp(tx, {
        tenantId: tenant,
        appId: listed.id,
        name: '名单',
        requestsPerMinute: 9,
        ...lists,
      }),
    );
    const answer = await ask(grant, basicOf(formatId('app', listed.id), listed.secret));
    assert.equal(answer.body.error, 'invalid_client');
  });
  test('正式环境尚未开通', async () => {
    const live = await openTestApp(world, tenant, { environment: 'live' });
    const answer = await ask(grant, basicOf(formatId('app', live.id), live.secret), other);
    assert.equal(answer.body.error, 'invalid_client');
  });
});

test('令牌到时即失效', async () => {
  const { body } = await ask(grant, own());
  world.clock.set(addSeconds(start, 1799));
  assert.equal((await call(body.access_token)).status, 200);
  world.clock.set(addSeconds(start, 1800));
  assert.equal((await call(body.access_token)).body.code, 'app.credentials_invalid');
  assert.equal((await call(body.access_token, other)).body.code, 'app.credentials_invalid');
  world.clock.set(start);
});

test('密钥停用，它的令牌一秒内一起失效', async () => {
  const ended = await openTestApp(world, tenant);
  const { body } = await ask(grant, basicOf(formatId('app', ended.id), ended.secret));
  assert.equal((await call(body.access_token)).status, 200);
  await world.as(tenant, (tx) =>
    revokeAppKey(tx, { tenantId: tenant, appId: ended.id, keyId: ended.keyId }),
  );
  await pause(1050);
  assert.equal((await call(body.access_token)).body.code, 'app.credentials_invalid');
});

test('别人签的令牌不认', async () => {
  const { body } = await ask(grant, own());
  const claims = decodeJwt(body.access_token);
  const forged = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: formatId('key', app.keyId) })
    .sign(Buffer.alloc(32, 7));
  assert.equal((await call(forged)).body.code, 'app.credentials_invalid');
  const [, payload] = String(body.access_token).split('.');
  const none = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${payload}.`;
  assert.equal((await call(none)).body.code, 'app.credentials_invalid');
});
