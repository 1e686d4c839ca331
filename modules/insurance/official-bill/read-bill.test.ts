import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { ok, payPeriod, yuan } from '@heyi/kernel';
import { writeCsv, zipFiles } from '@heyi/platform';
import { billLayouts } from '@heyi/statutory';
import type { BillRow } from './official-bill.ts';
import { readBill } from './read-bill.ts';

const period = payPeriod('2026-11');

async function read(rows: readonly (readonly string[])[], cityCode: string) {
  const text = rows.map((row) => row.join(',')).join('\r\n');
  return readFile(Buffer.from(`\uFEFF${text}\r\n`), cityCode);
}

async function readFile(content: Buffer, cityCode: string) {
  const rows: BillRow[] = [];
  const wanted = { layouts: billLayouts(), cityCode, period };
  const read = await readBill(content, wanted, (more) => void rows.push(...more));
  return read.ok ? ok({ ...read.value, rows }) : read;
}

const zhang = '110105199003070017';
const li = '110105199003070025';

describe('各城市格式', () => {
  test('广州：前面有标题行，合计核对，医疗含生育', async () => {
    const bill = await read(
      [
        ['社会保险费申报个人明细表'],
        ['单位名称：某公司'],
        [
          '姓名',
          '证件号码',
          '个人社保号',
          '基本养老保险缴费基数',
          '基本养老保险单位',
          '基本养老保险个人',
          '基本医疗保险（含生育）单位',
          '基本医疗保险（含生育）个人',
          '单位部分合计',
          '个人部分合计',
          '应缴金额合计',
        ],
        ['张三', zhang, '1', '9000', '1440', '720', '495', '180', '1935', '900', '2835'],
        ['李四', li, '2', '8000', '1280', '640', '440', '160', '1720', '800', '2520'],
        ['合计', '', '', '', '2720', '1360', '935', '340', '3655', '1700', '5355'],
      ],
      '440100',
    );
    assert.ok(bill.ok);
    const { layout, rows, findings } = bill.value;
    assert.equal(layout.layout, 'guangzhou-declaration');
    assert.deepEqual(
      rows.map(({ personName, rowNumber }) => [personName, rowNumber]),
      [
        ['张三', 4],
        ['李四', 5],
      ],
    );
    assert.deepEqual(rows[0]!.amounts[0], {
      kind: 'pension',
      base: yuan('9000'),
      employer: yuan('1440'),
      employee: yuan('720'),
    });
    assert.deepEqual(
      findings.map(({ code }) => code),
      ['totalRow'],
    );
  });

  test('杭州：两行表头', async () => {
    const bill = await read(
      [
        ['姓名', '证件号码', '基本养老保险', '', '', '失业保险', '', ''],
        ['', '', '缴费基数', '单位部分', '个人部分', '缴费基数', '单位部分', '个人部分'],
        ['张三', zhang, '9000', '1440', '720', '9000', '45', '45'],
      ],
      '330100',
    );
    assert.ok(bill.ok);
    assert.equal(bill.value.layout.layout, 'hangzhou-declaration');
    assert.deepEqual(
      bill.value.rows[0]!.amounts.map(({ kind, employer }) => [kind, employer]),
      [
        ['pension', yuan('1440')],
        ['unemployment', yuan('45')],
      ],
    );
  });

  test('深圳：分组行和小计不是人', async () => {
    const bill = await read(
      [
        ['姓名', '身份证号', '养老保险单位', '养老保险个人', '地方补充养老单位', '生育单位'],
        ['在职', '', '', '', '', ''],
        ['张三', zhang, '1440', '720', '90', '45'],
        ['小计', '', '1440', '720', '90', '45'],
        ['退休', '', '', '', '', ''],
        ['李四', li, '1280', '640', '80', '40'],
        ['小计', '', '1280', '640', '80', '40'],
        ['合计', '', '2720', '1360', '170', '85'],
      ],
      '440300',
    );
    assert.ok(bill.ok);
    assert.equal(bill.value.rows.length, 2);
    assert.deepEqual(
      bill.value.findings.map(({ code }) => code),
      ['groupRow', 'totalRow', 'groupRow', 'totalRow', 'totalRow'],
    );
  });

  test('长沙：一行一个征收品目，单位个人合成一人；补缴的月份在前', async () => {
    const head = [
      '姓名',
      '身份证件号码',
      '参保费种',
      '征收品目',
      '费款所属期起',
      '费款所属期止',
      '缴费基数',
      '费率',
      '本期应缴费额',
      '业务类型',
    ];
    const line = (item: string, due: string, from = '2026-11-01', type = '正常应缴') => [
      '张三',
      zhang,
      '社会保险费',
      item,
      from,
      '2026-11-30',
      '9000',
      '0.16',
      due,
      type,
    ];
    const bill = await read(
      [
        head,
        line('职工基本养老保险(单位缴纳)', '1440'),
        line('职工基本养老保险(个人缴纳)', '720'),
        line('失业保险(单位缴纳)', '63'),
        line('职工基本养老保险(单位缴纳)', '1440', '2026-09-01', '补缴'),
        line('职工基本养老保险(单位缴纳)', '1440'),
        line('从未见过的品目', '1'),
      ],
      '430100',
    );
    assert.ok(bill.ok);
    const { rows, findings, layout } = bill.value;
    assert.equal(layout.layout, 'tax-bureau-items');
    assert.deepEqual(
      rows.map(({ period, type, amounts, isDuplicate }) => [
        period,
        type,
        amounts.length,
        isDuplicate,
      ]),
      [
        ['2026-11', 'regular', 2, false],
        ['2026-09', 'backContribution', 1, false],
        ['2026-11', 'regular', 1, true],
      ],
    );
    assert.deepEqual(rows[0]!.amounts[0]!, {
      kind: 'pension',
      base: yuan('9000'),
      employer: yuan('1440'),
      employee: yuan('720'),
    });
    assert.deepEqual(
      findings.map(({ code }) => code),
      ['duplicateRow', 'cellUnreadable'],
    );
  });

  test('厦门：滞纳金和利息相加', async () => {
    const bill = await read(
      [
        [
          '姓名',
          '证件号码',
          '养老保险缴费基数',
          '养老保险单位应缴',
          '养老保险个人应缴',
          '本金合计',
          '滞纳金',
          '利息',
        ],
        ['张三', zhang, '9000', '1440', '720', '2160', '3.24', '0.10'],
      ],
      '350200',
    );
    assert.ok(bill.ok);
    assert.equal(bill.value.layout.layout, 'xiamen-statement');
    assert.equal(bill.value.rows[0]!.lateFee, yuan('3.34'));
  });

  test('每种格式都注明来源可靠程度', () => {
    assert.equal(billLayouts().length, 6);
    for (const { mark, note } of billLayouts()) {
      assert.equal(mark, 'secondary');
      assert.match(note!, /未见官方样表/);
    }
  });
});

describe('坏文件', () => {
  const head = ['姓名', '证件号码', '养老保险单位', '养老保险个人', '单位合计'];

  test('合计不符：写明表上的数和算出的数', async () => {
    const bill = await read(
      [head, ['张三', zhang, '1440', '720', '1440'], ['合计', '', '1441', '720', '1440']],
      '420100',
    );
    assert.ok(bill.ok);
    const wrong = bill.value.findings.find(({ code }) => code === 'totalsDiffer')!;
    assert.deepEqual(wrong.facts, {
      header: '养老保险单位',
      stated: '1441.00',
      computed: '1440.00',
    });
  });

  test('行内合计对不上：有没读到的险种', async () => {
    const bill = await read([head, ['张三', zhang, '1440', '720', '1500']], '420100');
    assert.ok(bill.ok);
    assert.deepEqual(
      bill.value.findings.map(({ code, rowNumber }) => [code, rowNumber]),
      [['totalsDiffer', 2]],
    );
  });

  test('金额不是数字、没有证件号码：该行不取，其余照读', async () => {
    const bill = await read(
      [
        head,
        ['张三', zhang, '约一千', '720', ''],
        ['李四', '', '1', '1', ''],
        ['王五', li, '1', '1', '1'],
      ],
      '420100',
    );
    assert.ok(bill.ok);
    assert.equal(bill.value.rows.length, 1);
    assert.deepEqual(
      bill.value.findings.map(({ code }) => code),
      ['cellUnreadable', 'cellUnreadable'],
    );
  });

  test('同一人两行：第二行记为重复', async () => {
    const row = ['张三', zhang, '1440', '720', '1440'];
    const bill = await read([head, row, row], '420100');
    assert.ok(bill.ok);
    assert.deepEqual(
      bill.value.rows.map(({ isDuplicate }) => isDuplicate),
      [false, true],
    );
    assert.deepEqual(bill.value.findings[0]!.facts, { earlier: 2, name: '张三' });
  });

  test('证件号码跨行合并：合并的行不取，写明是哪一行', async () => {
    const content = await mergedWorkbook([
      ['姓名', '证件号码', '养老保险单位', '养老保险个人'],
      ['张三', zhang, '1440', '720'],
      ['李四', '', '1280', '640'],
    ]);
    const bill = await readFile(content, '420100');
    assert.ok(bill.ok);
    assert.deepEqual(
      bill.value.findings.map(({ code, rowNumber }) => [code, rowNumber]),
      [['mergedRow', 3]],
    );
    assert.deepEqual(
      bill.value.rows.map(({ personName }) => personName),
      ['张三'],
    );
  });

  test('没有表头的文件说明缺什么', async () => {
    const bill = await read(
      [
        ['甲', '乙'],
        ['1', '2'],
      ],
      '420100',
    );
    assert.ok(!bill.ok);
    assert.equal(bill.failure.code, 'table.header_not_found');
  });

  test('CSV 写出的账单读回来一分不差', async () => {
    const target = new PassThrough();
    const columns = head.map((title, index) => ({
      kind: 'text' as const,
      key: `c${index}`,
      title,
      titleEn: title,
    }));
    const rows = [{ c0: '张三', c1: zhang, c2: '1440.01', c3: '720.03', c4: '1440.01' }];
    const [content] = await Promise.all([buffer(target), writeCsv(target, columns, rows)]);
    const bill = await readFile(content, '420100');
    assert.ok(bill.ok);
    assert.equal(bill.value.rows[0]!.amounts[0]!.employer, yuan('1440.01'));
    assert.deepEqual(bill.value.findings, []);
  });
});

/** A workbook whose column of documents is merged over rows 2 and 3, part by part as it is packed. */
async function mergedWorkbook(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const cells = rows.map((row, at) => {
    const filled = row.map((text, column) => {
      const place = `${'ABCD'[column]}${at + 1}`;
      return text === '' ? '' : `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
    });
    return `<row r="${at + 1}">${filled.join('')}</row>`;
  });
  const relation = (type: string, target: string) =>
    `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/${type}" ` +
    `Target="${target}"/></Relationships>`;
  const parts: readonly [string, string][] = [
    [
      '[Content_Types].xml',
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
        `<Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>` +
        `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/>` +
        `</Types>`,
    ],
    ['_rels/.rels', relation('officeDocument', 'xl/workbook.xml')],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>` +
        `<sheet name="账单" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', relation('worksheet', 'worksheets/sheet1.xml')],
    [
      'xl/worksheets/sheet1.xml',
      `<worksheet xmlns="${main}"><sheetData>${cells.join('')}</sheetData>` +
        `<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells></worksheet>`,
    ],
  ];
  const entries = parts.map(([name, text]) => ({ name, content: async () => Buffer.from(text) }));
  return buffer(zipFiles(entries, 1));
}
