import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fen, rate, yuan } from '@heyi/kernel';
import fc from 'fast-check';
import type { Cell, CellKind } from './cell.ts';
import type { ColumnSpec } from './column.ts';
import { parseCell } from './parse-cell.ts';
import { cellWordings, describe } from './wording.ts';

const named = { key: 'x', title: '项目', titleEn: 'Item' } as const;
const text = (content: string): Cell => ({ kind: 'text', text: content });

/** The value, or the code of the refusal. */
function outcome(column: ColumnSpec, cell: Cell | null): unknown {
  const parsed = parseCell(column, cell);
  return parsed.ok ? parsed.value : parsed.failure.code;
}

type Row = [content: string, outcome: unknown, kind?: CellKind];

function check(column: ColumnSpec, rows: readonly Row[]): void {
  for (const [content, expected, kind] of rows) {
    const title = `${column.kind} ${JSON.stringify(content)}`;
    assert.deepEqual(outcome(column, { kind: kind ?? 'text', text: content }), expected, title);
  }
}

test('金额', () => {
  check({ ...named, kind: 'money' }, [
    ['12345.6', yuan('12345.60')],
    ['12,345.60', yuan('12345.60')],
    ['１２，３４５．６０', yuan('12345.60')],
    ['¥1,000', yuan('1000')],
    ['1000元', yuan('1000')],
    ['.5', yuan('0.50')],
    ['0', fen(0)],
    ['-0.00', fen(0)],
    ['12.500', yuan('12.50')],
    ['0012', yuan('12')],
    ['-', null],
    ['—', null],
    ['/', null],
    ['12.345', 'cell.money_decimals'],
    ['-1', 'cell.money_negative'],
    ['(100.00)', 'cell.money_negative'],
    ['1,23.00', 'cell.not_money'],
    ['1.2.3', 'cell.not_money'],
    ['一千', 'cell.not_money'],
    ['1e5', 'cell.not_money'],
    ['.', 'cell.not_money'],
    ['1000000000', 'cell.money_too_large'],
    ['99999999999999999999', 'cell.money_too_large'],
  ]);
  check({ ...named, kind: 'money', allowNegative: true, max: yuan('200') }, [
    ['-100.5', yuan('-100.50')],
    ['(100.00)', yuan('-100')],
    ['−3', yuan('-3')],
    ['-200.01', 'cell.money_too_large'],
  ]);
});

test('日期', () => {
  check({ ...named, kind: 'date' }, [
    ['2026-11-05', '2026-11-05'],
    ['2026/11/5', '2026-11-05'],
    ['2026.11.5', '2026-11-05'],
    ['2026年11月5日', '2026-11-05'],
    ['2026 年 11 月 5 日', '2026-11-05'],
    ['20261105', '2026-11-05'],
    ['20261105', '2026-11-05', 'number'],
    ['46331', '2026-11-05', 'number'],
    ['46331', '2026-11-05'],
    ['2026-11-05 08:30', '2026-11-05', 'date'],
    ['２０２６－１１－０５', '2026-11-05'],
    ['2024-02-29', '2024-02-29'],
    ['—', null],
    ['2026-02-30', 'cell.date_does_not_exist'],
    ['20261301', 'cell.date_does_not_exist'],
    ['2026年2月29日', 'cell.date_does_not_exist'],
    ['26-11-05', 'cell.not_a_date'],
    ['11/5/2026', 'cell.not_a_date'],
    ['2026-11', 'cell.not_a_date'],
    ['长期', 'cell.not_a_date'],
    ['12', 'cell.not_a_date', 'number'],
  ]);
});

test('月份', () => {
  check({ ...named, kind: 'month' }, [
    ['2026-11', '2026-11'],
    ['2026/1', '2026-01'],
    ['2026年11月', '2026-11'],
    ['2026年1月份', '2026-01'],
    ['202611', '2026-11', 'number'],
    ['2026.11', '2026-11', 'number'],
    ['2026-11-05', '2026-11', 'date'],
    ['46331', '2026-11', 'number'],
    ['2026.1', 'cell.not_a_month', 'number'],
    ['202613', 'cell.not_a_month'],
    ['11月', 'cell.not_a_month'],
  ]);
});

test('整数、小数与比例', () => {
  check({ ...named, kind: 'integer', min: 1, max: 31 }, [
    ['12', 12],
    ['12.0', 12],
    ['1.5', 'cell.not_an_integer'],
    ['十', 'cell.not_an_integer'],
    ['0', 'cell.number_out_of_range'],
    ['32', 'cell.number_out_of_range'],
  ]);
  check({ ...named, kind: 'decimal', decimals: 2, max: 31 }, [
    ['21.75', '21.75'],
    ['21.750', '21.75'],
    ['8', '8'],
    ['1.125', 'cell.number_decimals'],
    ['-1', 'cell.number_out_of_range'],
    ['x', 'cell.not_a_number'],
  ]);
  check({ ...named, kind: 'rate', max: rate('0.12') }, [
    ['5%', rate('0.05')],
    ['8.5％', rate('0.085')],
    ['0.05', rate('0.05')],
    ['0.475%', rate('0.00475')],
    ['12%', rate('0.12'), 'percent'],
    ['5', 'cell.number_out_of_range'],
    ['12.01%', 'cell.number_out_of_range'],
    ['百分之五', 'cell.not_a_rate'],
    ['0.00000001', 'cell.not_a_rate'],
  ]);
});

test('号码、文本与选项', () => {
  check({ ...named, kind: 'identifier', maxLength: 20 }, [
    ['11010119900307451x', '11010119900307451X'],
    ['6222 0212 3456 7890', '6222021234567890'],
    ['Ａ００１', 'A001'],
    ['C-12/3_4.5', 'C-12/3_4.5'],
    ['证件号', 'cell.not_an_identifier'],
    ['123456789012345678901', 'cell.too_long'],
  ]);
  check({ ...named, kind: 'text', maxLength: 4 }, [
    ['欧阳䶮', '欧阳䶮'],
    ['𠅤𠅤𠅤𠅤', '𠅤𠅤𠅤𠅤'],
    ['一二三四五', 'cell.too_long'],
    ['-', '-'],
  ]);
  const choices = [
    { code: 'full_time', label: '全日制', labelEn: 'Full-time', synonyms: ['全职', '正式'] },
    { code: 'intern', label: '实习（在校）', labelEn: 'Intern' },
  ];
  check({ ...named, kind: 'choice', choices }, [
    ['全日制', 'full_time'],
    ['全职', 'full_time'],
    ['full-time', 'full_time'],
    ['实习(在校)', 'intern'],
    ['兼职', 'cell.not_a_choice'],
  ]);
});

test('空格子：必填拒绝，选填为空', () => {
  assert.equal(outcome({ ...named, kind: 'money', required: true }, null), 'cell.required');
  assert.equal(outcome({ ...named, kind: 'money', required: true }, text('-')), 'cell.required');
  assert.equal(outcome({ ...named, kind: 'money' }, null), null);
});

test('文件自带的问题与调用方的规则', () => {
  for (const problem of ['cell.formula_error', 'cell.number_lost_digits'] as const) {
    const cell: Cell = { kind: 'number', text: '1', problem };
    assert.equal(outcome({ ...named, kind: 'identifier' }, cell), problem);
  }
  const words = { message: '{title}不是偶数', howToFix: '改' };
  const column: ColumnSpec = {
    ...named,
    kind: 'integer',
    check: (value) =>
      value % 2 === 0 ? null : { code: 'test.odd', wording: { 'zh-CN': words, en: words } },
  };
  assert.equal(outcome(column, text('4')), 4);
  assert.equal(outcome(column, text('3')), 'test.odd');
});

test('任意金额写成任何一种写法都读回同一个分数', () => {
  const column: ColumnSpec = { ...named, kind: 'money', allowNegative: true };
  const amounts = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 });
  fc.assert(
    fc.property(amounts, fc.boolean(), (cents, grouped) => {
      const magnitude = Math.abs(cents);
      const whole = String(Math.floor(magnitude / 100));
      const shown = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
      const content = `${cents < 0 ? '-' : ''}${shown}.${String(magnitude % 100).padStart(2, '0')}`;
      assert.equal(outcome(column, text(content)), cents);
    }),
  );
});

test('任意文字不会使解析抛出', () => {
  const columns: ColumnSpec[] = [
    { ...named, kind: 'text' },
    { ...named, kind: 'identifier' },
    { ...named, kind: 'money' },
    { ...named, kind: 'date' },
    { ...named, kind: 'month' },
    { ...named, kind: 'integer' },
    { ...named, kind: 'decimal', decimals: 2 },
    { ...named, kind: 'rate' },
    { ...named, kind: 'choice', choices: [] },
  ];
  const content = fc.oneof(fc.string(), fc.stringMatching(/^[\d.,\-/年月%()]{0,24}$/));
  fc.assert(
    fc.property(fc.constantFrom(...columns), content, (column, value) => {
      const parsed = parseCell(column, text(value));
      assert.equal(typeof parsed.ok, 'boolean');
    }),
    { numRuns: 2000 },
  );
});

test('每个单元格错误都有中英文说明与改法，且不留空洞', () => {
  const facts = { title: '姓名', max: 1, min: 0, value: 'v', choices: 'c' };
  for (const [code, wording] of Object.entries(cellWordings)) {
    for (const locale of ['zh-CN', 'en'] as const) {
      const words = describe(wording, { ...facts, title: 'Name' }, locale);
      assert.ok(words.message.length > 3 && words.howToFix.length > 1, code);
      assert.doesNotMatch(words.message + words.howToFix, /[{}]/, code);
      if (locale === 'en')
        assert.doesNotMatch(words.message + words.howToFix, /[\u4E00-\u9FFF]/, code);
    }
  }
});
