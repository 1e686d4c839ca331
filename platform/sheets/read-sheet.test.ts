import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { readSheet } from './read-sheet.ts';
import { excelFile, gbkFile, rawXlsx, rowsOf, textsOf, zipFile } from './sample-files.ts';
import { describeSheetFailure, sheetWordings } from './wording.ts';

const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const sheetOf = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
const oneCell = sheetOf('<row r="1"><c r="A1"><v>1</v></c></row>');

async function refusalOf(file: Buffer, options = {}): Promise<string> {
  const rows = await rowsOf(file, options);
  return rows.ok ? 'read' : rows.failure.code;
}

const entities = Array.from(
  { length: 9 },
  (_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`,
);
const entityBomb = `<!DOCTYPE x [<!ENTITY e0 "laugh">${entities.join('')}]>`;
const foreignEntity = '<!DOCTYPE x [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>';
const bombCell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&e9;</t></is></c></row>';

test('按内容识别并拒绝不能读的文件', async () => {
  const archive = await rawXlsx(oneCell);
  const cases: [title: string, file: Buffer, code: string][] = [
    ['空文件', Buffer.alloc(0), 'sheet.empty_file'],
    ['旧版 xls', Buffer.concat([ole, Buffer.alloc(504), utf16('Workbook')]), 'sheet.old_xls'],
    ['无容器的更旧 xls', Buffer.from([9, 8, 8, 0, 0, 5]), 'sheet.old_xls'],
    [
      '加密 xlsx',
      Buffer.concat([ole, Buffer.alloc(504), utf16('EncryptedPackage')]),
      'sheet.encrypted',
    ],
    ['Word 97 文档', Buffer.concat([ole, utf16('WordDocument')]), 'sheet.not_a_sheet'],
    ['PDF', Buffer.from('%PDF-1.7\n'), 'sheet.not_a_sheet'],
    ['图片改名', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'sheet.not_a_sheet'],
    ['二进制', Buffer.from([1, 2, 0, 3, 4]), 'sheet.not_a_sheet'],
    ['普通 zip', await zipFile({ 'a.txt': 'a' }), 'sheet.not_a_sheet'],
    [
      'docx',
      await zipFile({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<d/>' }),
      'sheet.not_a_sheet',
    ],
    [
      'xlsb',
      await zipFile({ '[Content_Types].xml': '<Types/>', 'xl/workbook.bin': 'b' }),
      'sheet.other_format',
    ],
    ['ods', await zipFile({ mimetype: 'm', 'content.xml': '<c/>' }), 'sheet.other_format'],
    ['网页改名为 xls', Buffer.from('<html><table></table></html>'), 'sheet.other_format'],
    ['XML 表格', Buffer.from('<?xml version="1.0"?><Workbook/>'), 'sheet.other_format'],
    ['截断的 xlsx', archive.subarray(0, archive.length - 30), 'sheet.damaged'],
    ['XML 不完整', await rawXlsx('<worksheet><sheetData><row>'), 'sheet.damaged'],
    [
      '数字格内不是数字',
      await rawXlsx(sheetOf('<row r="1"><c r="A1"><v>x1</v></c></row>')),
      'sheet.damaged',
    ],
    ['XML 实体炸弹', await rawXlsx(`${entityBomb}${sheetOf(bombCell)}`), 'sheet.damaged'],
    ['外部实体', await rawXlsx(`${foreignEntity}${sheetOf(bombCell)}`), 'sheet.damaged'],
    ['没有数据', await rawXlsx(sheetOf('')), 'sheet.no_rows'],
    ['只有分隔符的 CSV', Buffer.from(',,\n,,\n'), 'sheet.no_rows'],
    ['编码无法识别', Buffer.from('姓名,\xff\xfe\x81', 'latin1'), 'sheet.encoding_unknown'],
    ['引号未结束', Buffer.from('a,b\n"c,d\n'), 'sheet.quote_not_closed'],
  ];
  for (const [title, file, code] of cases) assert.equal(await refusalOf(file), code, title);
});

test('压缩包炸弹在解压前拒绝；谎报大小的在解压中停止', async () => {
  const bomb = await rawXlsx(oneCell, { 'xl/media/a.bin': '0'.repeat(40 * 1024 * 1024) });
  assert.ok(bomb.length < 100_000);
  assert.equal(await refusalOf(bomb), 'sheet.zip_bomb');
  const limits = { unpackedBytes: 1024 * 1024 };
  const big = await rawXlsx(oneCell, { 'xl/media/a.bin': '0'.repeat(2 * 1024 * 1024) });
  assert.equal(await refusalOf(big, { limits }), 'sheet.zip_bomb');

  const lying = await rawXlsx(sheetOf(`<row r="1"/>${' '.repeat(100_000)}`));
  const central = lying.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
  lying.writeUInt32LE(10, central + 24);
  assert.equal(await refusalOf(lying), 'sheet.damaged');
});

test('行数、列数、文件大小超限时说明上限', async () => {
  const csv = Buffer.from('a,b,c\n1,2,3\n4,5,6\n');
  assert.equal(await refusalOf(csv, { limits: { rows: 2 } }), 'sheet.too_many_rows');
  assert.equal(await refusalOf(csv, { limits: { columns: 2 } }), 'sheet.too_many_columns');
  assert.equal(await refusalOf(csv, { limits: { fileBytes: 5 } }), 'sheet.file_too_large');
  const xlsx = await excelFile((sheet) =>
    sheet.addRows([
      ['a', 'b', 'c'],
      [1, 2, 3],
      [4, 5, 6],
    ]),
  );
  assert.equal(await refusalOf(xlsx, { limits: { rows: 2 } }), 'sheet.too_many_rows');
  assert.equal(await refusalOf(xlsx, { limits: { columns: 2 } }), 'sheet.too_many_columns');
  assert.equal(await refusalOf(xlsx, { limits: { fileBytes: 5 } }), 'sheet.file_too_large');
});

test('指定的工作表不存在时列出已有的；未指定时取第一个可见的', async () => {
  const file = await excelFile((sheet) => {
    sheet.state = 'hidden';
    sheet.addRow(['隐藏']);
    sheet.workbook.addWorksheet('工资').addRow(['可见']);
  });
  assert.deepEqual(await textsOf(file), [['可见']]);
  assert.deepEqual(await textsOf(file, { sheet: 'Sheet1' }), [['隐藏']]);
  const missing = await rowsOf(file, { sheet: '奖金' });
  assert.ok(!missing.ok);
  assert.equal(missing.failure.code, 'sheet.sheet_not_found');
  assert.match(describeSheetFailure(missing.failure, 'zh-CN').message, /“奖金”.*Sheet1、工资/);
});

test('XLSX 单元格：日期不漂移、数字精确、百分比、富文本、公式与错误值', async () => {
  const file = await excelFile((sheet) => {
    sheet.getCell('A1').value = new Date(Date.UTC(2026, 10, 5));
    sheet.getCell('A1').numFmt = 'yyyy-mm-dd';
    sheet.getCell('B1').value = new Date(Date.UTC(2026, 10, 5, 8, 30));
    sheet.getCell('B1').numFmt = 'yyyy/m/d h:mm';
    sheet.getCell('C1').value = 0.1 + 0.2;
    sheet.getCell('D1').value = 0.085;
    sheet.getCell('D1').numFmt = '0.0%';
    sheet.getCell('E1').value = {
      richText: [{ text: '欧阳' }, { text: '䶮', font: { bold: true } }],
    };
    sheet.getCell('F1').value = { formula: 'A1+1', result: 12.5 };
    sheet.getCell('G1').value = { formula: 'X1', result: { error: '#REF!' } } as never;
    sheet.getCell('H1').value = { formula: 'A1' } as never;
    sheet.getCell('I1').value = 110_101_199_003_074_000;
    sheet.getCell('J1').value = true;
    sheet.getCell('K1').value = '　Ａ１　';
    sheet.getCell('L1').value = { text: '链接', hyperlink: 'https://example.com' };
  });
  const rows = await rowsOf(file);
  assert.ok(rows.ok);
  assert.deepEqual(rows.value[0]!.cells, [
    { kind: 'date', text: '2026-11-05' },
    { kind: 'date', text: '2026-11-05 08:30' },
    { kind: 'number', text: '0.3' },
    { kind: 'percent', text: '8.5%' },
    { kind: 'text', text: '欧阳䶮' },
    { kind: 'number', text: '12.5' },
    { kind: 'error', text: '#REF!', problem: 'cell.formula_error' },
    { kind: 'error', text: '', problem: 'cell.formula_without_value' },
    { kind: 'number', text: '110101199003074000', problem: 'cell.number_lost_digits' },
    { kind: 'boolean', text: 'TRUE' },
    { kind: 'text', text: 'A1' },
    { kind: 'text', text: '链接' },
  ]);
});

test('其他程序写的 XLSX：带前缀的元素、无坐标、1904 日历、拼音、转义、ISO 日期、时间', async () => {
  const styles =
    '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs>' +
    '</styleSheet>';
  const strings =
    '<sst><si><t>王</t><rPh><t>ワン</t></rPh></si>' +
    '<si><r><t>a_x000D_</t></r><r><t>b</t></r></si></sst>';
  const prefixed =
    '<x:worksheet xmlns:x="m"><x:sheetData><x:row>' +
    '<x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c>' +
    '<x:c s="1"><x:v>44868</x:v></x:c><x:c t="inlineStr"><x:is><x:t>内嵌&amp;</x:t></x:is></x:c>' +
    '<x:c t="d"><x:v>2026-11-05T00:00:00</x:v></x:c><x:c s="2"><x:v>0.354166666666667</x:v></x:c>' +
    '<x:c t="str"><x:f>""</x:f><x:v></x:v></x:c></x:row></x:sheetData></x:worksheet>';
  const file = await rawXlsx(prefixed, {
    'xl/styles.xml': styles,
    'xl/sharedStrings.xml': strings,
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets>' +
      '<sheet name="表" r:id="r1"/></sheets></workbook>',
  });
  const texts = await textsOf(file);
  assert.deepEqual(texts[0]!.slice(0, 5), ['王', 'a\nb', '2026-11-04', '内嵌&', '2026-11-05']);
  const plain = await rawXlsx(prefixed, {
    'xl/styles.xml': styles,
    'xl/sharedStrings.xml': strings,
  });
  assert.deepEqual((await textsOf(plain))[0]!.slice(2), [
    '2022-11-03',
    '内嵌&',
    '2026-11-05',
    '08:30',
  ]);
});

test('合并单元格的值在范围内重复并标明', async () => {
  const file = await excelFile((sheet) => {
    sheet.addRows([
      ['养老', '', '姓名'],
      ['单位', '个人', ''],
    ]);
    sheet.mergeCells('A1:B1');
    sheet.mergeCells('C1:C2');
  });
  const rows = await rowsOf(file);
  assert.ok(rows.ok);
  assert.deepEqual(
    rows.value.map(({ cells }) => cells.map((cell) => [cell?.text, cell?.merged])),
    [
      [
        ['养老', undefined],
        ['养老', 'across'],
        ['姓名', undefined],
      ],
      [
        ['单位', undefined],
        ['个人', undefined],
        ['姓名', 'down'],
      ],
    ],
  );
});

test('延伸到整张表的合并不会撑大内存', async () => {
  const file = await rawXlsx(
    oneCell.replace(
      '</worksheet>',
      '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
    ),
  );
  const rows = await rowsOf(file);
  assert.ok(rows.ok);
  assert.equal(rows.value.length, 1);
  assert.equal(rows.value[0]!.cells.length, 300);
});

test('CSV 编码：UTF-8、带 BOM、GBK、GB18030 生僻字、UTF-16', async () => {
  const text = '姓名,城市\r\n欧阳䶮,广州\r\n㛃·买买提,杭州\r\n';
  const expected = [
    ['姓名', '城市'],
    ['欧阳䶮', '广州'],
    ['㛃·买买提', '杭州'],
  ];
  const bigEndian = utf16(`\uFEFF${text}`).swap16();
  const cases: [encoding: string, file: Buffer][] = [
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\uFEFF${text}`)],
    ['gb18030', gbkFile(text)],
    ['utf-16le', utf16(`\uFEFF${text}`)],
    ['utf-16be', bigEndian],
  ];
  for (const [encoding, file] of cases) {
    assert.deepEqual(await textsOf(file), expected, encoding);
    const read = await readSheet(file, {}, () => undefined);
    assert.equal(read.ok && read.value.encoding, encoding);
  }
});

test('CSV 写法：分隔符、引号、换行、强制文本、科学计数的号码', async () => {
  const cases: [title: string, text: string, rows: string[][]][] = [
    [
      '分号',
      'a;b\n1,5;2\n',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      '制表符',
      'a\tb\n1\t2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['sep 声明', 'sep=|\r\na|b,c\r\n', [['a', 'b,c']]],
    ['引号内逗号、引号与换行', '"a,1","b ""x""","c\nd"\n', [['a,1', 'b "x"', 'c\nd']]],
    [
      '旧 Mac 换行',
      'a,b\rc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      '空行不算',
      'a,b\n\n,\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['="…" 写法', 'id\n="0012"\n', [['id'], ['0012']]],
    ['注入防护的撇号', "a\n'=1+1\n'正常\n", [['a'], ['=1+1'], ["'正常"]]],
  ];
  for (const [title, text, rows] of cases) {
    assert.deepEqual(await textsOf(Buffer.from(text)), rows, title);
  }
  const lost = await rowsOf(Buffer.from('证件号码\n1.10101E+17\n'));
  assert.equal(lost.ok && lost.value[1]!.cells[0]!.problem, 'cell.number_lost_digits');
  const rows = await rowsOf(Buffer.from('a\n\nb\n'));
  assert.deepEqual(rows.ok && rows.value.map(({ row }) => row), [1, 3]);
});

test('只读开头若干行', async () => {
  const csv = Buffer.from('a\n\nb\nc\n');
  assert.deepEqual(await textsOf(csv, { firstRows: 2 }), [['a'], ['b']]);
  const xlsx = await excelFile((sheet) => sheet.addRows([['a'], ['b'], ['c']]));
  assert.deepEqual(await textsOf(xlsx, { firstRows: 2 }), [['a'], ['b']]);
});

test('来源可以是内存、路径或流', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sheet-'));
  try {
    const file = path.join(folder, '名单.csv');
    await writeFile(file, '姓名\n龙一\n');
    assert.deepEqual(await textsOf(file), [['姓名'], ['龙一']]);
    const stream = Readable.from([Buffer.from('姓名\n'), Buffer.from('龙一\n')]);
    assert.deepEqual(await textsOf(stream), [['姓名'], ['龙一']]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('处理函数的错误原样抛出，不当作文件损坏', async () => {
  const fails = () => {
    throw new Error('处理失败');
  };
  await assert.rejects(readSheet(await rawXlsx(oneCell), {}, fails), /处理失败/);
  await assert.rejects(readSheet(Buffer.from('a\n'), {}, fails), /处理失败/);
});

test('每个拒绝都有中英文说明与做法', () => {
  for (const [code, wording] of Object.entries(sheetWordings)) {
    for (const locale of ['zh-CN', 'en'] as const) {
      assert.ok(wording[locale].message.length > 3 && wording[locale].howToFix.length > 3, code);
    }
    assert.doesNotMatch(wording.en.message + wording.en.howToFix, /[\u4E00-\u9FFF]/, code);
  }
});
