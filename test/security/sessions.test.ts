import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { clientsContract } from '@heyi/contract';
import { addSeconds, formatId, type Id } from '@heyi/kernel';
import { createHttpServer } from '@heyi/platform';
import { creditCode } from '@heyi/people/testing';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { authenticate, routes } from '@heyi/server';
import { sampleInput } from '../world/sample-input.ts';
import { seedAccount, seedPassword } from '../world/seed-client.ts';
import { openStage, type Stage } from '../world/stage.ts';

const start = '2026-11-23T01:00:00.000Z';
let world: TestHost;
let stage: Stage;
let http: Awaited<ReturnType<typeof createHttpServer>>;
before(async () => {
  world = await createTestHost(start);
  stage = openStage(world.host);
  http = await createHttpServer({
    host: world.host,
    routes,
    authenticate,
    secure: true,
    requestsPerMinute: 10_000,
    guessesPerMinute: 20,
    acceptPlainFields: true,
  });
});
after(async () => {
  await http.close();
  await world.close();
});

let people = 0;

/** A browser at an address of its own, which keeps and sends cookies as browsers do. */
function browser(remoteAddress = `203.0.113.${(people += 1)}`) {
  const jar = new Map<string, string>();
  let keys = 0;
  return {
    jar,
    async call(method: 'GET' | 'POST' | 'DELETE', url: string, body?: object, key?: string) {
      const answer = await http.inject({
        method,
        url,
        remoteAddress,
        headers: {
          host: 'heyi.example',
          origin: 'https://heyi.example',
          'idempotency-key': key ?? `${remoteAddress}-${(keys += 1)}`,
          cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        },
        ...(body && { payload: body }),
      });
      for (const { name, value } of answer.cookies) {
        if (value === '') jar.delete(name);
        else jar.set(name, value);
      }
      const isJson = String(answer.headers['content-type']).includes('json');
      const content = isJson ? answer.json<Record<string, unknown>>() : {};
      return { status: answer.statusCode, code: content['code'], body: content, answer };
    },
    signIn(loginName: string, password = seedPassword) {
      return this.call('POST', '/v1/session', { loginName, password });
    },
  };
}

const session = '__Host-heyi_session';

async function newAccount(role: 'admin' | 'payroll_specialist' = 'payroll_specialist') {
  return seedAccount(stage, world.host.houseId, role);
}

test('会话固定：事先塞进来的会话一概不认，登录后是服务器新发的', async () => {
  const { loginName } = await newAccount();
  const attacker = browser();
  await attacker.signIn(loginName);
  const planted = attacker.jar.get(session)!;
  const victim = browser();
  victim.jar.set(session, planted).set('heyi_session', planted);
  await victim.signIn(loginName);
  assert.notEqual(victim.jar.get(session), planted);
  const stranger = browser();
  stranger.jar.set('heyi_session', planted);
  assert.equal((await stranger.call('GET', '/v1/session')).status, 401, '不带前缀的不认');
});

test('半小时不动、满十二小时都要重新登录；操作前过期的，登录后同一次点击照办且只办一次', async () => {
  const { loginName } = await newAccount('admin');
  const tab = browser();
  await tab.signIn(loginName);
  world.clock.set(addSeconds(start, 1801));
  const client = { name: '华联有限公司', shortName: '华联', uscc: creditCode(880_001) };
  const wanted = sampleInput(clientsContract.createClient, () => '', client);
  const refused = await tab.call('POST', '/v1/clients', wanted, 'the-same-click');
  assert.equal(refused.status, 401);
  assert.equal(refused.code, 'session.required');
  assert.match(String(refused.body['detail']), /重新登录/);
  await tab.signIn(loginName);
  const first = await tab.call('POST', '/v1/clients', wanted, 'the-same-click');
  const second = await tab.call('POST', '/v1/clients', wanted, 'the-same-click');
  assert.equal(first.status, 200);
  assert.deepEqual(second.body, first.body);
  for (let hour = 1; hour <= 24; hour += 1) {
    world.clock.set(addSeconds(start, 1801 + hour * 1750));
    await tab.call('GET', '/v1/session');
  }
  world.clock.set(addSeconds(start, 1801 + 12 * 3600 + 1));
  assert.equal((await tab.call('GET', '/v1/session')).status, 401, '一直在用也到点');
  world.clock.set(start);
});

test('两个浏览器：互不影响，看得到彼此，一处可以让另一处下线', async () => {
  const { loginName } = await newAccount();
  const [office, home] = [browser(), browser()];
  await office.signIn(loginName);
  await home.signIn(loginName);
  const { rows } = (await office.call('GET', '/v1/sessions')).body as {
    rows: { id: string; isCurrent: boolean; address: string }[];
  };
  assert.equal(rows.length, 2);
  const other = rows.find(({ isCurrent }) => !isCurrent)!;
  assert.equal((await office.call('DELETE', `/v1/sessions/${other.id}`)).status, 200);
  assert.equal((await home.call('GET', '/v1/session')).status, 401);
  assert.equal((await office.call('GET', '/v1/session')).status, 200);
});

test('退出登录：Cookie 收回，令牌在服务器上也作废', async () => {
  const { loginName } = await newAccount();
  const tab = browser();
  await tab.signIn(loginName);
  const token = tab.jar.get(session)!;
  await tab.call('DELETE', '/v1/session');
  assert.equal(tab.jar.has(session), false);
  tab.jar.set(session, token);
  assert.equal((await tab.call('GET', '/v1/session')).status, 401);
});

test('记住的浏览器：脚本读不到，别的网站带不来，只走 TLS；它打不开任何东西', async () => {
  const { loginName } = await newAccount();
  const tab = browser();
  const signedIn = await tab.signIn(loginName);
  const left = signedIn.answer.cookies.find(({ name }) => name === '__Host-heyi_browser')!;
  assert.equal(left.httpOnly && left.secure && left.sameSite === 'Strict', true);
  assert.equal(left.path, '/');
  assert.equal('domain' in left, false);
  tab.jar.delete(session);
  assert.equal((await tab.call('GET', '/v1/session')).status, 401);
  tab.jar.set(session, left.value);
  assert.equal((await tab.call('GET', '/v1/session')).status, 401);
});

test('猜到锁定的登录名：本人在用过的浏览器里照样登录', async () => {
  const { loginName } = await newAccount();
  const own = browser();
  await own.signIn(loginName);
  const attacker = browser();
  for (let guess = 0; guess < 6; guess += 1) await attacker.signIn(loginName, `猜第${guess}次`);
  assert.equal((await browser().signIn(loginName)).code, 'session.locked_out');
  assert.equal((await own.signIn(loginName)).status, 200);
});

test('一个地址一分钟至多试二十次登录；别的地址、别的操作不受影响', async () => {
  const { loginName } = await newAccount();
  const attacker = browser();
  const codes: unknown[] = [];
  for (let guess = 0; guess < 21; guess += 1) {
    codes.push((await attacker.signIn(`nobody-${guess}`, '猜一猜')).code);
  }
  assert.equal(codes.indexOf('rate.limited'), 20);
  const limited = await attacker.signIn(loginName);
  assert.equal(limited.status, 429);
  assert.ok(Number(limited.answer.headers['retry-after']) > 0);
  assert.equal((await attacker.call('GET', '/v1/session')).status, 401);
  assert.equal((await browser().signIn(loginName)).status, 200);
});

test('登录的人伸手去拿别人的：拒绝，并记入操作日志', async () => {
  const { id, loginName } = await newAccount();
  const tab = browser();
  await tab.signIn(loginName);
  const foreign = formatId('ten', await world.tenant());
  assert.equal((await tab.call('GET', `/v1/tenants/${foreign}/employments`)).status, 404);
  const house = formatId('ten', world.host.houseId);
  const refused = await tab.call('GET', `/v1/tenants/${house}/accounts`);
  assert.equal(refused.code, 'permission.denied');
  const entries = await stage.inside(
    world.host.houseId,
    (tx) => tx.sql<{ accountId: Id<'acc'>; detail: Record<string, string> }>`
      select account_id as "accountId", detail from platform.audit_entry
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and operation = 'access.denied' order by id`,
  );
  assert.deepEqual(
    entries.map(({ accountId, detail }) => [accountId, detail['operation'], detail['code']]),
    [
      [id, 'listEmployments', 'tenant.not_found'],
      [id, 'listAccounts', 'permission.denied'],
    ],
  );
});

test('下载的文件名：引号、换行、路径、看不见的字都伤不到响应头', async () => {
  const house = formatId('ten', world.host.houseId);
  const names = [
    'a"b\r\nSet-Cookie: x=1.csv',
    '../../etc/passwd.csv',
    '工资\u202Evsc.csv',
    "o'(n)*.csv",
  ];
  const { loginName } = await newAccount('admin');
  const tab = browser();
  await tab.signIn(loginName);
  for (const name of names) {
    const file = { name, type: 'text/html', content: Buffer.from('姓名\n王芳\n') };
    const { id } = await stage.act('uploadFile', { tenantId: house }, undefined, file);
    const { answer } = await tab.call('GET', `/v1/tenants/${house}/files/${id}`);
    assert.equal(answer.statusCode, 200);
    const disposition = String(answer.headers['content-disposition']);
    assert.match(disposition, /^attachment; filename\*=UTF-8''[\w%.!~-]+\.csv$/);
    assert.doesNotMatch(disposition, /etc%2F|%2F|%5C|%0D|%0A|%E2%80%AE/);
    assert.equal(answer.headers['set-cookie'], undefined);
    assert.equal(answer.headers['content-type'], 'text/csv');
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
  }
});
