import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { addDays, fen, formatYuan, plainDate, rate, rateFromPpm, sum, yuan } from '@heyi/kernel';
import fc from 'fast-check';
import type { ColumnSpec, RowValues } from './column.ts';
import { readTable } from './read-table.ts';
import { bytesOf, openInExcel, textsOf } from './sample-files.ts';
import { writeCsv } from './write-csv.ts';
import { writeTemplate } from './write-template.ts';
import { writeWorkbook } from './write-workbook.ts';

const forms = [
  { code: 'full_time', label: '全日制', labelEn: 'Full-time' },
  { code: 'intern', label: '实习', labelEn: 'Intern' },
];
const columns = [
  { key: 'name', kind: 'text', title: '姓名', titleEn: 'Name', required: true, sample: '李四' },
  { key: 'documentNumber', kind: 'identifier', title: '证件号码', titleEn: 'ID number' },
  { key: 'joinedOn', kind: 'date', title: '入职日期', titleEn: 'Joined on', sample: '2026-11-05' },
  { key: 'wageMonth', kind: 'month', title: '工资所属月', titleEn: 'Wage month' },
  { key: 'netPay', kind: 'money', title: '实发', titleEn: 'Net pay', allowNegative: true },
  { key: 'days', kind: 'integer', title: '天数', titleEn: 'Days' },
  { key: 'hours', kind: 'decimal', decimals: 2, title: '小时', titleEn: 'Hours' },
  { key: 'fundRate', kind: 'rate', title: '公积金比例', titleEn: 'Fund rate' },
  {
    key: 'form',
    kind: 'choice',
    title: '用工形式',
    titleEn: 'Form',
    choices: forms,
    note: '按合同',
  },
] as const satisfies readonly ColumnSpec[];
type Row = RowValues<typeof columns>;

const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => text.normalize('NFC').replace(/[^\p{L}\p{N}·()=+\-@'"<>&,;_|\n]/gu, ''))
  // The reader skips marked remarks and totals, and makes full-width letters plain.
  .map((text) => `员${text}`)
  .filter((text) => !/[\uFF00-\uFFEF]/.test(text) && [...text].length <= 200);

const rowArbitrary: fc.Arbitrary<Row> = fc.record(
  {
    name: fc.oneof(
      words,
      fc.constantFrom('欧阳䶮', '㛃·买买提', '=1+1', '+A1', '-x', '@SUM', "'y"),
    ),
    documentNumber: fc.option(fc.stringMatching(/^[1-9][0-9]{16}[0-9X]$/)),
    joinedOn: fc.option(
      fc.integer({ min: 0, max: 70_000 }).map((days) => addDays(plainDate('1930-01-01'), days)),
    ),
    wageMonth: fc.constantFrom('2026-11', '1999-01', null) as fc.Arbitrary<Row['wageMonth']>,
    netPay: fc.option(fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }).map(fen)),
    days: fc.option(fc.integer({ min: 0, max: 999_999_999 })),
    hours: fc.constantFrom('21.75', '0.5', '8', null),
    fundRate: fc.option(fc.integer({ min: 0, max: 1_000_000 }).map(rateFromPpm)),
    form: fc.constantFrom('full_time', 'intern', null),
  },
  { noNullPrototype: true },
);

async function readBack(file: Buffer): Promise<Row[]> {
  const rows: Row[] = [];
  const report = await readTable(file, columns, {}, (row) => {
    assert.ok(row.ok, JSON.stringify(row));
    rows.push(row.values);
  });
  assert.ok(report.ok);
  return rows;
}

test('写出再读回：XLSX、UTF-8 CSV、GB18030 CSV 逐值相同', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(rowArbitrary, { minLength: 1, maxLength: 8 }), async (rows) => {
      const sheet = { name: '工资', columns, rows };
      assert.deepEqual(await readBack(await bytesOf((to) => writeWorkbook(to, [sheet]))), rows);
      assert.deepEqual(await readBack(await bytesOf((to) => writeCsv(to, columns, rows))), rows);
      const gbk = await bytesOf((to) => writeCsv(to, columns, rows, { encoding: 'gb18030' }));
      assert.deepEqual(await readBack(gbk), rows);
    }),
    { numRuns: 60 },
  );
});

const sampleRows: Row[] = [
  {
    name: '欧阳䶮',
    documentNumber: '110101199003074518',
    joinedOn: plainDate('2026-11-05'),
    wageMonth: null,
    netPay: yuan('12345.60'),
    days: 21,
    hours: '21.75',
    fundRate: rate('0.12'),
    form: 'full_time',
  },
  {
    name: '=HYPERLINK("x")',
    documentNumber: null,
    joinedOn: plainDate('1900-01-31'),
    wageMonth: null,
    netPay: yuan('-0.01'),
    days: null,
    hours: null,
    fundRate: null,
    form: null,
  },
];

test('Excel 打开所见：冻结表头、千分位、号码为文本、合计、标题行、工作表名', async () => {
  const bytes = await bytesOf((to) =>
    writeWorkbook(to, [
      {
        name: '2026/11 工资明细表?很长很长很长很长很长很长很长很长很长很长',
        heading: ['2026年11月工资明细表'],
        columns,
        rows: sampleRows,
        totalRow: true,
      },
      { name: 'A:B', columns: columns.slice(0, 1), rows: [] },
      { name: 'a b', columns: columns.slice(0, 1), rows: [] },
    ]),
  );
  const workbook = await openInExcel(bytes);
  assert.deepEqual(
    workbook.worksheets.map(({ name }) => name.length <= 31 && !/[/?:]/.test(name)),
    [true, true, true],
  );
  assert.deepEqual(
    workbook.worksheets.slice(1).map(({ name }) => name),
    ['A B', 'a b (2)'],
  );
  const sheet = workbook.worksheets[0]!;
  const view = sheet.views[0] as { state: string; ySplit: number };
  assert.deepEqual([view.state, view.ySplit], ['frozen', 2]);
  assert.equal(sheet.getCell('A1').value, '2026年11月工资明细表');
  assert.equal(sheet.getCell('A2').value, '姓名');
  assert.equal(sheet.getCell('B3').value, '110101199003074518');
  assert.equal(sheet.getCell('B3').numFmt, '@');
  assert.equal(sheet.getCell('C3').numFmt, 'yyyy-mm-dd');
  assert.deepEqual(sheet.getCell('C3').value, new Date(Date.UTC(2026, 10, 5)));
  assert.equal(sheet.getCell('E3').value, 12_345.6);
  assert.equal(sheet.getCell('E3').numFmt, '#,##0.00');
  assert.equal(sheet.getCell('H3').value, 0.12);
  assert.equal(sheet.getCell('I3').value, '全日制');
  assert.equal(sheet.getCell('A4').value, '=HYPERLINK("x")');
  assert.equal(sheet.getCell('C4').value, '1900-01-31');
  assert.equal(sheet.getCell('A5').value, '合计');
  const total = sum(sampleRows.map(({ netPay }) => netPay ?? fen(0)));
  assert.equal(sheet.getCell('E5').text, formatYuan(total));
});

test('相同内容写出相同字节', async () => {
  const write = () =>
    bytesOf((to) => writeWorkbook(to, [{ name: '表', columns, rows: sampleRows }]));
  assert.ok((await write()).equals(await write()));
});

test('CSV：带 BOM，公式前加撇号，负数金额不加', async () => {
  const bytes = await bytesOf((to) => writeCsv(to, columns, sampleRows, { locale: 'en' }));
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  const lines = bytes.toString('utf8').slice(1).split('\r\n');
  assert.match(lines[0]!, /^Name,ID number,/);
  assert.match(lines[2]!, /^"'=HYPERLINK\(""x""\)",,1900-01-31,,-0\.01,/);
});

test('XML 不容的字符、超长文本不会写坏文件', async () => {
  const name = `a\u0000b\uD800c\uFFFE_x000D_${'长'.repeat(40_000)}`;
  const bytes = await bytesOf((to) =>
    writeWorkbook(to, [{ name: '表', columns: columns.slice(0, 1), rows: [{ name }] }]),
  );
  const texts = await textsOf(bytes);
  assert.match(texts[1]![0]!, /^ab\uFFFDc_x000D_长+$/);
});

test('模板：必填有星号、示例行导入时跳过、下拉列表、填写说明', async () => {
  const bytes = await bytesOf((to) => writeTemplate(to, '花名册', columns));
  const workbook = await openInExcel(bytes);
  const [sheet, notes, choices] = workbook.worksheets;
  assert.equal(sheet!.getCell('A1').value, '*姓名');
  assert.equal(sheet!.getCell('A2').value, '示例：李四');
  assert.equal(sheet!.getColumn(2).numFmt, '@');
  const validation = sheet!.getCell('I3').dataValidation;
  assert.deepEqual([validation.type, validation.formulae], ['list', ["'选项'!$I$1:$I$2"]]);
  assert.equal(choices!.state, 'hidden');
  assert.deepEqual(
    [choices!.getCell('I1').value, choices!.getCell('I2').value],
    ['全日制', '实习'],
  );
  assert.deepEqual((notes!.getRow(10).values as unknown[]).slice(1), [
    '用工形式',
    '选填',
    '从列表选择',
    '全日制、实习',
    '全日制',
    '按合同',
  ]);
  const rows: unknown[] = [];
  const report = await readTable(bytes, columns, {}, (row) => void rows.push(row));
  assert.ok(report.ok);
  assert.deepEqual(rows, []);
  assert.deepEqual(report.value.skipped, [{ row: 2, reason: 'note' }]);
  const english = await openInExcel(
    await bytesOf((to) => writeTemplate(to, 'Roster', columns, { locale: 'en' })),
  );
  assert.equal(english.worksheets[0]!.getCell('A1').value, '*Name');
});

test('行来源出错或接收方中断时写出失败，不留半个文件当完整', async () => {
  async function* broken() {
    yield sampleRows[0]!;
    throw new Error('数据源中断');
  }
  const sheet = { name: '表', columns, rows: broken() };
  const sink = () => new Writable({ write: (_chunk, _encoding, done) => done() });
  await assert.rejects(writeWorkbook(sink(), [sheet]), /数据源中断/);
  await assert.rejects(writeCsv(sink(), columns, broken()), /数据源中断/);
  const closed = new Writable({ write: (_chunk, _encoding, done) => done(new Error('磁盘已满')) });
  await assert.rejects(
    writeWorkbook(closed, [{ name: '表', columns, rows: sampleRows }]),
    /磁盘已满/,
  );
});
