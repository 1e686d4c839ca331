import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fen, formatYuan, newId, payPeriod, plainDate, yuan } from '@heyi/kernel';
import { valueOf } from '@heyi/people/testing';
import { createPrinter, type Printer, type Transaction } from '@heyi/platform';
import { createTestHost, pdfText, type TestHost } from '@heyi/platform/testing';
import fc from 'fast-check';
import { downloadWorkerStatementOf } from '../statement/download-worker-statement.ts';
import { readWorkerStatementOf } from '../statement/read-worker-statement.ts';
import { rowsIn } from '../testing/sheet-rows.ts';
import { answered, castWithdrawals, type WithdrawalCast } from '../testing/withdrawal-world.ts';
import { findWorker } from '../worker/worker.store.ts';
import { cancelGigReturn } from './cancel-gig-return.ts';
import { chooseVatReading } from './choose-vat-reading.ts';
import { correctGigReturn } from './correct-gig-return.ts';
import { declareGigReturn } from './declare-gig-return.ts';
import { downloadGigReturnSheet } from './download-gig-return-sheet.ts';
import { downloadQuarterReport } from './download-quarter-report.ts';
import { openGauges } from './gauge.ts';
import { generateGigReturn } from './generate-gig-return.ts';
import { getGigReturn } from './get-gig-return.ts';
import { isMonthDeclared } from './gig-return.store.ts';
import { listGauges } from './list-gauges.ts';
import { listGigReturns } from './list-gig-returns.ts';
import { listVatReadings } from './list-vat-readings.ts';
import { mayPayLive } from './live-keys.ts';
import { gigLayout } from './gig-sheet.ts';

let world: TestHost;
let printer: Printer;
before(async () => {
  world = await createTestHost('2026-10-12T01:00:00.000Z');
  printer = createPrinter({ workers: 1 });
});
after(async () => {
  await printer.close();
  await world.close();
});

const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? null : result.failure!.code;
const inHouse = <T>(work: (tx: Transaction) => Promise<T>) => world.as(world.host.houseId, work);

describe('仪表：月度十万、连续十二个月五百万', () => {
  const gauges = valueOf(openGauges(payPeriod('2026-11'), 'reduced'));
  const months: readonly (readonly [string, string, string])[] = [
    ['80799.99', '79999.99', 'below'],
    ['80800.00', '80000.00', 'near'],
    ['100999.99', '99999.99', 'near'],
    ['101000.00', '100000.00', 'reached'],
  ];
  for (const [receipts, sales, level] of months) {
    test(`当月收款 ${receipts}，不含税 ${sales}：${level}`, () => {
      const gauge = gauges.month(yuan(receipts));
      assert.deepEqual([formatYuan(gauge.sales), gauge.level], [sales, level]);
    });
  }
  test('十二个月正好五百万仍在线内，多一分引导登记', () => {
    assert.equal(gauges.twelveMonths(yuan('5050000.00')).level, 'near');
    assert.equal(gauges.twelveMonths(yuan('5050000.01')).level, 'reached');
    assert.equal(gauges.twelveMonths(yuan('1000000.00')).share, '0.19801980'.slice(0, 8));
  });
  test('2025年正好十万还免税；更早没有数', () => {
    const before = valueOf(openGauges(payPeriod('2025-11'), 'reduced'));
    assert.equal(before.month(yuan('101000.00')).level, 'near');
    assert.equal(openGauges(payPeriod('2025-09'), 'reduced').ok, false);
  });
  test('收款越多，档位只升不降；预警线与档位一致', () => {
    const order = ['below', 'near', 'reached'];
    const receipts = fc.integer({ min: 0, max: 20_000_000 });
    fc.assert(
      fc.property(receipts, fc.nat(1_000_000), (amount, more) => {
        const [low, high] = [gauges.month(fen(amount)), gauges.month(fen(amount + more))];
        assert.ok(order.indexOf(low.level) <= order.indexOf(high.level));
        assert.equal(low.level !== 'below', amount >= gauges.warnedFrom.month);
      }),
    );
  });
});

describe('增值税读法：选定之前不放行正式密钥', () => {
  const reading = {
    reading: 'monthlyThreshold',
    levy: 'reduced',
    location: 'city',
    fromPeriod: payPeriod('2026-11'),
    chosenBy: '周敏',
    chosenOn: plainDate('2026-10-12'),
    source: '主管税务机关12366答复，2026-10-10',
  } as const;
  const choose = (changed: Partial<Parameters<typeof chooseVatReading>[1]> = {}) =>
    inHouse((tx) => chooseVatReading(tx, { ...reading, ...changed }));

  test('规则生效以前不问；生效以后没有读法就不放行', async () => {
    assert.equal(await inHouse(mayPayLive), true);
    world.clock.set('2026-11-02T01:00:00.000Z');
    assert.equal(await inHouse(mayPayLive), false);
    const list = valueOf(await inHouse((tx) => listVatReadings(tx, {})));
    assert.deepEqual([list.current, list.rows.length], [null, 0]);
    assert.deepEqual(
      [list.rule.mark, list.rule.isUnverified, list.rule.inForceFrom],
      ['secondary', true, '2026-11-01'],
    );
    assert.match(list.rule.source, /2026年第28号/);
    assert.deepEqual(
      list.effects.map(({ reading: name, vat, surcharges, net }) =>
        [name, formatYuan(vat), formatYuan(surcharges), formatYuan(net)].join(' '),
      ),
      [
        'monthlyThreshold 1039.60 62.38 103898.02',
        'perTransaction 1039.60 62.38 103898.02',
        'notWithheld 0.00 0.00 105000.00',
      ],
    );
  });

  test('选定：有名有日期有出处；规则以前、将来的日子、已开始的月份都拒绝', async () => {
    assert.equal(
      codeOf(await choose({ fromPeriod: payPeriod('2026-10') })),
      'vat_reading.before_rule',
    );
    assert.equal(
      codeOf(await choose({ chosenOn: plainDate('2026-12-01') })),
      'vat_reading.chosen_in_future',
    );
    const first = valueOf(await choose({ reading: 'perTransaction' }));
    assert.equal(first.isReplaced, false);
    assert.equal(await inHouse(mayPayLive), true);
    world.clock.set('2026-12-03T01:00:00.000Z');
    for (const begun of ['2026-11', '2026-12']) {
      const again = await choose({ fromPeriod: payPeriod(begun) });
      assert.equal(codeOf(again), 'vat_reading.month_begun', begun);
    }
    valueOf(await choose({ fromPeriod: payPeriod('2027-01') }));
    const list = valueOf(
      await inHouse((tx) => listVatReadings(tx, { period: payPeriod('2027-01') })),
    );
    assert.deepEqual([list.current?.reading, list.rows.length], ['monthlyThreshold', 2]);
    const november = await inHouse((tx) =>
      listVatReadings(tx, { period: payPeriod('2026-11'), receipts: yuan('2000.00') }),
    );
    assert.equal(valueOf(november).current?.reading, 'perTransaction');
    valueOf(await choose({ fromPeriod: payPeriod('2027-01'), reading: 'notWithheld' }));
    const again = valueOf(await inHouse((tx) => listVatReadings(tx, {})));
    assert.deepEqual(
      again.rows.map(({ reading: name, isReplaced }) => `${name} ${isReplaced}`),
      ['notWithheld false', 'monthlyThreshold true', 'perTransaction false'],
    );
    const early = await inHouse((tx) => listVatReadings(tx, { period: payPeriod('2022-12') }));
    assert.equal(codeOf(early), 'vat_reading.figures_unknown');
  });
});

describe('申报：一个付款主体一个月一份', () => {
  let own: TestHost;
  let cast: WithdrawalCast;
  before(async () => {
    own = await createTestHost('2026-10-12T01:00:00.000Z');
    cast = await castWithdrawals(own, { workers: 3, earned: '30000.00' });
  });
  after(async () => {
    await cast.collector.close();
    await own.close();
  });
  const inClient = <T>(work: (tx: Transaction) => Promise<T>) => own.as(cast.client.tenantId, work);
  const month = (taxPeriod: string) => ({
    tenantId: cast.client.tenantId,
    entityId: cast.client.legalEntityId,
    taxPeriod: payPeriod(taxPeriod),
  });
  const one = (gigReturnId: ReturnType<typeof newId<'gtr'>>) => ({
    tenantId: cast.client.tenantId,
    gigReturnId,
  });
  const sheet = async (
    gigReturnId: ReturnType<typeof newId<'gtr'>>,
    name: 'labourRemuneration' | 'incidentalIncome' | 'valueAddedTax',
  ) => {
    const input = { ...one(gigReturnId), sheet: name };
    const answer = await inClient((tx) => downloadGigReturnSheet(tx, input));
    return answer.ok ? rowsIn(answer.value.body, gigLayout(name)) : answer.failure.code;
  };
  /** As a payment that comes back: the tax is taken out, the money is owed again. */
  const comeBack = (withdrawalId: string) =>
    inClient(
      (tx) => tx.sql`
        update gig.withdrawal set reversed_at = ${tx.now}, state = 'returned'
         where id = ${withdrawalId}`,
    );

  test('当月未过不生成；没付过钱不生成；生成后三张表分文相符', async () => {
    const [first, second] = cast.workers;
    const asked = [
      answered(await cast.ask(first!, '9000.00')),
      answered(await cast.ask(second!, '6250.00')),
    ];
    assert.deepEqual(
      asked.map(({ tax }) => tax),
      ['66.00', '0.00'],
    );
    const generate = (period: string) => inClient((tx) => generateGigReturn(tx, month(period)));
    assert.equal(codeOf(await generate('2026-10')), 'gig_return.month_open');
    own.clock.set('2026-11-04T01:00:00.000Z');
    assert.equal(codeOf(await generate('2026-09')), 'gig_return.nothing_paid');
    const pending = valueOf(await inClient((tx) => listGigReturns(tx, month('2026-10'))));
    assert.deepEqual(
      pending.rows.map(({ state, people, tax }) => [state, people, formatYuan(tax)]),
      [['pending', 2, '66.00']],
    );
    const made = valueOf(await generate('2026-10'));
    assert.deepEqual(
      [made.state, made.people, formatYuan(made.tax), made.deadline, made.isOutdated],
      ['generated', 2, '66.00', '2026-11-16', false],
    );
    assert.equal(codeOf(await generate('2026-10')), 'gig_return.exists');
    const rows = await sheet(made.id, 'labourRemuneration');
    assert.ok(Array.isArray(rows));
    assert.deepEqual(
      rows.map((row) => [row['externalWorkerId'], row['income'], row['incomeItem']]),
      [
        [first, '9000.00', '其他连续劳务报酬所得'],
        [second, '6250.00', '其他连续劳务报酬所得'],
      ],
    );
    assert.match(rows[0]!['documentNumber']!, /^\d{17}[\dX]$/);
    const vat = await sheet(made.id, 'valueAddedTax');
    assert.ok(Array.isArray(vat));
    assert.deepEqual([vat[0]!['vat'], vat[0]!['authorisation']], ['0.00', '1.0']);
    assert.equal(await sheet(made.id, 'incidentalIncome'), 'gig_return.sheet_empty');
    assert.equal(await sheet(newId<'gtr'>(), 'valueAddedTax'), 'gig_return.not_found');
  });

  test('申报前有退回：原表作废重来；申报后有退回：更正申报，退税为负', async () => {
    const [, , third] = cast.workers;
    own.clock.set('2026-11-10T01:00:00.000Z');
    const early = answered(await cast.ask(third!, '20000.00'));
    const kept = answered(await cast.ask(cast.workers[0]!, '10000.00'));
    own.clock.set('2026-12-02T01:00:00.000Z');
    const made = valueOf(await inClient((tx) => generateGigReturn(tx, month('2026-11'))));
    const declare = (id: typeof made.id, receiptNumber = '3111000126120001') =>
      inClient((tx) => declareGigReturn(tx, { ...one(id), receiptNumber }));
    const cancel = (id: typeof made.id) =>
      inClient((tx) => cancelGigReturn(tx, { ...one(id), reason: '有退汇，重新生成' }));
    const correct = (id: typeof made.id) =>
      inClient((tx) => correctGigReturn(tx, { ...one(id), reason: '申报后退汇' }));

    const idOf = async (worker: string) => {
      const [row] = await inClient(
        (tx) => tx.sql<{ id: string }>`
          select w.id from gig.withdrawal w join gig.worker k
              on k.shard_key = w.shard_key and k.id = w.worker_id
           where k.external_id = ${worker} and w.tax_month = 24322`,
      );
      return row!.id;
    };
    assert.deepEqual([early.state, kept.state], ['accepted', 'accepted']);
    const returned = await idOf(third!);
    assert.equal(codeOf(await correct(made.id)), 'gig_return.not_declared');
    const unknown = newId<'gtr'>();
    assert.equal(codeOf(await declare(unknown)), 'gig_return.not_found');
    assert.equal(codeOf(await cancel(unknown)), 'gig_return.not_found');
    assert.equal(codeOf(await correct(unknown)), 'gig_return.not_found');
    const unread = await inClient((tx) => getGigReturn(tx, one(unknown)));
    assert.equal(codeOf(unread), 'gig_return.not_found');

    // Before it is declared: outdated, cancelled, generated anew.
    await comeBack(await idOf(cast.workers[0]!));
    assert.equal(codeOf(await declare(made.id)), 'gig_return.outdated');
    assert.equal(valueOf(await cancel(made.id)).state, 'cancelled');
    assert.equal(codeOf(await cancel(made.id)), 'gig_return.over');
    assert.equal(codeOf(await declare(made.id)), 'gig_return.over');
    const again = valueOf(await inClient((tx) => generateGigReturn(tx, month('2026-11'))));
    assert.deepEqual([again.people, again.number], [1, 0]);
    const declared = valueOf(await declare(again.id));
    assert.deepEqual([declared.state, declared.receiptNumber], ['declared', '3111000126120001']);
    assert.equal(await inClient((tx) => isMonthDeclared(tx, month('2026-11'))), true);
    assert.equal(await inClient((tx) => isMonthDeclared(tx, month('2026-10'))), false);
    assert.equal(codeOf(await declare(again.id)), 'gig_return.already_declared');
    assert.equal(codeOf(await cancel(again.id)), 'gig_return.already_declared');
    assert.equal(codeOf(await correct(again.id)), 'gig_return.unchanged');

    // Afterwards: a corrected return claims the tax back.
    own.clock.set('2026-12-20T01:00:00.000Z');
    await comeBack(returned);
    const outdated = valueOf(await inClient((tx) => getGigReturn(tx, one(again.id))));
    assert.equal(outdated.isOutdated, true);
    assert.deepEqual(
      outdated.returns.map(({ externalWorkerId, tax }) => [externalWorkerId, formatYuan(tax)]),
      [[third, formatYuan(declared.tax)]],
    );
    const corrected = valueOf(await correct(again.id));
    assert.deepEqual(
      [corrected.number, corrected.correctsId, corrected.people, corrected.taxDue],
      [1, again.id, 0, -declared.tax],
    );
    assert.equal(codeOf(await correct(again.id)), 'gig_return.correction_exists');
    valueOf(await declare(corrected.id, '3111000126120002'));
    const rows = valueOf(await inClient((tx) => listGigReturns(tx, month('2026-11')))).rows;
    assert.deepEqual(
      rows.map(({ state, number }) => `${state} ${number}`),
      ['declared 1', 'declared 0', 'cancelled 0'],
    );
  });

  test('季度报送：身份与收入两张；季度未过、没有人都拒绝', async () => {
    const report = (quarter: string, form: 'identity' | 'income') =>
      inClient((tx) =>
        downloadQuarterReport(tx, { tenantId: cast.client.tenantId, quarter, form }),
      );
    assert.equal(codeOf(await report('2026-Q4', 'income')), 'platform_report.quarter_open');
    assert.equal(codeOf(await report('2026-Q3', 'income')), 'platform_report.nothing_paid');
    own.clock.set('2027-01-05T01:00:00.000Z');
    const income = await rowsIn(
      valueOf(await report('2026-Q4', 'income')).body,
      gigLayout('platformIncome'),
    );
    const byWorker = new Map(income.map((row) => [row['externalWorkerId'], row]));
    const third = byWorker.get(cast.workers[2])!;
    assert.deepEqual(
      [third['gross'], third['refunds'], third['net'], third['declared']],
      ['20000.00', '20000.00', '0.00', '是'],
    );
    assert.equal(byWorker.get(cast.workers[1])!['declared'], '否');
    const identity = await rowsIn(
      valueOf(await report('2026-Q4', 'identity')).body,
      gigLayout('platformIdentity'),
    );
    assert.equal(identity.length, 3);
    assert.match(identity[0]!['account']!, /^\d{10}$/);
  });

  test('扣缴明细单：按月按项，写明不是完税证明；没有付款和没有此人都拒绝', async () => {
    const [first] = cast.workers;
    const { workerId } = (await inClient((tx) => findWorker(tx, first!)))!;
    const downloadWorkerStatement = downloadWorkerStatementOf(printer);
    const wanted = { tenantId: cast.client.tenantId, workerId, year: 2026 };
    const file = valueOf(await inClient((tx) => downloadWorkerStatement(tx, wanted)));
    const text = pdfText(file.body);
    for (const part of ['扣缴明细单', '2026-10', '9,000.00', '66.00', '8,934.00', '不是完税证明']) {
      assert.ok(text.replaceAll(/\s/g, '').includes(part.replaceAll(/\s/g, '')), part);
    }
    const nobody = { ...wanted, workerId: newId<'wkr'>() };
    assert.equal(
      codeOf(await inClient((tx) => downloadWorkerStatement(tx, nobody))),
      'worker.not_found',
    );
    const before = { ...wanted, year: 2025 };
    assert.equal(
      codeOf(await inClient((tx) => downloadWorkerStatement(tx, before))),
      'worker_statement.nothing_paid',
    );
    const readWorkerStatement = readWorkerStatementOf(printer);
    const own26 = { externalWorkerId: first!, year: 2026 };
    assert.equal(valueOf(await inClient((tx) => readWorkerStatement(tx, own26))).name, file.name);
    const unknown = { externalWorkerId: 'nobody', year: 2026 };
    assert.equal(
      codeOf(await inClient((tx) => readWorkerStatement(tx, unknown))),
      'worker.not_found',
    );
    assert.equal(
      codeOf(await inClient((tx) => readWorkerStatement(tx, { ...own26, year: 2025 }))),
      'worker_statement.nothing_paid',
    );
  });

  test('仪表页：每人两格，只看预警的；没有数的年份答未知', async () => {
    const list = (changed: object) =>
      inClient((tx) =>
        listGauges(tx, {
          tenantId: cast.client.tenantId,
          period: payPeriod('2026-10'),
          ...changed,
        }),
      );
    const all = valueOf(await list({}));
    const first = all.rows.find(({ externalWorkerId }) => externalWorkerId === cast.workers[0])!;
    assert.deepEqual([formatYuan(first.month.receipts), first.month.level], ['9000.00', 'below']);
    assert.equal(valueOf(await list({ warned: true })).rows.length, 0);
    assert.equal(codeOf(await list({ period: payPeriod('2020-01') })), 'gauge.figures_unknown');
    const page = valueOf(await list({ limit: 2 }));
    const rest = valueOf(await list({ limit: 2, after: page.next! }));
    assert.equal(page.rows.length + rest.rows.length, 3);
  });
});
