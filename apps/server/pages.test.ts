import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createHttpServer } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import type { FastifyInstance } from 'fastify';
import { buildPages } from '../../tools/build-pages.ts';
import { authenticate, routes } from './compose.ts';
import { servePages } from './pages.ts';

buildPages();
let world: TestHost;
let http: FastifyInstance;
before(async () => {
  world = await createTestHost();
  http = await openPages(true);
});
after(async () => {
  await http.close();
  await world.close();
});

async function openPages(secure: boolean): Promise<FastifyInstance> {
  const { host } = world;
  const server = await createHttpServer({
    host,
    routes,
    authenticate,
    secure,
    requestsPerMinute: 10_000,
    trustedProxies: ['10.0.0.7'],
  });
  await servePages(server);
  return server;
}

const assets = path.resolve(import.meta.dirname, '../console/dist/assets');
const [asset] = readdirSync(assets).filter((name) => name.endsWith('.js'));

const places: readonly (readonly [title: string, url: string, status: number])[] = [
  ['首页', '/', 200],
  ['任何页面地址', '/runs/run_1?tab=people', 200],
  ['脚本', `/assets/${asset}`, 200],
  ['没有的脚本', '/assets/nothing.js', 404],
  ['接口说明', '/openapi.json', 200],
  ['接口：未登录', '/v1/session', 401],
  ['接口：没有的地址', '/v1/nothing', 404],
];

for (const [title, url, status] of places) {
  test(`安全响应头处处都有：${title}`, async () => {
    const { headers, statusCode } = await http.inject({ url });
    assert.equal(statusCode, status);
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /default-src 'self';script-src 'self';/);
    assert.doesNotMatch(policy, /script-src[^;]*unsafe/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.match(policy, /object-src 'none';base-uri 'none'/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
    assert.equal(headers['x-powered-by'], undefined);
    assert.equal(headers['server'], undefined);
    assert.match(String(headers['strict-transport-security']), /max-age=\d{7,}/);
  });
}

test('页面不进缓存，带指纹的脚本长期缓存', async () => {
  const page = await http.inject({ url: '/' });
  assert.equal(page.headers['cache-control'], 'no-cache');
  const script = await http.inject({ url: `/assets/${asset}` });
  assert.match(String(script.headers['cache-control']), /max-age=31536000, immutable/);
  assert.match(String(script.headers['content-type']), /javascript/);
});

test('本人页面：更紧的内容策略，连样式也只认自己的文件；任何子地址都是同一页，不进缓存', async () => {
  for (const url of ['/me', '/me/', '/me/payslip', '/me/records/wdr_1']) {
    const page = await http.inject({ url });
    assert.equal(page.statusCode, 200);
    const policy = String(page.headers['content-security-policy']);
    assert.match(policy, /^default-src 'none';script-src 'self';style-src 'self';/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe|data:|https?:/);
    assert.equal(page.headers['cache-control'], 'no-store');
    assert.equal(page.headers['referrer-policy'], 'no-referrer');
    assert.doesNotMatch(page.body, /<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=/);
  }
  const own = path.resolve(import.meta.dirname, '../me/dist/assets');
  for (const name of readdirSync(own)) {
    const file = await http.inject({ url: `/me/assets/${name}` });
    assert.equal(file.statusCode, 200, name);
    assert.match(String(file.headers['cache-control']), /immutable/);
  }
});

/** What a phone loads before it shows anything; the chart comes when somebody looks at it. */
const firstLoadMax = 100 * 1024;

test('本人页面很轻：首屏脚本与样式压缩后不到 100 KB，图表另外加载', () => {
  const dist = path.resolve(import.meta.dirname, '../me/dist');
  const page = readFileSync(path.join(dist, 'index.html'), 'utf8');
  const first = [...page.matchAll(/(?:src|href)="\/me\/(assets\/[^"]+)"/g)].map(
    ([, file]) => file!,
  );
  const sizeOf = (file: string) => gzipSync(readFileSync(path.join(dist, file))).length;
  assert.ok(first.length >= 2, page);
  const size = first.reduce((sum, file) => sum + sizeOf(file), 0);
  assert.ok(size < firstLoadMax, `${Math.round(size / 1024)} KB`);
  const chart = readdirSync(path.join(dist, 'assets')).find((name) =>
    /^MonthChart-.*\.js$/.test(name),
  );
  assert.ok(chart !== undefined && !first.includes(`assets/${chart}`));
});

const escapes = [
  '/assets/../../../package.json',
  '/assets/..%2f..%2f..%2fpackage.json',
  '/assets/%2e%2e/%2e%2e/package.json',
  '/assets/..%5c..%5cpackage.json',
  '/assets/%252e%252e%252fpackage.json',
  '/assets//etc/passwd',
  '/assets/%00',
  '/assets/built-from',
  '/assets/.%2e/built-from',
  '/../../../../etc/passwd',
  '/icon.svg/../../package.json',
  '/me/assets/../../package.json',
  '/me/assets/..%2f..%2fbuilt-from',
  '/me/assets/built-from',
];

for (const url of escapes) {
  test(`走不出页面的目录：${url}`, async () => {
    const answer = await http.inject({ url });
    assert.ok(answer.statusCode < 500, String(answer.statusCode));
    assert.doesNotMatch(answer.body, /"workspaces"|root:x:|"dependencies"|^[0-9a-f]{64}/);
    const isPage = /<div id="root">|<!doctype html>/i.test(answer.body);
    assert.ok(answer.statusCode >= 400 || isPage, answer.body.slice(0, 100));
  });
}

test('改地址的别的方法一律没有', async () => {
  for (const method of ['PUT', 'POST', 'DELETE', 'PATCH'] as const) {
    const answer = await http.inject({ method, url: '/runs', payload: {} });
    assert.equal(answer.statusCode, 404, method);
  }
});

test('只信自己的代理说的来源：别人说的主机名不算', async () => {
  const forged = { 'x-forwarded-host': 'evil.example', origin: 'https://evil.example' };
  const sent = { method: 'POST' as const, url: '/v1/session', payload: {} };
  const stranger = await http.inject({ ...sent, headers: forged, remoteAddress: '203.0.113.9' });
  assert.equal(stranger.json<{ code: string }>().code, 'request.forged');
  const own = { 'x-forwarded-host': 'hr.example', origin: 'https://hr.example' };
  const proxied = await http.inject({ ...sent, headers: own, remoteAddress: '10.0.0.7' });
  assert.equal(proxied.json<{ code: string }>().code, 'request.invalid');
});
