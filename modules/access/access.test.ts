import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessContract, personLinkContract } from '@heyi/contract';
import { addSeconds, formatId, type Id } from '@heyi/kernel';
import { cookieName, createHttpServer } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import type { TOTP } from 'otpauth';
import { URI } from 'otpauth';
import { accessRoutes, authenticate } from './index.ts';
import { openTestAccount, password } from './testing.ts';

const start = '2026-11-23T01:00:00.000Z';
let world: TestHost;
let server: Awaited<ReturnType<typeof createHttpServer>>;
let house: Id<'ten'>;
const sessionCookie = cookieName('session', true);
before(async () => {
  world = await createTestHost(start);
  house = world.host.houseId;
  server = await createHttpServer({
    host: world.host,
    routes: accessRoutes,
    authenticate,
    secure: true,
    requestsPerMinute: 10_000,
    acceptPlainFields: true,
  });
});
after(async () => {
  await server.close();
  await world.close();
});

type Body = Record<string, unknown>;

/** A browser: it keeps the cookie it is given, and names the page's origin. */
function browser() {
  let cookie: string | null = null;
  let keys = 0;
  return {
    keepsCookie: () => cookie !== null,
    async call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: Body) {
      const answer = await server.inject({
        method,
        url,
        headers: {
          host: 'heyi.example',
          origin: 'https://heyi.example',
          'idempotency-key': `browser-${(keys += 1)}`,
          ...(cookie && { cookie: `${sessionCookie}=${cookie}` }),
        },
        ...(body && { payload: body }),
      });
      for (const set of answer.cookies) {
        if (set.name === sessionCookie) cookie = set.value === '' ? null : set.value;
      }
      return { status: answer.statusCode, body: answer.json<Body>(), cookies: answer.cookies };
    },
  };
}

async function signedIn(loginName: string) {
  const tab = browser();
  const answer = await tab.call('POST', '/v1/session', { loginName, password });
  assert.equal(answer.status, 200);
  return tab;
}

test('登录、使用、退出：Cookie 的一生', async () => {
  await openTestAccount(world, house, { loginName: 'cookie' });
  const tab = browser();
  assert.equal((await tab.call('GET', '/v1/session')).status, 401);
  const opened = await tab.call('POST', '/v1/session', { loginName: 'cookie', password });
  assert.equal(opened.status, 200);
  const [cookie] = opened.cookies;
  assert.equal(cookie!.httpOnly, true);
  assert.equal(cookie!.sameSite, 'Strict');
  assert.equal(cookie!.secure, true);
  assert.equal(cookie!.expires!.toISOString(), addSeconds(start, 12 * 3600));

  const session = await tab.call('GET', '/v1/session');
  assert.equal(session.body['loginName'], 'cookie');
  assert.equal(session.body['tenantId'], formatId('ten', house));

  assert.equal((await tab.call('DELETE', '/v1/session')).status, 200);
  assert.equal(tab.keepsCookie(), false);
  assert.equal((await tab.call('GET', '/v1/session')).status, 401);
});

test('已登录的浏览器再次登录，换成新的会话', async () => {
  await openTestAccount(world, house, { loginName: 'again' });
  const tab = await signedIn('again');
  const answer = await tab.call('POST', '/v1/session', { loginName: 'again', password });
  assert.equal(answer.status, 200);
  const rows = (await tab.call('GET', '/v1/sessions')).body['rows'] as Body[];
  assert.deepEqual(
    rows.map((row) => row['isCurrent']),
    [true, false],
  );
});

test('失败的登录也计数：回答之后不丢', async () => {
  await openTestAccount(world, house, { loginName: 'counted' });
  const statuses: number[] = [];
  for (let count = 1; count <= 6; count += 1) {
    const sent = { loginName: 'counted', password: '猜一猜猜一猜' };
    const answer = await browser().call('POST', '/v1/session', sent);
    statuses.push(answer.status);
    if (count === 6) {
      assert.equal(answer.body['code'], 'session.locked_out');
      assert.equal(answer.body['retryAt'], addSeconds(start, 60));
    }
  }
  assert.deepEqual(statuses, [401, 401, 401, 401, 423, 423]);
});

test('管理账号要二次验证：绑定后可新建账号，新人改密码后才能做事', async () => {
  await openTestAccount(world, house, { loginName: 'boss', roles: ['admin'] });
  const tab = await signedIn('boss');
  const accounts = `/v1/tenants/${formatId('ten', house)}/accounts`;
  const newcomer = { loginName: 'newcomer', name: '李雷', roles: ['operations'] };
  const refused = await tab.call('POST', accounts, newcomer);
  assert.equal(refused.status, 403);
  assert.equal(refused.body['code'], 'second_factor.required');

  const begun = await tab.call('POST', '/v1/session/second-factor', { password });
  const totp = URI.parse(String(begun.body['otpauthUri'])) as TOTP;
  const code = totp.generate({ timestamp: Date.parse(start) });
  const confirmed = await tab.call('PUT', '/v1/session/second-factor', { code });
  assert.equal((confirmed.body['recoveryCodes'] as string[]).length, 10);
  const used = await tab.call('POST', '/v1/session/second-factor/code', { code });
  assert.equal(used.body['code'], 'second_factor.code_used');

  const made = await tab.call('POST', accounts, newcomer);
  assert.equal(made.status, 200);
  const oneTime = String(made.body['oneTimePassword']);

  const first = browser();
  const opened = await first.call('POST', '/v1/session', {
    loginName: 'newcomer',
    password: oneTime,
  });
  assert.equal(opened.body['mustChangePassword'], true);
  assert.equal((await first.call('GET', accounts)).status, 403);
  const changed = await first.call('PUT', '/v1/session/password', {
    currentPassword: oneTime,
    newPassword: '崭新的密码-2026',
  });
  assert.equal(changed.status, 200);
  const listed = await first.call('GET', `${accounts}?limit=1`);
  assert.equal(listed.status, 200);
  assert.equal((listed.body['rows'] as Body[]).length, 1);

  const accountId = String(made.body['id']);
  const roles = { roles: ['payroll_specialist'] };
  assert.equal((await tab.call('PUT', `${accounts}/${accountId}/roles`, roles)).status, 200);
  assert.equal((await first.call('GET', '/v1/session')).status, 401, '调整角色后立即下线');
});

test('一次性密码不以明文留在库里', async () => {
  await openTestAccount(world, house, { loginName: 'demo-admin', roles: ['admin'], isDemo: true });
  const tab = await signedIn('demo-admin');
  const sent = { loginName: 'sealed', name: '李雷', roles: ['finance'] };
  const made = await tab.call('POST', `/v1/tenants/${formatId('ten', house)}/accounts`, sent);
  const oneTime = String(made.body['oneTimePassword']);
  assert.equal(oneTime.length, 19);
  const rows = await world.as(
    house,
    (tx) => tx.sql`
      select encode(answer_sealed, 'escape') as answer from platform.idempotency_key
      union all select detail::text from platform.audit_entry
      union all select password_hash from access.account`,
  );
  assert.ok(rows.length > 3);
  assert.doesNotMatch(JSON.stringify(rows), new RegExp(oneTime));
});

test('分配客户：专员从下一个请求起看得到', async () => {
  const client = await world.tenant();
  const accountId = await openTestAccount(world, house, {
    loginName: 'finance1',
    roles: ['finance'],
  });
  await openTestAccount(world, house, { loginName: 'assigner', roles: ['admin'] });
  const boss = await signedIn('assigner');
  const path = `/v1/accounts/${formatId('acc', accountId)}/assignments/${formatId('ten', client)}`;
  assert.equal((await boss.call('PUT', path)).status, 200);
  const listed = await boss.call('GET', `/v1/assignments?clientId=${formatId('ten', client)}`);
  assert.deepEqual(
    (listed.body['rows'] as Body[]).map((row) => row['accountId']),
    [formatId('acc', accountId)],
  );
  assert.equal((await boss.call('DELETE', path)).status, 200);
  assert.equal((await boss.call('DELETE', path)).body['code'], 'assignment.not_found');
});

test('客户的账号管不了账号，也看不到别的客户', async () => {
  const [client, other] = [await world.tenant(), await world.tenant()];
  await openTestAccount(world, client, { loginName: 'client-hr' });
  const tab = await signedIn('client-hr');
  const accountsOf = (tenant: Id<'ten'>) => `/v1/tenants/${formatId('ten', tenant)}/accounts`;
  assert.equal((await tab.call('GET', accountsOf(client))).status, 403);
  assert.equal((await tab.call('GET', '/v1/assignments')).status, 403);
  assert.equal((await tab.call('GET', accountsOf(other))).status, 403);
});

test('每个操作都有路由，每条路由都有操作', () => {
  const parts = [...Object.values(accessContract), ...Object.values(personLinkContract)];
  const declared = parts.flatMap((value) =>
    typeof value === 'object' && 'path' in value ? [value.id] : [],
  );
  assert.deepEqual(
    accessRoutes.map(({ operation }) => operation.id).toSorted(),
    declared.toSorted(),
  );
});
