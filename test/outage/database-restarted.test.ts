import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formatId, parseId } from '@heyi/kernel';
import { type JobWorker, startWorker } from '@heyi/platform';
import {
  createRestartableDatabase,
  createTestHost,
  type RestartableDatabase,
  type TestHost,
} from '@heyi/platform/testing';
import { jobs } from '@heyi/server';
import { seedAccount, seedPassword } from '../world/seed-client.ts';
import { openApi } from './open-api.ts';
import {
  beginningsOf,
  checkedRoster,
  openOutageWorld,
  openRun,
  type OutageWorld,
  until,
} from './outage-world.ts';

// PostgreSQL is shut down at once, as when the power goes, while this server writes; nobody helps
// the server afterwards.

let database: RestartableDatabase;
let world: TestHost;
let made: OutageWorld;
let worker: JobWorker;
let http: Awaited<ReturnType<typeof openApi>>;
let token = '';
before(async () => {
  database = await createRestartableDatabase();
  world = await createTestHost(undefined, database);
  made = await openOutageWorld(world);
  const { host } = world;
  worker = await startWorker({ host, jobsUrl: database.urls.jobsUrl, jobs, concurrency: 1 });
  http = await openApi(host);
  token = await signInAsFinance();
});
after(async () => {
  await worker.stop();
  await http.close();
  await world.close();
});

async function signInAsFinance(): Promise<string> {
  const { stage, client } = made;
  const account = await seedAccount(stage, world.host.houseId, 'finance');
  const accountId = formatId('acc', account.id);
  await stage.act('assignClient', { accountId, clientId: client.wireId });
  const payload = { loginName: account.loginName, password: seedPassword };
  const answer = await http.inject({ method: 'POST', url: '/v1/session', payload });
  return answer.cookies.find(({ name }) => name === 'heyi_session')!.value;
}

async function call(method: 'GET' | 'POST', path: string, key = 'a-request-of-the-test') {
  const answer = await http.inject({
    method,
    url: `/v1/tenants/${made.client.wireId}/${path}`,
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': key },
    ...(method === 'POST' && { payload: {} }),
  });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
}

/** Cut off, everybody is told so; back again, everything goes on. */
async function cutAndRestart(): Promise<void> {
  await database.cut();
  const during = await call('GET', 'employments');
  assert.equal(during.status, 503);
  assert.equal(during.body['code'], 'server.unavailable');
  assert.match(String(during.body['detail']), /数据库正在恢复/);
  await database.start();
}

const countOf = (table: string) =>
  made.count(`select count(*)::int as count from ${table} where tenant_id = $1`, [made.client.id]);

test('导入写到一半数据库断电：什么也没丢没多；恢复后任务自己接着办完', async () => {
  const { importId, people } = await checkedRoster(made, 1);
  const tenantId = made.client.wireId;
  const before = await countOf('people.person');
  await made.strikeIn(
    'people.person',
    () => made.stage.act('commitImport', { tenantId, importId, rows: 'all' }),
    cutAndRestart,
  );
  await until('the import is committed', async () => {
    const { state } = await made.stage.act('getImport', { tenantId, importId });
    return state === 'committed';
  });
  assert.equal(await countOf('people.person'), before + people);
  assert.equal(await countOf('people.employment'), before + people);
  await until('the job ends', async () => (await beginningsOf(made, 'commit_import')) === 2);
});

test('计算写到一半数据库断电：没有半份结果；恢复后自己算完，一人一张', async () => {
  const runId = await openRun(made, '2026-12');
  const inRun = { tenantId: made.client.wireId, runId };
  const before = await countOf('payroll.payslip');
  await made.strikeIn(
    'payroll.payslip',
    () => made.stage.act('startCalculation', inRun),
    async () => {
      await cutAndRestart();
      assert.equal(await countOf('payroll.payslip'), before);
    },
  );
  await until('the run is calculated', async () => {
    const { state } = await made.stage.act('getPayrollRun', inRun);
    return state === 'calculated';
  });
  const { totals } = await made.stage.act('getPayrollRun', inRun);
  assert.ok(totals.people > 1);
  assert.equal(await countOf('payroll.payslip'), before + totals.people);
  await until('the job ends', async () => (await beginningsOf(made, 'payroll.calculate')) === 2);
});

test('点了发放数据库断电：答 503，一笔指令也没有；同一次点击再发，恰好发一次，账是平的', async () => {
  const path = `payroll-runs/${made.client.runId}/payment`;
  let answer: ReturnType<typeof call> | null = null;
  await made.strikeIn(
    'payments.pay_order',
    async () => {
      answer = call('POST', path, 'the-same-click');
    },
    cutAndRestart,
  );
  const cut = await answer!;
  assert.equal(cut.status, 503);
  assert.equal(cut.body['code'], 'server.unavailable');
  assert.equal(await countOf('payments.pay_order'), 0);
  const again = [
    await call('POST', path, 'the-same-click'),
    await call('POST', path, 'the-same-click'),
  ];
  assert.deepEqual(
    again.map(({ status }) => status),
    [200, 200],
  );
  assert.equal(await countOf('payments.pay_order'), 1);
  const tenantId = made.client.wireId;
  const { differences } = await made.stage.act('verifyLedger', { tenantId });
  assert.deepEqual(differences, []);
  assert.ok(parseId('ten', tenantId));
});
