import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { after, test } from 'node:test';
import { openPlayground } from './testing/started-server.ts';

const playground = openPlayground();
const home = playground.home('home');
after(() => playground.close());

const secondsMax = 15;

async function inTime<T>(ending: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const say = () => reject(new Error(`it did not end in ${secondsMax} seconds`));
    timer = setTimeout(say, secondsMax * 1000);
  });
  return Promise.race([ending, late]).finally(() => clearTimeout(timer));
}

test('一条命令启动；Ctrl-C 正常停止，数据库一并关闭', async () => {
  const first = playground.start(home);
  const response = await fetch(await first.address());
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
  first.child.kill('SIGINT');
  assert.equal(await inTime(first.ended), 0, first.said());
  assert.ok(!existsSync(path.join(home, 'data/postmaster.pid')), 'the database still runs');
});

test('同一数据上再次启动，一行说明后退出；被强行终止后可再启动', async () => {
  const key = readFileSync(path.join(home, 'master.key'), 'utf8');
  const first = playground.start(home);
  await first.address();
  const second = playground.start(home);
  assert.equal(await second.ended, 1);
  assert.match(second.said(), /^Heyi already runs on the data in .*\n$/);
  first.child.kill('SIGKILL');
  await first.ended;
  const third = playground.start(home);
  assert.equal((await fetch(`${await third.address()}/v1/session`)).status, 401);
  assert.equal(readFileSync(path.join(home, 'master.key'), 'utf8'), key, 'the key is another one');
  third.child.kill('SIGTERM');
  assert.equal(await inTime(third.ended), 0, third.said());
});

test('端口被占，一行说明后退出，数据库一并关闭', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const refused = playground.start(home, { HEYI_PORT: String(port) });
  assert.equal(await refused.ended, 1);
  other.close();
  assert.match(refused.said(), new RegExp(`^Port ${port} is taken: .* HEYI_PORT\\.\\n$`));
  assert.ok(!existsSync(path.join(home, 'data/postmaster.pid')), 'the database still runs');
});

/** Another address of this machine: open only when the server listens to all of them. */
async function answersAt(address: string, url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), address);
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  });
  socket.destroy();
  return isOpen;
}

test('不设 HEYI_HOST 只听 127.0.0.1；设了才听别的地址', async () => {
  const local = playground.start(home);
  const url = await local.address();
  assert.equal(new URL(url).hostname, '127.0.0.1');
  assert.equal(await answersAt('127.0.0.1', url), true);
  assert.equal(await answersAt('127.0.0.2', url), false);
  assert.doesNotMatch(local.said(), /without TLS/);
  local.child.kill('SIGTERM');
  await inTime(local.ended);
  const open = playground.start(home, { HEYI_HOST: '0.0.0.0' });
  assert.equal(await answersAt('127.0.0.2', await open.address()), true);
  assert.match(open.said(), /^Heyi .*\nIt listens beyond this machine without TLS: /);
  open.child.kill('SIGTERM');
  await inTime(open.ended);
});

test('主密钥不见了或换了，一行说明后退出，数据不动；放回即可启动', async () => {
  const file = path.join(home, 'master.key');
  const key = readFileSync(file, 'utf8');
  const cases: readonly [change: () => void, says: RegExp][] = [
    [() => rmSync(file), /^The master key .*master\.key is missing: .*\n$/],
    [() => writeFileSync(file, `${'A'.repeat(43)}=\n`), /^The master key .* is not the one .*\n$/],
    [() => writeFileSync(file, 'short\n'), /^The master key .* cannot be read: .*\n$/],
  ];
  for (const [change, says] of cases) {
    change();
    const refused = playground.start(home);
    assert.equal(await refused.ended, 1);
    assert.match(refused.said(), says);
  }
  writeFileSync(file, key);
  const again = playground.start(home);
  await again.address();
  again.child.kill('SIGTERM');
  assert.equal(await inTime(again.ended), 0, again.said());
});

test('数据目录写不了，一行说明后退出', async () => {
  const place = playground.home('a-file');
  writeFileSync(place, '');
  const refused = playground.start(place);
  assert.equal(await refused.ended, 1);
  assert.match(refused.said(), /^The folder .* cannot be written: .*\n$/);
});
