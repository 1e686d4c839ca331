import assert from 'node:assert/strict';
import { test } from 'node:test';
import { yuan } from '@heyi/kernel';
import type { SheetRow } from './cell.ts';
import type { ColumnSpec } from './column.ts';
import { locateTable, type LocateOptions, proposeTable } from './locate-table.ts';
import { type CellError, type ParsedRow, readTable, type ReadTableOptions } from './read-table.ts';
import { bytesOf, excelFile, gbkFile, openInExcel } from './sample-files.ts';
import { describeSheetFailure } from './wording.ts';
import { writeErrorFile } from './write-error-file.ts';

const columns = [
  {
    key: 'name',
    kind: 'text',
    title: '姓名',
    titleEn: 'Name',
    synonyms: ['员工姓名'],
    required: true,
  },
  {
    key: 'documentNumber',
    kind: 'identifier',
    title: '证件号码',
    titleEn: 'ID number',
    synonyms: ['身份证号', '身份证号码'],
    required: true,
  },
  { key: 'joinedOn', kind: 'date', title: '入职日期', titleEn: 'Joined on' },
  { key: 'basePay', kind: 'money', title: '基本工资', titleEn: 'Base pay' },
  {
    key: 'pension',
    kind: 'money',
    title: '养老保险个人',
    titleEn: 'Pension, own part',
    synonyms: ['基本养老保险个人缴费'],
  },
] as const satisfies readonly ColumnSpec[];

function rowsFrom(texts: readonly (readonly string[])[], firstRow = 1): SheetRow[] {
  return texts.map((row, at) => ({
    row: firstRow + at,
    cells: row.map((text) => (text === '' ? null : { kind: 'text', text })),
  }));
}

function layoutOf(rows: readonly SheetRow[], options?: LocateOptions) {
  const located = locateTable(rows, columns, options);
  assert.ok(located.ok, located.ok ? '' : located.failure.code);
  const { headerFirst, headerLast, unknown } = located.value;
  const mapped = located.value.columns.map(({ key, index }) => `${key}@${index}`);
  return {
    header: [headerFirst, headerLast],
    mapped,
    unknown: unknown.map(({ header }) => header),
  };
}

async function readAll(file: Buffer, options: ReadTableOptions = {}) {
  const rows: ParsedRow<typeof columns>[] = [];
  const report = await readTable(file, columns, options, (row) => void rows.push(row));
  assert.ok(report.ok, report.ok ? '' : report.failure.code);
  const errors: CellError[] = rows.flatMap((row) => (row.ok ? [] : row.errors));
  return { rows, errors, report: report.value };
}

test('表头：单行、同义词、星号、单位、换行、标题行、第八行', () => {
  const cases: [title: string, rows: SheetRow[], header: number[], mapped: string[]][] = [
    ['单行', rowsFrom([['姓名', '证件号码']]), [1, 1], ['name@0', 'documentNumber@1']],
    [
      '星号、单位与换行',
      rowsFrom([['*姓 名', '身份证号\n（必填）', '基本工资（元）']]),
      [1, 1],
      ['name@0', 'documentNumber@1', 'basePay@2'],
    ],
    ['英文', rowsFrom([['Name', 'ID number', 'x']]), [1, 1], ['name@0', 'documentNumber@1']],
    [
      '标题行在上',
      rowsFrom([['2026年11月花名册'], ['姓名', '身份证号'], ['龙一', '1']]),
      [2, 2],
      ['name@0', 'documentNumber@1'],
    ],
    [
      '从第八行开始',
      rowsFrom([['单位名称'], ['单位编号'], ['序号', '姓名', '身份证号码']], 6),
      [8, 8],
      ['name@1', 'documentNumber@2'],
    ],
  ];
  for (const [title, rows, header, mapped] of cases) {
    const layout = layoutOf(rows);
    assert.deepEqual([layout.header, layout.mapped], [header, mapped], title);
  }
});

test('两行合并表头：分组与子列连读，未合并导出的也能读', async () => {
  const file = await excelFile((sheet) => {
    sheet.addRow(['杭州市社会保险费明细']);
    sheet.addRow(['姓名', '证件号码', '养老保险', '', '医疗保险', '']);
    sheet.addRow(['', '', '单位', '个人', '单位', '个人']);
    sheet.addRow(['龙一', '110101199003074518', 10, 20.5, 30, 40]);
    for (const range of ['A1:F1', 'A2:A3', 'B2:B3', 'C2:D2', 'E2:F2']) sheet.mergeCells(range);
  });
  const { rows, report } = await readAll(file);
  assert.deepEqual([report.layout.headerFirst, report.layout.headerLast], [2, 3]);
  assert.deepEqual(rows[0]!.values.pension, yuan('20.50'));
  assert.equal(rows.length, 1);
  const flat = layoutOf(
    rowsFrom([
      ['姓名', '证件号码', '养老保险', '', '医疗保险', ''],
      ['', '', '单位', '个人', '单位', '个人'],
    ]),
  );
  assert.deepEqual(flat.mapped, ['name@0', 'documentNumber@1', 'pension@3']);
  assert.deepEqual(flat.header, [1, 2]);
});

test('向下合并的单行表头把被覆盖的行算作表头', async () => {
  const file = await excelFile((sheet) => {
    sheet.addRows([
      ['姓名', '证件号码', '津贴'],
      ['', '', '餐补'],
      ['龙一', 'A1', 1],
    ]);
    sheet.mergeCells('A1:A2');
    sheet.mergeCells('B1:B2');
  });
  const { rows, report } = await readAll(file);
  assert.equal(report.layout.headerLast, 2);
  assert.deepEqual(
    rows.map(({ row }) => row),
    [3],
  );
});

test('表头拒绝：找不到、缺必填列、两列对应一个目标', () => {
  const cases: [title: string, rows: SheetRow[], code: string, says: RegExp][] = [
    [
      '找不到',
      rowsFrom([
        ['甲', '乙'],
        ['1', '2'],
      ]),
      'table.header_not_found',
      /姓名、证件号码/,
    ],
    ['只有一列认得', rowsFrom([['姓名', '乙']]), 'table.header_not_found', /姓名/],
    [
      '缺必填列',
      rowsFrom([['x'], ['姓名', '基本工资']]),
      'table.columns_missing',
      /第 2 行.*证件号码/,
    ],
    [
      '两列同义',
      rowsFrom([['姓名', '员工姓名', '证件号码']]),
      'table.columns_collide',
      /A 姓名、B 员工姓名/,
    ],
  ];
  for (const [title, rows, code, says] of cases) {
    const located = locateTable(rows, columns);
    assert.ok(!located.ok, title);
    assert.equal(located.failure.code, code, title);
    assert.match(describeSheetFailure(located.failure, 'zh-CN').message, says, title);
  }
});

test('调整前、调整后并列在同一个列名上：读调整后，调整前不当作数值', () => {
  const identity = ['姓名', '证件号码'];
  const cases: [title: string, rows: SheetRow[], mapped: string][] = [
    [
      '上行分组',
      rowsFrom([
        [...identity, '调整前', '', '调整后', ''],
        ['', '', '基本工资', '岗位工资', '基本工资', '岗位工资'],
      ]),
      'basePay@4',
    ],
    [
      '下行分组',
      rowsFrom([
        [...identity, '基本工资', '', '岗位工资', ''],
        ['', '', '变动前', '变动后', '变动前', '变动后'],
      ]),
      'basePay@3',
    ],
    [
      '调整后在前',
      rowsFrom([
        [...identity, '调薪后', '调薪前'],
        ['', '', '基本工资', '基本工资'],
      ]),
      'basePay@2',
    ],
    [
      '英文',
      rowsFrom([
        ['Name', 'ID number', 'Before', 'After'],
        ['', '', 'Base pay', 'Base pay'],
      ]),
      'basePay@3',
    ],
  ];
  for (const [title, rows, mapped] of cases) {
    assert.deepEqual(layoutOf(rows).mapped, ['name@0', 'documentNumber@1', mapped], title);
  }
  const onlyBefore = rowsFrom([
    [...identity, '调整前'],
    ['', '', '基本工资'],
  ]);
  const layout = layoutOf(onlyBefore);
  assert.deepEqual(layout.mapped, ['name@0', 'documentNumber@1']);
  assert.deepEqual(layout.unknown, ['调整前']);
  // Whoever maps it by hand means it.
  const remembered = { 调整前基本工资: 'basePay' };
  assert.deepEqual(layoutOf(onlyBefore, { remembered }).mapped.at(-1), 'basePay@2');
});

test('记住的列对应优先，null 表示不读；不认得的列报告出来', () => {
  const rows = rowsFrom([['姓名', '员工姓名', '证照', '部门']]);
  const layout = layoutOf(rows, { remembered: { 员工姓名: null, 证照: 'documentNumber' } });
  assert.deepEqual(layout.mapped, ['name@0', 'documentNumber@2']);
  assert.deepEqual(layout.unknown, ['部门']);
});

test('列对应页：未拒绝前的提议、人指定的表头行', () => {
  const rows = rowsFrom([
    ['甲', '乙', '丙'],
    ['姓名', '员工姓名', '部门'],
    ['龙一', '', ''],
  ]);
  assert.deepEqual(proposeTable(rows, columns), {
    headerFirst: 2,
    headerLast: 2,
    columns: [
      { index: 0, header: '姓名', key: 'name' },
      { index: 1, header: '员工姓名', key: 'name' },
      { index: 2, header: '部门', key: null },
    ],
    missing: ['documentNumber'],
  });
  const strange = rowsFrom([['标题'], ['甲', '乙'], ['龙一', 'A1']]);
  assert.equal(proposeTable(strange, columns), null);
  const pointed = proposeTable(strange, columns, { headerRow: 2 });
  assert.deepEqual(pointed?.columns, [
    { index: 0, header: '甲', key: null },
    { index: 1, header: '乙', key: null },
  ]);
  const remembered = { 甲: 'name', 乙: 'documentNumber' };
  assert.deepEqual(layoutOf(strange, { remembered }).mapped, ['name@0', 'documentNumber@1']);
});

test('合计行、小计行、空行、备注行与示例行不当作数据，并逐行列出', async () => {
  const file = await excelFile((sheet) => {
    sheet.addRow(['姓名', '证件号码', '入职日期', '基本工资', '备注列']);
    sheet.addRow(['示例：李四', '11010119900307451X', '2026-11-05', '8000', '']);
    sheet.addRow(['龙一', 'A1', '2026/11/5', '12,345.60', '']);
    sheet.addRow(['研发部小计', '', '', 12345.6, '']);
    sheet.addRow(['', '', '', '', '只有未知列']);
    sheet.addRow(['林若溪', '', '', 100, '']);
    sheet.addRow(['合 计', '', '', 12445.6, '']);
    sheet.addRow(['注：红色为本月新增人员']);
    sheet.addRow(['以上数据经双方确认']);
    sheet.addRow(['制表人：王五', '', '审核人：赵六']);
    sheet.mergeCells('A9:E9');
  });
  const { rows, errors, report } = await readAll(file);
  assert.deepEqual(
    report.skipped.map(({ row, reason }) => `${row} ${reason}`),
    ['2 note', '4 total', '5 empty', '7 total', '8 note', '9 note', '10 note'],
  );
  assert.deepEqual([report.valid, report.invalid], [1, 1]);
  assert.deepEqual(rows[0], {
    row: 3,
    ok: true,
    values: {
      name: '龙一',
      documentNumber: 'A1',
      joinedOn: '2026-11-05',
      basePay: yuan('12345.60'),
      pension: null,
    },
  });
  assert.deepEqual(errors, [
    {
      row: 6,
      column: { index: 1, letter: 'B', title: '证件号码' },
      key: 'documentNumber',
      value: '',
      code: 'cell.required',
      message: '证件号码未填写。',
      howToFix: '请填写。',
    },
  ]);
});

test('只填了一个格子的数据行仍是数据，缺的算错误', async () => {
  const { errors } = await readAll(Buffer.from('姓名,证件号码\n龙一,\n'));
  assert.deepEqual(
    errors.map(({ code }) => code),
    ['cell.required'],
  );
});

test('数据区合并单元格：默认拒绝，允许时重复', async () => {
  const file = await excelFile((sheet) => {
    sheet.addRows([
      ['姓名', '证件号码', '基本工资'],
      ['龙一', 'A1', 100],
      ['凤二', 'A2', ''],
    ]);
    sheet.mergeCells('C2:C3');
  });
  const refused = await readAll(file);
  assert.deepEqual(
    refused.errors.map(({ row, code }) => [row, code]),
    [[3, 'cell.merged']],
  );
  const repeated = await readAll(file, { mergedCells: 'repeat' });
  assert.deepEqual(
    repeated.rows.map(({ values }) => values.basePay),
    [yuan('100'), yuan('100')],
  );
});

test('一行的错误一次给全；英文界面给英文', async () => {
  const csv = gbkFile('姓名,证件号码,入职日期,基本工资\n,1.10101E+17,2026-02-30,-5\n');
  const chinese = await readAll(csv);
  assert.deepEqual(
    chinese.errors.map(({ code }) => code),
    ['cell.required', 'cell.number_lost_digits', 'cell.date_does_not_exist', 'cell.money_negative'],
  );
  const english = await readAll(csv, { locale: 'en' });
  assert.equal(english.errors[0]!.message, 'Name is missing.');
});

test('文件或表头被拒绝时一行也不给', async () => {
  const given: unknown[] = [];
  const file = Buffer.from(`甲,乙\n${'1,2\n'.repeat(40)}`);
  const report = await readTable(file, columns, {}, (row) => void given.push(row));
  assert.equal(!report.ok && report.failure.code, 'table.header_not_found');
  const empty = await readTable(Buffer.alloc(0), columns, {}, (row) => void given.push(row));
  assert.equal(!empty.ok && empty.failure.code, 'sheet.empty_file');
  assert.deepEqual(given, []);
});

test('五万行、百分之一有错：全部找出，错误文件可改后再传', async () => {
  const total = 50_000;
  const lines = ['姓名,证件号码,入职日期,基本工资'];
  for (let n = 0; n < total; n += 1) {
    const day = n % 100 === 7 ? '2026-02-30' : '2026-11-05';
    lines.push(`人员${n},ID${n},${day},"${n % 9},000.50"`);
  }
  const file = Buffer.from(lines.join('\n'));
  const { errors, report } = await readAll(file);
  assert.deepEqual([report.valid, report.invalid, errors.length], [49_500, 500, 500]);
  assert.equal(errors[0]!.row, 9);

  const errorFile = await bytesOf((target) => writeErrorFile(target, file, report, errors));
  const again = await readAll(errorFile);
  assert.deepEqual([again.report.valid, again.report.invalid], [49_500, 500]);
  assert.deepEqual(
    again.report.layout.unknown.map(({ header }) => header),
    ['错误行号', '错误列', '原值', '错误代码', '错误说明', '如何修改'],
  );
});

test('错误文件：原表在左，右侧六列，坏格标红，可只留错误行', async () => {
  const file = await excelFile((sheet) => {
    sheet.addRow(['2026年11月花名册']);
    sheet.addRow(['姓名', '证件号码', '基本工资', '部门']);
    sheet.addRow(['龙一', '11010119900307451X', 100.5, '门店']);
    sheet.addRow(['凤二', '', '一千', '=1+1']);
  });
  const { errors, report } = await readAll(file);
  const bytes = await bytesOf((target) => writeErrorFile(target, file, report, errors));
  const sheet = (await openInExcel(bytes)).worksheets[0]!;
  const texts = (row: number) => (sheet.getRow(row).values as unknown[]).slice(1);
  assert.deepEqual(texts(3), ['龙一', '11010119900307451X', 100.5, '门店']);
  assert.deepEqual(texts(2).slice(4), [
    '错误行号',
    '错误列',
    '原值',
    '错误代码',
    '错误说明',
    '如何修改',
  ]);
  assert.deepEqual(texts(4).slice(2, 8), [
    '一千',
    '=1+1',
    '4',
    'B 证件号码\nC 基本工资',
    '\n一千',
    'cell.required\ncell.not_money',
  ]);
  const fill = (cell: string) => sheet.getCell(cell).fill;
  assert.deepEqual(fill('C4'), fill('B4'));
  assert.equal((fill('C4') as { fgColor: { argb: string } }).fgColor.argb, 'FFFFC7CE');
  const only = await bytesOf((target) =>
    writeErrorFile(target, file, report, errors, { invalidRowsOnly: true, locale: 'en' }),
  );
  const small = (await openInExcel(only)).worksheets[0]!;
  assert.equal(small.getCell('A3').value, null);
  assert.equal(small.getCell('A4').value, '凤二');
  assert.equal(small.getCell('J2').value, 'How to fix');
});
