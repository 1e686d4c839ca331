import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formatYuan, type Id, yuan } from '@heyi/kernel';
import { idCardNumber, valueOf } from '@heyi/people/testing';
import type { ImportKind, RowOutcome } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { importFile } from '../testing/import-file.ts';
import {
  calculate,
  call,
  castRunClient,
  castWorker,
  lockMonth,
  openRun,
  openWorld,
  payslipOf,
  type RunClient,
  type Worker,
} from '../testing/run-world.ts';
import { attendanceImport } from './attendance-import.ts';
import { oneOffItemsImport } from './one-off-items-import.ts';
import { openingBalancesImport } from './opening-balances-import.ts';
import { payChangesImport } from './pay-changes-import.ts';
import { specialDeductionsImport } from './special-deductions-import.ts';

let world: TestHost;
let client: RunClient;
let worker: Worker;
let runId: Id<'run'>;
const document = idCardNumber(777);
before(async () => {
  world = await openWorld('2026-11-23T01:00:00.000Z');
  client = await castRunClient(world, '文件');
  worker = await castWorker(world, client, { name: '䶮昊', document, basePay: yuan('20000') });
  await castWorker(world, client, { name: '迪丽努尔·艾则孜', basePay: yuan('9000') });
  runId = await openRun(world, client, '2026-11');
});
after(() => world.close());

async function take(kind: ImportKind, rows: readonly (readonly string[])[]): Promise<string[]> {
  const csv = `\uFEFF${rows.map((row) => row.join(',')).join('\n')}\n`;
  const { outcomes } = await importFile(world, client.tenantId, kind, {
    subjectId: runId,
    content: Buffer.from(csv),
  });
  return outcomes.map(wordOf);
}

function wordOf(outcome: RowOutcome): string {
  return outcome.outcome === 'invalid' ? outcome.problems[0]!.problem.code : outcome.outcome;
}

const slip = async () => {
  await calculate(world, client, runId);
  return payslipOf(world, client.tenantId, runId, worker.employmentId);
};

const lineOf = (view: { lines: { code: string; amount: number }[] }, code: string) => {
  const line = view.lines.find((candidate) => candidate.code === code);
  return line ? formatYuan(line.amount as never) : null;
};

test('薪资变动表：调整后金额、生效日期、找不到的人、早于本月', async () => {
  const header = ['姓名', '证件号码', '调整后基本工资', '岗位工资', '生效日期'];
  const outcomes = await take(payChangesImport, [
    header,
    ['䶮昊', document, '22000', '1500', '2026-11-01'],
    ['䶮昊', document, '22000', '', ''],
    ['查无此人', '', '5000', '', ''],
    ['迪丽努尔·艾则孜', '', '9500', '', '2026-10-15'],
    ['迪丽努尔', document, '9500', '', ''],
  ]);
  assert.deepEqual(outcomes, [
    'updated',
    'duplicate',
    'payroll_row.person_unknown',
    'payroll_row.before_month',
    'payroll_row.name_differs',
  ]);
  const view = await slip();
  assert.deepEqual([lineOf(view, 'basePay'), lineOf(view, 'positionPay')], ['22000.00', '1500.00']);
  const again = await take(payChangesImport, [header, ['䶮昊', '', '22000', '1500', '']]);
  assert.deepEqual(again, ['unchanged']);
  const empty = await take(payChangesImport, [header, ['䶮昊', '', '', '', '2026-11-20']]);
  assert.deepEqual(empty, ['payroll_row.nothing']);
});

test('考勤汇总表：钉钉的列名、事假与旷工相加、不可能的天数', async () => {
  const header = [
    '姓名',
    '应出勤天数',
    '出勤天数',
    '旷工天数',
    '事假(天)',
    '工作日加班(小时)',
    '病假',
  ];
  const outcomes = await take(attendanceImport, [
    header,
    ['䶮昊', '21', '19', '1', '1', '2.5', ''],
    ['迪丽努尔·艾则孜', '21', '22', '', '', '', ''],
    ['', '21', '', '', '', '', ''],
  ]);
  assert.deepEqual(outcomes, [
    'created',
    'payroll_row.attendance_impossible',
    'payroll_row.nobody',
  ]);
  const view = await slip();
  assert.equal(lineOf(view, 'absence'), '-2160.92');
  assert.equal(lineOf(view, 'overtimeWeekday'), '506.47');
  assert.deepEqual(
    await take(attendanceImport, [header, ['䶮昊', '21', '19', '1', '1', '2.5', '']]),
    ['unchanged'],
  );
  assert.deepEqual(await take(attendanceImport, [header, ['䶮昊', '21', '20', '1', '', '', '']]), [
    'updated',
  ]);
  assert.deepEqual(await take(attendanceImport, [header, ['䶮昊', '', '', '', '', '', '']]), [
    'payroll_row.nothing',
  ]);
});

test('一次性项目：一列一项、一行一项、重复、缺金额', async () => {
  const wide = await take(oneOffItemsImport, [
    ['姓名', '奖金', '提成', '住宿扣款', '备注'],
    ['䶮昊', '3000', '', '200', '十一月'],
    ['迪丽努尔·艾则孜', '', '', '', '无'],
  ]);
  assert.deepEqual(wide, ['created', 'payroll_row.nothing']);
  const long = await take(oneOffItemsImport, [
    ['姓名', '项目', '金额'],
    ['䶮昊', '补发工资', '800.5'],
    ['䶮昊', '补发工资', '800.5'],
    ['䶮昊', '奖金', '3000'],
    ['䶮昊', '提成', ''],
  ]);
  assert.deepEqual(long, ['created', 'duplicate', 'unchanged', 'payroll_row.item_incomplete']);
  const twice = await take(oneOffItemsImport, [
    ['姓名', '奖金', '项目', '金额'],
    ['䶮昊', '1', '奖金', '2'],
  ]);
  assert.deepEqual(twice, ['payroll_row.item_twice']);
  const view = await slip();
  assert.deepEqual(
    ['bonus', 'dormitory', 'retroPay'].map((code) => lineOf(view, code)),
    ['3000.00', '-200.00', '800.50'],
  );
});

test('专项附加扣除文件：累计金额、不扣减除费用、首次就业', async () => {
  const outcomes = await take(specialDeductionsImport, [
    [
      '姓名',
      '证件号码',
      '累计子女教育',
      '累计赡养老人',
      '累计个人养老金',
      '是否扣除减除费用',
      '入职年度就业情形',
    ],
    ['䶮昊', document, '22000', '33000', '1000', '是', ''],
    ['迪丽努尔·艾则孜', '', '', '', '', '否', '当年首次入职学生'],
  ]);
  assert.deepEqual(outcomes, ['updated', 'updated']);
  const view = await slip();
  assert.equal(formatYuan(view.cumulative.additionalDeduction), '55000.00');
  assert.equal(formatYuan(view.cumulative.otherDeduction), '1000.00');
});

test('期初累计文件：整月减除费用；锁定后不再接收', async () => {
  const header = [
    '姓名',
    '累计收入',
    '累计减除费用',
    '累计专项扣除',
    '累计专项附加扣除',
    '累计已预扣税额',
  ];
  const outcomes = await take(openingBalancesImport, [
    header,
    ['䶮昊', '200000', '50000', '45030', '30000', '4977'],
    ['迪丽努尔·艾则孜', '90000', '47000', '0', '0', '0'],
  ]);
  assert.deepEqual(outcomes, ['updated', 'payroll_row.months_uneven']);
  const view = await slip();
  assert.equal(formatYuan(view.cumulative.withheldBefore), '4977.00');
  assert.equal(formatYuan(view.cumulative.basicDeduction), '55000.00');

  const board = valueOf(await call(world, client.tenantId, 'getInputBoard', { runId }));
  const states = board.rows.map((row: { source: string; state: string; rows: number }) => [
    row.source,
    row.state,
    row.rows,
  ]);
  assert.deepEqual(states, [
    ['payChanges', 'submitted', 0],
    ['attendance', 'submitted', 0],
    ['oneOffItems', 'submitted', 0],
    ['specialDeductions', 'submitted', 2],
    ['openingBalances', 'submitted', 1],
    ['contributions', 'notSubmitted', 0],
  ]);
  await lockMonth(world, client, runId);
  const refusal = await world.as(client.tenantId, (tx) => payChangesImport.refusal(tx, runId));
  assert.deepEqual(refusal, { code: 'payroll_run.inputs_frozen', runId });
  const unknown = await world.as(client.tenantId, (tx) =>
    attendanceImport.refusal(tx, worker.employmentId),
  );
  assert.equal(unknown?.code, 'import.subject_not_found');
  runId = await openRun(world, client, '2026-12');
  const late = await take(openingBalancesImport, [header, ['䶮昊', '1', '5000', '0', '0', '0']]);
  assert.deepEqual(late, ['payroll_row.already_cumulated']);
});
