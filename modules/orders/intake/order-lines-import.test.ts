import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { payPeriod } from '@heyi/kernel';
import type { RowOutcome } from '@heyi/platform';
import { createOrdersWorld, type OrderShop, type OrdersWorld } from '../testing/orders-world.ts';
import { orderLinesImport } from './order-lines-import.ts';

let made: OrdersWorld;
let shop: OrderShop;
before(async () => {
  made = await createOrdersWorld();
  shop = await made.shop('文件');
  await shop.join('欧阳䶮');
  await shop.join('重名');
  await shop.join('重名');
});
after(() => made.close());

const row = (number: number, values: object) => ({
  number,
  values: {
    employeeNo: null,
    name: null,
    documentNumber: null,
    service: 'housingFundLoan',
    period: payPeriod('2026-11'),
    note: null,
    ...values,
  },
});

test('文件导入：每行各有结果，重复的不再建，再导入一次全部重复', async () => {
  const rows = [
    row(2, { name: '欧阳䶮' }),
    row(3, { name: '欧阳䶮' }),
    row(4, { name: '重名' }),
    row(5, { name: '没有这个人' }),
    row(6, {}),
    row(7, { name: '欧阳䶮', service: 'benefitClaim' }),
    row(8, { documentNumber: '11010119900307001X', name: '欧阳䶮' }),
  ] as never[];
  const judge = () => made.world.as(shop.tenant, (tx) => orderLinesImport.judge(tx, null, rows));
  const told = (outcomes: readonly RowOutcome[]) =>
    outcomes.map((one) =>
      one.outcome === 'invalid' ? one.problems[0]!.problem.code : one.outcome,
    );
  assert.deepEqual(told(await judge())[0], 'order_row.no_order');
  await shop.order();
  const outcomes = await judge();
  assert.deepEqual(told(outcomes), [
    'created',
    'duplicate',
    'order_row.person_ambiguous',
    'order_row.person_unknown',
    'order_row.nobody',
    'order_row.no_order',
    'order_row.person_unknown',
  ]);
  const [first] = outcomes;
  assert.ok(first?.outcome === 'created');
  const accepted = [{ ...row(2, { name: '欧阳䶮' }), plan: first.plan }] as never[];
  await made.world.as(shop.tenant, (tx) => orderLinesImport.commit(tx, null, accepted));
  const [line] = await shop.lines();
  assert.deepEqual(
    [line!.source, line!.service, line!.personName, line!.state],
    ['file', 'housingFundLoan', '欧阳䶮', 'pendingAcceptance'],
  );
  assert.equal(told(await judge())[0], 'duplicate');
});
