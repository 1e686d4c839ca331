import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  allocate,
  type Fen,
  fen,
  formatYuan,
  multiply,
  multiplyFraction,
  parseYuan,
  rate,
  rateFromPpm,
  type Rounding,
  roundFraction,
  roundings,
  roundSmallFraction,
  sum,
  yuan,
} from './index.ts';

const anyFen = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }).map(fen);
const anyRounding = fc.constantFrom(...(Object.keys(roundings) as Rounding[]));

const written: readonly [text: string, fen: number | null][] = [
  ['0', 0],
  ['12345.6', 1_234_560],
  ['-0.01', -1],
  ['9999999999999.99', 999_999_999_999_999],
  ['1.005', null],
  ['1,000.00', null],
  ['1e3', null],
  ['１２', null],
  ['', null],
  ['.5', null],
  ['99999999999999', null],
];
for (const [text, expected] of written) {
  test(`金额「${text}」${expected === null ? '不收' : `是 ${expected} 分`}`, () => {
    assert.equal(parseYuan(text), expected);
  });
}

test('金额写出再读入不变', () => {
  fc.assert(fc.property(anyFen, (amount) => assert.equal(parseYuan(formatYuan(amount)), amount)));
});

const rounded: readonly [
  title: string,
  base: string,
  rate: string,
  rounding: Rounding,
  result: string,
][] = [
  ['成都 526.3125 → 526.31', '7017.50', '0.075', 'half_up_fen', '526.31'],
  ['106.5 元 → 107 元', '2130.00', '0.05', 'half_up_yuan', '107.00'],
  ['见分进角', '1234.01', '0.10', 'ceil_jiao', '123.50'],
  ['见角进元', '1230.01', '0.10', 'ceil_yuan', '124.00'],
  ['舍去角', '1239.99', '0.10', 'floor_yuan', '123.00'],
  ['进位到偶数元', '2050.00', '0.05', 'ceil_even_yuan', '104.00'],
  ['退款与收款对称', '-2130.00', '0.05', 'half_up_yuan', '-107.00'],
];
for (const [title, base, text, rounding, result] of rounded) {
  test(title, () => assert.equal(formatYuan(multiply(yuan(base), rate(text), rounding)), result));
}

test('大额与小额两条路算出同一个数', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.integer({ min: 1, max: 1_000_000 }),
      anyRounding,
      (base, numerator, denominator, rounding) => {
        const exact = roundFraction(
          BigInt(base) * BigInt(numerator),
          BigInt(denominator),
          rounding,
        );
        assert.equal(
          roundSmallFraction(base * numerator, denominator, rounding),
          Number(exact) + 0,
        );
        assert.equal(multiplyFraction(fen(base), numerator, denominator, rounding), Number(exact));
      },
    ),
  );
});

test('超出双精度范围的乘积仍然精确', () => {
  const big = fc.integer({ min: 10_000_000_000, max: 900_000_000_000_000 }).map(fen);
  fc.assert(
    fc.property(big, fc.integer({ min: 1, max: 1_000_000 }), anyRounding, (base, ppm, rounding) => {
      const exact = roundFraction(BigInt(base) * BigInt(ppm), 1_000_000n, rounding);
      assert.equal(multiplyFraction(base, ppm, 1_000_000, rounding), Number(exact));
    }),
  );
});

test('分摊不多一分也不少一分，份额与权重同序', () => {
  const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(anyFen, weights, (total, given) => {
      const parts = [...given, 1];
      const shares = allocate(total, parts);
      assert.equal(sum(shares), total);
      const sign = total < 0 ? -1 : 1;
      for (const [index, weight] of parts.entries()) {
        const exact =
          (BigInt(Math.abs(total)) * BigInt(weight)) /
          parts.reduce((all, one) => all + BigInt(one), 0n);
        const share = BigInt(shares[index]! * sign);
        assert.ok(share === exact || share === exact + 1n);
      }
    }),
  );
});

test('乘以一等于自身，乘以零等于零', () => {
  fc.assert(
    fc.property(anyFen, anyRounding, (amount: Fen, rounding) => {
      assert.equal(multiply(amount, rateFromPpm(0), rounding), 0);
      assert.equal(multiply(amount, rateFromPpm(1_000_000), 'half_up_fen'), amount);
    }),
  );
});
