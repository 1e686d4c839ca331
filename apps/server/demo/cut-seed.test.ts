import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { shanghaiDate, shiftedClock, systemClock } from '@heyi/kernel';
import { ConfigError, readConfig } from '../config.ts';
import { startServer } from '../start-server.ts';
import { openPlayground, type StartedServer } from '../testing/started-server.ts';
import { demoDay } from './demo-calendar.ts';

const playground = openPlayground();
const home = playground.home('demo');
after(() => playground.close());

const small = { HEYI_DEMO: 'small', HEYI_PLAIN_FIELDS: '1' };
const here = readConfig({ ...small, HEYI_DATA: home, HEYI_PORT: '0' });
const mark = path.join(home, 'demo-unfinished');

function storedFiles(): string[] {
  const folder = path.join(home, 'files');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

async function until(server: StartedServer, words: RegExp): Promise<void> {
  for (let looks = 0; looks < 2400 && !words.test(server.said()); looks += 1) {
    if (server.child.exitCode !== null) break;
    await new Promise((resolve) => void setTimeout(resolve, 50));
  }
  assert.match(server.said(), words);
}

let cutFiles: string[] = [];

test('先印网址，再印进度；准备期间页面说到哪一步，接口请人稍后再来', async () => {
  const server = playground.start(home, small);
  await until(server, /\d+ % {2}2026-01/);
  assert.match(server.said(), /^Heyi 合一 is at http.*\n +0 %/);
  const url = await server.address();
  const page = await fetch(url);
  assert.equal(page.headers.get('retry-after'), '2');
  assert.match(await page.text(), /正在准备演示数据[\s\S]*<progress/);
  const answer = await fetch(`${url}/v1/session`);
  assert.equal(answer.status, 503);
  assert.equal(((await answer.json()) as { code: string }).code, 'server.unavailable');
  assert.ok(existsSync(mark));
  server.child.kill('SIGKILL');
  await server.ended;
  cutFiles = storedFiles();
  assert.ok(cutFiles.length > 0);
});

test('被杀掉的一半不算演示：再次启动时丢掉；做到一半叫停，一行说明', async () => {
  const stop = new AbortController();
  const said: string[] = [];
  const say = (line: string) => {
    said.push(line);
    if (/0 % {2}公司/.test(line)) stop.abort();
  };
  const cut = startServer(here, { say, signal: stop.signal });
  await assert.rejects(cut, (error) => {
    assert.ok(error instanceof ConfigError);
    assert.equal(error.message, 'The demo was cut short: the next start begins it anew.');
    return true;
  });
  assert.ok(
    said.some((line) => /0 % {2}公司/.test(line)),
    'it began anew',
  );
  assert.ok(existsSync(mark));
  const left = storedFiles();
  assert.deepEqual(
    cutFiles.filter((name) => left.includes(name)),
    [],
  );
});

test('本机是来年三月：演示仍从它的第一天开始；账号写在只有本人能读的文件里，能登录', async () => {
  const said: string[] = [];
  const machine = shiftedClock(systemClock, 112);
  const server = await startServer(here, { say: (line) => void said.push(line), machine });
  try {
    assert.ok(!existsSync(mark));
    assert.equal(shanghaiDate(server.host.clock.now()), demoDay);
    const { now } = await server.banks.standIn!.admin.settings();
    assert.equal(shanghaiDate(now), demoDay, 'the stand-in bank keeps the same days');
    const [, loginName, password] = /^ {2}(nie\.qinghe) +(\S+)/m.exec(said.join('\n'))!;
    const session = await fetch(`${server.url}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ loginName, password }),
    });
    assert.equal(session.status, 200);
    const view = (await session.json()) as { isDemo: boolean; now: string; daysAhead: number };
    assert.equal(view.isDemo, true);
    assert.equal(shanghaiDate(view.now), demoDay);
    assert.ok(view.daysAhead < -100);
    const cookie = /expires=([^;]+)/i.exec(session.headers.get('set-cookie') ?? '')![1]!;
    assert.ok(Date.parse(cookie) > Date.parse(machine.now()), 'the browser keeps the cookie');
    assert.equal(statSync(path.join(home, 'demo-logins.txt')).mode & 0o777, 0o600);
  } finally {
    await server.stop();
  }
});

test('再次启动：数据还在，日历不后退，停机时不走', async () => {
  const second = playground.start(home, { HEYI_DEMO: '0' });
  await until(second, /demo-logins\.txt/);
  assert.doesNotMatch(second.said(), / %/);
  const url = await second.address();
  assert.equal((await fetch(`${url}/v1/session`)).status, 401);
  second.child.kill('SIGINT');
  assert.equal(await second.ended, 0);
});
