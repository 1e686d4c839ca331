import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { fieldWordsOf, operation } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import { z } from 'zod';
import type { Transaction } from '../postgres/transaction.ts';
import { createTestHost, type TestHost } from '../testing.ts';
import { route } from './route.ts';
import { createHttpServer } from './server.ts';
import { noteRoutes, openTestServer, pathOf, putNote, type TestServer } from './testing.ts';

const expiresAt = '2026-11-23T13:00:00.000Z';
let world: TestHost;
let http: TestServer;
const routes = noteRoutes({ beforeEnd: async () => undefined }, expiresAt);
before(async () => {
  world = await createTestHost();
  http = await openTestServer(world.host, routes);
});
after(async () => {
  await http.server.close();
  await world.close();
});

const open = { body: { text: '开门' } };

test('会话 Cookie：脚本读不到，别的网站带不来，只走 TLS', async () => {
  const answer = await http.call('POST', '/v1/note-session', open);
  assert.equal(answer.status, 200);
  const cookie = String(answer.headers['set-cookie']);
  assert.match(cookie, /^__Host-heyi_session=secret-token;/);
  assert.match(cookie, /HttpOnly/);
  assert.match(cookie, /SameSite=Strict/);
  assert.match(cookie, /; Secure/);
  assert.match(cookie, /Path=\//);
  assert.match(cookie, /Expires=Mon, 23 Nov 2026 13:00:00 GMT/);
});

test('没有 TLS 的本机试用：Cookie 不带 Secure，其余照旧', async () => {
  const plain = await openTestServer(world.host, routes, { secure: false });
  const answer = await plain.call('POST', '/v1/note-session', open);
  const cookie = String(answer.headers['set-cookie']);
  assert.doesNotMatch(cookie, /Secure/);
  assert.match(cookie, /HttpOnly.*SameSite=Strict/);
  await plain.server.close();
});

test('失败的登录不发 Cookie', async () => {
  const answer = await http.call('POST', '/v1/note-session', { body: { text: '拒绝' } });
  assert.equal(answer.status, 422);
  assert.equal(answer.headers['set-cookie'], undefined);
});

const origins: { title: string; headers: Record<string, string>; status: number }[] = [
  { title: '本站页面', headers: { origin: 'http://localhost:80' }, status: 200 },
  { title: '没有浏览器的程序', headers: {}, status: 200 },
  { title: '别的网站', headers: { origin: 'https://evil.example' }, status: 403 },
  { title: '隐去来源的页面', headers: { origin: 'null' }, status: 403 },
  { title: '同名不同端口', headers: { origin: 'http://localhost:8080' }, status: 403 },
  {
    title: '以本站名开头的网站',
    headers: { origin: 'http://localhost.evil.example' },
    status: 403,
  },
  { title: '浏览器说是跨站', headers: { 'sec-fetch-site': 'cross-site' }, status: 403 },
];

for (const { title, headers, status } of origins) {
  test(`请求来源：${title}`, async () => {
    const sent = { ...open, headers: { host: 'localhost', ...headers } };
    const answer = await http.call('POST', '/v1/note-session', sent);
    assert.equal(answer.status, status);
    if (status === 403) assert.equal(answer.body['code'], 'request.forged');
  });
}

test('表单能发的内容类型一概不收', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
    const sent = { body: '{"text":"开门"}', headers: { 'content-type': type } };
    const answer = await http.call('POST', '/v1/note-session', sent);
    assert.equal(answer.status, 400, type);
    assert.equal(answer.body['code'], 'request.body_malformed');
  }
});

const malformed = ['{"text":', '[1]', '"text"', '{"__proto__":{"a":1},"text":"x"}'];
for (const body of malformed) {
  test(`不成形的内容：${body}`, async () => {
    const sent = { body, headers: { 'content-type': 'application/json' } };
    const answer = await http.call('POST', '/v1/note-session', sent);
    assert.equal(answer.status, 400);
    assert.equal(answer.body['code'], 'request.body_malformed');
    assert.match(String(answer.body['detail']), /正文须是一个 JSON 对象/);
    assert.equal(answer.body['fields'], undefined);
  });
}

test('会话失效说重新登录；应用带着签名来，说应用不能调用', async () => {
  const path = '/v1/notes?limit=3';
  const codeOf = async (headers: Record<string, string>) =>
    (await http.call('GET', path, { headers })).body['code'];
  assert.equal(await codeOf({}), 'session.required');
  assert.equal(await codeOf({ authorization: 'Bearer ended' }), 'session.required');
  const byApps: Record<string, string>[] = [
    { 'x-app-id': 'app_1' },
    { 'x-signature': 'v1=AAAA' },
    { authorization: 'Bearer e30.e30.e30' },
  ];
  for (const headers of byApps) assert.equal(await codeOf(headers), 'operation.not_for_apps');
});

test('不存在的地址', async () => {
  const answer = await http.call('GET', '/v1/nothing');
  assert.equal(answer.status, 404);
  assert.equal(answer.body['code'], 'route.not_found');
});

test('超过 5 MB 的内容', async () => {
  const answer = await http.call('POST', '/v1/note-session', {
    body: { text: 'x'.repeat(5 * 1024 * 1024) },
  });
  assert.equal(answer.status, 413);
  assert.equal(answer.body['code'], 'request.too_large');
});

test('安全响应头', async () => {
  const { headers } = await http.call('GET', '/v1/notes');
  assert.match(String(headers['content-security-policy']), /default-src 'self';script-src 'self'/);
  assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/);
  assert.match(String(headers['strict-transport-security']), /max-age=\d{7,}/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['x-powered-by'], undefined);
});

test('请求过于频繁：按账号计数，未登录的按地址计数', async () => {
  const busy = await openTestServer(world.host, routes, { requestsPerMinute: 3 });
  const actor = { tenantId: world.host.houseId, permissions: new Set(['note:read']) };
  const [first, second] = [busy.tokenOf(actor), busy.tokenOf(actor)];
  for (let count = 0; count < 3; count += 1) {
    assert.equal((await busy.call('GET', '/v1/notes', { token: first })).status, 200);
    // Tokens of nobody count for the address, whatever they are.
    assert.equal((await busy.call('GET', '/v1/notes', { token: `made-up-${count}` })).status, 401);
  }
  const limited = await busy.call('GET', '/v1/notes', { token: first });
  assert.equal(limited.status, 429);
  assert.equal(limited.body['code'], 'rate.limited');
  assert.ok(Number(limited.headers['retry-after']) > 0);
  assert.equal((await busy.call('GET', '/v1/notes', { token: 'made-up-4' })).status, 429);
  assert.equal((await busy.call('GET', '/v1/notes', { token: second })).status, 200);
  await busy.server.close();
});

test('真实端口上的一问一答', async () => {
  await http.server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = http.server.server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/v1/note-session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: `http://127.0.0.1:${port}` },
    body: JSON.stringify(open.body),
  });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.getSetCookie()[0]!, /^__Host-heyi_session=secret-token;/);
  const foreign = await fetch(`http://127.0.0.1:${port}/v1/note-session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
    body: JSON.stringify(open.body),
  });
  assert.equal(foreign.status, 403);
});

test('程序出错：只给请求编号，不给内情', async () => {
  const broken = operation({
    id: 'breakDown',
    method: 'GET',
    path: '/v1/broken',
    scope: 'public',
    permission: null,
    input: z.object({}),
    output: z.object({}),
    failures: {},
  });
  const breakDown = async () => {
    if (broken.id === 'breakDown') throw new Error('select secret from vault');
    return ok({});
  };
  const server = await openTestServer(world.host, [route(broken, breakDown)]);
  const answer = await server.call('GET', '/v1/broken');
  assert.equal(answer.status, 500);
  assert.equal(answer.body['code'], 'server.failed');
  assert.doesNotMatch(JSON.stringify(answer.body), /secret|vault/);
  await server.server.close();
});

test('数据库报错带着提交的内容：不答出去，也不打印', async () => {
  const broken = operation({
    id: 'castBadly',
    method: 'GET',
    path: '/v1/badly-cast',
    scope: 'public',
    permission: null,
    input: z.object({ text: z.string() }),
    output: z.object({}),
    failures: {},
  });
  const castBadly = async (tx: Transaction, input: { text: string }) => {
    await tx.sql`select ${input.text}::uuid`;
    return ok({});
  };
  const server = await openTestServer(world.host, [route(broken, castBadly)]);
  const printed: string[] = [];
  const write = process.stderr.write;
  process.stderr.write = (piece: unknown) => printed.push(String(piece)) > 0;
  const answer = await server.call('GET', `/v1/badly-cast?text=${encodeURIComponent('王芳')}`);
  process.stderr.write = write;
  await server.server.close();
  assert.equal(answer.status, 500);
  assert.doesNotMatch(JSON.stringify(answer.body), /王芳/);
  assert.doesNotMatch(printed.join(''), /王芳/);
  assert.match(printed.join(''), /database error 22P02\n\s+at /);
});

const unreadable = ['王\\u0000芳', '王\\ud800'];
for (const text of unreadable) {
  test(`存不下的字：${text}`, async () => {
    const sent = {
      body: `{"text":"${text}"}`,
      headers: { 'content-type': 'application/json' },
    };
    const answer = await http.call('POST', '/v1/note-session', sent);
    assert.equal(answer.status, 400);
    assert.deepEqual(answer.body['fields'], [
      { path: 'text', message: 'text.unreadable', words: fieldWordsOf('text.unreadable').zh },
    ]);
  });
}

test('不能安全重放的操作不予提供', async () => {
  const options = {
    host: world.host,
    authenticate: async () => null,
    secure: true,
    requestsPerMinute: 10,
  };
  const run = async () => ok({});
  const asDownload = { operation: { ...putNote, download: true as const }, run };
  await assert.rejects(createHttpServer({ ...options, routes: [asDownload] }), /only reads/);
  const ofMany = { operation: { ...putNote, scope: 'assigned' as const }, run };
  await assert.rejects(createHttpServer({ ...options, routes: [ofMany] }), /only reads/);
  assert.ok(pathOf(putNote, world.host.houseId).startsWith('/v1/tenants/ten_'));
});
