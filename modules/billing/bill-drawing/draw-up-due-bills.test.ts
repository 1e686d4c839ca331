import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { clientBillContract as contract, Output } from '@heyi/contract';
import { type Id, payPeriod, yuan } from '@heyi/kernel';
import { routes as orderRoutes } from '@heyi/orders';
import type { EntityId } from '@heyi/people';
import { entity } from '@heyi/people/testing';
import type { TenantId } from '@heyi/platform';

import pg from 'pg';
import { lockBills } from '../client-bill/client-bill.store.ts';
import { routes } from '../routes.ts';
import { type BillingWorld, createBillingWorld } from '../testing/billing-world.ts';
import { countFailedDrawings } from './count-failed-drawings.ts';
import { drawUpDueBills } from './draw-up-due-bills.ts';

type Drawings = Output<typeof contract.listBillDrawings>['rows'];
type Bills = Output<typeof contract.listClientBills>['rows'];

let billing: BillingWorld;
let provider: EntityId;
before(async () => {
  billing = await createBillingWorld();
  provider = (await entity(billing.world, billing.world.host.houseId, '合一外包有限公司')).id;
});
after(() => billing.world.close());

const at = (day: string) => billing.world.clock.set(`${day}T01:00:00.000Z`);
const draw = () => drawUpDueBills(billing.world.host);

async function act<T>(tenant: TenantId, operation: string, input: object = {}): Promise<T> {
  const route = [...routes, ...orderRoutes].find((one) => one.operation.id === operation)!;
  const answer = await billing.world.as(tenant, (tx) =>
    route.run(tx, { tenantId: tenant, ...input } as never),
  );
  assert.ok(answer.ok, answer.ok ? '' : `${operation}: ${answer.failure.code}`);
  return answer.value as T;
}

const setTerms = (tenant: TenantId, changed: object = {}) =>
  act(tenant, 'setClientBillTerms', {
    fromPeriod: payPeriod('2026-01'),
    legalEntityId: provider,
    collection: 'prepaid',
    prepaidDay: 10,
    postpaidDays: 10,
    ownRegistrations: 'direct',
    tax: null,
    disabledFund: [],
    ...changed,
  });

async function bills(clientId: TenantId) {
  const { rows } = await act<{ rows: Bills }>(clientId, 'listClientBills', { clientId });
  return rows.map(({ period, state, drawnUpBy }) => [period, state, drawnUpBy]);
}

/** What the home page counts, and the rows to which it leads. */
async function failed(clientId: TenantId) {
  const asked = { clientId, show: 'failed' };
  const { rows } = await act<{ rows: Drawings }>(clientId, 'listBillDrawings', asked);
  const counts = await billing.world.as(clientId, (tx) => countFailedDrawings(tx));
  const own = counts.find((one) => one.clientId === clientId);
  assert.equal(own?.count ?? 0, rows.length, '首页的数字等于点进去的行数');
  return [rows.length, own?.dueOn ?? null];
}

async function drawings(clientId: TenantId) {
  const { rows } = await act<{ rows: Drawings }>(clientId, 'listBillDrawings', { clientId });
  return rows.map(({ period, dueOn, failure, clientBillId }) => [
    period,
    dueOn,
    failure ?? (clientBillId === null ? null : 'drawn'),
  ]);
}

/** Something is agreed, so that a bill is expected. */
async function order(tenant: TenantId) {
  const { id: serviceOrderId } = await act<{ id: Id<'sor'> }>(tenant, 'createServiceOrder', {
    title: '北京社保',
    cooperationMode: 'outsourcing',
    cityCode: '110000',
    collection: 'prepaid',
    fromPeriod: payPeriod('2026-01'),
    items: [
      {
        item: 'socialInsurance',
        channel: 'manualOnline',
        price: { kind: 'perHead', price: yuan('30') },
      },
    ],
  });
  await act(tenant, 'activateServiceOrder', { serviceOrderId });
}

test('到日子出一份预估，不出第二份；撤回之后由人再出', async () => {
  const tenant = await billing.client();
  at('2026-11-04');
  await setTerms(tenant);
  assert.equal(await draw(), 0);
  assert.deepEqual(await bills(tenant), []);
  at('2026-11-05');
  assert.equal(await draw(), 1);
  assert.equal(await draw(), 0);
  assert.deepEqual(await bills(tenant), [['2026-11', 'estimate', '自动出账']]);
  assert.deepEqual(await drawings(tenant), [['2026-11', '2026-11-05', 'drawn']]);
  assert.deepEqual(await failed(tenant), [0, null]);
  const { rows } = await act<{ rows: Bills }>(tenant, 'listClientBills', { clientId: tenant });
  await act(tenant, 'withdrawClientBill', { clientBillId: rows[0]!.id, reason: '重出' });
  at('2026-11-06');
  assert.equal(await draw(), 0);
  at('2026-12-07');
  assert.equal(await draw(), 1, '下月照常');
});

test('手工出账的、后收的、人已出的', async () => {
  const [byHand, later, done] = [
    await billing.client(),
    await billing.client(),
    await billing.client(),
  ];
  at('2026-11-03');
  await setTerms(byHand, { drawUpDay: null });
  await setTerms(later, { collection: 'postpaid' });
  await setTerms(done, { drawUpDay: 6 });
  await act(done, 'drawUpClientBill', { period: payPeriod('2026-11') });
  at('2026-11-06');
  await draw();
  assert.deepEqual(await bills(byHand), []);
  assert.deepEqual(
    (await bills(later)).map(([period]) => period),
    ['2026-10'],
  );
  assert.equal((await bills(done)).length, 1);
  assert.deepEqual(await drawings(done), []);
});

test('没有条款而有服务订单的，说明原因；补了条款出了账，就不再提', async () => {
  const tenant = await billing.client();
  at('2026-11-05');
  await order(tenant);
  await draw();
  assert.deepEqual(await drawings(tenant), [['2026-11', '2026-11-05', 'terms_missing']]);
  assert.deepEqual(await failed(tenant), [1, '2026-11-05']);
  at('2026-11-06');
  await setTerms(tenant);
  await act(tenant, 'drawUpClientBill', { period: payPeriod('2026-11') });
  at('2026-11-07');
  await draw();
  assert.deepEqual(await drawings(tenant), []);
});

test('之后月份已出的，说明原因', async () => {
  const tenant = await billing.client();
  at('2026-11-03');
  await setTerms(tenant);
  await act(tenant, 'drawUpClientBill', { period: payPeriod('2026-12') });
  at('2026-11-05');
  await draw();
  assert.deepEqual(await drawings(tenant), [['2026-11', '2026-11-05', 'later_exists']]);
});

test('一个客户出错不耽误别人，原因留着，下一次再试', async () => {
  const [broken, fine] = [await billing.client(), await billing.client()];
  at('2026-11-03');
  await setTerms(broken, { prepaidDay: 11 });
  await setTerms(fine);
  const admin = new pg.Client({ connectionString: billing.world.database.adminUrl });
  await admin.connect();
  at('2026-11-05');
  // A constraint that this client's bill alone cannot meet stands for any fault.
  await admin.query(
    "alter table billing.client_bill add constraint broken check (due_on <> '2026-11-11') not valid",
  );
  await assert.rejects(draw(), /broken/);
  await admin.query('alter table billing.client_bill drop constraint broken');
  await admin.end();
  assert.equal((await bills(fine)).length, 1);
  assert.deepEqual(await drawings(broken), [['2026-11', '2026-11-05', 'fault']]);
  assert.equal(await draw(), 1);
  assert.deepEqual(await drawings(broken), [['2026-11', '2026-11-05', 'drawn']]);
});

test('人正在出账时等它完，不出第二份', async () => {
  const tenant = await billing.client();
  at('2026-11-04');
  await setTerms(tenant);
  at('2026-11-05');
  const drawing: Promise<number>[] = [];
  await billing.world.as(tenant, async (tx) => {
    await lockBills(tx);
    drawing.push(draw());
    await new Promise((resolve) => setTimeout(resolve, 300));
    const route = routes.find(({ operation }) => operation.id === 'drawUpClientBill')!;
    const input = { tenantId: tenant, period: payPeriod('2026-11') };
    assert.ok((await route.run(tx, input as never)).ok);
  });
  assert.deepEqual(await Promise.all(drawing), [0]);
  assert.equal((await bills(tenant)).length, 1);
});
