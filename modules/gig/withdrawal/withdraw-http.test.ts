import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { yuan } from '@heyi/kernel';
import { openAppServer, openTestApp, signedHeaders, type TestApp } from '@heyi/connect/testing';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { directRoutes, routes } from '../index.ts';
import { verifyBooks } from '../testing/verify-books.ts';
import {
  answered,
  castWithdrawals,
  settle,
  type WithdrawalCast,
} from '../testing/withdrawal-world.ts';
import { openWorker } from '../worker/change-worker.ts';
import { refuseAccount } from '../worker/refuse-account.ts';
import { suspendWorker } from '../worker/suspend-worker.ts';
import { closeCollector } from './withdraw.ts';

let world: TestHost;
let cast: WithdrawalCast;
let stranger: WithdrawalCast;
let app: TestApp;
let http: Awaited<ReturnType<typeof openAppServer>>;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
  cast = await castWithdrawals(world, { workers: 5 });
  const [, , , frozen, shut] = cast.workers;
  await world.as(cast.client.tenantId, async (tx) => {
    await refuseAccount(tx, { externalWorkerId: frozen! }, 'frozen', 'AC06 二类户已冻结');
    const reason = '涉诉';
    const place = await openWorker(tx, { externalWorkerId: shut! });
    assert.ok(place.ok);
    const { tenantId } = cast.client;
    const { workerId } = place.value;
    assert.ok((await suspendWorker(tx, { tenantId, workerId, reason })).ok);
  });
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
  ['大到数不清', () => order('99999999999999999999.00'), 400, 'request.invalid'],
  ['千分位', () => order('1,000.00'), 400, 'request.invalid'],
  ['全角数字', () => order('１００.00'), 400, 'request.invalid'],
  ['正号与空格', () => order(' +1.00'), 400, 'request.invalid'],
  ['没有金额', () => order(undefined), 400, 'request.invalid'],
  ['空的金额', () => order(''), 400, 'request.invalid'],
  ['余额不足', () => order('500000.00'), 409, 'withdrawal.balance_too_low'],
  [
    '银行拒收的账户',
    () => order('1.00', { externalWorkerId: cast.workers[3] }),
    409,
    'worker.account_unusable',
  ],
  [
    '被停用的人',
    () => order('1.00', { externalWorkerId: cast.workers[4] }),
    409,
    'worker.not_admitted',
  ],
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
  assert.deepEqual([wrong.statusCode, wrong.json().code], [401, 'signature.wrong']);
  const body = JSON.stringify(order('1.00'));
  const signed = signedHeaders(world.host, app, { method: 'POST', url: '/v1/withdrawals', body });
  const headers = { 'idempotency-key': 'changed-on-its-way', ...signed };
  const payload = body.replace('1.00', '9.00');
  const request = { method: 'POST', url: '/v1/withdrawals', headers, payload } as const;
  const changed = await http.server.inject(request);
  assert.deepEqual([changed.statusCode, changed.json().code], [401, 'signature.wrong']);
  const old = { timestamp: 1_700_000_000 };
  const late = await call('POST', '/v1/withdrawals', order('1.00'), {}, old);
  assert.equal(late.json().code, 'signature.expired');
  const soon = { timestamp: Math.floor(Date.parse(world.host.clock.now()) / 1000) + 301 };
  const early = await call('POST', '/v1/withdrawals', order('1.00'), {}, soon);
  assert.equal(early.json().code, 'signature.expired');
  const once = { nonce: 'a-nonce-used-once' };
  const sent = order('1.00');
  assert.equal((await call('POST', '/v1/withdrawals', sent, {}, once)).statusCode, 200);
  const replayed = await call('POST', '/v1/withdrawals', sent, {}, once);
  assert.deepEqual([replayed.statusCode, replayed.json().code], [401, 'nonce.replayed']);
  await verifyBooks(world, cast.client);
});

test('别家平台的提现：看不到，也取消不了；银行说账户已销户，提现失败并退回，原因在案', async () => {
  const others = answered(await stranger.ask(stranger.workers[0]!, '5.00'));
  const read = await call('GET', `/v1/withdrawals/${others.id}`, null);
  assert.deepEqual([read.statusCode, read.json().code], [404, 'withdrawal.not_found']);
  const cancelled = await call('POST', `/v1/withdrawals/${others.id}/cancellation`, {});
  assert.deepEqual([cancelled.statusCode, cancelled.json().code], [404, 'withdrawal.not_found']);
  const made = await call('POST', '/v1/withdrawals', order('5.00'));
  const before = await call('GET', `/v1/workers/${cast.workers[0]}/balances`, null);
  await settle(world, cast.client, [{ answer: made.json(), state: 'failed', code: 'AC04' }]);
  const failed = await call('GET', `/v1/withdrawals/${made.json().id}`, null);
  assert.deepEqual([failed.json().state, failed.json().reason], ['failed', 'AC04']);
  const after = await call('GET', `/v1/workers/${cast.workers[0]}/balances`, null);
  const withdrawable = [before, after].map((one) => yuan(one.json().rows[0].withdrawable));
  assert.equal(withdrawable[1]! - withdrawable[0]!, yuan('5.00'));
  const refused = await call('POST', '/v1/withdrawals', order('5.00'));
  assert.deepEqual([refused.statusCode, refused.json().code], [409, 'worker.account_unusable']);
  assert.match(refused.json().detail, /换一个账户/);
  await verifyBooks(world, cast.client);
});

test('取消经开放接口：未发送可取消，再取消得到代码', async () => {
  const worker = { externalWorkerId: cast.workers[1] };
  const made = await call('POST', '/v1/withdrawals', order('5.00', worker));
  const url = `/v1/withdrawals/${made.json().id}/cancellation`;
  const cancelled = await call('POST', url, {});
  assert.deepEqual([cancelled.statusCode, cancelled.json().state], [200, 'cancelled']);
  const again = await call('POST', url, {});
  assert.equal(again.json().code, 'withdrawal.already_sent');
  await verifyBooks(world, cast.client);
});
