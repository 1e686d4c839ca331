import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openAppServer, openTestApp, signedHeaders, type TestApp } from '@heyi/connect/testing';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { directRoutes, routes } from '../index.ts';
import { verifyBooks } from '../testing/verify-books.ts';
import { castWithdrawals, type WithdrawalCast } from '../testing/withdrawal-world.ts';
import { closeCollector } from './withdraw.ts';

let world: TestHost;
let cast: WithdrawalCast;
let stranger: WithdrawalCast;
let app: TestApp;
let http: Awaited<ReturnType<typeof openAppServer>>;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
  cast = await castWithdrawals(world, { workers: 3 });
  stranger = await castWithdrawals(world, { workers: 1 });
  const scopes = ['withdrawals:write', 'withdrawals:read'];
  app = await openTestApp(world, cast.client.tenantId, { environment: 'live', scopes });
  http = await openAppServer(world.host, routes, { directRoutes });
});
after(async () => {
  await http.close();
  await closeCollector(world.host);
  await cast.collector.close();
  await stranger.collector.close();
  await world.close();
});

let keys = 0;

async function call(
  method: 'GET' | 'POST',
  url: string,
  sent: Record<string, unknown> | null,
  changed: Record<string, string> = {},
  signing: { timestamp?: number; nonce?: string } = {},
) {
  const body = sent === null ? undefined : JSON.stringify(sent);
  const request = { method, url, ...(body !== undefined && { body }), ...signing };
  const headers = {
    'idempotency-key': `http-key-${(keys += 1)}`,
    ...signedHeaders(world.host, app, request),
    ...changed,
  };
  return http.server.inject({ method, url, headers, ...(body !== undefined && { payload: body }) });
}

const order = (amount: unknown, changed: Record<string, unknown> = {}) => ({
  externalWorkerId: cast.workers[0]!,
  businessId: `http-${(keys += 1)}`,
  amount,
  ...changed,
});

test('签名的提现请求：一次调用得到税前、税额、到手与状态，重复得到同样的字节', async () => {
  const sent = order('100.00');
  const key = { 'idempotency-key': 'the-http-key-1' };
  const first = await call('POST', '/v1/withdrawals', sent, key);
  assert.equal(first.statusCode, 200, first.body);
  assert.equal(first.json().net, '100.00');
  const again = await call('POST', '/v1/withdrawals', sent, key);
  assert.equal(again.body, first.body);
  const found = await call('GET', `/v1/withdrawals/${first.json().id}`, null);
  assert.equal(found.json().state, 'accepted');
  const balances = await call('GET', `/v1/workers/${cast.workers[0]}/balances`, null);
  assert.equal(balances.json().rows[0].withdrawable, '19900.00');
  const trial = { externalWorkerId: cast.workers[0]!, amount: '9000.00' };
  const tried = await call('POST', '/v1/withdrawals/trial', trial);
  assert.equal(tried.statusCode, 200, tried.body);
  await verifyBooks(world, cast.client);
});

const hostile: [
  title: string,
  sent: () => Record<string, unknown>,
  status: number,
  code: string,
][] = [
  ['三位小数', () => order('1.001'), 400, 'request.invalid'],
  ['数字而非文本', () => order(1), 400, 'request.invalid'],
  ['科学记数', () => order('1e3'), 400, 'request.invalid'],
  ['负数', () => order('-1.00'), 422, 'withdrawal.amount_too_small'],
  ['零', () => order('0.00'), 422, 'withdrawal.amount_too_small'],
  ['太大', () => order('9999999999.00'), 422, 'withdrawal.amount_too_large'],
  ['查无此人', () => order('1.00', { externalWorkerId: 'nobody' }), 404, 'worker.not_found'],
  [
    '别家平台的人',
    () => order('1.00', { externalWorkerId: stranger.workers[0] }),
    404,
    'worker.not_found',
  ],
  ['单号有引号', () => order('1.00', { businessId: 'a"b' }), 400, 'request.invalid'],
  ['单号太长', () => order('1.00', { businessId: 'x'.repeat(65) }), 400, 'request.invalid'],
  ['没有这种收入', () => order('1.00', { incomeKind: 'wages' }), 400, 'request.invalid'],
];
for (const [title, sent, status, code] of hostile) {
  test(`恶意或有误的请求：${title}`, async () => {
    const answer = await call('POST', '/v1/withdrawals', sent());
    assert.deepEqual([answer.statusCode, answer.json().code], [status, code]);
  });
}

test('没有幂等键、签名不对、时间太旧、随机数重放：拒绝，钱不动', async () => {
  const noKey = await call('POST', '/v1/withdrawals', order('1.00'), { 'idempotency-key': '' });
  assert.equal(noKey.json().code, 'idempotency.key_required');
  const forged = { 'x-signature': `v1=${Buffer.alloc(32).toString('base64')}` };
  const wrong = await call('POST', '/v1/withdrawals', order('1.00'), forged);
  assert.equal(wrong.statusCode, 401);
  const old = { timestamp: 1_700_000_000 };
  const late = await call('POST', '/v1/withdrawals', order('1.00'), {}, old);
  assert.equal(late.json().code, 'signature.expired');
  const once = { nonce: 'a-nonce-used-once' };
  const sent = order('1.00');
  assert.equal((await call('POST', '/v1/withdrawals', sent, {}, once)).statusCode, 200);
  const replayed = await call('POST', '/v1/withdrawals', sent, {}, once);
  assert.deepEqual([replayed.statusCode, replayed.json().code], [401, 'nonce.replayed']);
  await verifyBooks(world, cast.client);
});

test('取消经开放接口：未发送可取消，再取消得到代码', async () => {
  const made = await call('POST', '/v1/withdrawals', order('5.00'));
  const url = `/v1/withdrawals/${made.json().id}/cancellation`;
  const cancelled = await call('POST', url, {});
  assert.deepEqual([cancelled.statusCode, cancelled.json().state], [200, 'cancelled']);
  const again = await call('POST', url, {});
  assert.equal(again.json().code, 'withdrawal.already_sent');
  await verifyBooks(world, cast.client);
});
