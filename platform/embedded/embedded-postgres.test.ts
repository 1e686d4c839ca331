import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { type EmbeddedPostgres, EmbeddedDatabaseError, startEmbeddedPostgres } from './index.ts';
import { volatileHome } from './home.ts';

const folder = mkdtempSync(join(volatileHome(), 'heyi-embedded-'));
chmodSync(folder, 0o755);
after(() => rmSync(folder, { recursive: true, force: true }));
const directory = join(folder, 'kept');
const isRoot = process.getuid?.() === 0;

async function query(server: { adminUrl: string }, sql: string): Promise<pg.QueryResultRow> {
  const client = new pg.Client({ connectionString: server.adminUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows[0]!;
  } finally {
    await client.end();
  }
}

/** A start in a process of its own, so that it can be killed. */
async function startElsewhere(place: string): Promise<{ child: ChildProcess; adminUrl: string }> {
  const program = `
    import { startEmbeddedPostgres } from ${JSON.stringify(import.meta.resolve('./index.ts'))};
    const server = await startEmbeddedPostgres({ directory: ${JSON.stringify(place)} });
    console.log(server.adminUrl);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit').then(() => assert.fail('the start failed'));
  const [first] = (await Promise.race([once(child.stdout, 'data'), ended])) as [Buffer];
  return { child, adminUrl: first.toString().trim() };
}

async function refusal(place: string): Promise<string> {
  let server: EmbeddedPostgres;
  try {
    server = await startEmbeddedPostgres({ directory: place });
  } catch (error) {
    assert.ok(error instanceof EmbeddedDatabaseError, String(error));
    assert.ok(!error.message.includes('\n'), 'one line for the operator');
    return error.message;
  }
  await server.stop();
  throw new assert.AssertionError({ message: 'the start was not refused' });
}

test('首次启动建库，再次启动数据仍在', async () => {
  const first = await startEmbeddedPostgres({ directory });
  await query(first, 'create table kept as select 42 as answer');
  await first.stop();
  const second = await startEmbeddedPostgres({ directory });
  assert.deepEqual(await query(second, 'select answer from kept'), { answer: 42 });
  await Promise.all([second.stop(), second.stop()]);
});

test('设置：耐久、校验和、UTF-8、汉字可分词检索', async () => {
  const server = await startEmbeddedPostgres({ directory });
  const row = await query(
    server,
    `select current_setting('fsync') as fsync, current_setting('data_checksums') as checksums,
            current_setting('server_encoding') as encoding, current_setting('jit') as jit,
            current_setting('timezone') as timezone, 'Ä' ilike 'ä' as folds, '张' ~ '\\w' as letter,
            (select string_agg(name, '' order by name)
               from (values ('李'), ('Z'), ('a')) as n (name)) as sorted`,
  );
  await server.stop();
  assert.deepEqual(row, {
    fsync: 'on',
    checksums: 'on',
    encoding: 'UTF8',
    jit: 'off',
    timezone: 'UTC',
    folds: true,
    letter: true,
    sorted: 'Za李',
  });
});

test('超级用户口令在数据目录之外，仅本人可读', () => {
  const file = join(directory, 'superuser-password');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.match(readFileSync(file, 'utf8'), /^[0-9a-f]{48}\n$/);
});

test('口令不对不能连接', async () => {
  const server = await startEmbeddedPostgres({ directory });
  const url = new URL(server.adminUrl);
  url.password = 'guess';
  await assert.rejects(query({ adminUrl: url.href }, 'select 1'), { code: '28P01' });
  await server.stop();
});

test('同一数据上的第二个启动被拒绝，说明是哪个进程', async () => {
  const server = await startEmbeddedPostgres({ directory });
  const message = await refusal(directory);
  await server.stop();
  assert.match(message, new RegExp(`already runs on the data in .* \\(process ${process.pid}\\)`));
});

test('启动者被强行终止，数据库随之正常关闭，可再次启动', async () => {
  const { child } = await startElsewhere(directory);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const server = await startEmbeddedPostgres({ directory });
  assert.deepEqual(await query(server, 'select answer from kept'), { answer: 42 });
  await server.stop();
  const log = readFileSync(join(directory, 'postgresql.log'), 'utf8');
  assert.ok(!log.includes('not properly shut down'), 'a recovery was needed');
});

test('数据库自身被强行终止，可再次启动', async () => {
  const { child, adminUrl } = await startElsewhere(directory);
  await query({ adminUrl }, 'create table late as select 7 as answer');
  const pid = Number(readFileSync(join(directory, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGKILL');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const server = await startEmbeddedPostgres({ directory });
  assert.deepEqual(await query(server, 'select answer from late'), { answer: 7 });
  await server.stop();
});

test('留下的进程号已属于别的程序，照常启动', async () => {
  const { child } = await startElsewhere(directory);
  const pidFile = join(directory, 'data/postmaster.pid');
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  process.kill(Number(lines[0]), 'SIGKILL');
  child.kill('SIGKILL');
  await once(child, 'exit');
  writeFileSync(pidFile, [process.pid, ...lines.slice(1)].join('\n'));
  const mark = { pid: process.pid, startedAt: 'long ago' };
  writeFileSync(join(directory, 'lock'), JSON.stringify(mark));
  const server = await startEmbeddedPostgres({ directory });
  assert.deepEqual(await query(server, 'select answer from late'), { answer: 7 });
  await server.stop();
});

test('别的大版本的数据被拒绝', async () => {
  const other = join(folder, 'other-major');
  mkdirSync(join(other, 'data'), { recursive: true });
  writeFileSync(join(other, 'data', 'PG_VERSION'), '15\n');
  assert.match(await refusal(other), /belongs to PostgreSQL 15, this Heyi brings PostgreSQL 18/);
});

test('口令文件丢失的数据被拒绝', async () => {
  const other = join(folder, 'no-password');
  mkdirSync(join(other, 'data'), { recursive: true });
  writeFileSync(join(other, 'data', 'PG_VERSION'), '18\n');
  assert.match(await refusal(other), /has lost its password: put .*superuser-password back/);
});

test('不是数据库的目录被拒绝，原样保留', async () => {
  const other = join(folder, 'letters');
  mkdirSync(join(other, 'data'), { recursive: true });
  writeFileSync(join(other, 'data', 'letter.txt'), 'dear');
  assert.match(await refusal(other), /holds 1 files but no database/);
  assert.equal(readFileSync(join(other, 'data', 'letter.txt'), 'utf8'), 'dear');
});

test('数据库用户到不了的目录：以 root 启动时被拒绝，否则照常', async () => {
  const closed = join(folder, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const inside = join(closed, 'home');
  if (isRoot) {
    assert.match(await refusal(inside), /runs as another user, who cannot reach/);
  } else {
    const server = await startEmbeddedPostgres({ directory: inside });
    await server.stop();
    assert.ok(existsSync(join(inside, 'data', 'PG_VERSION')));
  }
});

test('端口被占用时说明原因', async () => {
  const first = await startEmbeddedPostgres({ directory });
  const port = Number(new URL(first.adminUrl).port);
  const starting = startEmbeddedPostgres({ directory: join(folder, 'second'), port });
  await assert.rejects(starting, /did not start: .*could not/);
  await first.stop();
});

test('测试用服务器停止后不留痕迹', async () => {
  const place = join(folder, 'volatile');
  const server = await startEmbeddedPostgres({ directory: place, volatile: true });
  const row = await query(server, `select current_setting('fsync') as fsync`);
  await server.stop();
  assert.deepEqual([row['fsync'], existsSync(place)], ['off', false]);
});
