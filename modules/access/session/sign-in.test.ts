import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addSeconds, type Id } from '@heyi/kernel';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { lockAccount } from '../account/lock-account.ts';
import { isPassword } from '../password/password.ts';
import { asNobody, cheapCost, openTestAccount, password, signInAs } from '../testing.ts';
import { authenticate } from './authenticate.ts';
import { signIn } from './sign-in.ts';

const start = '2026-11-23T01:00:00.000Z';
let world: TestHost;
let house: Id<'ten'>;
before(async () => {
  world = await createTestHost(start);
  house = world.host.houseId;
});
after(() => world.close());

function attempt(loginName: string, typed: string) {
  return asNobody(world, (tx) => signIn(tx, { loginName, password: typed }, cheapCost));
}

async function codeOf(loginName: string, typed: string): Promise<string> {
  const result = await attempt(loginName, typed);
  return result.ok ? 'ok' : result.failure.code;
}

test('登录名不分大小写和全角半角', async () => {
  await openTestAccount(world, house, { loginName: 'WangFang' });
  for (const typed of ['wangfang', 'WANGFANG', ' wangfang ', 'ｗａｎｇｆａｎｇ']) {
    assert.equal(await codeOf(typed, password), 'ok', typed);
  }
});

test('登录后看到自己是谁、能做什么', async () => {
  const client = await world.tenant();
  const id = await openTestAccount(world, client, { loginName: 'hr', roles: ['client_hr'] });
  const result = await attempt('hr', password);
  assert.ok(result.ok);
  const view = result.value;
  assert.equal(view.accountId, id);
  assert.equal(view.tenantId, client);
  assert.equal(view.isHouse, false);
  assert.equal(view.secondFactor, 'notEnrolled');
  assert.equal(view.mustChangePassword, false);
  assert.ok(view.permissions.includes('payroll_run:approve'));
  assert.equal(view.permissions.includes('payroll_run:pay'), false);
  assert.equal(view.expiresAt, addSeconds(start, 1800));
});

test('库里只有令牌的散列', async () => {
  await openTestAccount(world, house, { loginName: 'hashed' });
  const token = await signInAs(world, 'hashed');
  const rows = await world.as(house, (tx) => tx.sql`select * from access.session`);
  assert.doesNotMatch(JSON.stringify(rows), new RegExp(token));
  assert.equal(Buffer.from(token, 'base64url').length, 48, '16 字节租户，256 位随机数');
});

test('密码错误', async () => {
  await openTestAccount(world, house, { loginName: 'wrong' });
  assert.equal(await codeOf('wrong', '不是这个密码'), 'session.wrong_credentials');
  assert.equal(await codeOf('wrong', password), 'ok');
});

test('不存在的账号与密码错误看不出区别', async () => {
  await openTestAccount(world, house, { loginName: 'exists' });
  const guess = async (name: string) => {
    const answers: unknown[] = [];
    for (let count = 0; count < 6; count += 1) answers.push(await attempt(name, '猜一猜猜一猜'));
    return answers;
  };
  assert.deepEqual(await guess('exists'), await guess('nobody-at-all'));
});

test('对不存在的账号也照样做一次散列', async () => {
  const started = performance.now();
  assert.equal(await isPassword(null, '任意'), false);
  const once = performance.now() - started;
  assert.ok(once > 3, `花了 ${once} 毫秒`);
});

test('五次错误后锁定，锁定时间递增；成功登录后清零', async () => {
  await openTestAccount(world, house, { loginName: 'growing' });
  let now = start;
  const wait = (seconds: number) => world.clock.set((now = addSeconds(now, seconds)));
  for (let count = 1; count <= 4; count += 1) {
    assert.equal(await codeOf('growing', 'x'), 'session.wrong_credentials', `第 ${count} 次`);
  }
  for (const minutes of [1, 5, 15, 60, 60]) {
    const result = await attempt('growing', 'x');
    assert.ok(!result.ok && result.failure.code === 'session.locked_out');
    assert.equal(result.failure.retryAt, addSeconds(now, minutes * 60));
    wait(minutes * 60 - 1);
    assert.equal(await codeOf('growing', password), 'session.locked_out', '正确的密码也不行');
    wait(1);
  }
  assert.equal(await codeOf('growing', password), 'ok');
  assert.equal(await codeOf('growing', 'x'), 'session.wrong_credentials');
  world.clock.set(start);
});

test('一天以前的错误不再计入', async () => {
  await openTestAccount(world, house, { loginName: 'forgotten' });
  for (let count = 1; count <= 4; count += 1) await attempt('forgotten', 'x');
  world.clock.set(addSeconds(start, 24 * 3600 + 1));
  assert.equal(await codeOf('forgotten', 'x'), 'session.wrong_credentials');
  world.clock.set(start);
});

test('同时猜二十次，也只有五次真的核对密码', async () => {
  await openTestAccount(world, house, { loginName: 'parallel' });
  const guesses = Array.from({ length: 20 }, () => codeOf('parallel', '猜一猜猜一猜'));
  const codes = await Promise.all(guesses);
  assert.equal(codes.filter((code) => code === 'session.wrong_credentials').length, 4);
  assert.equal(codes.filter((code) => code === 'session.locked_out').length, 16);
});

test('停用的账号：密码正确才告知已停用', async () => {
  const accountId = await openTestAccount(world, house, { loginName: 'locked' });
  await openTestAccount(world, house, { roles: ['admin'] });
  await world.as(house, (tx) => lockAccount(tx, { tenantId: house, accountId }));
  assert.equal(await codeOf('locked', 'x'), 'session.wrong_credentials');
  assert.equal(await codeOf('locked', password), 'account.locked');
});

test('登录、失败、锁定都有操作日志，输入的内容不进日志', async () => {
  const client = await world.tenant();
  const id = await openTestAccount(world, client, { loginName: 'audited' });
  await attempt('audited', '输错的密码');
  await attempt('audited', password);
  for (let count = 1; count <= 5; count += 1) await attempt('audited', 'x');
  const rows = await world.as(
    client,
    (tx) => tx.sql<{ operation: string; subjectId: string; detail: { address: string } }>`
      select operation, subject_id as "subjectId", detail from platform.audit_entry
       where tenant_id = ${client} order by id`,
  );
  assert.deepEqual(rows.map((row) => row.operation).toSorted(), [
    'signIn',
    'signIn.locked_out',
    ...Array.from({ length: 5 }, () => 'signIn.refused'),
  ]);
  assert.ok(rows.every((row) => row.subjectId === id && row.detail.address === '192.0.2.7'));
  assert.doesNotMatch(JSON.stringify(rows), /输错的密码|audited/);
});

test('猜不存在的名字记在本公司名下，不留输入的名字', async () => {
  await attempt('也许是谁的密码', 'x');
  const rows = await world.as(
    house,
    (tx) => tx.sql`
      select detail, subject_id from platform.audit_entry
       where tenant_id = ${house} and subject_id is null`,
  );
  assert.ok(rows.length > 0);
  assert.doesNotMatch(JSON.stringify(rows), /也许是谁的密码/);
});

test('不是令牌的文字、别人的令牌都不认', async () => {
  await openTestAccount(world, house, { loginName: 'token' });
  const token = await signInAs(world, 'token');
  assert.ok(await authenticate(world.host, token));
  const other = Buffer.from(token, 'base64url');
  other[40]! ^= 1;
  for (const text of ['', 'x', token.slice(1), `${token}A`, other.toString('base64url')]) {
    assert.equal(await authenticate(world.host, text), null, text);
  }
});

test('散列的代价提高以后，下次登录换成新的散列；降低不换；一次性密码仍要先改', async () => {
  const dearer = { memoryKib: 128, passes: 2 };
  const id = await openTestAccount(world, house, { loginName: 'rehash', mustChangePassword: true });
  const stored = async () => {
    const [row] = await world.as(
      house,
      (tx) => tx.sql<{ hash: string; mustChange: boolean }>`
        select password_hash as hash, must_change_password as "mustChange"
          from access.account where id = ${id}`,
    );
    return row!;
  };
  const signInAt = (cost: typeof dearer, typed = password) =>
    asNobody(world, (tx) => signIn(tx, { loginName: 'rehash', password: typed }, cost));
  const first = await stored();
  assert.ok(!(await signInAt(dearer, '不是这个密码')).ok);
  assert.deepEqual(await stored(), first, '密码不对，不动散列');
  assert.ok((await signInAt(cheapCost)).ok);
  assert.deepEqual(await stored(), first, '代价没变，不动散列');
  assert.ok((await signInAt(dearer)).ok);
  const second = await stored();
  assert.match(second.hash, /^\$argon2id\$v=19\$m=128,t=2,p=1\$/);
  assert.equal(second.mustChange, true);
  assert.equal(await isPassword(second.hash, password), true);
  assert.ok((await signInAt(cheapCost)).ok);
  assert.deepEqual(await stored(), second, '代价降低，留着更贵的');
});
