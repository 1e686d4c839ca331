import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId, payPeriod, rate, yuan } from '@heyi/kernel';
import { creditCode } from '@heyi/people/testing';
import {
  createOrdersWorld,
  type OrderShop,
  type OrdersWorld,
  termsOf,
} from '../testing/orders-world.ts';
import type { ServiceOrderView } from './service-order.ts';

let made: OrdersWorld;
let shop: OrderShop;
before(async () => {
  made = await createOrdersWorld();
  shop = await made.shop('订单');
});
after(() => made.close());

const draft = (changed: object, tenant = shop.tenant) =>
  made.act<ServiceOrderView>(tenant, 'createServiceOrder', termsOf(changed));
async function drafted(changed: object = {}, tenant = shop.tenant): Promise<ServiceOrderView> {
  const order = await draft(changed, tenant);
  assert.ok(typeof order !== 'string', JSON.stringify(order));
  return order;
}
const on = (operation: string, id: string, input: object = {}, tenant = shop.tenant) =>
  made.act<ServiceOrderView>(tenant, operation, { serviceOrderId: id, ...input });
const supplier = {
  name: '穗安人力资源（广州）有限公司',
  shortName: '穗安',
  uscc: creditCode(7001),
  cityCodes: ['440100'],
  answerDays: 1,
  prices: [],
};

describe('服务订单', () => {
  const perHead = { kind: 'perHead', price: yuan('30') };
  const item = (name: string, channel = 'manualOnline') => ({
    item: name,
    channel,
    price: perHead,
  });
  const refusals: [string, object, string][] = [
    ['自有员工只归服务商', { cooperationMode: 'own' }, 'service_order.mode_reserved'],
    ['截止月早于起始月', { toPeriod: payPeriod('2025-12') }, 'service_order.months_reversed'],
    ['垫付没有天数', { collection: 'advance' }, 'service_order.advance_days_wrong'],
    ['预收却有垫付天数', { advanceDays: 5 }, 'service_order.advance_days_wrong'],
    [
      '同一服务两行',
      { items: [item('certificate'), item('certificate')] },
      'service_order.item_twice',
    ],
    ['代理不含代发工资', { items: [item('payroll')] }, 'service_order.item_not_allowed'],
    [
      '档案没有用工关系，不能参保',
      { cooperationMode: 'archive', items: [item('socialInsurance')] },
      'service_order.item_not_allowed',
    ],
    ['没有这家供应商', { supplierId: newId<'sup'>() }, 'supplier.not_found'],
    [
      '供应商渠道没有供应商',
      { items: [item('certificate', 'supplier')] },
      'service_order.supplier_missing',
    ],
  ];
  for (const [title, changed, code] of refusals) {
    test(`拒绝：${title}`, async () => assert.equal(await draft(changed), code));
  }

  test('供应商：不在城市、停止合作、代码重复、代码错误、一城两价', async () => {
    const { houseId } = made.world.host;
    const create = (changed: object = {}) =>
      made.act<{ id: string }>(houseId, 'createSupplier', { ...supplier, ...changed });
    const kept = await create();
    assert.ok(typeof kept !== 'string');
    const supplierId = kept.id;
    assert.equal(await create(), 'supplier.uscc_taken');
    assert.equal(await create({ uscc: 'X' }), 'supplier.uscc_malformed');
    const price = { cityCode: '440100', item: 'socialInsurance', kind: 'perHead', price: 2000 };
    assert.equal(await create({ prices: [price, price] }), 'supplier.price_twice');
    assert.equal(await draft({ supplierId }), 'service_order.supplier_not_in_city');
    const update = (changed: object, id: string = supplierId) =>
      made.act<{ prices: unknown[] }>(houseId, 'updateSupplier', {
        ...supplier,
        supplierId: id,
        isEnded: false,
        ...changed,
      });
    assert.equal(await update({}, newId()), 'supplier.not_found');
    const other = await create({ uscc: creditCode(7002), shortName: '另一家' });
    assert.ok(typeof other !== 'string');
    assert.equal(await update({ uscc: creditCode(7002) }), 'supplier.uscc_taken');
    const changed = await update({ cityCodes: ['110000'], prices: [price] });
    assert.ok(typeof changed !== 'string');
    assert.deepEqual(changed.prices, [price]);
    assert.equal((await drafted({ supplierId })).supplierName, '穗安');
    await update({ cityCodes: ['110000'], isEnded: true });
    assert.equal(await draft({ supplierId }), 'supplier.ended');
    const listed = await made.act<{ rows: { shortName: string }[] }>(houseId, 'listSuppliers', {
      cityCode: '110000',
    });
    assert.ok(typeof listed !== 'string');
    assert.deepEqual(
      listed.rows.map(({ shortName }) => shortName),
      ['穗安'],
    );
  });

  test('草稿可改，价格规则原样保存；生效后不能改', async () => {
    const percent = { kind: 'percent', rate: rate('0.096'), minimum: yuan('50') };
    const { id } = await drafted();
    const changed = await on('updateServiceOrder', id, {
      ...termsOf({ cooperationMode: 'dispatch', collection: 'advance', advanceDays: 15 }),
      items: [{ item: 'payroll', channel: 'manualOnline', price: percent }],
    });
    assert.ok(typeof changed !== 'string', JSON.stringify(changed));
    assert.deepEqual(changed.items[0]!.price, percent);
    assert.deepEqual([changed.collection, changed.advanceDays], ['advance', 15]);
    assert.equal(changed.state, 'draft');
    const active = await on('activateServiceOrder', id);
    assert.ok(typeof active !== 'string');
    assert.equal(active.state, 'active');
    assert.equal(await on('updateServiceOrder', id, termsOf()), 'service_order.not_draft');
    assert.equal(await on('activateServiceOrder', id), 'service_order.not_draft');
    for (const operation of ['getServiceOrder', 'updateServiceOrder', 'activateServiceOrder']) {
      assert.equal(await on(operation, newId(), termsOf()), 'service_order.not_found');
    }
    const seen = await on('getServiceOrder', id);
    assert.ok(typeof seen !== 'string');
    assert.equal(seen.title, '北京社保公积金代理');
  });

  test('同一城市同一服务的月份不重叠；换城市、换服务、接着下个月都可以', async () => {
    const own = await made.shop('重叠');
    const first = await drafted({ toPeriod: payPeriod('2026-06') }, own.tenant);
    await on('activateServiceOrder', first.id, {}, own.tenant);
    const activate = async (changed: object) => {
      const { id } = await drafted(changed, own.tenant);
      const answer = await on('activateServiceOrder', id, {}, own.tenant);
      return typeof answer === 'string' ? answer : answer.state;
    };
    const june = payPeriod('2026-06');
    assert.equal(await activate({ fromPeriod: june }), 'service_order.overlaps');
    assert.equal(await activate({ fromPeriod: june, cityCode: '310000' }), 'active');
    const files = [item('personnelFile')];
    assert.equal(await activate({ fromPeriod: june, items: files }), 'active');
    assert.equal(await activate({ fromPeriod: payPeriod('2026-07') }), 'active');
  });

  test('两人同时生效互相重叠的订单：后来的被拒绝', async () => {
    const own = await made.shop('同时');
    const ids = [await drafted({}, own.tenant), await drafted({}, own.tenant)];
    const answers = await Promise.all(
      ids.map(({ id }) => on('activateServiceOrder', id, {}, own.tenant)),
    );
    const codes = answers.map((one) => (typeof one === 'string' ? one : one.state));
    assert.deepEqual(codes.toSorted(), ['active', 'service_order.overlaps']);
  });

  test('还有在保人员或未办完的行时不能终止；最后月份要在订单之内', async () => {
    const own = await made.shop('终止');
    const id = await own.order();
    const end = (lastPeriod: string) =>
      on(
        'endServiceOrder',
        id,
        { lastPeriod: payPeriod(lastPeriod), reason: '合同到期' },
        own.tenant,
      );
    assert.equal(await end('2025-12'), 'service_order.months_reversed');
    await own.enrol();
    assert.equal(await end('2026-11'), 'service_order.people_active');
    const listed = await made.act<{ rows: ServiceOrderView[] }>(own.tenant, 'listServiceOrders', {
      clientId: own.tenant,
      state: 'active',
    });
    assert.ok(typeof listed !== 'string');
    assert.deepEqual(
      listed.rows.map(({ insuredCount }) => insuredCount),
      [1],
    );
    const idle = await made.shop('闲置');
    const empty = await idle.order();
    const ended = await on(
      'endServiceOrder',
      empty,
      { lastPeriod: payPeriod('2026-12'), reason: '项目结束' },
      idle.tenant,
    );
    assert.ok(typeof ended !== 'string');
    assert.deepEqual(
      [ended.state, ended.toPeriod, ended.endReason],
      ['ended', '2026-12', '项目结束'],
    );
    const again = { lastPeriod: payPeriod('2026-12'), reason: '再次' };
    assert.equal(
      await on('endServiceOrder', empty, again, idle.tenant),
      'service_order.not_active',
    );
    assert.equal(await on('endServiceOrder', newId(), again), 'service_order.not_found');
  });
});
