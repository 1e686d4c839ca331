import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import {
  arrearsContract,
  baseAdjustmentContract,
  billingContract,
  gigWithdrawalContract,
  insuranceTaskContract,
  ledgerContract,
  messagesContract,
  ordersContract,
  payrollContract,
  paymentsContract,
  peopleContract,
  reconciliationContract,
} from '@heyi/contract';
import { add, formatYuan, parseId, plainDate, yuan } from '@heyi/kernel';
import { startDispatcher } from '@heyi/payments';
import { openPool, type Pool, readSheet } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { type SandboxBank, startSandboxBank } from '@heyi/sandbox';
import { openSandboxBank } from '@heyi/sandbox-bank';
import pg from 'pg';
import { jobs, listeners, routes } from '../compose.ts';
import { bankResultFile, bankResultLines } from './bank-result.ts';
import { smallCast } from './cast/cast.ts';
import { clientOf } from './cast/companies.ts';
import { goldenPerson } from './cast/golden-people.ts';
import { joinerWithWrongForm } from './cast/november.ts';
import { type NovemberFile, novemberFiles } from './files/november-files.ts';
import { demoDay } from './demo-calendar.ts';
import { goldenAnswers } from './guide/golden-answers.ts';
import { seedDemo } from './seed-demo.ts';
import { openPeriod } from './story/calendar.ts';
import { checkFile, commitFile } from './story/import-file.ts';
import type { World } from './story/open-companies.ts';
import * as play from './story/play-run.ts';
import { wireTenant } from './story/stage.ts';
import {
  adjustmentsIn,
  answersOf,
  assertAnswer,
  differencesOf,
  explainedPayslip,
} from './testing/golden-payslips.ts';
import {
  acceptedBillsAgree,
  billCauses,
  clientBills,
  costCentresOf,
  lineStates,
  unproven,
} from './testing/service-facts.ts';

const tenants = ['estate', 'factory', 'calls', 'live', 'retail'] as const;
const cast = smallCast(150);
let host: TestHost;
let pool: Pool;
let bank: SandboxBank;
let world: World;
const told: number[] = [];

before(async () => {
  host = await createTestHost(`${demoDay}T00:40:00.000Z`);
  bank = await startSandboxBank();
  const owner = new pg.Client({ connectionString: host.database.urls.ownerUrl });
  await owner.connect();
  pool = openPool(host.database.urls.appUrl, 24);
  const seeding = seedDemo({
    host: { ...host.host, pool },
    composition: { routes, jobs, listeners },
    bank,
    cast,
    tenants,
    gigWorkers: 60,
    analyse: async () => void (await owner.query('analyze')),
    progress: (_, share) => told.push(share),
  });
  try {
    ({ world } = await seeding);
  } finally {
    await owner.end();
  }
});
after(async () => {
  await bank.stop();
  await pool.end();
  await host.close();
});

const finance = () => world.player('finance');
const specialist = () => world.player('payroll_specialist');
const tenantIdOf = (tenant: (typeof tenants)[number]) => wireTenant(world.tenantOf(tenant));

async function runsOf(tenant: (typeof tenants)[number]) {
  const { rows } = await world.stage.act(specialist(), payrollContract.listPayrollRuns, {
    client: tenantIdOf(tenant),
  });
  return rows;
}

test('进度从零到一，只增不减', () => {
  assert.equal(told[0], 0);
  assert.equal(told.at(-1), 1);
  assert.deepEqual(
    told,
    told.toSorted((a, b) => a - b),
  );
});

const openStates = [
  ...(['pendingAcceptance', 'pendingPapers', 'inProgress', 'submitted', 'sentBack'] as const),
  ...(['officialSucceeded', 'officialFailed', 'cancelled'] as const),
];

const present = {
  estate: 'rejected',
  factory: 'partiallyPaid',
  calls: 'collecting',
  live: 'awaitingFunds',
  retail: 'collecting',
} as const;

test('每个客户十个月已关账，十一月在进行', async () => {
  for (const tenant of tenants) {
    const runs = await runsOf(tenant);
    const closed = runs.filter(({ state }) => state === 'closed');
    assert.deepEqual(
      closed.map(({ wageMonth }) => wageMonth).toSorted(),
      Array.from({ length: 10 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`),
    );
    assert.deepEqual(
      runs.flatMap(({ wageMonth, state }) => (wageMonth === '2026-11' ? state : [])),
      [present[tenant]],
    );
  }
});

test('账是平的：工资条 = 付款指令 = 总账；每个租户试算平衡，逐笔复算无差', async () => {
  for (const tenant of [...tenants, 'house'] as const) {
    const tenantId = wireTenant(world.tenantOf(tenant));
    const balance = await world.stage.act(finance(), ledgerContract.getTrialBalance, { tenantId });
    assert.equal(balance.isBalanced, true, tenant);
    const proof = await world.stage.act(finance(), ledgerContract.verifyLedger, { tenantId });
    assert.deepEqual(proof.differences, [], tenant);
  }
  for (const tenant of tenants) {
    for (const { id: runId, state, wageMonth } of await runsOf(tenant)) {
      if (state !== 'closed') continue;
      const { proof } = await world.stage.act(finance(), payrollContract.getRunPayment, {
        tenantId: tenantIdOf(tenant),
        runId,
      });
      assert.equal(proof.payslips === proof.payOrders || wageMonth === '2026-10', true, wageMonth);
      assert.equal(proof.agrees, true, `${tenant} ${wageMonth}`);
    }
  }
});

test('星屿直播：提现逐项证明成立；申报后退汇的那笔要更正申报', async () => {
  const tenantId = wireTenant(world.tenantOf('live'));
  const proof = await world.stage.act(finance(), gigWithdrawalContract.proveWithdrawals, {
    tenantId,
  });
  assert.equal(proof.holds, true, JSON.stringify(proof));
  const { rows } = await world.stage.act(finance(), gigWithdrawalContract.listWithdrawals, {
    tenantId,
    state: 'returned',
  });
  assert.deepEqual(
    rows.map(({ externalWorkerId, taxPeriod, isCorrected }) => [
      externalWorkerId,
      taxPeriod,
      isCorrected,
    ]),
    [['xy-late-return', '2026-10', true]],
  );
  const { rows: waiting } = await world.stage.act(finance(), payrollContract.listWaiting, {
    client: tenantId,
    limit: 200,
  });
  assert.deepEqual(
    waiting.flatMap(({ kind, count }) => (kind.startsWith('withdrawals') ? [[kind, count]] : [])),
    [['withdrawalsToCorrect', 1]],
  );
});

test('周五的一笔退了汇，收款人的工资又成了应付', async () => {
  const { rows } = await world.stage.act(finance(), paymentsContract.listPayOrders, {
    tenantId: tenantIdOf('factory'),
    state: 'returned',
  });
  assert.deepEqual(
    rows.map(({ payeeName, code }) => [payeeName, code]),
    [[goldenPerson('returned').rows[0]!.person.name, 'AC04']],
  );
});

test('已关账的月份：银行对账单与账簿一分不差，没有差异', async () => {
  for (const tenant of [...tenants, 'house'] as const) {
    const tenantId = wireTenant(world.tenantOf(tenant));
    const { accounts } = await world.stage.act(
      finance(),
      reconciliationContract.getReconciliation,
      { tenantId },
    );
    // Withdrawals too; their sandbox has nothing to agree with.
    if (tenant === 'live') {
      const balances = accounts.map(({ statementBalance }) => statementBalance);
      assert.equal(balances.length, 1);
      assert.ok(balances[0] !== null && balances[0] !== '0.00');
    }
    for (const account of accounts.filter(({ comparedAt }) => comparedAt !== null)) {
      const { accountMasked, standing, difference, unexplained, openDiscrepancies } = account;
      const told = { standing, difference, unexplained, openDiscrepancies };
      const agrees = {
        standing: 'agrees',
        difference: '0.00',
        unexplained: '0.00',
        openDiscrepancies: 0,
      };
      if (standing !== 'noStatement') assert.deepEqual(told, agrees, `${tenant} ${accountMasked}`);
      else assert.equal(account.ledgerBalance, '0.00', `${tenant} ${accountMasked}`);
    }
  }
});

test('十个月的个税都已申报、缴款、取证', async () => {
  const { rows } = await world.stage.act(specialist(), payrollContract.listWithholdingReturns, {
    limit: 200,
  });
  const done = rows.filter(({ state }) => state === 'evidenced');
  assert.equal(done.length, 10 * 7, 'five entities of clients, two of the provider');
  assert.ok(done.every(({ differing, unregistered }) => differing + unregistered === 0));
});

test('已关账的月份：个税和社保公积金的应付都是零', async () => {
  const finance = world.player('finance');
  for (const tenant of tenants) {
    const closed = (await runsOf(tenant)).filter(({ state }) => state === 'closed');
    assert.ok(closed.length >= 10);
    for (const { id: runId, title } of closed) {
      const { rows } = await world.stage.act(finance, payrollContract.getRunObligations, {
        tenantId: wireTenant(world.tenantOf(tenant)),
        runId,
      });
      const open = rows.filter((row) => row.kind !== 'wages' && row.open !== '0.00');
      assert.deepEqual(open, [], `${tenant} ${title}`);
    }
  }
});

test('订单行：各种状态都有；没有凭证的，既不算官方成功，任务也不算办成', async () => {
  const states = new Set((await lineStates(world, 'retail')).keys());
  for (const state of openStates) assert.ok(states.has(state), state);
  assert.equal((await lineStates(world, 'live')).get('settled'), 4);
  for (const tenant of [...tenants, 'house'] as const) {
    assert.deepEqual(await unproven(world, tenant), [], tenant);
  }
});

test('星期一：深圳的行已过截止日并上报，会话等专员回复，退休预警，末月待客户确认', async () => {
  const { stage } = world;
  const insurance = world.player('insurance_specialist');
  const { rows: lines } = await stage.act(insurance, ordersContract.listOrderLines, {
    cityCode: '440300',
    state: 'officialFailed',
  });
  assert.ok(lines.length > 0);
  assert.ok(lines.every((line) => line.isEscalated && line.officialCutoff! < demoDay));
  const { rows: threads } = await stage.act(insurance, messagesContract.listWaitingThreads, {});
  assert.equal(threads.length, 2);
  assert.equal(threads.filter(({ isOverdue }) => isOverdue).length, 1);
  const { rows: retiring } = await stage.act(insurance, baseAdjustmentContract.listRetirements, {});
  assert.ok(retiring.length >= 3);
  const { rows: leavers } = await stage.act(
    world.player('client_hr', 'factory'),
    insuranceTaskContract.listLastPeriods,
    { tenantId: tenantIdOf('factory') },
  );
  assert.equal(leavers.length, 2);
});

test('费款账单：十月的已入账，与费款明细一分不差；十一月的每户差在不同的地方；一户欠费', async () => {
  assert.equal(await acceptedBillsAgree(world, '2026-10'), 4);
  assert.deepEqual(await billCauses(world, '2026-11'), {
    'guangzhou-declaration read': ['baseDiffers', 'notOurs'],
    'hangzhou-declaration read': ['notOnBill', 'rounding'],
    'shenzhen-declaration read': ['duplicateRow'],
    'tax-bureau-items read': ['lateFee'],
  });
  const { rows } = await world.stage.act(
    world.player('insurance_specialist'),
    arrearsContract.listArrears,
    {},
  );
  assert.deepEqual(
    rows.map(({ daysLate, responsibility, settledOn }) => [daysLate, responsibility, settledOn]),
    [[3, 'client', null]],
  );
});

test('客户账单：合计就是各行之和；两期已核销，一期到款六成，当月是预估', async () => {
  const live = await clientBills(world, 'live');
  for (const bill of [...live, ...(await clientBills(world, 'retail'))]) {
    assert.equal(bill.amount, bill.lines, bill.period);
    assert.ok(bill.amount > 0, bill.period);
  }
  assert.deepEqual(
    live.map(({ period, state }) => [period, state]),
    [
      ['2026-08', 'matched'],
      ['2026-09', 'matched'],
      ['2026-10', 'received'],
      ['2026-11', 'estimate'],
    ],
  );
});

test('星屿直播：有参保方案，没有人因此多参一份保；一件用工备案在办；账单按成本中心分', async () => {
  const tenantId = tenantIdOf('live');
  const insurance = world.player('insurance_specialist');
  const schemes = await world.stage.act(insurance, insuranceTaskContract.listInsuranceSchemes, {
    tenantId,
  });
  assert.deepEqual(
    schemes.rows.map(({ cityCode, insuranceBaseRule }) => [cityCode, insuranceBaseRule]),
    [['330100', 'agreedWage']],
  );
  const { rows: tasks } = await world.stage.act(
    insurance,
    insuranceTaskContract.listInsuranceTasks,
    { clientId: tenantId, state: 'open' },
  );
  assert.deepEqual(
    tasks.map(({ kind, state }) => [kind, state]),
    [['employmentFiling', 'pending']],
  );
  const centres = await costCentresOf(world, 'live');
  assert.ok(centres.size > 1, [...centres].join());
});

test('十一月的文件：除故意做错的行外都能导入', async () => {
  const [open] = (await runsOf('retail')).filter(({ state }) => state === 'collecting');
  for (const file of novemberFiles(cast, 'retail')) {
    if (file.kind === 'taxpayerFeedback') await reportJoiners(file.entityKey!);
    const importing = {
      tenantId: world.tenantOf('retail'),
      kind: file.kind,
      ...subjectOf(file, open!.id),
      name: file.name,
      sheet: file.sheet,
    };
    const checked = await checkFile(world.stage, specialist(), importing);
    assert.ok(checked.counts, file.name);
    assert.deepEqual(
      [file.name, checked.counts.invalid, checked.counts.duplicate],
      [file.name, file.invalid, file.duplicate],
      JSON.stringify(checked.errors),
    );
    assert.ok(checked.counts.created + checked.counts.updated > 0, file.name);
    await commitFile(world.stage, specialist(), world.tenantOf('retail'), checked.id, 'validRows');
  }
});

function subjectOf({ kind, entityKey }: NovemberFile, runId: string): { subjectId?: string } {
  if (kind === 'roster') return {};
  return { subjectId: kind === 'taxpayerFeedback' ? world.entityId(entityKey!) : runId };
}

async function reportJoiners(entityKey: string): Promise<void> {
  const entity = { tenantId: tenantIdOf('retail'), entityId: world.entityId(entityKey) };
  await world.stage.act(specialist(), payrollContract.collectTaxpayers, entity);
  const sheet = await world.stage.act(specialist(), payrollContract.generateTaxpayerSheet, {
    ...entity,
    people: 'changes',
  });
  assert.deepEqual(sheet.leftOut, []);
}

test('税局反馈：两名新人身份验证不通过', async () => {
  let refused = 0;
  for (const { key } of clientOf('retail').entities) {
    const entity = { tenantId: tenantIdOf('retail'), entityId: world.entityId(key) };
    const { counts } = await world.stage.act(specialist(), payrollContract.listTaxpayers, entity);
    refused += counts.identityRefused;
  }
  assert.equal(refused, 2);
});

test('银行结果文件里的金额就是十一月批次的实发，一人户名不符', async () => {
  const kept = readFileSync(path.resolve(import.meta.dirname, '../../..', bankResultFile));
  const amounts = new Map<string, string>();
  const failures: string[] = [];
  const read = await readSheet(kept, {}, ({ cells }) => {
    amounts.set(cells[1]?.text ?? '', cells[3]?.text ?? '');
    if (cells[4]?.text === '失败') failures.push(cells[5]?.text ?? '');
  });
  assert.ok(read.ok);
  assert.deepEqual(failures, ['户名不符']);
  const lines = await bankResultLines(world, cast);
  assert.ok(lines.length > 0);
  for (const { account, amount } of lines) {
    assert.equal(yuan(amounts.get(account)!), yuan(amount), account);
  }
});

test('样例人员：批次算出的和政策库直接算出的一分不差', async () => {
  const run = await novemberRunOf('retail');
  await play.reviewInputs(world, run);
  await world.stage.settleEvents();
  const blocked = await play.calculate(world, run);
  assert.equal(blocked.blockers, 1, '一人的用工形式写错');
  await correctForm(run);
  await world.stage.settleEvents();
  const corrected = await play.calculate(world, run);
  assert.equal(corrected.blockers, 0);
  for (const answer of answersOf('retail')) {
    for (const [index, row] of answer.person.rows.entries()) {
      assertAnswer(answer, index, await explainedPayslip(world, run, row));
    }
  }
});

test('北京7月基数8月21日公布：最低基数的人7、8月补差，单位57.66、个人22.68', async () => {
  const run = await novemberRunOf('retail');
  const late = { periods: ['2026-07', '2026-08'], employer: '57.66', employee: '22.68' };
  for (const key of ['floor', 'sharedAccount', 'sharesAccount'] as const) {
    const [row] = goldenPerson(key).rows;
    assert.deepEqual(await differencesOf(world, row!), { ...late, billedIn: ['2026-11'] }, key);
    assert.deepEqual(adjustmentsIn(await explainedPayslip(world, run, row!)), late, key);
  }
  // 10月才入职的人没有补差。
  const none = { periods: [], employer: '0.00', employee: '0.00' };
  const [joined] = goldenPerson('noAccount').rows;
  assert.deepEqual(adjustmentsIn(await explainedPayslip(world, run, joined!)), none);
});

test('一个主体、两个客户：后算的批次接着先锁的批次扣，两份之和就是一个累计的税', async () => {
  const { person, taxes, months } = goldenAnswers().find(
    ({ key }) => key === 'oneEntityTwoClients',
  )!;
  const [calls, live] = person.rows;
  const first = await explainedPayslip(world, await novemberRunOf('live'), live!);
  const run = await novemberRunOf('calls');
  await play.reviewInputs(world, run);
  await world.stage.settleEvents();
  await play.calculate(world, run);
  const second = await explainedPayslip(world, run, calls!);
  for (const [index, { slip }] of [second, first].entries()) {
    const { gross, ownContributions } = months[index]!;
    assert.equal(slip.gross, formatYuan(gross));
    assert.equal(slip.ownContributions, formatYuan(ownContributions));
    assert.equal(slip.cumulative.basicDeduction, '55000.00', '一个人一个月只减除一次');
  }
  const [of, then] = [first.slip, second.slip];
  assert.equal(add(yuan(of.tax), yuan(then.tax)), taxes[0]!.tax);
  const before = add(yuan(of.cumulative.withheldBefore), yuan(of.tax));
  assert.equal(then.cumulative.withheldBefore, formatYuan(before));
  const income = add(yuan(of.cumulative.income), yuan(then.gross));
  assert.equal(then.cumulative.income, formatYuan(income));
  const [why] = second.lines.filter(({ line }) => line.group === 'tax');
  assert.equal(why?.reasons[0]?.rule, 'income-tax.cumulative-withholding');
  assert.equal(why.reasons[0].inputs['withheld'], formatYuan(before));
});

test('周五发的一家：样例人员的工资条也和政策库一致', async () => {
  const run = await novemberRunOf('factory');
  for (const answer of answersOf('factory')) {
    assertAnswer(answer, 0, await explainedPayslip(world, run, answer.person.rows[0]!));
  }
});

async function novemberRunOf(tenant: (typeof tenants)[number]): Promise<play.DemoRun> {
  const open = (await runsOf(tenant)).find(({ wageMonth }) => wageMonth === openPeriod);
  const { payDate } = open!;
  const wageMonth = openPeriod;
  const tenantId = tenantIdOf(tenant);
  return { tenant, tenantId, runId: open!.id, wageMonth, payDate: plainDate(payDate) };
}

async function correctForm(run: play.DemoRun): Promise<void> {
  const row = joinerWithWrongForm(cast);
  const { counts, rows } = await world.stage.act(specialist(), payrollContract.listFindings, {
    tenantId: run.tenantId,
    runId: run.runId,
    severity: 'blocker',
  });
  assert.ok(counts.some(({ key }) => key === 'three_in_one.breach'));
  assert.equal(rows[0]!.employeeNo, row.employeeNumber);
  const entityId = world.entityId(row.entityKey);
  await world.stage.act(specialist(), peopleContract.reviseEmployment, {
    tenantId: run.tenantId,
    employmentId: rows[0]!.employmentId!,
    appliesFrom: row.startsOn,
    form: 'fullTime',
    payTaxEntityId: entityId,
    insuranceEntityId: entityId,
    workCityCode: row.cityCode,
  });
}

test('客户的钱在银行里等着；付款时户名不符和销户的两人失败，其余到账', async () => {
  const { stage } = world;
  const retailId = world.tenantOf('retail');
  const tenantId = tenantIdOf('retail');
  const { appId, secret, callbackSecret } = bank.credentials;
  const link = openSandboxBank({ url: bank.url, appId, secret, callbackSecret });
  const dispatcher = await startDispatcher({ host: stage.host, channels: [link] });
  try {
    const run = await novemberRunOf('retail');
    await play.explainWarnings(world, run);
    await play.approveAndLock(world, run);
    await readStatements(tenantId);
    const funding = await stage.act(finance(), payrollContract.fundRun, {
      tenantId,
      runId: run.runId,
    });
    assert.equal(funding.isFunded, true);
    await play.pay(world, run);
    await play.awaitPayment(world, run);
    const { rows } = await stage.act(finance(), paymentsContract.listPayOrders, {
      tenantId,
      subjectId: run.runId,
      state: 'failed',
    });
    assert.deepEqual(rows.map(({ payeeName, code }) => `${payeeName} ${code}`).toSorted(), [
      '仇一鸣 AC04',
      '查语嫣 BE01',
    ]);
    assert.equal((await bank.admin.checkBook()).sum, 0);
  } finally {
    await dispatcher.stop();
    link.close();
  }

  async function readStatements(tenantId: string): Promise<void> {
    const { rows: accounts } = await stage.act(finance(), paymentsContract.listPayerAccounts, {
      tenantId,
    });
    const { now } = await bank.admin.settings();
    for (const { id: payerAccountId } of accounts) {
      const { jobId } = await stage.act(finance(), reconciliationContract.readStatement, {
        tenantId,
        payerAccountId,
        day: shanghaiDay(now),
      });
      assert.ok(parseId('job', jobId));
      await stage.finish(retailId, jobId);
    }
    const { rows } = await stage.act(finance(), billingContract.listReceipts, {
      tenantId,
      state: 'unmatched',
    });
    assert.equal(rows.length, accounts.length);
    for (const { id: receiptId } of rows) {
      await stage.act(finance(), billingContract.matchReceipt, { tenantId, receiptId });
    }
  }
});

function shanghaiDay(now: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.parse(now));
}
