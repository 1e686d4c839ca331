import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Fen, fen, plainDate } from '@heyi/kernel';
import fc from 'fast-check';
import { lineOf, monday, sunday } from '../testing/reconciliation-world.ts';
import {
  type AccountStatement,
  balancesOf,
  chainOf,
  contentHash,
  judgeStatement,
  occurrencesOf,
} from './statement.ts';

const good: AccountStatement = {
  account: null,
  currency: 'CNY',
  from: sunday,
  until: monday,
  opening: fen(1_000),
  closing: fen(1_250),
  lines: [
    lineOf({ bankReference: 'A', amount: 500 }, sunday),
    lineOf({ bankReference: 'B', amount: -250 }, monday),
  ],
};

const refusals: [title: string, change: Partial<AccountStatement>, code: string][] = [
  ['不是人民币', { currency: 'USD' }, 'statement.currency_refused'],
  [
    '有一行记账在别的日期',
    { lines: [lineOf({ bankReference: 'A', amount: 250 }, plainDate('2026-11-20'))] },
    'statement.day_differs',
  ],
  ['日期晚于今天', { until: plainDate('2026-11-24') }, 'statement.in_the_future'],
  ['期末对不上', { closing: fen(1_251) }, 'statement.does_not_add_up'],
  ['少了一行', { lines: good.lines.slice(1) }, 'statement.does_not_add_up'],
  [
    '逐行余额断开',
    {
      closing: null,
      lines: [
        lineOf({ bankReference: 'A', amount: 500, balance: fen(1_500) }, sunday),
        lineOf({ bankReference: 'B', amount: -250, balance: fen(1_251) }, monday),
      ],
    },
    'statement.does_not_add_up',
  ],
];

for (const [title, change, code] of refusals) {
  test(`对账单自身矛盾：${title}`, () => {
    const judged = judgeStatement({ ...good, ...change }, monday);
    assert.equal(judged.ok ? 'ok' : judged.failure.code, code);
  });
}

test('对账单不平时说出期初、合计、期末和差额', () => {
  const judged = judgeStatement({ ...good, closing: fen(1_300) }, monday);
  assert.deepEqual(judged, {
    ok: false,
    failure: {
      code: 'statement.does_not_add_up',
      day: monday,
      opening: '10.00',
      sum: '2.50',
      closing: '13.00',
      difference: '0.50',
    },
  });
});

test('多天的对账单拆成每天一份，没有明细的一天也有', () => {
  const judged = judgeStatement({ ...good, from: plainDate('2026-11-21') }, monday);
  assert.ok(judged.ok);
  assert.deepEqual(
    judged.value.map(({ day, opening, closing, lines }) => [day, opening, closing, lines.length]),
    [
      ['2026-11-21', 1_000, 1_000, 0],
      [sunday, 1_000, 1_500, 1],
      [monday, 1_500, 1_250, 1],
    ],
  );
});

test('性质：任何一串金额拆成天以后，首日期初、末日期末与合计都不变', () => {
  const amounts = fc.array(fc.integer({ min: -99_999, max: 99_999 }).filter((one) => one !== 0));
  fc.assert(
    fc.property(amounts, fc.integer({ min: 0, max: 1_000_000 }), (list, start) => {
      const lines = list.map((amount, index) =>
        lineOf({ bankReference: String(index), amount }, index % 2 === 0 ? sunday : monday),
      );
      const total = list.reduce((sum, amount) => sum + amount, 0);
      const whole = { ...good, opening: fen(start), closing: fen(start + total), lines };
      const judged = judgeStatement(whole, monday);
      assert.ok(judged.ok);
      assert.equal(judged.value[0]!.opening, start);
      assert.equal(judged.value.at(-1)!.closing, start + total);
    }),
  );
});

test('余额列：顺排或倒排都认得，断开的不猜', () => {
  const line = (amount: number, balance: Fen | null) =>
    lineOf({ bankReference: String(amount), amount, balance });
  const rows = [line(100, fen(100)), line(-30, fen(70)), line(5, fen(75))];
  assert.deepEqual(chainOf(rows), rows);
  assert.deepEqual(chainOf(rows.toReversed()), rows);
  assert.equal(chainOf([rows[0]!, rows[2]!]), null);
  assert.equal(chainOf([line(1, null)]), null);
  assert.deepEqual(balancesOf(rows), { opening: 0, closing: 75 });
  assert.deepEqual(balancesOf([]), { opening: null, closing: null });
});

test('一模一样的行各有次序；内容相同则指纹相同', () => {
  const lines = ['A', 'A', 'B', 'A'].map((bankReference) => lineOf({ bankReference, amount: 1 }));
  assert.deepEqual(occurrencesOf(lines), [1, 2, 1, 3]);
  const day = { day: monday, opening: null, closing: null, lines };
  assert.ok(contentHash(day).equals(contentHash({ ...day, lines: [...lines] })));
  assert.ok(!contentHash(day).equals(contentHash({ ...day, opening: fen(0) })));
});
