import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { plainDate, type PlainDate } from '@heyi/kernel';
import { pdfText } from './pdf-text.ts';
import { createPrinter, type PrintData, PrintError } from './printer.ts';

const printer = createPrinter({ workers: 2 });
after(() => printer.close());

const date = plainDate('2026-12-05');
const head = '#let data = json(bytes(sys.inputs.data))\n#set text(font: "Noto Sans SC")\n';

async function textOf(body: string, data: PrintData): Promise<string> {
  return pdfText(await printer.print({ template: head + body, data, date }));
}

/** As rich as a real payslip: facts, five sections with totals, aligned amounts, a footer. */
const payslip = `#let data = json(bytes(sys.inputs.data))
#set document(title: data.company + " 工资条 " + data.period, author: data.company)
#set page(paper: "a4", margin: (x: 18mm, y: 16mm),
  footer: text(7.5pt, fill: luma(110), data.footer))
#set text(font: "Noto Sans SC", size: 9.5pt, lang: "zh", region: "cn")
#let section(title, rows, total) = table(
  columns: (1fr, 32mm, 64mm), align: (left, right, left), inset: (x: 5pt, y: 3.4pt),
  stroke: (x: none, y: 0.4pt + luma(200)), fill: (_, y) => if y == 0 { rgb("e8eef7") },
  title, [金额（元）], [说明],
  ..rows.map(row => (row.name, row.amount, text(8pt, fill: luma(90), row.note))).flatten(),
  ..if total != none { (total.name, total.amount, []) },
)
#align(center)[#text(15pt, weight: "bold", data.company) \\ #text(11pt)[#data.period 工资条]]
#grid(columns: (1fr, 1fr, 1fr), row-gutter: 5pt,
  ..data.facts.map(fact => [#text(fill: luma(110), fact.name + "：")#fact.value]))
#for part in data.sections { section(part.title, part.rows, part.total) }
#rect(width: 100%, fill: rgb("f3f7ee"), stroke: none, inset: 8pt)[
  #text(12pt, weight: "bold")[实发] #h(1fr) #text(14pt, weight: "bold")[¥ #data.net]]
`;

const lines = (names: string, amount: string, note: string) =>
  names.split(' ').map((name) => ({ name, amount, note }));
const payslipData = {
  company: '上海合一人力资源服务有限公司',
  period: '2026年11月',
  net: '14,747.30',
  footer: '如有疑问，请在五个工作日内提出。',
  facts: [
    { name: '姓名', value: '欧阳䶮' },
    { name: '证件号码', value: '3101**********1234' },
    { name: '工资所属月', value: '2026-11' },
    { name: '发放日', value: '2026-12-05' },
    { name: '税款所属期', value: '2026-12' },
    { name: '参保地', value: '上海' },
  ],
  sections: [
    {
      title: '应发',
      rows: lines('基本工资 岗位津贴 绩效奖金 加班工资 餐补 事假扣款', '1,234.56', '2026-11'),
      total: { name: '应发合计', amount: '20,000.00' },
    },
    {
      title: '代扣',
      rows: lines('基本养老保险 基本医疗保险 失业保险 住房公积金', '800.00', '基数 20,000.00 × 8%'),
      total: { name: '代扣合计', amount: '4,503.00' },
    },
    {
      title: '专项附加扣除（累计）',
      rows: lines('子女教育 赡养老人 住房租金 继续教育', '22,000.00', '2,000.00 × 11 个月'),
      total: null,
    },
    {
      title: '个税计算（累计预扣法）',
      rows: lines(
        '累计收入 累计减除费用 累计专项扣除 累计应纳税所得额 已预扣税额',
        '220,000.00',
        '',
      ),
      total: { name: '本期应扣个人所得税', amount: '749.70' },
    },
  ],
};

test('工资条一页，字字可提取，不超过 45 kB', async () => {
  const pdf = await printer.print({ template: payslip, data: payslipData, date });
  assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), '%PDF-');
  assert.ok(pdf.length <= 45_000, `${pdf.length} bytes`);
  const text = pdfText(pdf);
  for (const words of ['欧阳䶮', '应发合计', '20,000.00', '本期应扣个人所得税', '749.70']) {
    assert.ok(text.includes(words), words);
  }
  assert.ok(text.includes('¥ 14,747.30') && text.includes(payslipData.footer));
  assert.doesNotMatch(text, /\uFFFD/);
  assert.equal(
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type \/Page\b/g)?.length,
    1,
  );
});

test('生僻字、民族姓名的点与货币符号都有字形', async () => {
  const names = '䶮㛃龘喆彧镕𠅤𫖯 阿依古丽·买买提 ¥€Ａ①';
  assert.equal((await textOf('#data', names)).replaceAll('\n', ''), names);
});

test('数据只是数据：不当作标记，读不到文件', async () => {
  const hostile = '#read("/etc/passwd") *b* `x` $1+1$ \\ "q" </script> #sys.inputs <a> @b';
  assert.equal((await textOf('#data.text', { text: hostile })).replaceAll('\n', ' '), hostile);
  await assert.rejects(textOf('#read("/etc/passwd")', null), /file not found/);
});

test('同样的请求给同样的字节；文件日期由调用方给定', async () => {
  const print = (day: PlainDate) =>
    printer.print({ template: payslip, data: payslipData, date: day });
  const [first, second] = await Promise.all([print(date), print(date)]);
  assert.ok(Buffer.from(first).equals(Buffer.from(second)));
  assert.match(Buffer.from(first).toString('latin1'), /CreationDate \(D:20261205000000/);
  const other = await print(plainDate('2027-01-05'));
  assert.match(Buffer.from(other).toString('latin1'), /CreationDate \(D:20270105000000/);
});

test('同时打印多份互不串数据，不论谁先完成', async () => {
  const texts = await Promise.all(
    Array.from({ length: 40 }, (_, n) => textOf('#data.name', { name: `员工${n}` })),
  );
  assert.deepEqual(
    texts,
    Array.from({ length: 40 }, (_, n) => `员工${n}`),
  );
});

test('模板有错给出位置与原因，之后照常打印', async () => {
  await assert.rejects(textOf('#data.missing', {}), (error) => {
    assert.ok(error instanceof PrintError);
    assert.match(error.message, /template does not compile.*missing/s);
    return true;
  });
  assert.equal(await textOf('#data', '好'), '好');
});

test('一个工作线程倒下只失败它手上的那一份，随后由新的接替', async () => {
  // The native compiler throws on a template that is no text, which ends its worker.
  const broken = printer.print({ template: 5 as unknown as string, data: null, date });
  await assert.rejects(broken, (error) => {
    assert.ok(error instanceof PrintError);
    assert.match(error.message, /worker failed/);
    return true;
  });
  const texts = await Promise.all(['甲', '乙', '丙'].map((name) => textOf('#data', name)));
  assert.deepEqual(texts, ['甲', '乙', '丙']);
});

test('关闭后：排队的被拒绝，再打印是程序错误', async () => {
  const own = createPrinter({ workers: 1 });
  const template = `${head}#data`;
  await own.print({ template, data: 'a', date });
  const waiting = [1, 2, 3].map(() => own.print({ template, data: 'b', date }));
  const outcomes = Promise.allSettled(waiting);
  await own.close();
  const states = (await outcomes).map(({ status }) => status);
  assert.deepEqual(states.slice(1), ['rejected', 'rejected']);
  assert.throws(() => own.print({ template, data: 'c', date }), /closed/);
  assert.throws(() => createPrinter({ workers: 0 }), /number of workers/);
});
