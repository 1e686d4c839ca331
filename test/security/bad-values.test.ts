import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fieldWording, operations } from '@heyi/contract';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { idCardNumber } from '@heyi/people/testing';
import iconv from 'iconv-lite';
import { type Callers, openCallers } from '../world/callers.ts';
import { sampleInput, type WireObject } from '../world/sample-input.ts';
import { type SeededClient, seedClient, seedHouse } from '../world/seed-client.ts';
import { openStage, type Stage } from '../world/stage.ts';

let world: TestHost;
let stage: Stage;
let client: SeededClient;
let callers: Callers;
let employmentId: string;
let payItemId: string;
before(async () => {
  world = await createTestHost();
  stage = openStage(world.host);
  client = await seedClient(stage, await seedHouse(stage), '华联');
  callers = await openCallers(stage, client);
  const tenantId = client.wireId;
  const { rows } = await stage.act('listEmployments', { tenantId });
  employmentId = rows[0].id;
  const { items } = await stage.act('getPayScheme', { tenantId });
  payItemId = items.find(({ code }: { code: string }) => code === 'basePay').id;
});
after(async () => {
  await callers.close();
  await world.close();
});

async function send(id: string, role: string, input: WireObject) {
  const operation = operations.find((one) => one.id === id)!;
  const sample = sampleInput(operation, () => '', { tenantId: client.wireId, ...input });
  const answer = await callers.call(operation, sample, callers.tokens.get(role));
  return { status: answer.status, body: JSON.parse(answer.body) as Record<string, unknown> };
}

type Fault = { path: string; message: string; words: string };

const amounts: [title: string, amount: string, message: string][] = [
  ['负数', '-1.00', 'money.negative'],
  ['一百亿', '10000000000.00', 'money.too_large'],
  ['十三位', '9999999999999.99', 'money.too_large'],
  ['二十位', '99999999999999999999', 'money.malformed'],
  ['三位小数', '1.005', 'money.malformed'],
  ['千位分隔', '1,000.00', 'money.malformed'],
  ['科学计数', '1e5', 'money.malformed'],
  ['十六进制', '0x10', 'money.malformed'],
  ['全角', '１０', 'money.malformed'],
  ['不是数', 'NaN', 'money.malformed'],
  ['无穷', 'Infinity', 'money.malformed'],
  ['空白', ' ', 'money.malformed'],
];
for (const [title, amount, message] of amounts) {
  test(`固定薪资填${title}：指出是哪一格、错在哪里`, async () => {
    const term = { employmentId, payItemId, effectiveFrom: '2026-12-01', amount };
    const { status, body } = await send('putPayTerm', 'payroll_specialist', term);
    assert.equal(status, 400);
    const words = fieldWording[message]!.zh;
    assert.deepEqual(body['fields'], [{ path: 'amount', message, words }] satisfies Fault[]);
  });
}

test('最大的金额也算得出来，不会中断', async () => {
  const tenantId = client.wireId;
  const dates = { wageMonth: '2026-12', payDate: '2026-12-25' };
  const run = await stage.act('createPayrollRun', { tenantId, kind: 'regular', ...dates });
  const inRun = { tenantId, runId: run['id'] };
  const term = { tenantId, employmentId, payItemId, effectiveFrom: '2026-12-01' };
  await stage.act('putPayTerm', { ...term, amount: '9999999999.99' });
  await stage.act('startCalculation', inRun);
  await stage.settle(client.id);
  const { state, totals } = await stage.act('getPayrollRun', inRun);
  assert.equal(state, 'calculated');
  assert.equal(totals.gross, '9999999999.99');
});

const days: string[] = [
  '2026-02-30',
  '2026-13-01',
  '2025-02-29',
  '20260101',
  '2026-1-1',
  '0000-00-00',
  '今天',
];
for (const day of days) {
  test(`没有这一天：${day}`, async () => {
    const run = { kind: 'regular', wageMonth: '2027-01', payDate: day };
    const { status, body } = await send('createPayrollRun', 'payroll_specialist', run);
    assert.equal(status, 400);
    const fault = (body['fields'] as Fault[]).find(({ path }) => path === 'payDate');
    assert.equal(fault?.message, 'date.malformed');
  });
}

/** Another check digit than the right one. */
function wrongCheckDigit(number: string): string {
  return number.slice(0, -1) + (number.endsWith('0') ? '1' : '0');
}

const documents: [title: string, number: string][] = [
  ['校验码不对', wrongCheckDigit(idCardNumber(701, '19880809'))],
  ['生日不存在', '110105199002300017'],
  ['少一位', idCardNumber(702, '19880809').slice(1)],
  ['有字母', '11010519900307A017'],
];
for (const [title, documentNumber] of documents) {
  test(`身份证号${title}：不收，一个人也不多`, async () => {
    const tenantId = client.wireId;
    const before = await stage.act('listEmployments', { tenantId });
    const person = { name: '王芳', documentKind: 'idCard', documentNumber, phone: '13800001234' };
    const { status, body } = await send('createPerson', 'payroll_specialist', person);
    assert.equal(status, 422);
    assert.match(String(body['code']), /^person\.document/);
    assert.deepEqual(await stage.act('listEmployments', { tenantId }), before);
  });
}

const heads = '姓名,证件号码,入职日期,工作城市,签约主体,社保基数,社保起缴月';
const good = `李静,${idCardNumber(710, '19880809')},2026-03-02,北京,华联有限公司,20000,2026-03`;
const badRows: [title: string, row: string, code: string][] = [
  [
    '校验码',
    `甲,${wrongCheckDigit(idCardNumber(711, '19880809'))},2026-03-02,北京,华联有限公司,,`,
    'document_malformed',
  ],
  [
    '日期',
    `乙,${idCardNumber(712, '19880809')},2026-02-30,北京,华联有限公司,,`,
    'date_does_not_exist',
  ],
  [
    '负数',
    `丙,${idCardNumber(713, '19880809')},2026-03-02,北京,华联有限公司,-1,2026-03`,
    'money_negative',
  ],
  [
    '巨额',
    `丁,${idCardNumber(714, '19880809')},2026-03-02,北京,华联有限公司,9e15,2026-03`,
    'not_money|large',
  ],
  ['科学计数的证件', `戊,1.10105E+17,2026-03-02,北京,华联有限公司,,`, 'number_lost_digits'],
];

const encodings = ['utf8', 'gbk', 'utf16le'] as const;

for (const encoding of encodings) {
  test(`花名册里什么错都有（${encoding}）：逐行指出，好的一行照收，坏的一行不写`, async () => {
    const tenantId = client.wireId;
    const rows = [heads, good, ...badRows.map(([, row]) => row)].join('\r\n');
    const content = iconv.encode(rows, encoding, { addBOM: encoding === 'utf16le' });
    const file = { name: '花名册.csv', type: 'text/csv', content };
    const { id: fileId } = await stage.act('uploadFile', { tenantId }, undefined, file);
    const { id: importId } = await stage.act('startImport', { tenantId, kind: 'roster', fileId });
    await stage.settle(client.id);
    const view = await stage.act('getImport', { tenantId, importId });
    assert.equal(view['state'], 'checked', JSON.stringify(view['failure']));
    assert.equal(view['counts'].invalid, badRows.length, JSON.stringify(view['errors']));
    for (const [index, [title, , code]] of badRows.entries()) {
      const codes = view['errors']
        .filter(({ row }: { row: number }) => row === index + 3)
        .map((error: { code: string; howToFix: string }) => {
          assert.ok(error.howToFix.length > 3, title);
          return error.code;
        });
      assert.match(codes.join(' '), new RegExp(code), title);
    }
    await stage.act('discardImport', { tenantId, importId });
  });
}
