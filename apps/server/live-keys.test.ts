import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openAppServer, openTestApp, signedHeaders, type TestApp } from '@heyi/connect/testing';
import { chooseVatReading, closeCollector } from '@heyi/gig';
import { castWithdrawals, type WithdrawalCast } from '@heyi/gig/testing';
import { payPeriod, plainDate } from '@heyi/kernel';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { directRoutes, isLiveOpen, routes } from './compose.ts';

let world: TestHost;
let cast: WithdrawalCast;
let api: Awaited<ReturnType<typeof openAppServer>>;
before(async () => {
  world = await createTestHost('2026-10-31T15:00:00.000Z');
  cast = await castWithdrawals(world, { workers: 1 });
  api = await openAppServer(world.host, routes, { directRoutes, isLiveOpen });
});
after(async () => {
  await api.close();
  await closeCollector(world.host);
  await cast.collector.close();
  await world.close();
});

async function call(app: TestApp, method: 'GET' | 'POST', url: string, sent?: object) {
  const body = sent === undefined ? undefined : JSON.stringify(sent);
  const request = { method, url, ...(body !== undefined && { body }) };
  const signed = signedHeaders(world.host, app, request);
  const headers = { 'idempotency-key': randomUUID(), ...signed };
  const payload = body === undefined ? {} : { payload: body };
  const answer = await api.server.inject({ method, url, headers, ...payload });
  return { status: answer.statusCode, body: answer.json() };
}

test('增值税读法选定以前，正式密钥什么也做不了，沙箱照常；写明姓名、日期、出处后放行', async () => {
  const { tenantId } = cast.client;
  const scopes = ['withdrawals:write', 'withdrawals:read'];
  const live = await openTestApp(world, tenantId, { environment: 'live', scopes });
  const sandbox = await openTestApp(world, tenantId, { scopes });
  const [externalWorkerId] = cast.workers;
  const withdraw = (businessId: string) =>
    call(live, 'POST', '/v1/withdrawals', { externalWorkerId, businessId, amount: '10.00' });
  assert.equal((await withdraw('october')).status, 200, 'the rule is not in force');

  world.clock.set('2026-10-31T16:00:00.000Z');
  // What is known of an app is a second old at most.
  await pause(1050);
  for (const shut of [await withdraw('november'), await call(live, 'GET', '/v1/app')]) {
    assert.deepEqual([shut.status, shut.body.code], [403, 'app.live_blocked']);
  }
  assert.equal((await call(sandbox, 'GET', '/v1/app')).status, 200);

  world.clock.set('2026-11-06T01:00:00.000Z');
  const chosen = await world.as(world.host.houseId, (tx) =>
    chooseVatReading(tx, {
      reading: 'monthlyThreshold',
      levy: 'reduced',
      location: 'city',
      fromPeriod: payPeriod('2026-11'),
      chosenBy: '周敏',
      chosenOn: plainDate('2026-11-05'),
      source: '主管税务机关12366答复，2026-11-05',
    }),
  );
  assert.ok(chosen.ok);
  await pause(1050);
  const paid = await withdraw('november');
  assert.deepEqual([paid.status, paid.body.state, paid.body.vat], [200, 'accepted', '0.00']);
});
