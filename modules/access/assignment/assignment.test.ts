import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Id, newId } from '@heyi/kernel';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import type { Role } from '../role/permissions.ts';
import { actorOf, openTestAccount, signInAs } from '../testing.ts';
import { assignClient } from './assign-client.ts';
import { listAssignments } from './list-assignments.ts';
import { unassignClient } from './unassign-client.ts';

let world: TestHost;
let house: Id<'ten'>;
let first: Id<'ten'>;
let second: Id<'ten'>;
before(async () => {
  world = await createTestHost();
  house = world.host.houseId;
  first = await world.tenant();
  second = await world.tenant();
});
after(() => world.close());

const assign = (accountId: Id<'acc'>, clientId: Id<'ten'>) =>
  world.as(house, (tx) => assignClient(tx, { accountId, clientId }));
const unassign = (accountId: Id<'acc'>, clientId: Id<'ten'>) =>
  world.as(house, (tx) => unassignClient(tx, { accountId, clientId }));

let count = 0;
async function signedIn(tenantId: Id<'ten'>, role: Role) {
  const loginName = `assigned${(count += 1)}`;
  const id = await openTestAccount(world, tenantId, { loginName, roles: [role] });
  return { id, token: await signInAs(world, loginName) };
}

async function seenBy(token: string): Promise<Id<'ten'>[]> {
  return [...(await actorOf(world, token)).assignedTenantIds];
}

test('专员只看得到分配给自己的客户，分配与取消立即生效', async () => {
  const { id, token } = await signedIn(house, 'payroll_specialist');
  assert.deepEqual(await seenBy(token), [house]);
  assert.ok((await assign(id, first)).ok);
  assert.ok((await assign(id, first)).ok, '再分配一次没有变化');
  assert.deepEqual(await seenBy(token), [house, first]);
  assert.ok((await unassign(id, first)).ok);
  assert.deepEqual(await seenBy(token), [house]);
});

for (const role of ['admin', 'operations'] as const) {
  test(`${role} 看得到所有客户`, async () => {
    const { token } = await signedIn(house, role);
    assert.deepEqual((await seenBy(token)).toSorted(), [house, first, second].toSorted());
    assert.equal((await seenBy(token))[0], house);
  });
}

test('客户的账号只看得到自己', async () => {
  const { token } = await signedIn(first, 'client_hr');
  assert.deepEqual(await seenBy(token), [first]);
});

test('没有的账号、客户的账号都不能分配', async () => {
  const client = await signedIn(first, 'client_hr');
  for (const accountId of [newId<'acc'>(), client.id]) {
    const result = await assign(accountId, second);
    assert.ok(!result.ok && result.failure.code === 'account.not_found');
  }
});

test('没有的客户、本公司自己都不能分配', async () => {
  const { id } = await signedIn(house, 'finance');
  for (const clientId of [newId<'ten'>(), house]) {
    const result = await assign(id, clientId);
    assert.ok(!result.ok && result.failure.code === 'assignment.client_not_found');
  }
});

test('没有分配过就不能取消', async () => {
  const { id } = await signedIn(house, 'finance');
  const result = await unassign(id, second);
  assert.ok(!result.ok && result.failure.code === 'assignment.not_found');
});

test('按账号或客户查分配', async () => {
  const [one, two] = [await signedIn(house, 'finance'), await signedIn(house, 'finance')];
  await assign(one.id, first);
  await assign(one.id, second);
  await assign(two.id, second);
  const list = async (wanted: { accountId?: Id<'acc'>; clientId?: Id<'ten'> }) => {
    const { rows } = (await world.as(house, (tx) => listAssignments(tx, wanted))).value;
    return rows.map((row) => [row.accountId, row.clientId, row.accountName, row.roles[0]]);
  };
  assert.deepEqual(
    (await list({ accountId: one.id })).map((row) => String(row[1])).toSorted(),
    [first, second].toSorted(),
  );
  assert.deepEqual(
    (await list({ clientId: second })).map((row) => String(row[0])).toSorted(),
    [one.id, two.id].toSorted(),
  );
  assert.deepEqual(await list({ accountId: two.id }), [[two.id, second, '王芳', 'finance']]);
});
