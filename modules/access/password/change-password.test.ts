import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Id } from '@heyi/kernel';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { createAccount } from '../account/create-account.ts';
import { authenticate } from '../session/authenticate.ts';
import { getSession } from '../session/get-session.ts';
import { asBearer, cheapCost, openTestAccount, password, signInAs } from '../testing.ts';
import { changePassword } from './change-password.ts';

let world: TestHost;
let house: Id<'ten'>;
before(async () => {
  world = await createTestHost();
  house = world.host.houseId;
});
after(() => world.close());

const newPassword = '崭新的密码-2026';

function change(token: string, input: { currentPassword: string; newPassword: string }) {
  return asBearer(world, token, (tx) => changePassword(tx, input, cheapCost));
}

test('改好后，旧密码不再能登录', async () => {
  await openTestAccount(world, house, { loginName: 'change' });
  const token = await signInAs(world, 'change');
  assert.ok((await change(token, { currentPassword: password, newPassword })).ok);
  await assert.rejects(signInAs(world, 'change'), /signs in/);
  assert.ok(await signInAs(world, 'change', newPassword));
});

test('一次性密码：改掉以前什么也做不了', async () => {
  const client = await world.tenant();
  const input = { tenantId: client, loginName: 'newcomer', name: '李雷', roles: ['client_hr'] };
  const made = await world.as(client, (tx) => createAccount(tx, input as never, cheapCost));
  assert.ok(made.ok);
  assert.equal(made.value.mustChangePassword, true);
  const token = await signInAs(world, 'newcomer', made.value.oneTimePassword);
  const before = await authenticate(world.host, token);
  assert.equal(before!.permissions.size, 0);
  assert.deepEqual(before!.assignedTenantIds, []);
  const session = await asBearer(world, token, getSession);
  assert.equal(session.value.mustChangePassword, true);
  assert.deepEqual(session.value.permissions, []);

  const wanted = { currentPassword: made.value.oneTimePassword, newPassword };
  assert.ok((await change(token, wanted)).ok);
  const after = await authenticate(world.host, token);
  assert.ok(after!.permissions.has('payroll_run:approve'));
  assert.deepEqual(after!.assignedTenantIds, [client]);
});

test('当前密码不正确，猜多了锁定；别人把登录名猜到锁定，登录着的人照样能改密码', async () => {
  await openTestAccount(world, house, { loginName: 'guess' });
  const token = await signInAs(world, 'guess');
  const wrong = { currentPassword: '猜一猜猜一猜猜', newPassword };
  for (let count = 1; count <= 5; count += 1) {
    const result = await change(token, wrong);
    assert.ok(!result.ok && result.failure.code === 'account.wrong_password', `第 ${count} 次`);
  }
  const locked = await change(token, { currentPassword: password, newPassword });
  assert.ok(!locked.ok && locked.failure.code === 'session.locked_out');

  await openTestAccount(world, house, { loginName: 'besieged' });
  const open = await signInAs(world, 'besieged');
  for (let count = 1; count <= 5; count += 1) {
    await assert.rejects(signInAs(world, 'besieged', '外人乱猜的密码'), /signs in/);
  }
  await assert.rejects(signInAs(world, 'besieged'), /signs in/, '登录名已锁定');
  assert.ok((await change(open, { currentPassword: password, newPassword })).ok);
});

const weak = [
  { reason: 'tooShort', wanted: '短密码' },
  { reason: 'common', wanted: 'password123' },
  { reason: 'isLoginName', wanted: 'weak-login-name' },
  { reason: 'unchanged', wanted: password },
];
for (const { reason, wanted } of weak) {
  test(`太弱的新密码说明原因：${reason}`, async () => {
    if (reason === 'tooShort') {
      await openTestAccount(world, house, { loginName: 'weak-login-name' });
    }
    const token = await signInAs(world, 'weak-login-name');
    const result = await change(token, { currentPassword: password, newPassword: wanted });
    assert.ok(!result.ok && result.failure.code === 'account.weak_password');
    assert.equal(result.failure.reason, reason);
  });
}
