import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Id, newId, systemClock, yuan } from '@heyi/kernel';
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

const names = ['甲', '乙', '丙', '丁', '戊', '己'];

/** The row that the bank's file has of a payee. */
function rowOf(name: string, change: Partial<BankResultRow> = {}): BankResultRow {
  return {
    payeeAccount: `6222020200${100_000_000 + names.indexOf(name)}`,
    payeeName: name,
    amount: yuan('8300.50'),
    state: 'succeeded',
    reason: null,
    bankReference: `BK${names.indexOf(name)}`,
    reference: null,
    ...change,
  };
}

async function resultWorld() {
  const { client, input } = await fileBatch(...names);
  const orders = await ordersOf(host, client.tenantId);
  const idOf = (name: string) => orders.find(({ payeeName }) => payeeName === name)!.id;
  return {
    client,
    input,
    idOf,
    reference: (name: string) => referenceOf(idOf(name)),
    judge: async (...rows: BankResultRow[]) => shown(await judge(client, input.payBatchId, rows)),
    commit: (...rows: BankResultRow[]) =>
      asTenant(host, client.tenantId, (tx) =>
        bankResultImport.commit(tx, input.payBatchId, numbered(rows) as never),
      ),
    async stateOf(name: string) {
      const found = (await ordersOf(host, client.tenantId)).find(({ id }) => id === idOf(name))!;
      return [found.state, found.code];
    },
  };
}

test('结果文件：每一种不符都指出', async () => {
  const made = await resultWorld();
  const { client, input, reference } = made;
  assert.deepEqual(await made.judge(rowOf('甲')), ['bank_result.not_sent']);
  const held = { tenantId: client.tenantId, payOrderId: made.idOf('己') };
  await asTenant(host, client.tenantId, (tx) => holdPayOrder(tx, held));
  await release(client, input);
  const outcomes = await made.judge(
    rowOf('甲'),
    rowOf('甲'),
    rowOf('乙', { state: 'failed', reason: '户名不符' }),
    rowOf('丙', { reference: reference('丙'), payeeAccount: '6222999999999999' }),
    rowOf('丁', { reference: reference('丁'), payeeName: '丁丁' }),
    rowOf('戊', { reference: reference('戊'), amount: yuan('1') }),
    rowOf('己'),
    rowOf('甲', { payeeName: '外人' }),
    rowOf('甲', { reference: 'SAL-1' }),
  );
  assert.deepEqual(outcomes, [
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
});

test('结果文件：逐笔入账；再导入不变；成功之后只认退汇', async () => {
  const made = await resultWorld();
  const { client, input } = made;
  const held = { tenantId: client.tenantId, payOrderId: made.idOf('己') };
  await asTenant(host, client.tenantId, (tx) => holdPayOrder(tx, held));
  await release(client, input);
  await made.commit(rowOf('甲'), rowOf('乙', { state: 'failed', reason: '户名不符' }));
  assert.deepEqual(await made.stateOf('甲'), ['succeeded', null]);
  assert.deepEqual(await made.stateOf('乙'), ['failed', 'BE01']);
  await assertBooksAgree(host, client);
  assert.deepEqual(await made.judge(rowOf('甲')), ['unchanged']);
  assert.deepEqual(await made.judge(rowOf('甲', { state: 'failed' })), ['bank_result.contradicts']);
  await made.commit(rowOf('甲', { state: 'returned', reason: '账户已销户' }));
  assert.deepEqual(await made.stateOf('甲'), ['returned', 'AC04']);
  await assertBooksAgree(host, client);
  await asTenant(host, client.tenantId, (tx) => releasePayOrder(tx, held));
  const retry = { tenantId: client.tenantId, payOrderId: made.idOf('乙') };
  const retried = await asTenant(host, client.tenantId, (tx) => retryPayOrder(tx, retry));
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
