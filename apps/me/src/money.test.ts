import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grouped, isZero, sumOf, typedAmount } from './money.ts';

const typed: [text: string, amount: string | null][] = [
  ['9000', '9000.00'],
  ['9,000.5', '9000.50'],
  ['9，000', '9000.00'],
  [' 12.34 ', '12.34'],
  ['12.', '12.00'],
  ['007', '7.00'],
  ['0', '0.00'],
  ['1.234', null],
  ['.5', null],
  ['-1', null],
  ['1e3', null],
  ['12元', null],
  ['1234567890', null],
  ['', null],
];
for (const [text, amount] of typed) {
  test(`输入“${text}”读作 ${amount ?? '不是金额'}`, () => assert.equal(typedAmount(text), amount));
}

test('金额：三位一撇，合计到分，零就是零', () => {
  assert.equal(grouped('14747.30'), '14,747.30');
  assert.equal(grouped('-1234567.05'), '-1,234,567.05');
  assert.equal(sumOf(['0.10', '0.20', '100.00']), '100.30');
  assert.equal(sumOf([]), '0.00');
  assert.ok(isZero('0.00') && !isZero('0.01'));
});
