import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { openPlayground, type StartedServer } from '../testing/started-server.ts';

const playground = openPlayground();
const home = playground.home('demo');
after(() => playground.close());

async function until(server: StartedServer, words: RegExp): Promise<void> {
  for (let looks = 0; looks < 2400 && !words.test(server.said()); looks += 1) {
    if (server.child.exitCode !== null) break;
    await new Promise((resolve) => void setTimeout(resolve, 50));
  }
  assert.match(server.said(), words);
}

const small = { HEYI_DEMO: 'small', HEYI_PLAIN_FIELDS: '1' };

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
  assert.ok(existsSync(path.join(home, 'demo-unfinished')));
  server.child.kill('SIGKILL');
  await server.ended;
});

test('被杀掉的一半不算演示：再次启动时丢掉，从头再来；Ctrl-C 马上停下', async () => {
  const empty = playground.start(home);
  assert.equal((await fetch(`${await empty.address()}/v1/session`)).status, 401);
  assert.ok(!existsSync(path.join(home, 'demo-unfinished')));
  assert.deepEqual(
    existsSync(path.join(home, 'files')) ? readdirSync(path.join(home, 'files')) : [],
    [],
  );
  empty.child.kill('SIGINT');
  assert.equal(await empty.ended, 0);

  const again = playground.start(home, small);
  await until(again, /0 % {2}公司/);
  again.child.kill('SIGINT');
  assert.equal(await again.ended, 1);
  assert.match(again.said(), /The demo was cut short: the next start begins it anew\.\n$/);
});

test('做完的演示：账号写在只有本人能读的文件里，能登录；再次启动数据还在', async () => {
  const server = playground.start(home, small);
  await until(server, /demo-logins\.txt\)/);
  const url = await server.address();
  const [, loginName, password] = /^ {2}(nie\.qinghe) +(\S+)/m.exec(server.said())!;
  const signIn = () =>
    fetch(`${url}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ loginName, password }),
    });
  const session = await signIn();
  assert.equal(session.status, 200);
  assert.equal(((await session.json()) as { isDemo: boolean }).isDemo, true);
  assert.equal(statSync(path.join(home, 'demo-logins.txt')).mode & 0o777, 0o600);
  server.child.kill('SIGINT');
  assert.equal(await server.ended, 0);

  const second = playground.start(home, small);
  await until(second, /demo-logins\.txt/);
  assert.doesNotMatch(second.said(), / %/);
});
