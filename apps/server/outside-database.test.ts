import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { newId } from '@heyi/kernel';
import {
  type BackupManifest,
  type Host,
  inTransaction,
  systemActor,
  tenantCipher,
  type Transaction,
} from '@heyi/platform';
import { ConfigError, readConfig } from './config.ts';
import { startServer } from './start-server.ts';
import {
  createOutsideDatabase,
  makeOlder,
  migrations,
  openPlayground,
  type OutsideDatabase,
} from './testing/started-server.ts';

const newest = migrations.at(-1)!.version;
const playground = openPlayground();
let outside: OutsideDatabase;
before(async () => void (outside = await createOutsideDatabase()));
after(async () => {
  await playground.close();
  await outside.drop();
});

type Env = Readonly<Record<string, string>>;

function configOf(database: OutsideDatabase, home: string, env: Env = {}) {
  return readConfig({
    ...database.env,
    HEYI_DATA: playground.home(home),
    HEYI_PORT: '0',
    ...env,
  });
}

async function refusalOf(database: OutsideDatabase, home: string, env: Env = {}): Promise<string> {
  const refusal = await startServer(configOf(database, home, env)).then(
    (server) => server.stop().then(() => null),
    (error: unknown) => error,
  );
  assert.ok(refusal instanceof ConfigError, String(refusal));
  assert.doesNotMatch(refusal.message, /\n/, '一行说明');
  return refusal.message;
}

function inHouse<T>(host: Host, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const scope = { tenantIds: [host.houseId], actor: systemActor('test'), requestId: 'test' };
  return inTransaction(host, scope, work);
}

test('第一次启动建好表结构和本公司；再次启动数据还在，封存的内容打得开', async () => {
  const first = await startServer(configOf(outside, 'one'));
  assert.equal(first.database.isNew, true);
  const sealed = await inHouse(first.host, async (tx) => (await tenantCipher(tx)).seal('王芳'));
  await first.stop();
  await first.stop();
  const second = await startServer(configOf(outside, 'one'));
  assert.equal(second.database.isNew, false);
  assert.equal(second.host.houseId, first.host.houseId);
  const cipher = await inHouse(second.host, (tx) => tenantCipher(tx));
  assert.equal(cipher.open(sealed), '王芳');
  await second.stop();
});

test('外部数据库里从不写入演示数据，也不接演示银行', async () => {
  const server = await startServer(configOf(outside, 'one'));
  assert.equal(server.database.isEmbedded, false);
  assert.equal(server.banks.standIn, null);
  assert.deepEqual(server.banks.channels, []);
  await server.stop();
  const [counts] = await outside.query(`
    select (select count(*)::int from platform.tenant) as tenants,
           (select count(*)::int from access.account) as accounts`);
  assert.deepEqual(counts, { tenants: 1, accounts: 0 });
  assert.ok(!existsSync(path.join(playground.home('one'), 'sandbox')));
});

test('请求只发了一半也停得下来', async () => {
  const server = await startServer(configOf(outside, 'one'));
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  socket.write('POST /v1/session HTTP/1.1\r\nhost: x\r\ncontent-length: 900\r\n\r\n{');
  await new Promise((resolve) => setTimeout(resolve, 100));
  const began = performance.now();
  await server.stop();
  assert.ok(performance.now() - began < 9000, '停得太慢');
  socket.destroy();
});

test('数据比程序新：一行说明，不启动，不改动', async () => {
  const next = newest + 1;
  await outside.query('insert into platform.schema_version (version, name) values ($1, $2)', [
    next,
    'of_tomorrow',
  ]);
  const says = await refusalOf(outside, 'one');
  assert.equal(
    says,
    `The data is of schema ${next}, this Heyi knows ${newest}: ` +
      'start the newer Heyi, or restore a backup that this one wrote.',
  );
  await outside.query('delete from platform.schema_version where version = $1', [next]);
});

test('数据比程序旧：先备份旧数据，再迁移，旧数据还在', async () => {
  const older = await createOutsideDatabase();
  const house = await makeOlder(older);
  const server = await startServer(
    configOf(older, 'older', { HEYI_MASTER_KEY_FILE: keyOf('one') }),
  );
  assert.equal(server.host.houseId, house);
  const [version] = await older.query('select max(version) as v from platform.schema_version');
  assert.equal(version!['v'], newest);
  await server.stop();
  const backups = path.join(playground.home('older'), 'backups');
  const [name, ...more] = readdirSync(backups);
  assert.deepEqual(more, []);
  const text = readFileSync(path.join(backups, name!, 'manifest.json'), 'utf8');
  const manifest = JSON.parse(text) as BackupManifest;
  assert.equal(manifest.schemaVersion, migrations.at(-2)!.version);
  const rows = readFileSync(path.join(backups, name!, 'tables/platform.tenant.copy'), 'utf8');
  assert.ok(rows.startsWith(house));
  await older.drop();
});

const keyOf = (home: string) => path.join(playground.home(home), 'master.key');

test('主密钥不见了：不启动，也不另造一把', async () => {
  const says = await refusalOf(outside, 'keyless');
  assert.match(says, /^The master key .*master\.key is missing/);
  assert.ok(!existsSync(keyOf('keyless')));
});

test('外部数据库连不上：说出是哪一个设置，不说口令', async () => {
  const wrong = new URL(outside.env.DATABASE_JOBS_URL);
  wrong.password = 'not-the-password';
  const says = await refusalOf(outside, 'one', { DATABASE_JOBS_URL: wrong.href });
  assert.match(says, /^The database of DATABASE_JOBS_URL cannot be opened: password auth/);
  const closed = new URL(outside.env.DATABASE_URL);
  closed.port = '1';
  const refused = await refusalOf(outside, 'one', { DATABASE_URL: closed.href });
  assert.match(refused, /^The database of DATABASE_URL cannot be opened: .*ECONNREFUSED/);
  assert.doesNotMatch(`${says}${refused}`, /not-the-password|postgresql:/);
});

/** Roles that row-level security would not hold, and how an administrator comes to make them. */
const weakRoles: readonly [title: string, options: string, grants: string, says: RegExp][] = [
  ['超级用户', 'superuser', '', /is a superuser/],
  ['可绕过行级安全', 'bypassrls', 'grant heyi_app to ROLE', /bypasses row-level security/],
  ['表的主人的成员', '', 'grant heyi_app, heyi_owner to ROLE', /owns tables/],
  ['能变成超级用户', 'noinherit', 'grant postgres to ROLE', /is a superuser/],
  ['不是 heyi_app', '', '', /is not heyi_app/],
];

for (const [title, options, grants, says] of weakRoles) {
  test(`不受行级安全约束的角色不用：${title}`, async () => {
    const role = `heyi_weak_${newId().slice(-12)}`;
    await outside.query(`create role ${role} login password 'weak' ${options}`);
    const grant = grants.replace('ROLE', role);
    if (grant) await outside.query(grant);
    const url = new URL(outside.adminUrl);
    url.username = role;
    url.password = 'weak';
    const refused = await refusalOf(outside, 'one', { DATABASE_URL: url.href });
    await outside.query(`drop role ${role}`);
    assert.match(refused, says);
    assert.match(refused, /^The role of DATABASE_URL .* row-level security would not hold/);
  });
}

test('表的主人自己也不行', async () => {
  const says = await refusalOf(outside, 'one', { DATABASE_URL: outside.env.DATABASE_OWNER_URL });
  assert.match(says, /owns tables/);
  rmSync(playground.home('keyless'), { recursive: true, force: true });
});
