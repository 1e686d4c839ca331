import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { operation, tenantId } from '@heyi/contract';
import { newId, ok } from '@heyi/kernel';
import { z } from 'zod';
import type { TenantId } from '../postgres/transaction.ts';
import { createTestHost, type TestHost } from '../testing.ts';
import { route } from './route.ts';
import { openTestServer, pathOf, type TestServer } from './testing.ts';

const output = z.object({ done: z.boolean() });
const handIn = operation({
  id: 'handIn',
  method: 'POST',
  path: '/v1/tenants/:tenantId/heavy-files',
  scope: 'tenant',
  permission: 'file:upload',
  upload: true,
  input: z.object({ tenantId }),
  output,
  failures: {},
});
const look = operation({
  id: 'look',
  method: 'GET',
  path: '/v1/tenants/:tenantId/light-things',
  scope: 'tenant',
  permission: 'file:upload',
  input: z.object({ tenantId }),
  output,
  failures: {},
});

let world: TestHost;
let http: TestServer;
let tenant: TenantId;
let token: string;
let running = 0;
let most = 0;
let open: () => void = () => undefined;
const gate = new Promise<void>((resolve) => {
  open = resolve;
});

before(async () => {
  world = await createTestHost();
  tenant = await world.tenant();
  http = await openTestServer(world.host, [
    route(handIn, async () => {
      running += 1;
      most = Math.max(most, running);
      await gate;
      running -= 1;
      return ok({ done: true });
    }),
    route(look, async () => ok({ done: true })),
  ]);
  const permissions = new Set(['file:upload']);
  token = http.tokenOf({ tenantId: tenant, assignedTenantIds: [tenant], permissions });
});
after(async () => {
  await http.server.close();
  await world.close();
});

const multipart = {
  body: '--heyi\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\na\r\n--heyi--\r\n',
  headers: { 'content-type': 'multipart/form-data; boundary=heyi' },
};

test('一大群人同时上传：三个一批，其余排队，排满的请稍后再来；别的操作照常', async () => {
  const send = () =>
    http.call('POST', pathOf(handIn, tenant), { token, key: newId(), ...multipart });
  const crowd = Array.from({ length: 40 }, send);
  while (running < 3) await sleep(5);
  const light = await http.call('GET', pathOf(look, tenant), { token });
  assert.equal(light.status, 200);
  const refused = await Promise.race(crowd);
  assert.deepEqual([refused.status, refused.body['code']], [429, 'rate.limited']);
  open();
  const answers = await Promise.all(crowd);
  assert.equal(most, 3);
  assert.equal(answers.filter(({ status }) => status === 200).length, 27);
  assert.equal(answers.filter(({ status }) => status === 429).length, 13);
});
