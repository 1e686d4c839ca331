import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addSeconds, type Id, newId } from '@heyi/kernel';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import type { Role } from '../role/permissions.ts';
import { signIn } from '../session/sign-in.ts';
import { asNobody, cheapCost, openTestAccount, password, signInAs } from '../testing.ts';
import { createAccount } from './create-account.ts';
import { listAccounts } from './list-accounts.ts';
import { lockAccount } from './lock-account.ts';
import { openAccount } from './open-account.ts';
import { resetPassword } from './reset-password.ts';
import { resetSecondFactor } from './reset-second-factor.ts';
import { revokeAccountSessions } from './revoke-account-sessions.ts';
import { unlockAccount } from './unlock-account.ts';
import { updateAccountRoles } from './update-account-roles.ts';

const start = '2026-11-23T01:00:00.000Z';
let world: TestHost;
let house: Id<'ten'>;
let client: Id<'ten'>;
before(async () => {
  world = await createTestHost(start);
  house = world.host.houseId;
  client = await world.tenant();
});
after(() => world.close());

function create(tenantId: Id<'ten'>, loginName: string, roles: Role[]) {
  const input = { tenantId, loginName, name: '韩梅梅', roles };
  return world.as(tenantId, (tx) => createAccount(tx, input, cheapCost));
}

async function failureOf(result: Promise<{ ok: boolean; failure?: { code: string } }>) {
  const settled = await result;
  return settled.ok ? 'ok' : settled.failure!.code;
}

test('新建账号：一次性密码交给本人，能登录', async () => {
  const made = await create(client, 'HanMeiMei', ['client_hr', 'client_finance', 'client_hr']);
  assert.ok(made.ok);
  assert.equal(made.value.loginName, 'hanmeimei');
  assert.deepEqual(made.value.roles, ['client_hr', 'client_finance']);
  assert.equal(made.value.isDemo, false);
  assert.ok(await signInAs(world, 'hanmeimei', made.value.oneTimePassword));
});

test('登录名在全系统只有一个，别的客户也不能再用', async () => {
  const other = await world.tenant();
  assert.equal(await failureOf(create(client, 'only-one', ['client_hr'])), 'ok');
  const again = create(other, 'ONLY-ONE', ['client_hr']);
  assert.equal(await failureOf(again), 'account.login_name_taken');
  const rows = await world.as(other, (tx) => listAccounts(tx, { tenantId: other }));
  assert.equal(rows.value.rows.length, 0);
});

test('同时抢一个登录名，只有一个抢到', async () => {
  const results = await Promise.all(
    [client, client, client].map((tenantId) => failureOf(create(tenantId, 'race', ['client_hr']))),
  );
  assert.deepEqual(results.toSorted(), [
    'account.login_name_taken',
    'account.login_name_taken',
    'ok',
  ]);
});

const unfit: { title: string; house: boolean; roles: Role[] }[] = [
  { title: '客户账号不能是管理员', house: false, roles: ['admin'] },
  { title: '客户账号不能兼任财务', house: false, roles: ['client_hr', 'finance'] },
  { title: '本公司账号不能用客户角色', house: true, roles: ['client_hr'] },
];
for (const { title, house: inHouse, roles } of unfit) {
  test(title, async () => {
    const tenantId = inHouse ? house : client;
    const refused = create(tenantId, `unfit-${roles.join('')}`, roles);
    assert.equal(await failureOf(refused), 'account.role_not_for_tenant');
    const accountId = await openTestAccount(world, tenantId);
    const changed = world.as(tenantId, (tx) =>
      updateAccountRoles(tx, { tenantId, accountId, roles }),
    );
    assert.equal(await failureOf(changed), 'account.role_not_for_tenant');
  });
}

test('别的客户的账号，像不存在一样', async () => {
  const other = await world.tenant();
  const theirs = await openTestAccount(world, other, { loginName: 'theirs' });
  for (const accountId of [theirs, newId<'acc'>()]) {
    const input = { tenantId: client, accountId };
    const attempts = [
      world.as(client, (tx) => updateAccountRoles(tx, { ...input, roles: ['client_hr'] })),
      world.as(client, (tx) => lockAccount(tx, input)),
      world.as(client, (tx) => unlockAccount(tx, input)),
      world.as(client, (tx) => resetPassword(tx, input, cheapCost)),
      world.as(client, (tx) => resetSecondFactor(tx, input)),
      world.as(client, (tx) => revokeAccountSessions(tx, input)),
    ];
    for (const attempt of attempts) assert.equal(await failureOf(attempt), 'account.not_found');
  }
  assert.ok(await signInAs(world, 'theirs'));
});

test('最后一个可用的管理员：不能停用，不能去掉角色', async () => {
  const first = await openTestAccount(world, house, { loginName: 'admin1', roles: ['admin'] });
  const second = await openTestAccount(world, house, { loginName: 'admin2', roles: ['admin'] });
  const lock = (accountId: Id<'acc'>) =>
    failureOf(world.as(house, (tx) => lockAccount(tx, { tenantId: house, accountId })));
  const demote = (accountId: Id<'acc'>) =>
    failureOf(
      world.as(house, (tx) =>
        updateAccountRoles(tx, { tenantId: house, accountId, roles: ['operations'] }),
      ),
    );
  assert.equal(await lock(first), 'ok');
  assert.equal(await lock(second), 'account.last_admin');
  assert.equal(await demote(second), 'account.last_admin');
  assert.equal(await demote(first), 'ok', '已停用的管理员可以去掉角色');
  const keep = world.as(house, (tx) =>
    updateAccountRoles(tx, { tenantId: house, accountId: second, roles: ['admin', 'operations'] }),
  );
  assert.equal(await failureOf(keep), 'ok');
});

test('两个管理员同时互相停用，总剩一个', async () => {
  const admins = await Promise.all(
    ['race-admin1', 'race-admin2'].map((loginName) =>
      openTestAccount(world, house, { loginName, roles: ['admin'] }),
    ),
  );
  // Whatever admins other tests left are locked first.
  const others = await world.as(
    house,
    (tx) => tx.sql<{ id: Id<'acc'> }>`
      update access.account set locked_at = ${start}
       where 'admin' = any (roles) and id <> all (${admins}::uuid[]) returning id`,
  );
  assert.ok(others.length > 0);
  const results = await Promise.all(
    admins.map((accountId) =>
      failureOf(world.as(house, (tx) => lockAccount(tx, { tenantId: house, accountId }))),
    ),
  );
  assert.deepEqual(results.toSorted(), ['account.last_admin', 'ok']);
});

test('重置密码：旧密码作废，一次性密码可用，锁定解除', async () => {
  const accountId = await openTestAccount(world, client, { loginName: 'forgot' });
  for (let count = 1; count <= 5; count += 1) {
    await asNobody(world, (tx) => signIn(tx, { loginName: 'forgot', password: 'x' }));
  }
  const input = { tenantId: client, accountId };
  const reset = await world.as(client, (tx) => resetPassword(tx, input, cheapCost));
  assert.ok(reset.ok);
  const old = asNobody(world, (tx) => signIn(tx, { loginName: 'forgot', password }));
  assert.equal(await failureOf(old), 'session.wrong_credentials');
  assert.ok(await signInAs(world, 'forgot', reset.value.oneTimePassword));
});

test('启用账号，也解除输错密码的锁定', async () => {
  await openTestAccount(world, house, { loginName: 'spare-admin', roles: ['admin'] });
  const accountId = await openTestAccount(world, client, { loginName: 'closed' });
  for (let count = 1; count <= 5; count += 1) {
    await asNobody(world, (tx) => signIn(tx, { loginName: 'closed', password: 'x' }));
  }
  const input = { tenantId: client, accountId };
  const locked = await world.as(client, (tx) => lockAccount(tx, input));
  assert.ok(locked.ok);
  assert.equal(locked.value.isLocked, true);
  assert.equal(locked.value.lockedOutUntil, addSeconds(start, 60));
  const opened = await world.as(client, (tx) => unlockAccount(tx, input));
  assert.ok(opened.ok);
  assert.equal(opened.value.isLocked, false);
  assert.equal(opened.value.lockedOutUntil, null);
  assert.ok(await signInAs(world, 'closed'));
});

test('强制下线说明下线了几处', async () => {
  const accountId = await openTestAccount(world, client, { loginName: 'many' });
  for (let count = 1; count <= 3; count += 1) await signInAs(world, 'many');
  const input = { tenantId: client, accountId };
  const result = await world.as(client, (tx) => revokeAccountSessions(tx, input));
  assert.ok(result.ok);
  assert.equal(result.value.ended, 3);
});

test('账号列表逐页给出，只有本客户的，看得到锁定', async () => {
  const tenantId = await world.tenant();
  for (const loginName of ['list-a', 'list-b', 'list-c']) {
    await openTestAccount(world, tenantId, { loginName });
  }
  for (let count = 1; count <= 5; count += 1) {
    await asNobody(world, (tx) => signIn(tx, { loginName: 'list-b', password: 'x' }));
  }
  const first = await world.as(tenantId, (tx) => listAccounts(tx, { tenantId, limit: 2 }));
  assert.deepEqual(
    first.value.rows.map((row) => [row.loginName, row.lockedOutUntil]),
    [
      ['list-a', null],
      ['list-b', addSeconds(start, 60)],
    ],
  );
  const after = first.value.next!;
  const second = await world.as(tenantId, (tx) => listAccounts(tx, { tenantId, limit: 2, after }));
  assert.deepEqual(
    second.value.rows.map((row) => row.loginName),
    ['list-c'],
  );
  assert.equal(second.value.next, null);
});

test('员工账号带着本人', async () => {
  const personId = newId<'per'>();
  const id = await openTestAccount(world, client, { roles: ['employee'], personId });
  const rows = await world.as(client, (tx) => listAccounts(tx, { tenantId: client }));
  assert.equal(rows.value.rows.find((row) => row.id === id)!.personId, personId);
});

test('开户失败不占用登录名', async () => {
  const wanted = {
    loginName: 'not-claimed',
    name: '李雷',
    roles: ['admin' as const],
    password,
    mustChangePassword: false,
  };
  const refused = await world.as(client, (tx) => openAccount(tx, wanted, cheapCost));
  assert.equal(refused.ok, false);
  const opened = await world.as(house, (tx) => openAccount(tx, wanted, cheapCost));
  assert.equal(opened.ok, true);
});
