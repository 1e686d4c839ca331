import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { columnLetter, dayOfSerial, decimalText, normaliseText, shiftPoint } from './cell.ts';
import { columnIndex } from './xlsx-merges.ts';
import { meaningOfFormat } from './xlsx-styles.ts';

test('数字按原值取十进制文本，不带二进制误差', () => {
  const cases: [stored: string, text: string][] = [
    ['0', '0'],
    ['-0', '0'],
    ['12', '12'],
    ['12.50', '12.5'],
    ['1.2300000000000001', '1.23'],
    ['0.30000000000000004', '0.3'],
    ['2.9999999999999996', '3'],
    ['9.9999999999999995', '10'],
    ['-1234.5600000000001', '-1234.56'],
    ['1E3', '1000'],
    ['1.5E-3', '0.0015'],
    ['4.6100000000000003E-2', '0.0461'],
    ['1.234567E+6', '1234567'],
    ['123456789012345', '123456789012345'],
    ['1e-300', '0'],
    ['007', '7'],
  ];
  for (const [stored, text] of cases) {
    assert.deepEqual(decimalText(stored), { text, lostDigits: false }, stored);
  }
});

test('超过 15 位的数字判为已丢失位数', () => {
  for (const stored of [
    '110101199003074518',
    '1.10101199003074E+17',
    '1E+21',
    '6222021234567890',
  ]) {
    assert.equal(decimalText(stored)?.lostDigits, true, stored);
  }
});

test('不是数字的内容不当作数字', () => {
  for (const stored of ['', '.', 'abc', '1.2.3', 'NaN', '1e', '0x10']) {
    assert.equal(decimalText(stored), null, stored);
  }
});

test('任意两位小数金额经双精度存储后原样取回', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (fenCount) => {
      const whole = Math.floor(fenCount / 100);
      const text = `${whole}.${String(fenCount % 100).padStart(2, '0')}`;
      const stored = String(fenCount / 100);
      assert.equal(decimalText(stored)?.text, text.replace(/\.?0+$/, ''));
    }),
  );
});

test('小数点移位', () => {
  const cases: [text: string, places: number, shifted: string][] = [
    ['0.085', 2, '8.5'],
    ['8.5', -2, '0.085'],
    ['5', -2, '0.05'],
    ['0', 2, '0'],
    ['-0.5', 2, '-50'],
    ['100', -2, '1'],
    ['0.0001', 2, '0.01'],
    ['12', -6, '0.000012'],
  ];
  for (const [text, places, shifted] of cases)
    assert.equal(shiftPoint(text, places), shifted, text);
});

test('Excel 日期序列号按 1900 日历换算', () => {
  const cases: [serial: number, day: string | null][] = [
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [60, null],
    [61, '1900-03-01'],
    [46331, '2026-11-05'],
    [2_958_465, '9999-12-31'],
    [2_958_466, null],
    [0, null],
    [1.5, null],
  ];
  for (const [serial, day] of cases) assert.equal(dayOfSerial(serial), day, String(serial));
});

test('全角数字字母、全角空格与不可见字符归一，标点不动', () => {
  const cases: [text: string, normal: string][] = [
    ['　张　伟　', '张 伟'],
    ['Ａ１２３', 'A123'],
    ['上海（集团），公司', '上海（集团），公司'],
    ['\u200B欧阳\uFEFF䶮 ', '欧阳䶮'],
    ['第一行\r\n第二行', '第一行\n第二行'],
    ['a\u0000b\u0007', 'ab'],
    ['阿依古丽·买买提', '阿依古丽·买买提'],
  ];
  for (const [text, normal] of cases) assert.equal(normaliseText(text), normal, text);
});

test('列号与字母互换', () => {
  const cases: [index: number, letter: string][] = [
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [27, 'AB'],
    [701, 'ZZ'],
    [702, 'AAA'],
    [16_383, 'XFD'],
  ];
  for (const [index, letter] of cases) {
    assert.equal(columnLetter(index), letter);
    assert.equal(columnIndex(letter), index);
  }
});

test('数字格式的含义：日期、百分比或数字', () => {
  const cases: [format: string, meaning: string][] = [
    ['yyyy-mm-dd', 'date'],
    ['yyyy"年"m"月"d"日"', 'date'],
    ['yyyy年m月', 'date'],
    ['[$-804]yyyy/m/d;@', 'date'],
    ['[h]:mm:ss', 'date'],
    ['0.00%', 'percent'],
    ['#,##0.00_);[Red]\\(#,##0.00\\)', 'number'],
    ['General', 'number'],
    ['0.00"元/day"', 'number'],
    ['0.00E+00', 'number'],
    ['_ ¥* #,##0.00_ ', 'number'],
    ['@', 'number'],
  ];
  for (const [format, meaning] of cases) assert.equal(meaningOfFormat(format), meaning, format);
});
