import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startDispatcher } from '@heyi/payments';
import { type OrderRow, ordersOf, pay, type PayClient } from '@heyi/payments/testing';
import { createRestartableDatabase, type RestartableDatabase } from '@heyi/platform/testing';
import { assertAllAgree, type BankWorld, createBankWorld, hasty } from '../payments/bank-world.ts';
import { until } from './outage-world.ts';

let database: RestartableDatabase;
let made: BankWorld;
before(async () => {
  database = await createRestartableDatabase();
  made = await createBankWorld({ answer_ms: [20, 60], query_lag_seconds: 0 }, database);
});
after(() => made.close());

/** While the database is away, nobody knows. */
async function orders(client: PayClient): Promise<OrderRow[]> {
  return ordersOf(made.host, client.tenantId).catch(() => []);
}

const succeeded = (rows: readonly OrderRow[]) =>
  rows.filter(({ state }) => state === 'succeeded').length;

test(
  '发到一半数据库三次断电：每人恰好收到一次，银行账、指令、账簿一致',
  { timeout: 120_000 },
  async () => {
    const people = 240;
    const client = await made.client({ entities: 4 });
    const { host, channel } = made;
    const dispatcher = await startDispatcher({ host, channels: [channel], policy: hasty });
    await pay(
      host,
      client,
      Array.from({ length: people }, (_, index) => ({ name: `员工${index}` })),
    );
    for (let round = 1; round <= 3; round += 1) {
      await until(
        `${round * 40} are paid`,
        async () => succeeded(await orders(client)) >= round * 40,
      );
      await database.cut();
      await database.start();
      const cut = await orders(client);
      assert.equal(cut.length, people, '一笔指令也没丢');
    }
    await until('all are paid', async () => succeeded(await orders(client)) === people);
    await dispatcher.stop();
    await assertAllAgree(made, client);
    const sent = await orders(client);
    assert.ok(sent.every(({ sends }) => sends >= 1));
  },
);
