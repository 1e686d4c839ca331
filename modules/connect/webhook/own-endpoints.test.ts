import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
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
let http: Awaited<ReturnType<typeof openAppServer>>;
before(async () => {
  world = await createTestHost();
  tenant = await world.tenant();
  http = await openAppServer(world.host, routes);
});
after(async () => {
  await http.close();
  await world.close();
});

async function send(by: TestApp, request: SignedRequest, key: string = newId()) {
  const answer = await http.server.inject({
    method: request.method as 'GET',
    url: request.url,
    headers: { 'idempotency-key': key, ...signedHeaders(world.host, by, request) },
    ...(request.body !== undefined && { payload: request.body }),
  });
  return { status: answer.statusCode, body: answer.json() };
}

const registration: SignedRequest = {
  method: 'POST',
  url: '/v1/webhook-endpoints',
  body: '{"url":"https://hooks.example.com/heyi"}',
};
const listing: SignedRequest = { method: 'GET', url: '/v1/webhook-endpoints' };
const removal = (endpointId: string): SignedRequest => ({
  method: 'DELETE',
  url: `/v1/webhook-endpoints/${endpointId}`,
});

async function idsOf(by: TestApp): Promise<string[]> {
  const { status, body } = await send(by, listing);
  assert.equal(status, 200, JSON.stringify(body));
  return (body.rows as { id: string }[]).map(({ id }) => id);
}
const register = async (by: TestApp) => (await send(by, registration)).body;

describe('应用自己管推送地址：readWebhookEndpoints、deregisterWebhookEndpoint', () => {
  test('满了五个：看得到是哪五个，撤销一个就能再登记', async () => {
    const own = await openTestApp(world, tenant);
    const made: string[] = [];
    for (let count = 0; count < 5; count += 1) made.push((await register(own)).id);
    assert.deepEqual(await idsOf(own), made);
    assert.equal((await register(own)).code, 'webhook_endpoint.too_many');
    const removed = await send(own, removal(made[2]!));
    assert.deepEqual([removed.status, removed.body], [200, {}]);
    const sixth = (await register(own)).id;
    assert.deepEqual(await idsOf(own), [...made.toSpliced(2, 1), sixth]);
  });

  test('同一个幂等键再撤销一次，答复相同；换一个键则已经没有', async () => {
    const own = await openTestApp(world, tenant);
    const { id: endpointId } = await register(own);
    const key = newId();
    for (let count = 0; count < 2; count += 1) {
      const { status, body } = await send(own, removal(endpointId), key);
      assert.deepEqual([status, body], [200, {}]);
    }
    const again = await send(own, removal(endpointId));
    assert.equal(again.body.code, 'webhook_endpoint.not_found');
    const entries = await world.as(
      tenant,
      (tx) => tx.sql`
        select operation from platform.audit_entry
         where tenant_id = ${tenant} and operation = 'deregisterWebhookEndpoint'
           and detail->>'endpointId' = ${endpointId}`,
    );
    assert.equal(entries.length, 1, '操作日志里只有一次');
  });

  test('同一客户的另一个应用：看不到，也撤销不了', async () => {
    const own = await openTestApp(world, tenant);
    const stranger = await openTestApp(world, tenant);
    const { id: endpointId } = await register(own);
    assert.deepEqual(await idsOf(stranger), []);
    const refused = await send(stranger, removal(endpointId));
    assert.deepEqual([refused.status, refused.body.code], [404, 'webhook_endpoint.not_found']);
    assert.deepEqual(await idsOf(own), [endpointId]);
  });
});
