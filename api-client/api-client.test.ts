import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { allowPrivateWebhooks, routes, startWebhookDelivery } from '@heyi/connect';
import { openAppServer, openTestApp, type TestApp } from '@heyi/connect/testing';
import { formatId, systemClock } from '@heyi/kernel';
import type { Host, TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { ApiProblem, createApiClient, signRequest, verifyWebhook } from './index.ts';

let world: TestHost;
let host: Host;
let tenant: TenantId;
let app: TestApp;
let api: Awaited<ReturnType<typeof openAppServer>>;
let baseUrl: string;

before(async () => {
  // Programs go by the machine's clock.
  world = await createTestHost(systemClock.now());
  host = world.host;
  allowPrivateWebhooks(host, true);
  tenant = await world.tenant();
  app = await openTestApp(world, tenant, { name: '直播平台' });
  api = await openAppServer(host, routes);
  baseUrl = await api.server.listen({ host: '127.0.0.1', port: 0 });
});
after(async () => {
  await api.close();
  await world.close();
});

const credentials = () => ({ appId: formatId('app', app.id), secret: app.secret });

test('README 的例子原样能跑：查自己、登记推送、验签', async () => {
  const readme = readFileSync(path.join(import.meta.dirname, 'README.md'), 'utf8');
  const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1];
  assert.ok(code);
  const directory = mkdtempSync(path.join(tmpdir(), 'heyi-readme-'));
  const file = path.join(directory, 'example.ts');
  const library = path.join(import.meta.dirname, 'index.ts');
  writeFileSync(file, code.replace("'@heyi/api-client'", `'${library}'`));
  const { appId, secret } = credentials();
  const example = spawn(process.execPath, [file], {
    env: { HEYI_URL: baseUrl, HEYI_APP_ID: appId, HEYI_APP_SECRET: secret },
  });
  const delivery = startWebhookDelivery(host);
  let said = '';
  example.stdout.on('data', (piece) => void (said += String(piece)));
  example.stderr.on('data', (piece) => void (said += String(piece)));
  try {
    await until(
      () => /registered http/.test(said),
      () => said,
    );
    await world.as(tenant, async (tx) => {
      const [endpoint] = await tx.sql<{ id: never }>`
        select id from connect.webhook_endpoint where app_id = ${app.id}`;
      const send = routes.find(({ operation }) => operation.id === 'sendTestWebhook')!;
      await send.run(tx, { tenantId: tenant, endpointId: endpoint!.id } as never);
    });
    await until(
      () => /told: webhook.test at/.test(said),
      () => said,
    );
    assert.match(said, /^直播平台 \(sandbox\): webhooks:write/);
  } finally {
    example.kill();
    await delivery.stop();
    rmSync(directory, { recursive: true });
  }
});

async function until(what: () => boolean, tell: () => string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (what()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.fail(tell());
}

test('拒绝成为 ApiProblem：有 code、有话、有请求编号', async () => {
  const client = createApiClient({ ...credentials(), baseUrl, language: 'en' });
  const request = { url: 'ftp://example.com' };
  const problem = await client.registerWebhookEndpoint(request).catch((error: unknown) => error);
  assert.ok(problem instanceof ApiProblem);
  assert.equal(problem.code, 'webhook_endpoint.url_refused');
  assert.equal(problem.status, 422);
  assert.match(problem.title, /Nothing is sent/);
  assert.ok(problem.requestId);
});

test('别的密钥：不重试', async () => {
  const client = createApiClient({ ...credentials(), secret: 'heyi_sandbox_guess', baseUrl });
  await assert.rejects(client.getOwnApp({}), { code: 'signature.wrong' });
});

type Scripted = { url: string; got: IncomingMessage[]; close(): Promise<void> };

/** A server that answers by the script and then well. */
async function openScripted(script: ((response: ServerResponse) => void)[]): Promise<Scripted> {
  const got: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    got.push(request);
    request.resume();
    const step = script.shift();
    if (step) step(response);
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"app_1"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    got,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const refuse =
  (status: number, code: string, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response
      .writeHead(status, { 'content-type': 'application/problem+json', ...headers })
      .end(JSON.stringify({ code, title: code }));

describe('重试', () => {
  test('断线、503、限频、办理中：同一个幂等键，每次新的随机串', async () => {
    const server = await openScripted([
      (response) => void response.socket!.destroy(),
      refuse(503, 'server.unavailable'),
      refuse(429, 'rate.limited', { 'retry-after': '0' }),
      refuse(409, 'idempotency.in_progress'),
    ]);
    const client = createApiClient({ ...credentials(), baseUrl: server.url });
    const request = { url: 'https://hooks.example.com/' };
    await client.registerWebhookEndpoint(request, { idempotencyKey: 'one-key-for-all' });
    const keys = new Set(server.got.map(({ headers }) => headers['idempotency-key']));
    const nonces = new Set(server.got.map(({ headers }) => headers['x-nonce']));
    assert.deepEqual([...keys], ['one-key-for-all']);
    assert.equal(nonces.size, 5);
    await server.close();
  });
  test('次数用完：最后一次的原因', async () => {
    const server = await openScripted(
      Array.from({ length: 9 }, () => refuse(503, 'server.unavailable')),
    );
    const client = createApiClient({ ...credentials(), baseUrl: server.url, retries: 1 });
    await assert.rejects(client.getOwnApp({}), { code: 'server.unavailable' });
    assert.equal(server.got.length, 2);
    await server.close();
  });
  test('自己的钟错了：按服务器的时间再签一次；还不行就不再试', async () => {
    const date = 'Mon, 23 Nov 2026 09:00:00 GMT';
    const wrong = refuse(401, 'signature.expired', { date });
    const server = await openScripted([wrong]);
    const client = createApiClient({ ...credentials(), baseUrl: server.url });
    await client.getOwnApp({});
    const told = Date.parse(date) / 1000;
    assert.ok(Math.abs(Number(server.got[1]!.headers['x-timestamp']) - told) <= 2);
    await server.close();
    const stubborn = await openScripted([wrong, wrong, wrong]);
    const second = createApiClient({ ...credentials(), baseUrl: stubborn.url });
    await assert.rejects(second.getOwnApp({}), { code: 'signature.expired' });
    assert.equal(stubborn.got.length, 2);
    await stubborn.close();
  });
});

test('签名与文档的例子一致', () => {
  const headers = signRequest(
    { appId: 'app_1', secret: 'heyi_sandbox_example' },
    { method: 'POST', url: '/v1/withdrawals?b=2&a=1', body: '{"hello": "world"}' },
    1_700_000_000,
    'nonce-0001',
  );
  assert.equal(headers['x-signature'], 'v1=nFNU/zTWLeuk6LQG9Rne+LnHWKcXeRrLjVXCaecB3t0=');
});

describe('验签', () => {
  const secret = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
  const body =
    '{"type":"webhook.test","timestamp":"2026-11-23T01:00:00.000Z","data":{"endpointId":"whe_1"}}';
  const now = () => String(Math.floor(Date.now() / 1000));
  const signed = (timestamp: string, text = body) => {
    const mac = createHmac('sha256', Buffer.alloc(24, 1)).update(`whm_1.${timestamp}.${text}`);
    const signature = `v1,${mac.digest('base64')}`;
    return {
      'webhook-id': 'whm_1',
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
    };
  };
  test('对的：读出事件', () => {
    const event = verifyWebhook(secret, { headers: signed(now()), body: Buffer.from(body) });
    assert.equal(event.type, 'webhook.test');
    assert.equal(event.id, 'whm_1');
  });
  test('换密钥期间：两个签名、两个密钥，有一对相符即可', () => {
    const headers = signed(now());
    const both = { ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` };
    const other = `whsec_${Buffer.alloc(24, 2).toString('base64')}`;
    assert.equal(verifyWebhook([other, secret], { headers: both, body }).id, 'whm_1');
    assert.throws(() => verifyWebhook(other, { headers: both, body }), /no signature fits/);
  });
  const bad: [title: string, headers: () => Record<string, string>, text: string, says: RegExp][] =
    [
      ['正文被改', () => signed(now()), body.replace('whe_1', 'whe_2'), /no signature fits/],
      ['太旧', () => signed(String(Number(now()) - 301)), body, /too old/],
      ['太新', () => signed(String(Number(now()) + 301)), body, /too new/],
      ['时间不是数', () => signed('soon'), body, /too old/],
      [
        '没有签名',
        () => ({ 'webhook-id': 'whm_1', 'webhook-timestamp': now() }),
        body,
        /is missing/,
      ],
    ];
  for (const [title, headers, text, says] of bad) {
    test(title, () =>
      assert.throws(() => verifyWebhook(secret, { headers: headers(), body: text }), says),
    );
  }
});

test('包自己站得住：除 Node 以外什么也不引', async () => {
  const files = [
    'index',
    'api-client',
    'api-problem',
    'sign-request',
    'verify-webhook',
    '__generated__/operations',
  ];
  for (const name of files) {
    const text = readFileSync(path.join(import.meta.dirname, `${name}.ts`), 'utf8');
    for (const [, from] of text.matchAll(/from '([^']+)'/g))
      assert.match(from!, /^(node:|\.)/, name);
  }
  const version = await new Promise((resolve) => {
    execFile(process.execPath, [path.join(import.meta.dirname, 'index.ts')], (error) =>
      resolve(error),
    );
  });
  assert.equal(version, null);
});
