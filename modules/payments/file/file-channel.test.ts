import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Fen, type Id, newId, systemClock, yuan } from '@heyi/kernel';
import { type Host, readTable, type RowOutcome } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { startDispatcher } from '../index.ts';
import { listPayBatches } from '../order/list-pay-batches.ts';
import { referenceOf } from '../order/pay-order.ts';
import { releasePayOrder } from '../order/release-pay-order.ts';
import { holdPayOrder } from '../order/hold-pay-order.ts';
import { retryPayOrder } from '../order/retry-pay-order.ts';
import { openLyingBank } from '../testing/lying-bank.ts';
import {
  addClient,
  assertBooksAgree,
  asTenant,
  createPayWorld,
  ordersOf,
  pay,
  type PayClient,
} from '../testing/pay-world.ts';
import { type BankResultRow, codeOfReason } from './bank-result.ts';
import { downloadInstructionFile } from './download-instruction-file.ts';
import { bankResultImport } from './import-bank-result.ts';
import { instructionColumns } from './instruction-file.ts';
import { releaseInstructionFile } from './release-instruction-file.ts';

let world: TestHost;
let host: Host;
before(async () => {
  ({ world, host } = await createPayWorld(() => [openLyingBank({ clock: systemClock })]));
});
after(() => world.close());

async function fileBatch(...names: string[]) {
  const client = await addClient(world, host, { channel: 'file', entities: 1 });
  await pay(
    host,
    client,
    names.map((name) => ({ name, amount: yuan('8300.50') })),
  );
  const { tenantId } = client;
  const payBatchId = await asTenant(host, tenantId, async (tx) => {
    return (await listPayBatches(tx, { tenantId })).value.rows[0]!.id;
  });
  return { client, input: { tenantId, payBatchId } };
}

async function release(client: PayClient, input: Parameters<typeof releaseInstructionFile>[1]) {
  const outcome = await asTenant(host, client.tenantId, (tx) => releaseInstructionFile(tx, input));
  return outcome.ok ? 'ok' : outcome.failure.code;
}

test('没有直连的银行：不自动发送；生成文件后才算已发送', async () => {
  const { client, input } = await fileBatch('甲', '=乙');
  const dispatcher = await startDispatcher({
    host,
    channels: [openLyingBank({ clock: systemClock })],
  });
  const download = () =>
    asTenant(host, client.tenantId, (tx) => downloadInstructionFile(tx, input));
  const early = await download();
  assert.equal(early.ok ? '' : early.failure.code, 'pay_batch.not_released');
  assert.equal(await release(client, { ...input, payBatchId: newId() }), 'pay_batch.not_found');
  assert.equal(await release(client, input), 'ok');
  assert.equal(await release(client, input), 'pay_batch.nothing_to_send');
  await dispatcher.stop();
  assert.ok((await ordersOf(host, client.tenantId)).every(({ state }) => state === 'sent'));
  const file = await download();
  assert.ok(file.ok);
  const rows: Record<string, unknown>[] = [];
  const content = Buffer.from(file.value.body as Uint8Array);
  const read = await readTable(content, instructionColumns, {}, (row) => {
    rows.push(row.values);
  });
  assert.ok(read.ok);
  assert.deepEqual(
    rows.map(({ number, payeeName, amount }) => [number, payeeName, amount]),
    [
      [1, '甲', 830_050],
      [2, '=乙', 830_050],
    ],
  );
  assert.equal(new Set(rows.map(({ reference }) => reference)).size, 2);
  const audit = await asTenant(
    host,
    client.tenantId,
    (tx) => tx.sql`
    select 1 from platform.audit_entry
     where tenant_id = ${tx.tenantId} and operation = 'downloadInstructionFile'`,
  );
  assert.equal(audit.length, 1);
  const nothing = await asTenant(host, client.tenantId, (tx) =>
    downloadInstructionFile(tx, { ...input, payBatchId: newId() }),
  );
  assert.equal(nothing.ok ? '' : nothing.failure.code, 'pay_batch.not_found');
});

test('直连账户不能导出；合计不符不能导出', async () => {
  const client = await addClient(world, host, { channel: 'lying', entities: 1 });
  await pay(host, client, [{ name: '甲' }]);
  const { tenantId } = client;
  const linked = await asTenant(host, tenantId, async (tx) => {
    return (await listPayBatches(tx, { tenantId })).value.rows[0]!.id;
  });
  assert.equal(await release(client, { tenantId, payBatchId: linked }), 'pay_batch.has_link');
  const { client: other, input } = await fileBatch('甲');
  await asTenant(
    host,
    other.tenantId,
    (tx) => tx.sql`
    update payments.pay_batch set order_count = 9 where tenant_id = ${tx.tenantId}`,
  );
  assert.equal(await release(other, input), 'pay_batch.totals_differ');
});

function judge(
  client: PayClient,
  batchId: Id<'pbt'>,
  rows: BankResultRow[],
): Promise<readonly RowOutcome[]> {
  return asTenant(host, client.tenantId, (tx) =>
    bankResultImport.judge(tx, batchId, numbered(rows) as never),
  );
}

function numbered(rows: BankResultRow[]) {
  return rows.map((values, index) => ({ number: index + 2, values }));
}

const shown = (outcomes: readonly RowOutcome[]) =>
  outcomes.map((row) => (row.outcome === 'invalid' ? row.problems[0]!.problem.code : row.outcome));

test('结果文件：每一种不符都指出，其余逐笔入账', async () => {
  const names = ['甲', '乙', '丙', '丁', '戊', '己'];
  const { client, input } = await fileBatch(...names);
  const orders = await ordersOf(host, client.tenantId);
  const row = (name: string, change: Partial<BankResultRow> = {}): BankResultRow => {
    const index = orders.findIndex(({ payeeName }) => payeeName === name);
    const place = names.indexOf(name);
    return {
      payeeAccount: `6222020200${100_000_000 + place}`,
      payeeName: name,
      amount: orders[index]?.amount ?? (1 as Fen),
      state: 'succeeded',
      reason: null,
      bankReference: `BK${place}`,
      reference: null,
      ...change,
    };
  };
  const { payBatchId } = input;
  assert.deepEqual(shown(await judge(client, payBatchId, [row('甲')])), ['bank_result.not_sent']);
  const held = {
    tenantId: client.tenantId,
    payOrderId: orders.find(({ payeeName }) => payeeName === '己')!.id,
  };
  await asTenant(host, client.tenantId, (tx) => holdPayOrder(tx, held));
  await release(client, input);
  const reference = (name: string) => referenceByName(orders, name);
  const rows = [
    row('甲'),
    row('甲'),
    row('乙', { state: 'failed', reason: '户名不符' }),
    row('丙', { reference: reference('丙'), payeeAccount: '6222999999999999' }),
    row('丁', { reference: reference('丁'), payeeName: '丁丁' }),
    row('戊', { reference: reference('戊'), amount: yuan('1') }),
    row('己'),
    row('甲', { payeeName: '外人' }),
    row('甲', { reference: 'SAL-1' }),
  ];
  assert.deepEqual(shown(await judge(client, payBatchId, rows)), [
    'updated',
    'duplicate',
    'updated',
    'bank_result.account_differs',
    'bank_result.name_differs',
    'bank_result.amount_differs',
    'bank_result.not_sent',
    'bank_result.order_unknown',
    'bank_result.order_unknown',
  ]);
  const commit = (values: BankResultRow[]) =>
    asTenant(host, client.tenantId, (tx) =>
      bankResultImport.commit(tx, payBatchId, numbered(values) as never),
    );
  await commit([rows[0]!, rows[2]!]);
  const after = await ordersOf(host, client.tenantId);
  const of = (name: string) => after.find(({ payeeName }) => payeeName === name)!;
  assert.deepEqual(
    [of('甲').state, of('乙').state, of('乙').code],
    ['succeeded', 'failed', 'BE01'],
  );
  await assertBooksAgree(host, client);
  const again = [row('甲'), row('甲', { state: 'failed' }), row('甲', { state: 'returned' })];
  const outcomes = await Promise.all(again.map((one) => judge(client, payBatchId, [one])));
  assert.deepEqual(outcomes.flatMap(shown), ['unchanged', 'bank_result.contradicts', 'updated']);
  await commit([again[2]!]);
  await assertBooksAgree(host, client);
  await asTenant(host, client.tenantId, (tx) => releasePayOrder(tx, held));
  const retried = await asTenant(host, client.tenantId, (tx) =>
    retryPayOrder(tx, { tenantId: client.tenantId, payOrderId: of('乙').id }),
  );
  assert.ok(retried.ok);
  assert.equal(retried.value.dueAt, null, 'a person carries it again');
  assert.equal(await release(client, input), 'ok');
  await assertBooksAgree(host, client);
});

test('结果文件：同账号同金额分不清的要参考号；批次不存在不能导入', async () => {
  const { client, input } = await fileBatch('甲', '甲');
  await asTenant(
    host,
    client.tenantId,
    (tx) => tx.sql`
    update payments.pay_order
       set payee_account = (select payee_account from payments.pay_order
                             where tenant_id = ${tx.tenantId} order by id limit 1)
     where tenant_id = ${tx.tenantId}`,
  );
  await release(client, input);
  const [order] = await ordersOf(host, client.tenantId);
  const row = {
    payeeAccount: '',
    payeeName: '甲',
    amount: order!.amount,
    state: 'succeeded',
    reason: null,
    bankReference: null,
    reference: null,
  };
  const numbers = ['6222020200100000000', '6222020200100000001'];
  const outcomes = await Promise.all(
    numbers.map((payeeAccount) => judge(client, input.payBatchId, [{ ...row, payeeAccount }])),
  );
  assert.deepEqual(outcomes.flatMap(shown).toSorted(), [
    'bank_result.ambiguous',
    'bank_result.order_unknown',
  ]);
  const refusal = await asTenant(host, client.tenantId, (tx) =>
    bankResultImport.refusal(tx, newId()),
  );
  assert.deepEqual(refusal, { code: 'import.subject_not_found' });
});

for (const [reason, code] of [
  ['收款户名与账号不符', 'BE01'],
  ['账户已销户', 'AC04'],
  ['二类户冻结', 'AC06'],
  ['联行号错误', 'RC01'],
  ['账号不存在', 'AC01'],
  ['超过单笔限额', 'AM02'],
  ['付款账户余额不足', 'AM04'],
  ['其他原因', 'NARR'],
  [null, 'NARR'],
] as const) {
  test(`失败原因“${reason ?? ''}”记作 ${code}`, () => assert.equal(codeOfReason(reason), code));
}

function referenceByName(orders: { id: Id<'pay'>; payeeName: string }[], name: string): string {
  return referenceOf(orders.find(({ payeeName }) => payeeName === name)!.id);
}
