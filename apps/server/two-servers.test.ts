import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { newId } from '@heyi/kernel';
import { jobs as paymentJobs } from '@heyi/payments';
import {
  appendAudit,
  checkChain,
  enqueue,
  inTransaction,
  publish,
  systemActor,
  type Transaction,
} from '@heyi/platform';
import { createTestDatabase, isOnTestCluster } from '@heyi/platform/testing';
import { readConfig } from './config.ts';
import { type RunningServer, startServer } from './start-server.ts';
import {
  createOutsideDatabase,
  makeOlder,
  migrations,
  openPlayground,
  type OutsideDatabase,
} from './testing/started-server.ts';

/**
 * Two processes beside this one, all on one database that was empty when they started at once; that
 * of a cluster is migrated and spread before any server may start.
 */
const playground = openPlayground();
let outside: OutsideDatabase;
let here: RunningServer;
before(async () => {
  outside = await createOutsideDatabase(isOnTestCluster ? createTestDatabase : undefined);
});
after(async () => {
  await here.stop();
  await playground.close();
  await outside.drop();
});

const keyFile = path.join(playground.folder, 'master.key');

test('两台同时在空库上第一次启动：一家公司，一把密钥，都能服务', async () => {
  const env = { ...outside.env, HEYI_MASTER_KEY_FILE: keyFile };
  const [first, second] = ['first', 'second'].map((name) =>
    playground.start(playground.home(name), env),
  );
  for (const server of [first!, second!]) {
    const answer = await fetch(`${await server.address()}/v1/session`);
    assert.equal(answer.status, 401, server.said());
  }
  const config = readConfig({ ...env, HEYI_DATA: playground.home('here'), HEYI_PORT: '0' });
  here = await startServer(config);
  const houses = await outside.query('select id from platform.tenant');
  assert.deepEqual(houses, [{ id: here.host.houseId }]);
  const keys = await outside.query('select version from platform.data_key');
  assert.deepEqual(keys, [{ version: 1 }]);
});

const rounds = 40;

/** What many users do at once: a job, an event and an audit entry in one transaction. */
function work(): Promise<void> {
  const [job] = paymentJobs;
  return inHouse(async (tx) => {
    const payerAccountId = newId<'pac'>();
    await enqueue(tx, { job: job!, input: { payerAccountId }, subjectId: payerAccountId });
    await publish(tx, { type: 'test.happened', payload: {} });
    await appendAudit(tx, { operation: 'test', subjectId: payerAccountId, detail: {} });
  });
}

function inHouse<T>(run: (tx: Transaction) => Promise<T>): Promise<T> {
  const { host } = here;
  const scope = { tenantIds: [host.houseId], actor: systemActor('test'), requestId: 'test' };
  return inTransaction(host, scope, run);
}

async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail('it did not happen in 20 seconds');
}

const open = `
  select (select count(*)::int from platform.job where finished_at is null) as jobs,
         (select count(*)::int from platform.outbox where delivered_at is null) as events,
         (select count(*)::int from platform.audit_waiting) as entries`;

test('三台一起跑：每个任务只跑一次，每条消息送达，日志链只封一次且完好', async () => {
  await Promise.all(Array.from({ length: rounds }, work));
  await eventually(async () => {
    const [left] = await outside.query(open);
    return left!['jobs'] === 0 && left!['events'] === 0 && left!['entries'] === 0;
  });
  const jobs = await outside.query(
    `select state, starts, failure ->> 'code' as code, count(*)::int as count
       from platform.job group by 1, 2, 3`,
  );
  const once = { state: 'failed', starts: 1, code: 'payer_account.not_linked' };
  assert.deepEqual(jobs, [{ ...once, count: rounds }]);
  const [events] = await outside.query('select count(*)::int as count from platform.outbox');
  assert.equal(events!['count'], rounds);
  assert.deepEqual(await inHouse(checkChain), { entries: rounds, brokenAt: null });
});

test('一台被强行终止，其余照常；密钥不是同一把的一台不让启动', async () => {
  const third = playground.start(playground.home('third'), {
    ...outside.env,
    HEYI_MASTER_KEY_FILE: keyFile,
  });
  await third.address();
  third.child.kill('SIGKILL');
  await third.ended;
  await work();
  await eventually(async () => (await outside.query(open))[0]!['jobs'] === 0);

  const stranger = playground.home('stranger');
  mkdirSync(stranger);
  writeFileSync(path.join(stranger, 'master.key'), randomBytes(32).toString('base64'));
  const refused = playground.start(stranger, outside.env);
  assert.equal(await refused.ended, 1);
  assert.match(refused.said(), /^The master key .* is not the one that sealed this data: .*\n$/);
});

test('两台同时在旧一版的数据上启动：只备份一次，只迁移一次，都能服务', async () => {
  const older = await createOutsideDatabase();
  await makeOlder(older);
  const env = { ...older.env, HEYI_MASTER_KEY_FILE: keyFile };
  const homes = ['older-first', 'older-second'].map((name) => playground.home(name));
  const servers = homes.map((home) => playground.start(home, env));
  for (const server of servers) {
    const answer = await fetch(`${await server.address()}/v1/session`);
    assert.equal(answer.status, 401, server.said());
  }
  const versions = await older.query('select version from platform.schema_version order by 1');
  assert.deepEqual(
    versions.map(({ version }) => version),
    migrations.map(({ version }) => version),
  );
  const backups = homes.flatMap((home) => {
    const folder = path.join(home, 'backups');
    return existsSync(folder) ? readdirSync(folder) : [];
  });
  assert.equal(backups.length, 1, String(backups));
  assert.match(backups[0]!, new RegExp(`^schema-${migrations.at(-2)!.version}-`));
  for (const { child, ended } of servers) {
    child.kill('SIGTERM');
    await ended;
  }
  await older.drop();
});
