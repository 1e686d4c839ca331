import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { addSeconds, type Id, type Instant, newId } from '@heyi/kernel';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { lockAccount } from '../account/lock-account.ts';
import { resetPassword } from '../account/reset-password.ts';
import { resetSecondFactor } from '../account/reset-second-factor.ts';
import { revokeAccountSessions } from '../account/revoke-account-sessions.ts';
import { updateAccountRoles } from '../account/update-account-roles.ts';
import { changePassword } from '../password/change-password.ts';
import { asBearer, cheapCost, openTestAccount, password, signInAs } from '../testing.ts';
import { authenticate } from './authenticate.ts';
import { getSession } from './get-session.ts';
import { listSessions } from './list-sessions.ts';
import { pruneSessions } from './prune-sessions.ts';
import { revokeSession } from './revoke-session.ts';
import { signOut } from './sign-out.ts';

const start = '2026-11-23T01:00:00.000Z';
const minutes = (count: number): Instant => addSeconds(start, count * 60);
let world: TestHost;
let house: Id<'ten'>;
before(async () => {
  world = await createTestHost(start);
  house = world.host.houseId;
  await openTestAccount(world, house, { roles: ['admin'] });
});
beforeEach(() => world.clock.set(start));
after(() => world.close());

let count = 0;
async function signedIn(): Promise<{ id: Id<'acc'>; loginName: string; token: string }> {
  const loginName = `session${(count += 1)}`;
  const id = await openTestAccount(world, house, { loginName });
  return { id, loginName, token: await signInAs(world, loginName) };
}

async function isOpen(token: string): Promise<boolean> {
  return (await authenticate(world.host, token)) !== null;
}

test('半小时不动，会话结束', async () => {
  const { token } = await signedIn();
  world.clock.set(addSeconds(minutes(30), -1));
  assert.equal(await isOpen(token), true);
  world.clock.set(addSeconds(minutes(60), -1));
  assert.equal(await isOpen(token), false, '上次活动之后又过了半小时');
});

test('一直在用，十二小时也结束', async () => {
  const { token } = await signedIn();
  for (let at = 20; at < 720; at += 20) {
    world.clock.set(minutes(at));
    assert.equal(await isOpen(token), true, `第 ${at} 分钟`);
  }
  world.clock.set(minutes(720));
  assert.equal(await isOpen(token), false);
});

test('最近一次活动，一分钟至多写一次', async () => {
  const { id, token } = await signedIn();
  const seenAt = async () => {
    const [row] = await world.as(
      house,
      (tx) => tx.sql<{ at: Instant }>`
        select last_seen_at as at from access.session where account_id = ${id}`,
    );
    return row!.at;
  };
  world.clock.set(addSeconds(start, 59));
  await isOpen(token);
  assert.equal(await seenAt(), start);
  world.clock.set(addSeconds(start, 60));
  await isOpen(token);
  assert.equal(await seenAt(), addSeconds(start, 60));
});

test('页面看到的结束时间随活动推后，但不超过十二小时', async () => {
  const { token } = await signedIn();
  for (let at = 20; at <= 700; at += 20) {
    world.clock.set(minutes(at));
    assert.equal(await isOpen(token), true);
  }
  const session = await asBearer(world, token, getSession);
  assert.equal(session.value.expiresAt, minutes(720));
});

test('退出后令牌作废，Cookie 收回', async () => {
  const { token } = await signedIn();
  let cookie: unknown = 'kept';
  const result = await asBearer(world, token, (tx) =>
    signOut({ ...tx, setSession: (session) => void (cookie = session) }),
  );
  assert.ok(result.ok);
  assert.equal(cookie, null);
  assert.equal(await isOpen(token), false);
});

test('看得到自己的登录设备，能让其中一个下线', async () => {
  const { loginName, token } = await signedIn();
  const second = await signInAs(world, loginName);
  const { rows } = (await asBearer(world, token, listSessions)).value;
  assert.equal(rows.length, 2);
  assert.deepEqual(
    rows.map((row) => row.isCurrent),
    [false, true],
  );
  assert.ok(rows.every((row) => row.address === '192.0.2.7' && row.userAgent === 'Firefox'));
  const other = rows.find((row) => !row.isCurrent)!;
  const ended = await asBearer(world, token, (tx) => revokeSession(tx, { sessionId: other.id }));
  assert.ok(ended.ok);
  assert.equal(await isOpen(second), false);
  assert.equal(await isOpen(token), true);
});

test('已过期的设备不再列出', async () => {
  const { loginName } = await signedIn();
  world.clock.set(minutes(45));
  const token = await signInAs(world, loginName);
  assert.equal((await asBearer(world, token, listSessions)).value.rows.length, 1);
});

test('别人的登录设备动不了', async () => {
  const [mine, theirs] = [await signedIn(), await signedIn()];
  const [row] = (await asBearer(world, theirs.token, listSessions)).value.rows;
  for (const sessionId of [row!.id, newId<'ses'>()]) {
    const result = await asBearer(world, mine.token, (tx) => revokeSession(tx, { sessionId }));
    assert.ok(!result.ok && result.failure.code === 'session.not_found');
  }
  assert.equal(await isOpen(theirs.token), true);
});

test('改密码后其他设备立即下线，本机照旧', async () => {
  const { loginName, token } = await signedIn();
  const other = await signInAs(world, loginName);
  const wanted = { currentPassword: password, newPassword: '崭新的密码-2026' };
  const result = await asBearer(world, token, (tx) => changePassword(tx, wanted, cheapCost));
  assert.ok(result.ok);
  assert.equal(await isOpen(other), false);
  assert.equal(await isOpen(token), true);
});

const ends: { title: string; run: (id: Id<'acc'>) => Promise<{ ok: boolean }> }[] = [
  {
    title: '调整角色',
    run: (accountId) =>
      world.as(house, (tx) =>
        updateAccountRoles(tx, { tenantId: house, accountId, roles: ['finance'] }),
      ),
  },
  {
    title: '停用账号',
    run: (accountId) => world.as(house, (tx) => lockAccount(tx, { tenantId: house, accountId })),
  },
  {
    title: '重置密码',
    run: (accountId) =>
      world.as(house, (tx) => resetPassword(tx, { tenantId: house, accountId }, cheapCost)),
  },
  {
    title: '解绑验证器',
    run: (accountId) =>
      world.as(house, (tx) => resetSecondFactor(tx, { tenantId: house, accountId })),
  },
  {
    title: '强制下线',
    run: (accountId) =>
      world.as(house, (tx) => revokeAccountSessions(tx, { tenantId: house, accountId })),
  },
];

for (const { title, run } of ends) {
  test(`${title}：会话立即结束`, async () => {
    const { id, loginName, token } = await signedIn();
    const other = await signInAs(world, loginName);
    assert.ok((await run(id)).ok);
    assert.equal(await isOpen(token), false);
    assert.equal(await isOpen(other), false);
  });
}

test('停用之后，哪怕会话还在也不认', async () => {
  const { id, token } = await signedIn();
  await world.as(
    house,
    (tx) => tx.sql`update access.account set locked_at = ${start} where id = ${id}`,
  );
  assert.equal(await isOpen(token), false);
});

test('清理只清过期的会话', async () => {
  const [old, fresh] = [await signedIn(), await signedIn()];
  await world.as(
    house,
    (tx) => tx.sql`update access.session set expires_at = ${addSeconds(start, -1)}
                    where account_id = ${old.id}`,
  );
  await pruneSessions(world.host);
  const left = await world.as(
    house,
    (tx) => tx.sql`select 1 from access.session where account_id = any (${[old.id, fresh.id]})`,
  );
  assert.equal(left.length, 1);
  assert.equal(await isOpen(fresh.token), true);
});
