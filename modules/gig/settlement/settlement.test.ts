import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { type Fen, newId, parseId, plainDate, yuan } from '@heyi/kernel';
import { balanceOf } from '@heyi/ledger';
import { valueOf } from '@heyi/people/testing';
import {
  createPrinter,
  onShard,
  type Printer,
  readSheet,
  shardKeysOf,
  type SheetRow,
} from '@heyi/platform';
import { createTestHost, pdfText, type TestHost } from '@heyi/platform/testing';
import fc from 'fast-check';
import { programAccounts } from '../program/program.ts';
import { refusalOf } from '../testing/arrive.ts';
import {
  type Answer,
  answered,
  castWithdrawals,
  settle,
  topUp,
  type WithdrawalCast,
} from '../testing/withdrawal-world.ts';
import { cancelWithdrawal } from '../withdrawal/cancel-withdrawal.ts';
import { resumeAll } from '../withdrawal/resume-suspended.ts';
import { confirmSettlementSheet } from './confirm-settlement-sheet.ts';
import { downloadSettlementSheetOf } from './download-settlement-sheet.ts';
import { generateSettlementSheet } from './generate-settlement-sheet.ts';
import { listSettlementSheets } from './list-settlement-sheets.ts';
import { recordSettlementInvoice } from './record-settlement-invoice.ts';
import { requestSettlementInvoice } from './request-settlement-invoice.ts';
import type { Sheet, SheetId } from './sheet.ts';

let world: TestHost;
let printer: Printer;
before(async () => {
  world = await createTestHost('2026-11-02T01:00:00.000Z');
  printer = createPrinter({ workers: 1 });
});
after(async () => {
  await printer.close();
  await world.close();
});

const day = (number: number) => plainDate(`2026-11-${String(number).padStart(2, '0')}`);
/** The morning of a day in Shanghai. */
const morning = (number: number) => world.clock.set(`${day(number)}T01:00:00.000Z`);

async function draw(cast: WithdrawalCast, unit: 'day' | 'month', on = day(2)): Promise<Sheet> {
  const { tenantId, programId } = cast.client;
  return valueOf(
    await world.as(tenantId, (tx) =>
      generateSettlementSheet(tx, { tenantId, programId, unit, day: on }),
    ),
  );
}

async function fundsOf({ client }: WithdrawalCast): Promise<number> {
  const { clientFunds } = programAccounts(client);
  return world.as(client.tenantId, async (tx) => {
    let total = 0;
    for (const key of await shardKeysOf(tx)) {
      total -= (await balanceOf(onShard(tx, key), [clientFunds]))[0]!.balance;
    }
    return total;
  });
}

/** Two days: withdrawals of which one is cancelled, one fails, one waits and is resumed next day. */
async function playTwoDays(): Promise<WithdrawalCast> {
  morning(2);
  const cast = await castWithdrawals(world, { workers: 5, funds: '4000.00' });
  const { client, workers } = cast;
  const asked: Answer[] = [];
  for (const worker of workers.slice(0, 3)) asked.push(answered(await cast.ask(worker, '1000.00')));
  await settle(world, client, [{ answer: asked[0]!, state: 'succeeded' }]);
  await settle(world, client, [{ answer: asked[1]!, state: 'failed' }]);
  await world.as(client.tenantId, (tx) =>
    cancelWithdrawal(tx, { withdrawalId: parseId('wdr', asked[2]!.id)! }),
  );
  answered(await cast.ask(workers[3]!, '2000.00'));
  assert.equal(answered(await cast.ask(workers[4]!, '3000.00')).state, 'suspended');
  morning(3);
  await topUp(world, client, yuan('5000.00'));
  await resumeAll(world.host);
  await settle(world, client, [{ answer: asked[0]!, state: 'returned' }]);
  return cast;
}

test('日结算单：提现、退回、充值各归其日，期末是次日的期初，分毫不差', async () => {
  const cast = await playTwoDays();
  morning(4);
  const first = await draw(cast, 'day', day(2));
  assert.equal(first.opening, 0);
  assert.equal(first.topUps, yuan('4000.00'));
  assert.deepEqual([first.withdrawn.count, first.withdrawn.gross], [4, yuan('5000.00')]);
  assert.deepEqual([first.returned.count, first.returned.gross], [2, yuan('2000.00')]);
  assert.equal(first.withdrawn.fee, yuan('100.00'));
  assert.equal(first.other, 0);
  assert.equal(first.closing, yuan('940.00'));
  const second = await draw(cast, 'day', day(3));
  assert.equal(second.opening, first.closing);
  assert.deepEqual([second.withdrawn.count, second.withdrawn.gross], [1, yuan('3000.00')]);
  assert.deepEqual([second.returned.count, second.returned.gross], [1, yuan('1000.00')]);
  assert.equal(second.other, 0);
  assert.equal(second.closing, await fundsOf(cast));
  const before = await draw(cast, 'day', day(1));
  assert.deepEqual([before.opening, before.closing, before.withdrawn.count], [0, 0, 0]);
  world.clock.set('2026-12-01T01:00:00.000Z');
  const month = await draw(cast, 'month', day(15));
  assert.deepEqual([month.firstDay, month.lastDay], ['2026-11-01', '2026-11-30']);
  assert.equal(month.withdrawn.gross, first.withdrawn.gross + second.withdrawn.gross);
  assert.equal(month.closing, second.closing);
  await cast.collector.close();
});

test('结算单的恒等式：任意的提现与结局之后，期末等于账簿', async () => {
  const ending = fc.constantFrom('succeeded', 'failed', 'returned', 'none');
  const step = fc.record({ yuan: fc.integer({ min: 1, max: 900 }), ending });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      morning(2);
      const cast = await castWithdrawals(world, { workers: steps.length, funds: '3000.00' });
      for (const [index, { yuan: amount, ending: end }] of steps.entries()) {
        const answer = answered(await cast.ask(cast.workers[index]!, `${amount}.00`));
        if (end === 'none' || answer.state === 'suspended') continue;
        const state = end;
        if (state === 'returned') {
          await settle(world, cast.client, [{ answer, state: 'succeeded' }]);
        }
        await settle(world, cast.client, [{ answer, state }]);
      }
      morning(3);
      const sheet = await draw(cast, 'day');
      assert.equal(sheet.other, 0);
      assert.equal(sheet.closing, await fundsOf(cast));
      await cast.collector.close();
    }),
    { numRuns: 8 },
  );
});

test('没结束的不能生成；确认后不再重算；开票一步一步来', async () => {
  morning(2);
  const cast = await castWithdrawals(world, { workers: 1, funds: '4000.00' });
  const { tenantId, programId } = cast.client;
  answered(await cast.ask(cast.workers[0]!, '1000.00'));
  const generate = (changed: object = {}) =>
    refusalOf(world, tenantId, (tx) =>
      generateSettlementSheet(tx, { tenantId, programId, unit: 'day', day: day(2), ...changed }),
    );
  assert.equal(await generate({ programId: newId<'prg'>() }), 'program.not_found');
  assert.equal(await generate(), 'settlement.not_over');
  // Midnight in Shanghai, and four minutes.
  world.clock.set('2026-11-02T16:04:59.000Z');
  assert.equal(await generate(), 'settlement.not_over');
  world.clock.set('2026-11-02T16:05:00.000Z');
  const sheet = await draw(cast, 'day');
  assert.equal((await draw(cast, 'day')).id, sheet.id);
  const step = (work: (sheetId: SheetId) => Parameters<typeof refusalOf>[2]) =>
    refusalOf(world, tenantId, work(sheet.id));
  const confirm = (sheetId: SheetId) => (tx: never) =>
    confirmSettlementSheet(tx, { tenantId, sheetId });
  const ask = (sheetId: SheetId) => (tx: never) =>
    requestSettlementInvoice(tx, { tenantId, sheetId, kind: 'serviceFee' });
  const invoice = (sheetId: SheetId) => (tx: never) =>
    recordSettlementInvoice(tx, {
      tenantId,
      sheetId,
      invoiceNumber: '26332000000012345678',
      invoicedOn: day(5),
    });
  for (const work of [confirm, ask, invoice]) {
    const nobody = work(newId<'sts'>()) as Parameters<typeof refusalOf>[2];
    assert.equal(await refusalOf(world, tenantId, nobody), 'settlement.not_found');
  }
  assert.equal(await step(ask as never), 'settlement.not_confirmed');
  assert.equal(await step(invoice as never), 'settlement.no_invoice_request');
  assert.equal(await step(confirm as never), null);
  assert.equal(await step(confirm as never), 'settlement.not_generated');
  assert.equal(await generate(), 'settlement.confirmed');
  assert.equal(await step(ask as never), null);
  assert.equal(await step(ask as never), 'settlement.not_confirmed');
  assert.equal(await step(invoice as never), null);
  const { value } = await world.as(tenantId, (tx) => listSettlementSheets(tx, { tenantId }));
  const [kept] = value.rows;
  assert.deepEqual(
    [kept!.state, kept!.invoiceAmount, kept!.invoiceNumber],
    ['invoiced', yuan('20.00'), '26332000000012345678'],
  );
  await cast.collector.close();
});

test('没有服务费可开票', async () => {
  morning(2);
  const cast = await castWithdrawals(world, { workers: 0, funds: '100.00' });
  const { tenantId } = cast.client;
  morning(3);
  const { id: sheetId } = await draw(cast, 'day');
  await world.as(tenantId, (tx) => confirmSettlementSheet(tx, { tenantId, sheetId }));
  const code = await refusalOf(world, tenantId, (tx) =>
    requestSettlementInvoice(tx, { tenantId, sheetId, kind: 'grossAndFee' }),
  );
  assert.equal(code, 'settlement.nothing_to_invoice');
  await cast.collector.close();
});

test('下载 downloadSettlementSheet：工作簿的明细合计等于结算单，PDF 有期末余额', async () => {
  const cast = await playTwoDays();
  morning(4);
  const sheet = await draw(cast, 'day', day(2));
  const { tenantId } = cast.client;
  const download = (format: 'xlsx' | 'pdf', sheetId = sheet.id) =>
    world.as(tenantId, (tx) =>
      downloadSettlementSheetOf(printer)(tx, { tenantId, sheetId, format }),
    );
  const missing = await download('pdf', newId<'sts'>());
  assert.equal(missing.ok ? null : missing.failure.code, 'settlement.not_found');
  const workbook = valueOf(await download('xlsx'));
  const rows: SheetRow[] = [];
  const content = await buffer(Readable.from([workbook.body]));
  const read = await readSheet(content, { sheet: '提现明细' }, (row) => void rows.push(row));
  assert.ok(read.ok);
  const texts = rows.map(({ cells }) => cells.map((cell) => cell?.text ?? ''));
  const total = texts.find(([first]) => first === '合计')!;
  assert.equal(total[5], formatted(sheet.withdrawn.gross - sheet.returned.gross));
  assert.equal(texts.filter((row) => row[4] === '退回').length, sheet.returned.count);
  const pdf = pdfText(valueOf(await download('pdf')).body);
  assert.match(pdf, /940\.00/);
  await cast.collector.close();
});

const formatted = (amount: number) => String((amount as Fen) / 100);
