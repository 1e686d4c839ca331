import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { appFailures, operations, webhookEvents } from '@heyi/contract';
import { createHttpServer } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { behaviours, identityBehaviours } from '@heyi/sandbox';
import type { FastifyInstance } from 'fastify';
import { guide, serveApiPage } from './serve-api-page.ts';

let world: TestHost;
let http: FastifyInstance;
before(async () => {
  world = await createTestHost();
  const options = { host: world.host, routes: [], authenticate: async () => null };
  http = await createHttpServer({ ...options, secure: true, requestsPerMinute: 100 });
  await serveApiPage(http);
});
after(async () => {
  await http.close();
  await world.close();
});

test('接口页全部来自本服务器，安全策略不放宽', async () => {
  for (const url of ['/docs', '/docs/start.js', '/docs/scalar.js', '/docs/apps.json']) {
    const answer = await http.inject({ url });
    assert.equal(answer.statusCode, 200, url);
    assert.match(String(answer.headers['content-security-policy']), /script-src 'self';/);
  }
  const headers = { 'accept-encoding': 'gzip, br' };
  const packed = await http.inject({ url: '/docs/scalar.js', headers });
  assert.equal(packed.headers['content-encoding'], 'gzip');
  assert.match(gunzipSync(packed.rawPayload).toString(), /createApiReference/);
  const page = (await http.inject({ url: '/docs' })).body;
  assert.doesNotMatch(page, /https?:\/\//);
  assert.doesNotMatch(page, /<script>/);
});

test('给程序的接口自成一节：应用的操作一个不少，别的一个没有', async () => {
  const { paths, tags, components, webhooks } = (
    await http.inject({ url: '/docs/apps.json' })
  ).json();
  const shown = Object.values<object>(paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId as string),
  );
  const wanted = operations.filter(({ scope }) => scope === 'app').map(({ id }) => id);
  assert.deepEqual(shown.toSorted(), wanted.toSorted());
  for (const { name } of tags) assert.match(name, /^\p{Script=Han}+ · [A-Z]/u);
  const { scopes, tokenUrl } = components.securitySchemes.oauth2.flows.clientCredentials;
  assert.equal(tokenUrl, '/oauth/token');
  assert.ok('webhooks:write' in scopes);
  assert.deepEqual(Object.keys(webhooks), Object.keys(webhookEvents));
});

test('说明写全了：签名的头、沙箱的户名与金额、错误', () => {
  const text = guide();
  for (const header of ['X-App-Id', 'X-Timestamp', 'X-Nonce', 'X-Signature', 'RateLimit']) {
    assert.ok(text.includes(header), header);
  }
  for (const { name, amount } of Object.values(behaviours)) {
    assert.ok(text.includes(`\`${name}\``) && text.includes(`\`${amount}\``), name);
  }
  for (const name of Object.keys(identityBehaviours)) assert.ok(text.includes(name), name);
  for (const code of Object.keys(appFailures)) assert.ok(text.includes(code), code);
  for (const code of ['request.body_malformed', 'operation.not_for_apps', 'money.malformed']) {
    assert.ok(text.includes(`| \`${code}\` |`), code);
  }
  // The example is the one that the signature's own test proves.
  assert.ok(text.includes('nFNU/zTWLeuk6LQG9Rne+LnHWKcXeRrLjVXCaecB3t0='));
});
