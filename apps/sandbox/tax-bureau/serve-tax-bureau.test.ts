import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { payPeriod, yuan } from '@heyi/kernel';
import { readSheet } from '@heyi/platform';
import { type SandboxTaxBureau, startSandboxTaxBureau } from '../start-sandbox-tax-bureau.ts';
import { type Row, type Template, templates, writeAnswer } from './sheets.ts';

let bureau: SandboxTaxBureau;
before(async () => {
  bureau = await startSandboxTaxBureau();
});
after(() => bureau.stop());

const january = payPeriod('2026-01');
const february = payPeriod('2026-02');
const number = '110105199003070011';

function sheet(template: Template, rows: Row[], header = templates[template]): Promise<Buffer> {
  const titles = header.split(' ');
  const starred = rows.map((row) =>
    Object.fromEntries(titles.map((title) => [title, row[title.replace(/^\*/, '')] ?? ''])),
  );
  return writeAnswer('表', titles, starred);
}

const who = (name: string): Row => ({ 姓名: name, 证件类型: '居民身份证', 证件号码: number });
const wage = (name: string, income: string): Row => ({ ...who(name), 本期收入: income });
const person = (name: string, phone = '13812345678'): Row => ({
  ...who(name),
  '国籍(地区)': '中国',
  性别: '男',
  出生日期: '1990-03-07',
  任职受雇从业类型: '雇员',
  手机号码: phone,
  任职受雇从业日期: '2025-03-01',
});

async function tableOf(answer: Awaited<ReturnType<SandboxTaxBureau['register']>>): Promise<Row[]> {
  assert.ok('sheet' in answer, 'text' in answer ? answer.text : '');
  const rows: string[][] = [];
  const read = await readSheet(answer.sheet, {}, ({ cells }) => {
    rows.push(cells.map((cell) => cell?.text ?? ''));
  });
  assert.ok(read.ok);
  const [header, ...body] = rows;
  return body.map((row) => Object.fromEntries(header!.map((title, at) => [title, row[at] ?? ''])));
}

const codeOf = (answer: object) => ('code' in answer ? answer.code : '');

test('三个月三万：555、625、1850，与公告的例子一致；重启后账还在', async () => {
  const agent = '91110105MA00000011';
  await bureau.register(agent, await sheet('registration', [person('沈知微')]));
  const taxes: string[] = [];
  for (const month of ['2026-01', '2026-02', '2026-03']) {
    const row = { ...wage('沈知微', '30000.00'), 基本养老保险费: '4500.00', 累计赡养老人: '' };
    const elder = `${2000 * Number.parseInt(month.slice(-2), 10)}.00`;
    const content = await sheet('wages', [{ ...row, 累计赡养老人: elder }]);
    const [result] = await tableOf(await bureau.calculate(agent, payPeriod(month), content));
    taxes.push(result!['应补(退)税额']!);
    assert.equal((await bureau.declare(agent, payPeriod(month))).state, 'accepted');
    await bureau.restart();
  }
  assert.deepEqual(taxes, ['555.00', '625.00', '1850.00']);
});

test('表头不是最新模板、必填空着、金额带千分位：整张拒绝并写明行', async () => {
  const agent = '91110105MA00000022';
  const old = await sheet('wages', [], templates.wages.replace(' 协定减免', ''));
  assert.equal(codeOf(await bureau.calculate(agent, january, old)), 'wrong_template');
  const text = Buffer.from([0, 1, 2, 3]);
  assert.equal(codeOf(await bureau.calculate(agent, january, text)), 'not_a_sheet');
  const bad = await sheet('wages', [{ ...wage('', '1,000.00') }]);
  const answer = await bureau.calculate(agent, january, bad);
  assert.ok('text' in answer);
  assert.match(answer.text, /第2行姓名不能为空；第2行本期收入应为两位小数且不带千分位/);
  const wages = await sheet('wages', [wage('沈知微', '1.00')]);
  assert.equal(codeOf(await bureau.register(agent, wages)), 'wrong_template');
});

test('没有报送成功的人不能算税；没有算税不能申报；没有申报不能缴款', async () => {
  const agent = '91110105MA00000033';
  const content = await sheet('wages', [wage('沈知微', '9000.00')]);
  assert.equal(codeOf(await bureau.calculate(agent, january, content)), 'unregistered');
  assert.equal(codeOf(await bureau.declare(agent, january)), 'not_calculated');
  assert.equal(codeOf(await bureau.pay(agent, january, yuan('1'))), 'not_declared');
});

test('缴款金额要等于应缴；更正后只缴差额，并列出以后月份', async () => {
  const agent = '91110105MA00000044';
  await bureau.register(agent, await sheet('registration', [person('沈知微')]));
  const declare = async (income: string, period = january) => {
    await bureau.calculate(agent, period, await sheet('wages', [wage('沈知微', income)]));
    return bureau.declare(agent, period);
  };
  await declare('15000.00');
  await declare('15000.00', february);
  assert.equal(codeOf(await bureau.pay(agent, january, yuan('299.99'))), 'amount_differs');
  assert.ok('voucher_number' in (await bureau.pay(agent, january, yuan('300.00'))));
  assert.equal(codeOf(await bureau.pay(agent, january, yuan('300.00'))), 'amount_differs');
  const corrected = await declare('16000.00');
  assert.ok(corrected.state === 'accepted');
  assert.deepEqual([corrected.due, corrected.later_periods], ['30.00', ['2026-02']]);
});

test('页面上的每一步：名称、进度、回执、凭证、完税证明', async () => {
  const agent = '91110105MA00000055';
  const of = (noun: string) => fetch(`${bureau.url}/v1/agents/${agent}/${noun}?period=2026-01`);
  const standing = async () => (await of('standing')).json() as Promise<Record<string, unknown>>;
  await bureau.rename(agent, '知微科技有限公司');
  assert.equal((await of('certificate')).status, 409);
  await bureau.register(agent, await sheet('registration', [person('沈知微')]));
  await bureau.calculate(agent, january, await sheet('wages', [wage('沈知微', '15000.00')]));
  const { calculated, declared } = await standing();
  assert.deepEqual([calculated, declared], [{ people: 1, tax: '300.00' }, null]);
  await bureau.declare(agent, january);
  assert.equal((await standing())['due'], '300.00');
  const paid = await bureau.pay(agent, january, yuan('300.00'));
  assert.ok('voucher_number' in paid);
  const done = await standing();
  assert.deepEqual([done['due'], done['voucher_number']], ['0.00', paid.voucher_number]);
  const certificate = await (await of('certificate')).text();
  assert.match(certificate, /^%PDF-1\.4[\s\S]*CNY 300\.00[\s\S]*%%EOF/);
  assert.ok(certificate.includes(paid.voucher_number));
  const { agents } = (await (await fetch(`${bureau.url}/v1/agents`)).json()) as {
    agents: { code: string }[];
  };
  assert.deepEqual(
    agents.find(({ code }) => code === agent),
    { code: agent, name: '知微科技有限公司', last_declared: '2026-01' },
  );
  assert.match(await (await fetch(`${bureau.url}/`)).text(), /扣缴端（仿真）/);
});

const outcomes = [
  ['沈知微', '报送成功', '验证通过', ''],
  ['沙箱身份不符', '报送成功', '验证不通过', '姓名与公安信息不一致'],
  ['沙箱暂不验证', '报送成功', '暂不验证', ''],
  ['沙箱首次入职冲突', '报送失败', '', '当年首次入职信息与其他单位申报冲突'],
  ['沙箱重复任职', '报送失败', '', '该人员在其他单位已有任职受雇信息，请核实'],
  ['沙箱反馈滞后', '待反馈', '', ''],
] as const;

for (const [index, [name, state, identity, reason]] of outcomes.entries()) {
  test(`按需出错：${name}`, async () => {
    const agent = `91110105MA000006${index}X`;
    const content = await sheet('registration', [person(name)]);
    const [row] = await tableOf(await bureau.register(agent, content));
    assert.deepEqual(
      [row!['报送状态'], row!['身份验证状态'], row!['失败原因']],
      [state, identity, reason],
    );
  });
}

test('雇员没有手机报送失败；报送成功后改名拒绝；申报可以被拒绝', async () => {
  const agent = '91110105MA00000077';
  const [noPhone] = await tableOf(
    await bureau.register(agent, await sheet('registration', [person('沈知微', '')])),
  );
  assert.equal(noPhone!['报送状态'], '报送失败');
  await bureau.register(agent, await sheet('registration', [person('沙箱申报失败')]));
  const [renamed] = await tableOf(
    await bureau.register(agent, await sheet('registration', [person('改了名')])),
  );
  assert.match(renamed!['失败原因']!, /关键信息不允许修改/);
  await bureau.calculate(agent, january, await sheet('wages', [wage('沙箱申报失败', '9000.00')]));
  assert.equal((await bureau.declare(agent, january)).state, 'rejected');
});
