import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import {
  billingContract,
  ledgerContract,
  payrollContract,
  paymentsContract,
  peopleContract,
} from '@heyi/contract';
import { formatYuan, parseId, yuan } from '@heyi/kernel';
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
import { checkFile, commitFile } from './story/import-file.ts';
import type { World } from './story/open-companies.ts';
import * as play from './story/play-run.ts';
import { wireTenant } from './story/stage.ts';

const tenants = ['estate', 'factory', 'retail'] as const;
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
    analyse: async () => void (await owner.query('analyze')),
    progress: (_, share) => told.push(share),
  });
  try {
    world = await seeding;
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

const present = { estate: 'rejected', factory: 'partiallyPaid', retail: 'collecting' } as const;

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

test('十个月的个税都已申报、缴款、取证', async () => {
  const { rows } = await world.stage.act(specialist(), payrollContract.listWithholdingReturns, {
    limit: 200,
  });
  const done = rows.filter(({ state }) => state === 'evidenced');
  assert.equal(done.length, 10 * 6, 'five entities of clients, one of the provider');
  assert.ok(done.every(({ differing, unregistered }) => differing + unregistered === 0));
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
  const [open] = (await runsOf('retail')).filter(({ wageMonth }) => wageMonth === '2026-11');
  const run = { tenant: 'retail', tenantId: tenantIdOf('retail'), runId: open!.id } as play.DemoRun;
  await play.reviewInputs(world, run);
  await world.stage.settleEvents();
  const blocked = await play.calculate(world, run);
  assert.equal(blocked.blockers, 1, '一人的用工形式写错');
  await correctForm(run);
  await world.stage.settleEvents();
  const corrected = await play.calculate(world, run);
  assert.equal(corrected.blockers, 0);
  const { rows } = await world.stage.act(specialist(), payrollContract.listRunMembers, {
    tenantId: run.tenantId,
    runId: run.runId,
    limit: 500,
  });
  const members = new Map(rows.map((row) => [row.employeeNo, row]));
  for (const { person, months, taxes, key } of goldenAnswers()) {
    if (person.rows.some(({ tenant }) => tenant !== 'retail')) continue;
    for (const [index, row] of person.rows.entries()) {
      const member = members.get(row.employeeNumber);
      assert.ok(member, `${key} is paid`);
      const { gross, ownContributions, net } = months[index]!;
      assert.deepEqual(
        [key, member.gross, member.ownContributions, member.tax, member.net],
        [key, ...[gross, ownContributions, taxes[index]!.tax, net].map(formatYuan)],
      );
    }
  }
});

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
    const [open] = (await runsOf('retail')).filter(({ wageMonth }) => wageMonth === '2026-11');
    const run = {
      tenant: 'retail',
      tenantId,
      runId: open!.id,
      wageMonth: '2026-11',
    } as play.DemoRun;
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
      const { jobId } = await stage.act(finance(), billingContract.readStatement, {
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
