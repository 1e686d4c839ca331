import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { formatId } from '@heyi/kernel';
import { cookieName } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { seedAccount, seedPassword } from '../world/seed-client.ts';
import {
  beginningsOf,
  checkedRoster,
  openOutageWorld,
  openRun,
  type OutageWorld,
  runIdOf,
  until,
} from './outage-world.ts';
import type { CopyFacts } from './server-copy.ts';

// Each copy of the server is a process of its own, killed without a word while it writes.

const now = '2026-11-23T01:00:00.000Z';
let world: TestHost;
let made: OutageWorld;
const copies: ChildProcess[] = [];
before(async () => {
  world = await createTestHost(now);
  made = await openOutageWorld(world);
});
after(async () => {
  for (const copy of copies) await kill(copy);
  await world.close();
});

/** The address of a new copy. */
async function startCopy(): Promise<{ copy: ChildProcess; url: string }> {
  const { urls } = world.database;
  const facts: CopyFacts = {
    appUrl: urls.appUrl,
    jobsUrl: urls.jobsUrl,
    houseId: world.host.houseId,
    masterKey: world.host.keyRing.master.bytes.toString('base64'),
    filesDirectory: world.filesDirectory,
    now,
  };
  const script = path.join(import.meta.dirname, 'server-copy.ts');
  const copy = spawn(process.execPath, [script, JSON.stringify(facts)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  copies.push(copy);
  const [url] = (await once(createInterface({ input: copy.stdout }), 'line')) as [string];
  return { copy, url };
}

async function kill(copy: ChildProcess): Promise<void> {
  if (copy.exitCode !== null || copy.signalCode !== null) return;
  copy.kill('SIGKILL');
  await once(copy, 'exit');
}

const countPeople = () =>
  made.count(`select count(*)::int as count from people.person where tenant_id = $1`, [
    made.client.id,
  ]);

test('导入写到一半进程被杀：一个人也没写进去；另一台接着办，一个不少一个不多', async () => {
  const first = await startCopy();
  const { importId, people } = await checkedRoster(made, 1);
  const tenantId = made.client.wireId;
  const before = await countPeople();
  await made.strikeIn(
    'people.person',
    () => made.stage.act('commitImport', { tenantId, importId, rows: 'all' }),
    () => kill(first.copy),
  );
  assert.equal(await countPeople(), before);
  const view = await made.stage.act('getImport', { tenantId, importId });
  assert.equal(view['state'], 'committing');
  await startCopy();
  await until('the import is committed', async () => {
    const { state } = await made.stage.act('getImport', { tenantId, importId });
    return state === 'committed';
  });
  assert.equal(await countPeople(), before + people);
  await until('the job ends', async () => (await beginningsOf(made, 'commit_import')) === 2);
});

const countSlips = (runId: string) =>
  made.count(
    `select count(*)::int as count from payroll.payslip s
       join payroll.calculation c using (shard_key, tenant_id)
      where c.id = s.calculation_id and c.run_id = $1`,
    [runIdOf(runId)],
  );

test('计算写到一半进程被杀：没有半份结果；另一台接着算，一人一张', async () => {
  for (const copy of copies) await kill(copy);
  const first = await startCopy();
  const runId = await openRun(made, '2026-12');
  const inRun = { tenantId: made.client.wireId, runId };
  await made.strikeIn(
    'payroll.payslip',
    () => made.stage.act('startCalculation', inRun),
    () => kill(first.copy),
  );
  assert.equal(await countSlips(runId), 0);
  assert.equal((await made.stage.act('getPayrollRun', inRun))['state'], 'calculating');
  await startCopy();
  await until('the run is calculated', async () => {
    const { state } = await made.stage.act('getPayrollRun', inRun);
    return state === 'calculated';
  });
  const { totals } = await made.stage.act('getPayrollRun', inRun);
  assert.ok(totals.people > 1, JSON.stringify(await made.stage.act('getPayrollRun', inRun)));
  assert.equal(await countSlips(runId), totals.people);
  await until('the job ends', async () => (await beginningsOf(made, 'payroll.calculate')) === 2);
});

const countOrders = () =>
  made.count(
    `select count(*)::int as count from payments.pay_order o
       join payments.pay_batch b using (shard_key, tenant_id)
      where b.id = o.batch_id and b.subject_id = $1`,
    [runIdOf(made.client.runId)],
  );

/** Somebody of the provider's finance, signed in at a copy. */
async function financeAt(url: string): Promise<Record<string, string>> {
  const { stage, client } = made;
  const account = await seedAccount(stage, world.host.houseId, 'finance');
  const accountId = formatId('acc', account.id);
  await stage.act('assignClient', { accountId, clientId: client.wireId });
  const answer = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ loginName: account.loginName, password: seedPassword }),
  });
  assert.equal(answer.status, 200);
  const cookie = answer.headers.getSetCookie().find((text) => text.startsWith('heyi_session='))!;
  const token = cookie.slice(`${cookieName('session', false)}=`.length).split(';')[0]!;
  return { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
}

test('点了发放进程被杀：一笔指令也没有；同一次点击再发到另一台，恰好发一次', async () => {
  for (const copy of copies) await kill(copy);
  const first = await startCopy();
  const headers = { ...(await financeAt(first.url)), 'idempotency-key': 'the-same-click' };
  const { wireId, runId } = made.client;
  const path = `/v1/tenants/${wireId}/payroll-runs/${runId}/payment`;
  const click = (url: string, key = 'the-same-click') =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': key },
      body: '{}',
    });
  let lost: Promise<unknown> = Promise.resolve();
  await made.strikeIn(
    'payments.pay_order',
    async () => {
      lost = assert.rejects(click(first.url));
    },
    () => kill(first.copy),
  );
  await lost;
  assert.equal(await countOrders(), 0);
  const inRun = { tenantId: wireId, runId };
  assert.equal((await made.stage.act('getPayrollRun', inRun))['state'], 'funded');
  const second = await startCopy();
  const answers = [await click(second.url), await click(second.url)];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200],
  );
  assert.deepEqual(await answers[1]!.json(), await answers[0]!.json(), '同一次点击，同一个回答');
  assert.equal((await click(second.url, 'another-click')).status, 409);
  assert.equal(await countOrders(), 1);
  const { differences } = await made.stage.act('verifyLedger', { tenantId: wireId });
  assert.deepEqual(differences, []);
});
