import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { root } from './repository.ts';

const folder = mkdtempSync(join(tmpdir(), 'heyi-start-'));
chmodSync(folder, 0o755);
const home = join(folder, 'home');
const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

type Start = {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  /** All that was printed so far. */
  said(): string;
};

function start(directory: string): Start {
  const child = spawn(process.execPath, [join(root, 'tools/start.ts')], {
    env: { ...process.env, HEYI_DATA: directory, HEYI_PORT: '0', NODE_TEST_CONTEXT: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, ended, said: () => said };
}

async function addressOf({ child, said }: Start): Promise<string> {
  while (child.exitCode === null) {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said())?.[0];
    if (address !== undefined) return address;
    await new Promise((resolve) => void setTimeout(resolve, 50));
  }
  throw new Error(`the start ended: ${said()}`);
}

test('一条命令启动；Ctrl-C 正常停止，数据库一并关闭', async () => {
  const first = start(home);
  const response = await fetch(await addressOf(first));
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
  first.child.kill('SIGINT');
  assert.equal(await first.ended, 0, first.said());
  assert.ok(!existsSync(join(home, 'data/postmaster.pid')), 'the database still runs');
});

test('同一数据上再次启动，一行说明后退出；被强行终止后可再启动', async () => {
  const first = start(home);
  await addressOf(first);
  const second = start(home);
  assert.equal(await second.ended, 1);
  assert.match(second.said(), /^Heyi already runs on the data in .*\n$/);
  first.child.kill('SIGKILL');
  await first.ended;
  const third = start(home);
  await addressOf(third);
  third.child.kill('SIGTERM');
  assert.equal(await third.ended, 0, third.said());
});

test('数据目录写不了，一行说明后退出', async () => {
  const place = join(folder, 'a-file');
  writeFileSync(place, '');
  const refused = start(place);
  assert.equal(await refused.ended, 1);
  assert.match(refused.said(), /^The folder .* cannot be written: .*\n$/);
});
