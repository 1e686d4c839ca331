import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestApp } from '@heyi/connect/testing';
import { yuan } from '@heyi/kernel';
import { deliverEvents, type TenantId, type Transaction } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { listeners } from '../listeners.ts';
import { getProgramFunds } from '../program/get-program-funds.ts';
import { topUp, answered, castWithdrawals } from '../testing/withdrawal-world.ts';
import { resumeAll } from '../withdrawal/resume-suspended.ts';
import { listFundsWarnings } from './list-funds-warnings.ts';
import { watchFunds } from './watch-funds.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-11-23T02:00:00.000Z');
});
after(() => world.close());

/** The events that apps of the client were told, oldest first. */
async function told(
  tenantId: TenantId,
): Promise<{ type: string; data: Record<string, unknown> }[]> {
  await deliverEvents(world.host, listeners, (waiting) => waiting === tenantId);
  const rows = await world.as(
    tenantId,
    (tx: Transaction) => tx.sql<{ type: string; body: string }>`
      select type, body from connect.webhook_message
       where shard_key = ${tx.tenantShardKey} and tenant_id = ${tenantId} and type like 'program.%'
       order by id`,
  );
  return rows.map(({ type, body }) => ({ type, data: JSON.parse(body).data }));
}

async function hook(tenantId: TenantId): Promise<void> {
  const app = await openTestApp(world, tenantId, { environment: 'live' });
  await world.as(
    tenantId,
    (tx) => tx.sql`
      insert into connect.webhook_endpoint (shard_key, tenant_id, id, app_id, url, event_types,
                                            state, secret_sealed, created_at)
      values (${tx.tenantShardKey}, ${tenantId}, gen_random_uuid(), ${app.id},
              'https://hooks.example.com/heyi', '{}', 'active', '\\x01', ${tx.now})`,
  );
}

test('预警先于挂起，各说一次；充值后按顺序恢复，再说一次', async () => {
  const cast = await castWithdrawals(world, {
    workers: 4,
    funds: '3100.00',
    program: { warningBelow: yuan('2500.00') },
  });
  const { client, workers } = cast;
  const { tenantId, programId } = client;
  await hook(tenantId);
  answered(await cast.ask(workers[0]!, '1000.00'));
  // Whoever comes first warns: the watch, or the money that is brought to the stripe.
  await watchFunds(world.host);
  assert.equal(await watchFunds(world.host), 0);
  assert.deepEqual(
    (await told(tenantId)).map(({ type }) => type),
    ['program.balance_low'],
  );
  answered(await cast.ask(workers[1]!, '1000.00'));
  assert.equal(answered(await cast.ask(workers[2]!, '1500.00')).state, 'suspended');
  assert.equal(await watchFunds(world.host), 1);
  const warned = await world.as(tenantId, (tx) => listFundsWarnings(tx, {}));
  assert.deepEqual(
    warned.value.rows.filter(({ clientId }) => clientId === tenantId).map(({ state }) => state),
    ['suspended'],
  );
  const { value: short } = (await world.as(tenantId, (tx) =>
    getProgramFunds(tx, { tenantId, programId }),
  )) as { value: { held: number; missing: number; heldCount: number; state: string } };
  assert.deepEqual(
    [short.held, short.missing, short.heldCount, short.state],
    [yuan('1530.00'), yuan('470.00'), 1, 'suspended'],
  );
  await topUp(world, client, yuan('9000.00'));
  await resumeAll(world.host);
  assert.equal(await watchFunds(world.host), 1);
  const news = await told(tenantId);
  assert.deepEqual(
    news.map(({ type }) => type),
    ['program.balance_low', 'program.suspended', 'program.resumed'],
  );
  assert.equal(news[0]!.data['balance'], '2080.00');
  assert.equal(news[1]!.data['suspendedCount'], 1);
  assert.equal(news[2]!.data['balance'], '8530.00');
  const { value: calm } = await world.as(tenantId, (tx) => listFundsWarnings(tx, {}));
  assert.ok(calm.rows.every(({ clientId }) => clientId !== tenantId));
  await cast.collector.close();
});

test('挂起之前没有人看过：同一笔里先预警再挂起', async () => {
  const cast = await castWithdrawals(world, {
    workers: 2,
    funds: '1020.00',
    program: { warningBelow: yuan('500.00') },
  });
  const { tenantId } = cast.client;
  await hook(tenantId);
  answered(await cast.ask(cast.workers[0]!, '1000.00'));
  assert.equal(answered(await cast.ask(cast.workers[1]!, '1000.00')).state, 'suspended');
  await watchFunds(world.host);
  assert.deepEqual(
    (await told(tenantId)).map(({ type }) => type),
    ['program.balance_low', 'program.suspended'],
  );
  await cast.collector.close();
});

test('按钟点预警：当日速度下剩不到四小时', async () => {
  // Ten in the morning in Shanghai: 1,020 in ten hours, 300 left.
  const cast = await castWithdrawals(world, {
    workers: 1,
    funds: '1320.00',
    program: { warningHours: 4 },
  });
  const { tenantId, programId } = cast.client;
  answered(await cast.ask(cast.workers[0]!, '1000.00'));
  await watchFunds(world.host);
  const { value } = (await world.as(tenantId, (tx) =>
    getProgramFunds(tx, { tenantId, programId }),
  )) as { value: { hoursLeft: number; state: string; today: { spent: number; count: number } } };
  assert.deepEqual([value.hoursLeft, value.state], [2, 'low']);
  assert.deepEqual([value.today.spent, value.today.count], [yuan('1020.00'), 1]);
  await cast.collector.close();
});
