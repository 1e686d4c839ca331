import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { formatId, newId, unixSeconds } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { createAppKey } from '../app/create-app-key.ts';
import { revokeAppKey } from '../app/revoke-app-key.ts';
import { updateApp } from '../app/update-app.ts';
import { routes } from '../routes.ts';
import {
  openAppServer,
  openTestApp,
  type SignedRequest,
  signedHeaders,
  type TestApp,
} from '../testing.ts';

let world: TestHost;
let tenant: TenantId;
let app: TestApp;
let one: Awaited<ReturnType<typeof openAppServer>>;
/** Another machine on the same database. */
let other: typeof one;

before(async () => {
  world = await createTestHost();
  tenant = await world.tenant();
  app = await openTestApp(world, tenant);
  one = await openAppServer(world.host, routes, { trustedProxies: ['127.0.0.1'] });
  other = await openAppServer(world.host, routes);
});
after(async () => {
  await one.close();
  await other.close();
  await world.close();
});

type Sent = { headers: Record<string, string>; request: SignedRequest };

const request: SignedRequest = { method: 'GET', url: '/v1/app?b=2&a=1' };
const registration: SignedRequest = {
  method: 'POST',
  url: '/v1/webhook-endpoints',
  body: '{"url":"https://hooks.example.com/heyi"}',
};

function signed(by: { id: TestApp['id']; secret: string }, what: SignedRequest = request): Sent {
  return { headers: signedHeaders(world.host, by, what), request: what };
}

async function send({ headers, request: sent }: Sent, through = one) {
  const answer = await through.server.inject({
    method: sent.method as 'GET',
    url: sent.url,
    headers: { 'idempotency-key': newId(), ...headers },
    ...(sent.body !== undefined && { payload: sent.body }),
  });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
}

const code = async (sent: Sent, through = one) => {
  const { body } = await send(sent, through);
  return body.code as string | undefined;
};

test('签对了：getOwnApp 说出自己是谁，查询参数换个次序也一样', async () => {
  const answer = await send(signed(app));
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.equal(answer.body.id, formatId('app', app.id));
  assert.deepEqual(answer.body.scopes, ['webhooks:write']);
  const { headers } = signed(app);
  assert.equal(
    (await send({ headers, request: { method: 'GET', url: '/v1/app?a=1&b=2' } })).status,
    200,
  );
});

type Hostile = { title: string; code: string; send: () => Sent | Promise<Sent> };

const now = () => unixSeconds(world.host.clock);

const hostile: Hostile[] = [
  {
    title: '签名不对',
    code: 'signature.wrong',
    send: () => signed({ id: app.id, secret: 'heyi_sandbox_guess' }),
  },
  {
    title: '别的应用的密钥',
    code: 'signature.wrong',
    send: async () => signed({ id: app.id, secret: (await openTestApp(world, tenant)).secret }),
  },
  {
    title: '正文被改',
    code: 'signature.wrong',
    send: () => {
      const body = registration.body!.replace('hooks', 'thief');
      return { headers: signed(app, registration).headers, request: { ...registration, body } };
    },
  },
  {
    title: '方法被改',
    code: 'signature.wrong',
    send: () => ({
      headers: signed(app, { ...registration, method: 'PUT' }).headers,
      request: registration,
    }),
  },
  {
    title: '路径被改',
    code: 'signature.wrong',
    send: () => ({ headers: signed(app).headers, request: { ...request, url: '/v1/app?a=2&b=2' } }),
  },
  {
    title: '时间戳被改',
    code: 'signature.wrong',
    send: () => {
      const sent = signed(app);
      return { ...sent, headers: { ...sent.headers, 'x-timestamp': String(now() + 1) } };
    },
  },
  {
    title: '时间戳太旧',
    code: 'signature.expired',
    send: () => signed(app, { ...request, timestamp: now() - 301 }),
  },
  {
    title: '时间戳太新',
    code: 'signature.expired',
    send: () => signed(app, { ...request, timestamp: now() + 301 }),
  },
  {
    title: '没有这个应用',
    code: 'app.credentials_invalid',
    send: () => signed({ id: newId<'app'>(), secret: app.secret }),
  },
  {
    title: '编号写成别的东西',
    code: 'app.credentials_invalid',
    send: () => {
      const sent = signed(app);
      return { ...sent, headers: { ...sent.headers, 'x-app-id': formatId('ten', tenant) } };
    },
  },
  {
    title: '什么凭证都没有',
    code: 'app.credentials_required',
    send: () => ({ headers: {}, request }),
  },
  {
    title: '签名的格式不对',
    code: 'signature.malformed',
    send: () => {
      const sent = signed(app);
      return { ...sent, headers: { ...sent.headers, 'x-signature': 'sha256=abc' } };
    },
  },
  {
    title: '应用签好名去调控制台的操作',
    code: 'operation.not_for_apps',
    send: () => signed(app, { method: 'GET', url: `/v1/tenants/${formatId('ten', tenant)}/apps` }),
  },
  {
    title: '应用拿着令牌去调控制台的操作',
    code: 'operation.not_for_apps',
    send: () => ({
      headers: { authorization: 'Bearer e30.e30.e30' },
      request: { method: 'GET', url: `/v1/tenants/${formatId('ten', tenant)}/apps` },
    }),
  },
  {
    title: '编造的令牌',
    code: 'app.credentials_invalid',
    send: () => ({ headers: { authorization: 'Bearer e30.e30.e30' }, request }),
  },
];
describe('拒绝', () => {
  for (const { title, code: expected, send: attempt } of hostile) {
    test(title, async () => assert.equal(await code(await attempt()), expected));
  }
});

test('签名的请求头不对：说出是哪一个、该写成什么，中文英文都有', async () => {
  const sent = signed(app);
  const headers = { ...sent.headers, 'x-nonce': 'short' };
  const { status, body } = await send({ ...sent, headers });
  assert.equal(status, 401);
  assert.equal(body.header, 'X-Nonce');
  assert.match(body.detail, /请检查 X-Nonce：/);
  const english = { ...headers, 'accept-language': 'en' };
  assert.match((await send({ ...sent, headers: english })).body.detail, /^Check X-Nonce: /);
});

test('时间戳相差正好 300 秒还收', async () => {
  for (const timestamp of [now() - 300, now() + 300]) {
    assert.equal(await code(signed(app, { ...request, timestamp })), undefined);
  }
});

test('随机串重放：同一台、另一台服务器都拒绝，同时到的只有一个进得去', async () => {
  const once = signed(app);
  assert.equal(await code(once), undefined);
  assert.equal(await code(once), 'nonce.replayed');
  assert.equal(await code(once, other), 'nonce.replayed');
  const many = signed(app);
  const codes = await Promise.all(
    Array.from({ length: 40 }, (_, index) => code(many, index % 2 === 0 ? one : other)),
  );
  assert.equal(codes.filter((found) => found === undefined).length, 1);
  assert.equal(codes.filter((found) => found === 'nonce.replayed').length, 39);
});

test('同一个随机串，两个应用各用各的', async () => {
  const second = await openTestApp(world, tenant);
  const nonce = 'the-same-nonce';
  assert.equal(await code(signed(app, { ...request, nonce })), undefined);
  assert.equal(await code(signed(second, { ...request, nonce })), undefined);
});

test('换密钥不停机：两个同时有效，停用旧的以后一秒内处处拒绝', async () => {
  const rotated = await openTestApp(world, tenant);
  const scopes = ['webhooks:write'];
  const made = await world.as(tenant, (tx) =>
    createAppKey(tx, { tenantId: tenant, appId: rotated.id, scopes }),
  );
  assert.ok(made.ok);
  const fresh = { id: rotated.id, secret: made.value.secret };
  for (const key of [rotated, fresh]) assert.equal(await code(signed(key), other), undefined);
  await world.as(tenant, (tx) =>
    revokeAppKey(tx, { tenantId: tenant, appId: rotated.id, keyId: rotated.keyId }),
  );
  await pause(1050);
  assert.equal(await code(signed(rotated), one), 'signature.wrong');
  assert.equal(await code(signed(rotated), other), 'signature.wrong');
  assert.equal(await code(signed(fresh), other), undefined);
  await world.as(tenant, (tx) =>
    revokeAppKey(tx, { tenantId: tenant, appId: rotated.id, keyId: made.value.id }),
  );
  await pause(1050);
  assert.equal(await code(signed(fresh)), 'app.credentials_invalid');
});

describe('来源地址', () => {
  const lists: {
    title: string;
    allowed: string[];
    denied: string[];
    from: string;
    expected: string | undefined;
  }[] = [
    {
      title: '名单外',
      allowed: ['203.0.113.0/24'],
      denied: [],
      from: '198.51.100.7',
      expected: 'address.refused',
    },
    {
      title: '网段内',
      allowed: ['203.0.113.0/24'],
      denied: [],
      from: '203.0.113.200',
      expected: undefined,
    },
    {
      title: '禁止优先于允许',
      allowed: ['203.0.113.0/24'],
      denied: ['203.0.113.200'],
      from: '203.0.113.200',
      expected: 'address.refused',
    },
    {
      title: 'IPv6 网段',
      allowed: ['2001:db8::/32'],
      denied: [],
      from: '2001:db8::7',
      expected: undefined,
    },
    {
      title: 'IPv6 网段外',
      allowed: ['2001:db8::/32'],
      denied: [],
      from: '2001:db9::7',
      expected: 'address.refused',
    },
    {
      title: 'IPv4 映射的 IPv6',
      allowed: ['203.0.113.7'],
      denied: [],
      from: '::ffff:203.0.113.7',
      expected: undefined,
    },
    {
      title: '只有禁止名单',
      allowed: [],
      denied: ['2001:db8::/32'],
      from: '203.0.113.7',
      expected: undefined,
    },
  ];
  for (const { title, allowed, denied, from, expected } of lists) {
    test(title, async () => {
      const listed = await openTestApp(world, tenant);
      await world.as(tenant, (tx) =>
        updateApp(tx, {
          tenantId: tenant,
          appId: listed.id,
          name: title,
          requestsPerMinute: 100,
          allowedAddresses: allowed,
          deniedAddresses: denied,
        }),
      );
      const sent = signed(listed);
      // The proxy before this server is trusted.
      const headers = { ...sent.headers, 'x-forwarded-for': from };
      assert.equal(await code({ ...sent, headers }), expected);
    });
  }
  test('不可信的代理说的来源不算', async () => {
    const listed = await openTestApp(world, tenant);
    await world.as(tenant, (tx) =>
      updateApp(tx, {
        tenantId: tenant,
        appId: listed.id,
        name: '不可信',
        requestsPerMinute: 100,
        allowedAddresses: ['203.0.113.7'],
        deniedAddresses: [],
      }),
    );
    const sent = signed(listed);
    const headers = { ...sent.headers, 'x-forwarded-for': '203.0.113.7' };
    assert.equal(await code({ ...sent, headers }, other), 'address.refused');
  });
});

test('超过频率：429、Retry-After 与 RateLimit 头；两台服务器合起来算', async () => {
  const limited = await openTestApp(world, tenant);
  await world.as(tenant, (tx) =>
    updateApp(tx, {
      tenantId: tenant,
      appId: limited.id,
      name: '限频',
      requestsPerMinute: 6,
      allowedAddresses: [],
      deniedAddresses: [],
    }),
  );
  const first = await send(signed(limited));
  assert.equal(first.headers['ratelimit-policy'], '"app";q=6;w=60');
  assert.match(String(first.headers['ratelimit']), /^"app";r=5;t=\d+$/);
  for (let count = 0; count < 2; count += 1) await send(signed(limited));
  for (let count = 0; count < 2; count += 1) await send(signed(limited), other);
  await pause(2200);
  assert.equal((await send(signed(limited), other)).status, 200, '第六个');
  const seventh = await send(signed(limited), other);
  assert.equal(seventh.status, 429);
  assert.equal(seventh.body.code, 'rate.limited');
  assert.match(String(seventh.headers['ratelimit']), /^"app";r=0;t=\d+$/);
  assert.ok(Number(seventh.headers['retry-after']) > 0);
});

test('正式密钥在服务商选定口径之前不能用，沙箱照常', async () => {
  const closed = await openAppServer(world.host, routes, { isLiveOpen: false });
  const live = await openTestApp(world, tenant, { environment: 'live' });
  assert.equal(await code(signed(live), closed), 'app.live_blocked');
  assert.equal(await code(signed(live)), undefined);
  assert.equal(await code(signed(app), closed), undefined);
  await closed.close();
});

test('密钥有的范围：registerWebhookEndpoint 办得成', async () => {
  const narrow = await openTestApp(world, tenant);
  const answer = await send(signed(narrow, registration));
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
});
