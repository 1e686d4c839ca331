import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { addSeconds, formatId, type Id, newId, unixSeconds, yuan } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { pruneConnect } from '../prune-connect.ts';
import { openTestApp, type TestApp } from '../testing.ts';
import { allowPrivateWebhooks } from './address-guard.ts';
import { createWebhookEndpoint } from './create-webhook-endpoint.ts';
import { getWebhookDelivery } from './get-webhook-delivery.ts';
import { listWebhookDeliveries } from './list-webhook-deliveries.ts';
import { listWebhookEndpoints } from './list-webhook-endpoints.ts';
import { publishWebhooks, type WebhookMessage } from './publish-webhooks.ts';
import { removeWebhookEndpoint } from './remove-webhook-endpoint.ts';
import { replayWebhookDelivery } from './replay-webhook-delivery.ts';
import { replayWebhooks } from './replay-webhooks.ts';
import { rotateWebhookSecret } from './rotate-webhook-secret.ts';
import { sendTestWebhook } from './send-test-webhook.ts';
import { startWebhookDelivery, type WebhookDelivery } from './start-webhook-delivery.ts';
import { updateWebhookEndpoint } from './update-webhook-endpoint.ts';
import { webhookSignature } from './webhook.ts';

const start = '2026-11-23T01:00:00.000Z';
let world: TestHost;
let tenant: TenantId;
let app: TestApp;
let receiver: Receiver;
let delivery: WebhookDelivery;

before(async () => {
  world = await createTestHost(start);
  allowPrivateWebhooks(world.host, true);
  tenant = await world.tenant();
  app = await openTestApp(world, tenant);
  receiver = await openReceiver();
  delivery = startWebhookDelivery(world.host);
});
after(async () => {
  await delivery.stop();
  await receiver.close();
  await world.close();
});
afterEach(() => {
  receiver.answer = (_, response) => void response.end();
});

type Got = { headers: IncomingMessage['headers']; body: string };
type Receiver = {
  url: string;
  got: Got[];
  answer: (got: Got, response: ServerResponse) => void;
  close(): Promise<void>;
};

/** The client's own server. */
async function openReceiver(): Promise<Receiver> {
  const server: Server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const got = { headers: request.headers, body: Buffer.concat(pieces).toString() };
      opened.got.push(got);
      opened.answer(got, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const opened: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    got: [],
    answer: (_, response) => void response.end(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return opened;
}

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await what()) return;
    delivery.wake();
    await pause(25);
  }
  assert.fail('it did not come to that');
}

async function addEndpoint(eventTypes: string[] = [], of = app) {
  const made = await world.as(tenant, (tx) =>
    createWebhookEndpoint(tx, { tenantId: tenant, appId: of.id, url: receiver.url, eventTypes }),
  );
  assert.ok(made.ok, JSON.stringify(made));
  return made.value;
}

async function remove(endpointId: Id<'whe'>): Promise<void> {
  await world.as(tenant, (tx) => removeWebhookEndpoint(tx, { tenantId: tenant, endpointId }));
}

const publish = (messages: readonly WebhookMessage[]) =>
  world.as(tenant, (tx) => publishWebhooks(tx, messages));

const newsOf = (businessId: string, withdrawalId = newId<'wdr'>()) => ({
  withdrawalId,
  businessId,
  externalWorkerId: 'zhubo-1',
  gross: yuan('100.00'),
  tax: yuan('20.00'),
  net: yuan('80.00'),
  reason: null,
});

const paid = (number: number): WebhookMessage => ({
  appId: app.id,
  type: 'withdrawal.paid',
  data: newsOf(`w-${number}`),
});

async function deliveriesOf(endpointId: Id<'whe'>, state?: 'waiting' | 'delivered' | 'failed') {
  const listed = await world.as(tenant, (tx) =>
    listWebhookDeliveries(tx, { tenantId: tenant, endpointId, state, limit: 500 }),
  );
  assert.ok(listed.ok);
  return listed.value.rows;
}

const bodiesOf = (type: string) =>
  receiver.got.map(({ body }) => JSON.parse(body)).filter((body) => body.type === type);

test('送达：签名能验，正文一字不差，记录里有状态与用时', async () => {
  const { id, secret } = await addEndpoint();
  receiver.got = [];
  await publish([paid(1)]);
  await until(async () => (await deliveriesOf(id, 'delivered')).length === 1);
  const [got] = receiver.got;
  const [sent] = await deliveriesOf(id);
  assert.equal(got!.headers['webhook-id'], formatId('whm', sent!.messageId));
  const timestamp = Number(got!.headers['webhook-timestamp']);
  assert.equal(timestamp, unixSeconds(world.host.clock));
  const message = { id: formatId('whm', sent!.messageId), timestamp, body: got!.body };
  assert.equal(got!.headers['webhook-signature'], webhookSignature([secret], message));
  const body = JSON.parse(got!.body);
  assert.equal(body.type, 'withdrawal.paid');
  assert.equal(body.timestamp, start);
  assert.match(body.data.withdrawalId, /^wdr_/);
  assert.equal(body.data.net, '80.00');
  const found = await world.as(tenant, (tx) =>
    getWebhookDelivery(tx, { tenantId: tenant, deliveryId: sent!.id }),
  );
  assert.ok(found.ok);
  assert.equal(found.value.body, got!.body);
  assert.equal(found.value.attempts.length, 1);
  assert.equal(found.value.attempts[0]!.status, 200);
  await remove(id);
});

test('只推要的类型，只推给自己的应用；没有推送地址的应用不留下什么', async () => {
  const other = await openTestApp(world, tenant);
  const { id } = await addEndpoint(['withdrawal.returned']);
  receiver.got = [];
  await publish([
    paid(2),
    { appId: app.id, type: 'withdrawal.returned', data: newsOf('w-2') },
    { appId: other.id, type: 'withdrawal.returned', data: newsOf('w-3') },
  ]);
  await until(async () => (await deliveriesOf(id, 'delivered')).length === 1);
  assert.deepEqual(
    receiver.got.map(({ body }) => JSON.parse(body).data.businessId),
    ['w-2'],
  );
  const [kept] = await world.as(
    tenant,
    (tx) => tx.sql<{ count: number }>`
      select count(*) as count from connect.webhook_message where app_id = ${other.id}`,
  );
  assert.equal(kept!.count, 0);
  await remove(id);
});

test('回滚的事务不推送', async () => {
  const { id } = await addEndpoint();
  await assert.rejects(
    world.as(tenant, async (tx) => {
      await publishWebhooks(tx, [paid(3)]);
      throw new Error('rolled back');
    }),
  );
  assert.deepEqual(await deliveriesOf(id), []);
  await remove(id);
});

test('没接住的按时再试：5 秒后送达；对方说等 60 秒就等', async () => {
  const { id } = await addEndpoint();
  const statuses = [500, 429];
  receiver.answer = (_, response) => {
    const status = statuses.shift() ?? 200;
    response.writeHead(status, status === 429 ? { 'retry-after': '60' } : {}).end();
  };
  await publish([paid(4)]);
  const attempted = (count: number) => async () => (await deliveriesOf(id))[0]?.attempts === count;
  await until(attempted(1));
  const [first] = await deliveriesOf(id);
  assert.equal(first!.state, 'waiting');
  assert.equal(first!.status, 500);
  assert.ok(first!.dueAt! >= addSeconds(start, 5) && first!.dueAt! <= addSeconds(start, 6));
  world.clock.set(addSeconds(start, 6));
  await until(attempted(2));
  assert.equal((await deliveriesOf(id))[0]!.dueAt! >= addSeconds(start, 66), true);
  world.clock.set(addSeconds(start, 6 + 340));
  await until(async () => (await deliveriesOf(id, 'delivered')).length === 1);
  const found = await world.as(tenant, async (tx) =>
    getWebhookDelivery(tx, { tenantId: tenant, deliveryId: first!.id }),
  );
  assert.deepEqual(found.ok && found.value.attempts.map(({ status }) => status), [500, 429, 200]);
  world.clock.set(start);
  await remove(id);
});

test('转址不跟随；太长的答复读不完也算数；断线再试', async () => {
  const { id } = await addEndpoint();
  receiver.got = [];
  receiver.answer = (_, response) => response.writeHead(302, { location: '/other' }).end();
  await publish([paid(5)]);
  await until(async () => (await deliveriesOf(id))[0]?.status === 302);
  assert.equal(receiver.got.length, 1);
  receiver.answer = (_, response) => void response.end('x'.repeat(300_000));
  await publish([paid(6)]);
  await until(async () => (await deliveriesOf(id, 'delivered')).length === 1);
  receiver.answer = (_, response) => void response.socket!.destroy();
  await publish([paid(7)]);
  await until(async () => (await deliveriesOf(id))[0]?.error === 'connection_lost');
  await remove(id);
});

test('410：推送地址停用；启用后把没送到的都补上', async () => {
  const own = await openTestApp(world, tenant);
  const { id } = await addEndpoint([], own);
  receiver.answer = (_, response) => response.writeHead(410).end();
  await publish([{ ...paid(8), appId: own.id }]);
  const endpoint = async () => {
    const listed = await world.as(tenant, (tx) =>
      listWebhookEndpoints(tx, { tenantId: tenant, appId: own.id }),
    );
    return listed.value.rows.find((row) => row.id === id)!;
  };
  await until(async () => (await endpoint()).state === 'disabled');
  assert.equal((await endpoint()).disabledReason, 'gone');
  assert.equal((await endpoint()).failed, 1);
  await publish([{ ...paid(9), appId: own.id }]);
  const test = () =>
    world.as(tenant, (tx) => sendTestWebhook(tx, { tenantId: tenant, endpointId: id }));
  const replay = () =>
    world.as(tenant, (tx) =>
      replayWebhooks(tx, { tenantId: tenant, endpointId: id, since: start }),
    );
  const [failed] = await deliveriesOf(id);
  const again = () =>
    world.as(tenant, (tx) =>
      replayWebhookDelivery(tx, { tenantId: tenant, deliveryId: failed!.id }),
    );
  for (const attempt of [test, replay, again]) {
    const answer = await attempt();
    assert.equal(!answer.ok && answer.failure.code, 'webhook_endpoint.disabled');
  }
  receiver.answer = (_, response) => void response.end();
  const enabled = await world.as(tenant, (tx) =>
    updateWebhookEndpoint(tx, {
      tenantId: tenant,
      endpointId: id,
      url: receiver.url,
      eventTypes: [],
      state: 'active',
    }),
  );
  assert.equal(enabled.ok && enabled.value.disabledReason, null);
  assert.deepEqual(await replay(), { ok: true, value: { replayed: 2 } });
  await until(async () => (await deliveriesOf(id, 'delivered')).length === 2);
  assert.deepEqual(await replay(), { ok: true, value: { replayed: 0 } });
  await remove(id);
});

test('试到最后仍不通：失败并停用，不再推', async () => {
  const { id } = await addEndpoint();
  receiver.answer = (_, response) => response.writeHead(500).end();
  await publish([paid(10)]);
  let at = start;
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    await until(async () => (await deliveriesOf(id))[0]?.attempts === attempt);
    at = addSeconds(at, 100_000);
    world.clock.set(at);
  }
  const [given] = await deliveriesOf(id);
  assert.equal(given!.state, 'failed');
  assert.equal(given!.dueAt, null);
  world.clock.set(start);
  await remove(id);
});

test('接收方修好了：重发未送达的，不等下一次重试；已送达的不再发', async () => {
  const own = await openTestApp(world, tenant);
  const { id } = await addEndpoint([], own);
  receiver.got = [];
  receiver.answer = (_, response) => response.writeHead(500).end();
  await publish([13, 14].map((number) => ({ ...paid(number), appId: own.id })));
  await until(async () => (await deliveriesOf(id)).every(({ attempts }) => attempts > 0));
  receiver.answer = (_, response) => void response.end();
  const replay = () =>
    world.as(tenant, (tx) =>
      replayWebhooks(tx, { tenantId: tenant, endpointId: id, since: start }),
    );
  assert.deepEqual(await replay(), { ok: true, value: { replayed: 2 } });
  await until(async () => (await deliveriesOf(id, 'delivered')).length === 2);
  const ids = receiver.got.map(({ headers }) => headers['webhook-id']);
  assert.equal(ids.length, 4);
  assert.equal(new Set(ids).size, 2);
  assert.deepEqual(await replay(), { ok: true, value: { replayed: 0 } });
  await remove(id);
});

test('重发一条：同一个编号再送一次', async () => {
  const { id } = await addEndpoint();
  receiver.got = [];
  await publish([paid(11)]);
  await until(async () => (await deliveriesOf(id, 'delivered')).length === 1);
  const [first] = await deliveriesOf(id);
  const again = await world.as(tenant, (tx) =>
    replayWebhookDelivery(tx, { tenantId: tenant, deliveryId: first!.id }),
  );
  assert.equal(again.ok && again.value.state, 'waiting');
  await until(() => receiver.got.length === 2);
  const ids = receiver.got.map(({ headers }) => headers['webhook-id']);
  assert.equal(ids[0], ids[1]);
  await until(async () => (await deliveriesOf(id, 'delivered')).length === 1);
  await remove(id);
});

test('换密钥：一天内新旧两个签名都在，此后只剩新的', async () => {
  const { id, secret } = await addEndpoint();
  const rotated = await world.as(tenant, (tx) =>
    rotateWebhookSecret(tx, { tenantId: tenant, endpointId: id }),
  );
  assert.ok(rotated.ok);
  const signaturesOf = (index: number) =>
    String(receiver.got[index]!.headers['webhook-signature']).split(' ');
  receiver.got = [];
  await publish([paid(12)]);
  await until(() => receiver.got.length === 1);
  const { headers, body } = receiver.got[0]!;
  const timestamp = Number(headers['webhook-timestamp']);
  const message = { id: String(headers['webhook-id']), timestamp, body };
  assert.deepEqual(
    signaturesOf(0),
    webhookSignature([rotated.value.secret, secret], message).split(' '),
  );
  // What is not written down yet would be sent again once its lease is over.
  await until(async () => (await deliveriesOf(id, 'delivered')).length === 1);
  world.clock.set(addSeconds(start, 86_401));
  await publish([paid(13)]);
  await until(() => receiver.got.length === 2);
  assert.equal(signaturesOf(1).length, 1);
  world.clock.set(start);
  await remove(id);
});

test('测试推送：sendTestWebhook 只到这一个地址', async () => {
  const { id } = await addEndpoint(['withdrawal.paid']);
  receiver.got = [];
  const sent = await world.as(tenant, (tx) =>
    sendTestWebhook(tx, { tenantId: tenant, endpointId: id }),
  );
  assert.ok(sent.ok);
  await until(() => bodiesOf('webhook.test').length === 1);
  await remove(id);
});

test('正式应用永远不推内网，哪怕本机允许沙箱推', async () => {
  const live = await openTestApp(world, tenant, { environment: 'live' });
  const made = await world.as(tenant, (tx) =>
    createWebhookEndpoint(tx, {
      tenantId: tenant,
      appId: live.id,
      url: receiver.url,
      eventTypes: [],
    }),
  );
  assert.equal(!made.ok && made.failure.code, 'webhook_endpoint.url_refused');
  // One that was stored before, or whose name has moved since.
  const { id } = await addEndpoint();
  allowPrivateWebhooks(world.host, false);
  receiver.got = [];
  await publish([paid(14)]);
  await until(async () => (await deliveriesOf(id))[0]?.error === 'address_refused');
  assert.deepEqual(receiver.got, []);
  allowPrivateWebhooks(world.host, true);
  await remove(id);
});

describe('没有、过多', () => {
  const nobody = newId<'whe'>();
  const calls: [title: string, call: () => Promise<{ ok: boolean; failure?: { code: string } }>][] =
    [
      [
        '修改',
        () =>
          world.as(tenant, (tx) =>
            updateWebhookEndpoint(tx, {
              tenantId: tenant,
              endpointId: nobody,
              url: receiver.url,
              eventTypes: [],
              state: 'active',
            }),
          ),
      ],
      [
        '换密钥',
        () =>
          world.as(tenant, (tx) =>
            rotateWebhookSecret(tx, { tenantId: tenant, endpointId: nobody }),
          ),
      ],
      [
        '删除',
        () =>
          world.as(tenant, (tx) =>
            removeWebhookEndpoint(tx, { tenantId: tenant, endpointId: nobody }),
          ),
      ],
      [
        '测试',
        () =>
          world.as(tenant, (tx) => sendTestWebhook(tx, { tenantId: tenant, endpointId: nobody })),
      ],
      [
        '记录',
        () =>
          world.as(tenant, (tx) =>
            listWebhookDeliveries(tx, { tenantId: tenant, endpointId: nobody }),
          ),
      ],
      [
        '补发',
        () =>
          world.as(tenant, (tx) =>
            replayWebhooks(tx, { tenantId: tenant, endpointId: nobody, since: start }),
          ),
      ],
    ];
  for (const [title, call] of calls) {
    test(`没有这个推送地址：${title}`, async () => {
      const answer = await call();
      assert.equal(answer.failure?.code, 'webhook_endpoint.not_found');
    });
  }
  test('没有这条记录', async () => {
    const deliveryId = newId<'whd'>();
    const asked = [
      await world.as(tenant, (tx) => getWebhookDelivery(tx, { tenantId: tenant, deliveryId })),
      await world.as(tenant, (tx) => replayWebhookDelivery(tx, { tenantId: tenant, deliveryId })),
    ];
    for (const answer of asked) {
      assert.equal(!answer.ok && answer.failure.code, 'webhook_delivery.not_found');
    }
  });
  test('改到不许的地址', async () => {
    const { id } = await addEndpoint();
    const changed = await world.as(tenant, (tx) =>
      updateWebhookEndpoint(tx, {
        tenantId: tenant,
        endpointId: id,
        url: 'file:///etc/passwd',
        eventTypes: [],
        state: 'active',
      }),
    );
    assert.equal(!changed.ok && changed.failure.code, 'webhook_endpoint.url_refused');
    await remove(id);
  });
  test('没有这个应用；第六个推送地址', async () => {
    const create = (appId: Id<'app'>) =>
      world.as(tenant, (tx) =>
        createWebhookEndpoint(tx, { tenantId: tenant, appId, url: receiver.url, eventTypes: [] }),
      );
    const unknown = await create(newId<'app'>());
    assert.equal(!unknown.ok && unknown.failure.code, 'app.not_found');
    const busy = await openTestApp(world, tenant);
    for (let count = 0; count < 5; count += 1) assert.ok((await create(busy.id)).ok);
    const sixth = await create(busy.id);
    assert.equal(!sixth.ok && sixth.failure.code, 'webhook_endpoint.too_many');
  });
});

const isSlow = ({ body }: Got) => JSON.parse(body).data.businessId === 'slow';

test('两个进程、一个慢的收方：每条送达一次，慢的不挡别人', async () => {
  const slow = await openTestApp(world, tenant);
  const slowEndpoint = await addEndpoint([], slow);
  const { id } = await addEndpoint();
  receiver.got = [];
  receiver.answer = (got, response) => {
    if (isSlow(got)) setTimeout(() => response.end(), 1500);
    else response.end();
  };
  const second = startWebhookDelivery(world.host);
  const slowOnes = Array.from({ length: 300 }, () => ({
    appId: slow.id,
    type: 'withdrawal.paid' as const,
    data: newsOf('slow'),
  }));
  await publish([...slowOnes, ...Array.from({ length: 1000 }, (_, index) => paid(index))]);
  const quickOnes = () => receiver.got.filter((got) => !isSlow(got));
  await until(() => quickOnes().length === 1000);
  await second.stop();
  const ids = new Set(quickOnes().map(({ headers }) => headers['webhook-id']));
  assert.equal(ids.size, 1000);
  await until(async () => (await deliveriesOf(id, 'waiting')).length === 0);
  await until(async () => (await deliveriesOf(slowEndpoint.id, 'waiting')).length === 0);
  assert.equal(receiver.got.length, 1300);
  await remove(id);
});

test('三十天后清走送达的，等待的留着', async () => {
  const { id } = await addEndpoint();
  await publish([paid(20)]);
  await until(async () => (await deliveriesOf(id, 'delivered')).length === 1);
  receiver.answer = (_, response) => response.writeHead(500).end();
  await publish([paid(21)]);
  await until(async () => (await deliveriesOf(id))[0]?.status === 500);
  world.clock.set(addSeconds(start, 31 * 86_400));
  // The one that waits is not tried in between.
  receiver.answer = () => undefined;
  await pruneConnect(world.host);
  const left = await deliveriesOf(id);
  assert.deepEqual(
    left.map(({ state }) => state),
    ['waiting'],
  );
  receiver.answer = (_, response) => void response.end();
  world.clock.set(start);
  await remove(id);
});
