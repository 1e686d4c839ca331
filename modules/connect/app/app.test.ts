import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { makeLink } from '@heyi/access';
import { addSeconds, newId } from '@heyi/kernel';
import { systemActor, type TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { openTestApp } from '../testing.ts';
import { addressListOf } from './address-list.ts';
import { createApp } from './create-app.ts';
import { createAppKey } from './create-app-key.ts';
import { listApps } from './list-apps.ts';
import { revokeAppKey } from './revoke-app-key.ts';
import { updateApp } from './update-app.ts';

let world: TestHost;
let tenant: TenantId;
let other: TenantId;
before(async () => {
  world = await createTestHost();
  tenant = await world.tenant();
  other = await world.tenant();
});
after(() => world.close());

type Answer = { ok: true } | { ok: false; failure: { code: string } };
const codeOf = (answer: Answer) => (answer.ok ? undefined : answer.failure.code);
const scopes = ['webhooks:write'];

test('同一环境里不能重名，两个环境可以', async () => {
  const create = (environment: 'sandbox' | 'live') =>
    world.as(tenant, (tx) => createApp(tx, { tenantId: tenant, name: '主播提现', environment }));
  assert.equal(codeOf(await create('sandbox')), undefined);
  assert.equal(codeOf(await create('live')), undefined);
  assert.equal(codeOf(await create('sandbox')), 'app.name_taken');
});

test('密钥只出现一次；落库是密文，列表里只有末四位', async () => {
  const app = await openTestApp(world, tenant);
  assert.match(app.secret, /^heyi_sandbox_[\w-]{43}$/);
  const listed = await world.as(tenant, (tx) => listApps(tx, { tenantId: tenant }));
  const row = listed.value.rows.find(({ id }) => id === app.id)!;
  assert.equal(row.keys[0]!.hint, app.secret.slice(-4));
  assert.ok(!JSON.stringify(listed).includes(app.secret));
  const [kept] = await world.as(
    tenant,
    (tx) => tx.sql<{ sealed: Buffer }>`
      select secret_sealed as sealed from connect.app_key where id = ${app.keyId}`,
  );
  assert.ok(!kept!.sealed.includes(app.secret));
  assert.ok(listed.value.scopes.some(({ name }) => name === 'webhooks:write'));
});

test('最多两个有效密钥：同时生成也一样', async () => {
  const app = await openTestApp(world, tenant);
  const create = () =>
    world.as(tenant, (tx) => createAppKey(tx, { tenantId: tenant, appId: app.id, scopes }));
  const answers = await Promise.all([create(), create(), create()]);
  const codes = answers.map(codeOf);
  assert.equal(codes.filter((code) => code === undefined).length, 1);
  assert.equal(codes.filter((code) => code === 'app_key.too_many').length, 2);
  const revoke = () =>
    world.as(tenant, (tx) =>
      revokeAppKey(tx, { tenantId: tenant, appId: app.id, keyId: app.keyId }),
    );
  assert.equal(codeOf(await revoke()), undefined);
  assert.deepEqual(await revoke(), await revoke());
  assert.equal(codeOf(await create()), undefined);
});

const live = {
  tenantId: '' as TenantId,
  name: '正式',
  deniedAddresses: [],
  requestsPerMinute: 60,
};

test('正式密钥须有来源名单：没有时不给，有密钥时不能清空', async () => {
  const made = await world.as(tenant, (tx) =>
    createApp(tx, { tenantId: tenant, name: '正式', environment: 'live' }),
  );
  assert.ok(made.ok);
  const appId = made.value.id;
  const create = () =>
    world.as(tenant, (tx) => createAppKey(tx, { tenantId: tenant, appId, scopes }));
  const allow = (allowedAddresses: string[]) =>
    world.as(tenant, (tx) => updateApp(tx, { ...live, tenantId: tenant, appId, allowedAddresses }));
  assert.equal(codeOf(await create()), 'app.addresses_required');
  assert.equal(codeOf(await allow(['203.0.113.0/24'])), undefined);
  const key = await create();
  assert.ok(key.ok);
  assert.match(key.value.secret, /^heyi_live_/);
  assert.equal(codeOf(await allow([])), 'app.addresses_required');
});

test('修改：没有、重名、地址写错', async () => {
  const [one, two] = [await openTestApp(world, tenant), await openTestApp(world, tenant)];
  const rename = (appId: typeof one.id, name: string, allowedAddresses: string[] = []) =>
    world.as(tenant, (tx) =>
      updateApp(tx, { ...live, tenantId: tenant, appId, name, allowedAddresses }),
    );
  assert.equal(codeOf(await rename(newId<'app'>(), '新名')), 'app.not_found');
  assert.equal(codeOf(await rename(one.id, '新名')), undefined);
  assert.equal(codeOf(await rename(two.id, '新名')), 'app.name_taken');
  assert.equal(codeOf(await rename(one.id, '新名', ['203.0.113.0/33'])), 'app.address_malformed');
});

test('没有的应用、没有的范围、没有的密钥', async () => {
  const app = await openTestApp(world, tenant);
  const create = (appId: typeof app.id, wanted: string[]) =>
    world.as(tenant, (tx) => createAppKey(tx, { tenantId: tenant, appId, scopes: wanted }));
  assert.equal(codeOf(await create(newId<'app'>(), scopes)), 'app.not_found');
  assert.equal(codeOf(await create(app.id, ['payroll_run:pay'])), 'app_key.scope_unknown');
  const revoked = await world.as(tenant, (tx) =>
    revokeAppKey(tx, { tenantId: tenant, appId: app.id, keyId: newId<'key'>() }),
  );
  assert.equal(codeOf(revoked), 'app_key.not_found');
});

test('停用密钥：它生成的个人链接一并作废，另一个密钥生成的照常', async () => {
  const [leaked, kept] = [await openTestApp(world, tenant), await openTestApp(world, tenant)];
  const linkBy = ({ id, keyId }: typeof leaked) =>
    world.as(
      tenant,
      (tx) =>
        makeLink(
          { ...tx, host: { ...tx.host, publicUrl: 'https://heyi.example' } },
          {
            purpose: 'withdrawals',
            subjectKind: 'worker',
            subjectId: newId(),
            subjectName: '欧阳䶮',
            aboutId: null,
            clientName: '星河直播',
            expiresAt: addSeconds(tx.now, 600),
          },
        ),
      { ...systemActor('星河直播'), app: { id, keyId, environment: 'sandbox' } },
    );
  const links = [await linkBy(leaked), await linkBy(kept)];
  await world.as(tenant, (tx) =>
    revokeAppKey(tx, { tenantId: tenant, appId: leaked.id, keyId: leaked.keyId }),
  );
  const rows = await world.as(
    tenant,
    (tx) => tx.sql<{ isRevoked: boolean }>`
      select revoked_at is not null as "isRevoked" from access.person_link
       where tenant_id = ${tenant} and id = any(${links.map(({ id }) => id)}::uuid[]) order by id`,
  );
  assert.deepEqual(
    rows.map(({ isRevoked }) => isRevoked),
    [true, false],
  );
});

test('别的客户的应用：看不到，也动不了', async () => {
  const app = await openTestApp(world, tenant);
  const listed = await world.as(other, (tx) => listApps(tx, { tenantId: other }));
  assert.deepEqual(listed.value.rows, []);
  const revoked = await world.as(other, (tx) =>
    revokeAppKey(tx, { tenantId: other, appId: app.id, keyId: app.keyId }),
  );
  assert.equal(codeOf(revoked), 'app_key.not_found');
});

const entries: [entry: string, isWellFormed: boolean][] = [
  ['203.0.113.7', true],
  ['203.0.113.0/24', true],
  ['2001:db8::/32', true],
  ['::1', true],
  ['203.0.113.0/33', false],
  ['203.0.113.0/24/1', false],
  ['203.0.113', false],
  ['example.com', false],
  ['2001:db8::/129', false],
  ['203.0.113.0/', false],
  ['', false],
];
describe('地址与网段', () => {
  for (const [entry, isWellFormed] of entries) {
    test(entry || '空', () => assert.equal(addressListOf([entry]) !== null, isWellFormed));
  }
});
