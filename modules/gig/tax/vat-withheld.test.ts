import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formatYuan, parseId, payPeriod, plainDate, yuan } from '@heyi/kernel';
import { valueOf } from '@heyi/people/testing';
import type { Transaction } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { rowsIn } from '../testing/sheet-rows.ts';
import { verifyBooks } from '../testing/verify-books.ts';
import {
  answered,
  castWithdrawals,
  settle,
  type WithdrawalCast,
} from '../testing/withdrawal-world.ts';
import { cancelWithdrawal } from '../withdrawal/cancel-withdrawal.ts';
import type { GigReturnSheet } from './gig-return.ts';
import { chooseVatReading } from './choose-vat-reading.ts';
import { downloadGigReturnSheet } from './download-gig-return-sheet.ts';
import { downloadQuarterReport } from './download-quarter-report.ts';
import { generateGigReturn } from './generate-gig-return.ts';
import { gigLayout } from './gig-sheet.ts';
import { listGauges } from './list-gauges.ts';

// A month under the operator's reading, from the withdrawals to the files.

let world: TestHost;
let cast: WithdrawalCast;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
  const chosen = await world.as(world.host.houseId, (tx) =>
    chooseVatReading(tx, {
      reading: 'monthlyThreshold',
      levy: 'reduced',
      location: 'city',
      fromPeriod: payPeriod('2026-11'),
      chosenBy: '周敏',
      chosenOn: plainDate('2026-11-20'),
      source: '主管税务机关12366答复，2026-11-20',
    }),
  );
  valueOf(chosen);
  cast = await castWithdrawals(world, { workers: 4, earned: '200000.00' });
});
after(async () => {
  await cast.collector.close();
  await world.close();
});

const inClient = <T>(work: (tx: Transaction) => Promise<T>) => world.as(cast.client.tenantId, work);

type Taken = { vat: string; surcharges: string; gross: string; tax: string; net: string };

async function take(worker: string, amount: string) {
  const answer = answered(await cast.ask(worker, amount)) as ReturnType<typeof answered> & Taken;
  const { gross, tax, vat, surcharges, net } = answer;
  assert.equal(yuan(gross), yuan(tax) + yuan(vat) + yuan(surcharges) + yuan(net));
  return { answer, taken: `${vat} ${surcharges}` };
}

test('当月分几笔提到起征点：差一分不征，到了全月一并扣，扣不下的留给下一笔；退回后从头算', async () => {
  const [over, below, little] = cast.workers;
  const first = [];
  for (const amount of ['60000.00', '40999.99', '0.01']) {
    first.push((await take(over!, amount)).taken);
  }
  // The last one reaches 100,000.00 without VAT, and its cent goes to the worker.
  assert.deepEqual(first, ['0.00 0.00', '0.00 0.00', '0.00 0.00']);
  const last = await take(over!, '4000.00');
  // Of the whole month: 105,000 ÷ 1.01 at 1 %; surcharges 6 %, as it is over 100,000.
  assert.equal(last.taken, '1039.60 62.38');
  assert.equal((await take(over!, '101.00')).taken, '1.00 0.06');
  await settle(world, cast.client, [{ answer: last.answer, state: 'failed' }]);
  // 1.06 were taken of it; what stands and this one reach 105,101 again, less that.
  assert.equal((await take(over!, '4000.00')).taken, '1039.60 62.38');
  assert.equal((await take(below!, '100999.99')).taken, '0.00 0.00');
  assert.equal((await take(little!, '1.00')).taken, '0.00 0.00');
  await verifyBooks(world, cast.client);
});

test('仪表：到线的、临近的各一人，只看预警时没有旁人；十二个月前的不再算', async () => {
  const list = (period: string, changed: object = {}) =>
    inClient((tx) =>
      listGauges(tx, { tenantId: cast.client.tenantId, period: payPeriod(period), ...changed }),
    );
  const levels = async (period: string, changed: object = {}) => {
    const { rows } = valueOf(await list(period, changed));
    return cast.workers.map((worker) => {
      const row = rows.find(({ externalWorkerId }) => externalWorkerId === worker);
      return row === undefined ? null : `${row.month.level} ${formatYuan(row.month.sales)}`;
    });
  };
  const [over, below] = ['reached 104060.40', 'near 99999.99'];
  assert.deepEqual(await levels('2026-11'), [over, below, 'below 0.99', 'below 0.00']);
  assert.deepEqual(await levels('2026-11', { warned: true }), [over, below, null, null]);
  assert.deepEqual(await levels('2026-12', { warned: true }), [null, null, null, null]);
  const year = async (period: string) =>
    formatYuan(
      valueOf(await list(period)).rows.find(
        ({ externalWorkerId }) => externalWorkerId === cast.workers[0],
      )!.twelveMonths.receipts,
    );
  assert.deepEqual(
    [await year('2026-11'), await year('2027-10'), await year('2027-11')],
    ['105101.00', '105101.00', '0.00'],
  );
});

test('代办申报明细与劳务报酬表：收入、销售额、税额和附加与逐笔所扣一致', async () => {
  world.clock.set('2026-12-02T01:00:00.000Z');
  const { tenantId, legalEntityId: entityId } = cast.client;
  const month = { tenantId, entityId, taxPeriod: payPeriod('2026-11') };
  const made = valueOf(await inClient((tx) => generateGigReturn(tx, month)));
  const sheet = async (name: GigReturnSheet) => {
    const input = { tenantId, gigReturnId: made.id, sheet: name };
    const { body } = valueOf(await inClient((tx) => downloadGigReturnSheet(tx, input)));
    const rows = await rowsIn(body, gigLayout(name));
    return cast.workers.slice(0, 3).map((worker) => {
      const row = rows.find(({ externalWorkerId }) => externalWorkerId === worker);
      assert.ok(row);
      return row;
    });
  };
  const vat = await sheet('valueAddedTax');
  assert.deepEqual(
    vat.map(({ receipts, sales, exemptSales, vat: taken, surcharges, shortfall }) =>
      [receipts, sales, exemptSales ?? '', taken, surcharges, shortfall ?? ''].join(' '),
    ),
    [
      '105101.00 104060.40  1040.60 62.44 ',
      '100999.99 99999.99 99999.99 0.00 0.00 ',
      '1.00 0.99 0.99 0.00 0.00 ',
    ],
  );
  const labour = await sheet('labourRemuneration');
  assert.deepEqual(
    labour.map(({ income, surcharges }) => [income, surcharges ?? '']),
    [
      ['104060.40', '62.44'],
      ['100999.99', ''],
      ['1.00', ''],
    ],
  );
});

test('季度报送只报付出去过的：取消的、银行没付成的不算，退汇的算收入也算退款', async () => {
  const worker = cast.workers[3]!;
  const { tenantId } = cast.client;
  const [kept, cancelled, failed, returned] = [
    await take(worker, '100.00'),
    await take(worker, '200.00'),
    await take(worker, '400.00'),
    await take(worker, '800.00'),
  ];
  const withdrawalId = parseId('wdr', cancelled.answer.id)!;
  const undone = await inClient((tx) => cancelWithdrawal(tx, { withdrawalId }));
  assert.equal(valueOf(undone).state, 'cancelled');
  await settle(world, cast.client, [
    { answer: kept.answer, state: 'succeeded' },
    { answer: failed.answer, state: 'failed' },
    { answer: returned.answer, state: 'succeeded' },
  ]);
  await settle(world, cast.client, [{ answer: returned.answer, state: 'returned' }]);
  world.clock.set('2027-01-05T01:00:00.000Z');
  const report = valueOf(
    await inClient((tx) =>
      downloadQuarterReport(tx, { tenantId, quarter: '2026-Q4', form: 'income' }),
    ),
  );
  const rows = await rowsIn(report.body, gigLayout('platformIncome'));
  const row = rows.find(({ externalWorkerId }) => externalWorkerId === worker)!;
  assert.deepEqual(
    [row['gross'], row['refunds'], row['net'], row['payments']],
    ['900.00', '800.00', '100.00', '2'],
  );
  await verifyBooks(world, cast.client);
});
