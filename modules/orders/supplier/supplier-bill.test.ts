import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Output, ordersContract as contract } from '@heyi/contract';
import { type Id, newId, payPeriod, yuan } from '@heyi/kernel';
import { creditCode } from '@heyi/people/testing';
import type { LineView } from '../line/line.ts';
import { createOrdersWorld, type OrderShop, type OrdersWorld } from '../testing/orders-world.ts';
import { importSupplierBill } from './import-supplier-bill.ts';

type Bill = Output<typeof contract.importSupplierBill>;
type Detail = Output<typeof contract.getSupplierBill>;

let made: OrdersWorld;
let supplierId: Id<'sup'>;
const period = payPeriod('2026-11');
const house = () => made.world.host.houseId;

before(async () => {
  made = await createOrdersWorld();
  const created = await made.act<{ id: Id<'sup'> }>(house(), 'createSupplier', {
    name: '京安人力资源有限公司',
    shortName: '京安',
    uscc: creditCode(7300),
    cityCodes: ['110000'],
    answerDays: 1,
    prices: [{ cityCode: '110000', item: 'socialInsurance', kind: 'perHead', price: yuan('20') }],
  });
  assert.ok(typeof created !== 'string');
  supplierId = created.id;
});
after(() => made.close());

async function step(
  shop: OrderShop,
  operation: string,
  lines: readonly LineView[],
  input: object = {},
): Promise<void> {
  const refs = lines.map(({ id, version }) => ({ id, version }));
  const answer = await made.act<{ rows: { refusal: string | null }[] }>(shop.tenant, operation, {
    lines: refs,
    ...input,
  });
  assert.ok(typeof answer !== 'string' && answer.rows.every(({ refusal }) => refusal === null));
}

/** Joiners whose lines the supplier has; the named are done. */
async function workedOn(name: string, people: readonly string[], done: readonly string[]) {
  const shop = await made.shop(name);
  await shop.order();
  for (const person of people) await shop.enrol(person);
  await made.deliver();
  await step(shop, 'takeOrderLines', await shop.lines());
  await step(shop, 'dispatchOrderLines', await shop.lines(), { supplierId });
  await step(shop, 'recordSupplierAnswer', await shop.lines(), { answer: 'accepted' });
  const finished = async () =>
    (await shop.lines()).filter(({ personName }) => done.includes(personName));
  await step(shop, 'submitOrderLines', await finished());
  const evidenceId = await shop.paper('enrolmentReceipt');
  await step(shop, 'recordOrderResult', await finished(), { evidenceId });
}

function bring(text: string, name = '账单.csv', id = supplierId) {
  const upload = { name, type: '', content: Buffer.from(text) };
  return made.world.as(house(), (tx) =>
    importSupplierBill({ ...tx, upload }, { supplierId: id, period }),
  );
}
const codeOf = (result: Awaited<ReturnType<typeof bring>>) =>
  result.ok ? 'ok' : result.failure.code;

const header = '\uFEFF姓名,服务,金额\r\n';

test('账单逐行与订单行核对，差异各有原因；处理完才能确认', async () => {
  await workedOn('甲店', ['赵一', '钱二', '孙三'], ['赵一', '钱二']);
  await workedOn('乙店', ['李四', '周五'], ['李四', '周五']);
  const text = `${header}赵一,社保,20.00\r\n赵一,社保,20.00\r\n钱二,社保,25.00\r\n孙三,社保,20.00\r\n李四,社保增员,20.00\r\n吴六,社保,20.00\r\n`;
  const brought = await bring(text);
  assert.ok(brought.ok, JSON.stringify(brought));
  const bill = brought.value;
  assert.deepEqual(
    [bill.rowCount, bill.total, bill.differenceCount, bill.undecidedCount, bill.state],
    [6, yuan('125'), 5, 5, 'compared'],
  );
  assert.equal(codeOf(await bring(text)), 'supplier_bill.known');
  const on = { supplierBillId: bill.id };
  const detail = await made.act<Detail>(house(), 'getSupplierBill', on);
  assert.ok(typeof detail !== 'string');
  const causes = detail.rows.map(({ personName, cause }) => [personName, cause]);
  assert.deepEqual(
    new Map(causes.filter(([, cause]) => cause !== null) as [string, string][]),
    new Map([
      ['赵一', 'duplicateRow'],
      ['钱二', 'amountDiffers'],
      ['孙三', 'notDone'],
      ['吴六', 'notOurs'],
      ['周五', 'notOnBill'],
    ]),
  );
  assert.equal(await made.act(house(), 'acceptSupplierBill', on), 'supplier_bill.undecided');
  const decide = (rowId: string, input: object = {}) =>
    made.act<object>(house(), 'decideSupplierRow', {
      ...on,
      rowId,
      decision: 'takeOurs',
      note: '按约定价',
      ...input,
    });
  const agreeing = detail.rows.find(({ cause }) => cause === null)!;
  assert.equal(await decide(agreeing.id), 'supplier_bill_row.agrees');
  assert.equal(await decide(newId()), 'supplier_bill_row.not_found');
  for (const row of detail.rows.filter(({ cause }) => cause !== null)) {
    assert.ok(typeof (await decide(row.id)) !== 'string');
  }
  const again = await made.act<Bill>(house(), 'compareSupplierBill', on);
  assert.ok(typeof again !== 'string');
  assert.deepEqual([again.undecidedCount, again.differenceCount], [0, 5], '处理过的仍然有效');
  // 赵一 20、李四 20 相符；钱二按 20；周五补 20；重复、未办、非我方为 0。
  assert.equal(again.agreed, yuan('80'));
  const accepted = await made.act<Bill>(house(), 'acceptSupplierBill', on);
  assert.ok(typeof accepted !== 'string');
  assert.equal(accepted.state, 'accepted');
  for (const operation of ['acceptSupplierBill', 'compareSupplierBill']) {
    assert.equal(await made.act(house(), operation, on), 'supplier_bill.accepted');
  }
  assert.equal(await decide(agreeing.id), 'supplier_bill.accepted');
  const listed = await made.act<{ rows: Bill[] }>(house(), 'listSupplierBills', { period });
  assert.ok(typeof listed !== 'string');
  assert.deepEqual(
    listed.rows.map(({ id }) => id),
    [bill.id],
  );
});

test('读不了的账单说明原因，什么也不留下', async () => {
  assert.equal(codeOf(await bring('没有表头')), 'supplier_bill.unreadable');
  assert.equal(codeOf(await bring(header)), 'supplier_bill.empty');
  assert.equal(codeOf(await bring(`${header}赵一,社保,二十\r\n`)), 'supplier_bill.row_wrong');
  assert.equal(codeOf(await bring('')), 'file.empty');
  assert.equal(codeOf(await bring('x', '账单.exe')), 'file.kind_refused');
  assert.equal(codeOf(await bring(header, '账单.csv', newId<'sup'>())), 'supplier.not_found');
  const missing = { supplierBillId: newId(), rowId: newId(), decision: 'takeOurs', note: '无' };
  for (const operation of [
    'getSupplierBill',
    'compareSupplierBill',
    'decideSupplierRow',
    'acceptSupplierBill',
  ]) {
    assert.equal(await made.act(house(), operation, missing), 'supplier_bill.not_found');
  }
});
