import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { newId } from '@heyi/kernel';
import { bankCallbackDoor, type Dispatcher, startDispatcher } from '@heyi/payments';
import { createHttpServer } from '@heyi/platform';
import {
  referenceOf,
  retryPayOrder,
  type OrderRow,
  ordersOf,
  pay,
  type PayClient,
  until,
} from '@heyi/payments/testing';
import {
  assertAllAgree as assertAgreement,
  type BankWorld,
  createBankWorld,
  hasty,
  spawnDispatcher,
} from './bank-world.ts';

// The dispatcher against the stand-in bank: a process of its own with a book of its own.

let made: BankWorld;
let door: Awaited<ReturnType<typeof createHttpServer>>;
let callbackUrl: string;
const dispatchers: Dispatcher[] = [];
before(async () => {
  made = await createBankWorld({ answer_ms: [5, 25], hang_ms: 2500, query_lag_seconds: 1 });
  door = await createHttpServer({
    host: made.host,
    routes: [],
    authenticate: () => Promise.resolve(null),
    secure: false,
    requestsPerMinute: 1,
  });
  await door.register(bankCallbackDoor(made.host));
  await door.listen({ host: '127.0.0.1', port: 0 });
  const { port } = door.server.address() as { port: number };
  callbackUrl = `http://127.0.0.1:${port}/bank-callbacks/sandbox`;
  await made.bank.admin.setCallbackUrl(callbackUrl);
});
afterEach(async () => {
  for (const dispatcher of dispatchers.splice(0)) await dispatcher.stop();
});
after(async () => {
  await door.close();
  await made.close();
});

async function start(): Promise<void> {
  const { host, channel } = made;
  dispatchers.push(await startDispatcher({ host, channels: [channel], policy: hasty }));
}

const isOver = ({ state }: OrderRow) =>
  ['succeeded', 'failed', 'returned', 'manual'].includes(state);
const allOver = (orders: OrderRow[]) => orders.length > 0 && orders.every(isOver);

const assertAllAgree = (client: PayClient) => assertAgreement(made, client);

test('银行的每一种失败：每笔恰好一个结果，银行账、指令、账簿一致', async () => {
  const client = await made.client({ entities: 2 });
  const expected: Record<string, [state: string, code: string | null]> = {
    沙箱余额不足: ['failed', 'AM04'],
    沙箱户名不符: ['failed', 'BE01'],
    沙箱账户销户: ['failed', 'AC04'],
    沙箱二类户冻结: ['failed', 'AC06'],
    沙箱账号不存在: ['failed', 'AC01'],
    沙箱联行号有误: ['failed', 'RC01'],
    沙箱超单笔限额: ['failed', 'AM02'],
    沙箱执行前超时: ['succeeded', null],
    沙箱执行后超时: ['succeeded', null],
    沙箱执行后报错: ['succeeded', null],
    沙箱执行后断线: ['succeeded', null],
    沙箱应答乱码: ['succeeded', null],
    沙箱查询滞后: ['succeeded', null],
    沙箱受理后失败: ['failed', 'NARR'],
    沙箱回调重复: ['succeeded', null],
    沙箱回调乱序: ['succeeded', null],
    沙箱伪造回调: ['failed', 'NARR'],
    沙箱退汇1秒: ['returned', 'AC04'],
    沙箱退汇先到: ['returned', 'AC04'],
    李文静: ['succeeded', null],
  };
  await start();
  await pay(
    made.host,
    client,
    Object.keys(expected).map((name) => ({ name })),
  );
  const isReached = (orders: OrderRow[]) =>
    orders.every(({ payeeName, state }) => state === expected[payeeName]![0]);
  await until(made.host, client.tenantId, isReached, 40_000);
  const orders = await assertAllAgree(client);
  const found = Object.fromEntries(
    orders.map(({ payeeName, state, code }) => [payeeName, [state, code]]),
  );
  assert.deepEqual(found, expected);
});

test('关门时间：等到开门再发', async () => {
  const client = await made.client();
  const closed = { from: '00:00', to: '00:01', weekends: true, holidays: [], workdays: [] };
  const open = { ...closed, to: '24:00' };
  await made.bank.admin.changeSettings({ opening_hours: closed });
  await start();
  await pay(made.host, client, [{ name: '甲' }, { name: '乙' }]);
  await until(made.host, client.tenantId, (orders) =>
    orders.every(({ state, code }) => state === 'queued' && code === 'closed_window'),
  );
  await made.bank.admin.changeSettings({ opening_hours: open });
  await made.world.as(
    client.tenantId,
    (tx) => tx.sql`
    update payments.pay_order set due_at = ${made.host.clock.now()}
     where tenant_id = ${tx.tenantId} and code = 'closed_window'`,
  );
  await until(made.host, client.tenantId, (orders) =>
    orders.every(({ state }) => state === 'succeeded'),
  );
  await assertAllAgree(client);
});

test('代发：一个文件、一个结果文件，明细各有结果；失败的重新付款另成一个文件', async () => {
  // Without callbacks the result files alone tell the outcomes.
  await made.bank.admin.setCallbackUrl(null);
  const client = await made.client({ entities: 2, sending: 'batch' });
  await start();
  const names = ['甲', '乙', '丙', '沙箱户名不符', '沙箱账户销户', '丁'];
  await pay(
    made.host,
    client,
    names.map((name) => ({ name })),
  );
  const orders = await until(made.host, client.tenantId, allOver, 20_000);
  assert.deepEqual(Object.fromEntries(orders.map(({ payeeName, state }) => [payeeName, state])), {
    甲: 'succeeded',
    乙: 'succeeded',
    丙: 'succeeded',
    丁: 'succeeded',
    沙箱户名不符: 'failed',
    沙箱账户销户: 'failed',
  });
  await assertAllAgree(client);
  const wrongName = orders.find(({ payeeName }) => payeeName === '沙箱户名不符')!;
  const correction = { payeeName: '戊', accountNumber: '6222020200999999999' };
  await made.world.as(client.tenantId, (tx) =>
    retryPayOrder(tx, { tenantId: client.tenantId, payOrderId: wrongName.id, correction }),
  );
  await until(
    made.host,
    client.tenantId,
    (rows) => rows.filter(({ state }) => state === 'succeeded').length === 5,
    20_000,
  );
  const files = await made.world.as(
    client.tenantId,
    (tx) => tx.sql<{ state: string; lines: number }>`
    select state, line_count as lines from payments.pay_file
     where tenant_id = ${tx.tenantId} order by created_at, line_count`,
  );
  assert.deepEqual(
    files.map(({ state, lines }) => [state, lines]),
    [
      ['succeeded', 3],
      ['succeeded', 3],
      ['succeeded', 1],
    ],
  );
  await assertAllAgree(client);
  await made.bank.admin.setCallbackUrl(callbackUrl);
});

test(
  '付款进程在六百笔中间被杀三次、一直有新指令进来：每笔恰好一个结果',
  { timeout: 120_000 },
  async () => {
    const client = await made.client({ entities: 4 });
    const run = newId<'run'>();
    const people = (count: number, from: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `员工${from + index}` }));
    let dispatcher = await spawnDispatcher(made);
    await pay(made.host, client, people(600, 0), run);
    for (let round = 1; round <= 3; round += 1) {
      const done = round * 60;
      await until(
        made.host,
        client.tenantId,
        (orders) => orders.filter(({ state }) => state === 'succeeded').length >= done,
        30_000,
      );
      const load = pay(made.host, client, people(20, 1000 * round));
      await dispatcher.kill();
      const cut = await ordersOf(made.host, client.tenantId);
      assert.ok(
        cut.some(({ state }) => state === 'sent'),
        'it was killed with orders on their way',
      );
      await load;
      dispatcher = await spawnDispatcher(made);
    }
    await until(
      made.host,
      client.tenantId,
      (orders) => orders.length === 660 && allOver(orders),
      60_000,
    );
    await dispatcher.kill();
    const orders = await assertAllAgree(client);
    assert.ok(orders.every(({ state }) => state === 'succeeded'));
    for (const order of orders.slice(0, 20)) {
      const transfer = await made.bank.admin.transfer(referenceOf(order.id));
      assert.equal(transfer.amount, order.amount);
    }
    const book = await made.bank.admin.checkBook();
    assert.ok(book, 'the bank adds up its own book');
  },
);

test('银行自己被断电再起：每笔恰好一个结果', { timeout: 60_000 }, async () => {
  const client = await made.client({ entities: 2 });
  await start();
  await pay(
    made.host,
    client,
    Array.from({ length: 120 }, (_, index) => ({ name: `员工${index}` })),
  );
  await until(
    made.host,
    client.tenantId,
    (orders) => orders.filter(({ state }) => state === 'succeeded').length >= 30,
  );
  await made.bank.kill();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await made.bank.restart();
  await until(
    made.host,
    client.tenantId,
    (orders) => orders.every(({ state }) => state === 'succeeded'),
    40_000,
  );
  await assertAllAgree(client);
});
