import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assignClient, openAccount, type Role } from '@heyi/access';
import type { Output, reconciliationContract as contract } from '@heyi/contract';
import { type Id, newId, yuan } from '@heyi/kernel';
import { deliverEvents, inTransaction, systemActor, type TenantId } from '@heyi/platform';
import { listeners } from '../listeners.ts';
import {
  createReconciliationWorld,
  type ReconciliationWorld,
} from '../testing/reconciliation-world.ts';
import { openDiscrepancies } from './open-discrepancies.ts';
import { watchUnknownOrders } from './open-order-cases.ts';

let made: ReconciliationWorld;
let houseId: TenantId;
let client: TenantId;
before(async () => {
  made = await createReconciliationWorld();
  houseId = made.world.host.houseId;
  client = await made.client();
});
after(() => made.world.close());

type Case = Output<typeof contract.listDiscrepancies>['rows'][number];

async function casesOf(payerAccountId: Id<'pac'>, state?: string): Promise<Case[]> {
  const input = { payerAccountId, state, limit: 500 };
  const found = await made.act<{ rows: Case[] }>(houseId, 'listDiscrepancies', input);
  assert.ok(typeof found !== 'string');
  return found.rows;
}

async function openColleague(name: string, role: Role): Promise<Id<'acc'>> {
  const opened = await made.world.as(houseId, (tx) =>
    openAccount(
      tx,
      {
        loginName: newId(),
        name,
        roles: [role],
        password: '一句很长的口令-5567',
        mustChangePassword: false,
        isDemo: true,
      },
      { memoryKib: 64, passes: 1 },
    ),
  );
  assert.ok(opened.ok);
  return opened.value.id;
}

async function oneCase() {
  const account = await made.payerAccount(houseId);
  await made.tell(houseId, account, 0, [
    { bankReference: 'F1', amount: -500, remark: '账户管理费' },
  ]);
  await made.compare(houseId, account);
  const [found] = await casesOf(account);
  return { account, found: found! };
}

test('差异有人接手、可指派给同事、写明处理结果；处理过的不再打开', async () => {
  const { account, found } = await oneCase();
  assert.equal(found.line?.remark, '账户管理费');
  assert.deepEqual([found.state, found.ageDays, found.difference], ['open', 0, -500]);
  const assign = (input: object) =>
    made.act<Case>(houseId, 'assignDiscrepancy', { discrepancyId: found.id, ...input });
  assert.equal(await assign({ discrepancyId: newId() }), 'discrepancy.not_found');
  assert.equal(await assign({ ownerId: newId() }), 'discrepancy.owner_unfit');
  const taken = await assign({});
  assert.ok(typeof taken !== 'string');
  assert.equal(taken.state, 'assigned');
  const given = await assign({ ownerId: await openColleague('王芳', 'finance') });
  assert.ok(typeof given !== 'string');
  assert.equal(given.ownerName, '王芳');
  const resolve = (discrepancyId: Id<'dsc'>) =>
    made.act<Case>(houseId, 'resolveDiscrepancy', {
      discrepancyId,
      resolution: 'accepted',
      note: '账户管理费，由我方承担，月底统一入账',
    });
  assert.equal(await resolve(newId()), 'discrepancy.not_found');
  const resolved = await resolve(found.id);
  assert.ok(typeof resolved !== 'string');
  assert.deepEqual([resolved.state, resolved.resolution], ['resolved', 'accepted']);
  assert.equal(await resolve(found.id), 'discrepancy.resolved');
  assert.equal(await assign({}), 'discrepancy.resolved');
  await made.compare(houseId, account);
  assert.deepEqual((await casesOf(account, 'unresolved')).length, 0, 'a person’s word stands');
});

test('可指派的人：有权限、账号未停用；客户的差异还须分派到该客户', async () => {
  const { found } = await oneCase();
  const finance = await openColleague('赵财务', 'finance');
  const specialist = await openColleague('钱专员', 'payroll_specialist');
  const ownersOf = async (tenantId: TenantId) => {
    const told = await made.act<{ rows: { id: string; name: string }[] }>(
      tenantId,
      'listDiscrepancyOwners',
      {},
    );
    assert.ok(typeof told !== 'string');
    return told.rows.map(({ name }) => name).filter((name) => name !== '王芳');
  };
  const give = (ownerId: Id<'acc'>) =>
    made.act<Case>(houseId, 'assignDiscrepancy', { discrepancyId: found.id, ownerId });
  assert.deepEqual(await ownersOf(houseId), ['赵财务']);
  assert.equal(await give(specialist), 'discrepancy.owner_unfit');
  assert.deepEqual(await ownersOf(client), [], 'nobody is assigned to the client');
  await made.world.as(houseId, (tx) => assignClient(tx, { accountId: finance, clientId: client }));
  assert.deepEqual(await ownersOf(client), ['赵财务']);
  await made.world.as(
    houseId,
    (tx) => tx.sql`
      update access.account set locked_at = ${tx.now}
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${finance}`,
  );
  assert.deepEqual(await ownersOf(houseId), []);
  assert.equal(await give(finance), 'discrepancy.owner_unfit');
});

test('首页：未处理的差异按账户所属户计数', async () => {
  const { found } = await oneCase();
  const read = () => made.world.as(houseId, (tx) => openDiscrepancies(tx));
  const before = (await read())[0]!;
  assert.equal(before.clientId, houseId);
  await made.act(houseId, 'resolveDiscrepancy', {
    discrepancyId: found.id,
    resolution: 'bankCorrects',
    note: '银行次日冲回',
  });
  const afterwards = (await read())[0];
  assert.equal(before.count - (afterwards?.count ?? 0), 1);
});

test('问到最后银行仍无结果：立案，金额在途；有了结果自行结案', async () => {
  const account = await made.payerAccount(houseId);
  await made.receive(client, account, yuan('100'), `IN-${account}`);
  const [one] = await made.order(client, account, [3_000]);
  await made.report([one!], 'suspended');
  const { host } = made.world;
  const jobsOf = async () => {
    const scope = { tenantIds: [houseId], actor: systemActor('test'), requestId: 'test' };
    return inTransaction(host, scope, async (tx) => {
      const rows = await tx.sql`
        select id from platform.job
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
           and kind = 'reconciliation.compare_account' and subject_id = ${account}`;
      return rows.length;
    });
  };
  while ((await deliverEvents(host, listeners)) > 0);
  assert.equal(await jobsOf(), 1, 'news of the last question asks for a comparison');
  await watchUnknownOrders(host);
  assert.equal(await jobsOf(), 2, 'so does the watch, for news that was lost');
  await made.compare(houseId, account);
  const [opened] = await casesOf(account, 'unresolved');
  assert.equal(opened?.kind, 'orderUnknown');
  assert.equal(opened?.orderState, 'manual');
  assert.equal(opened?.bookAmount, -3_000);
  assert.equal(opened?.clientId, client);
  await watchUnknownOrders(host);
  assert.equal(await jobsOf(), 2, 'the case is open: nothing to look at');
  await made.report([one!], 'succeeded', '2026-11-23T04:00:00.000Z');
  await watchUnknownOrders(host);
  assert.equal(await jobsOf(), 3, 'the order has moved');
  await made.compare(houseId, account);
  assert.deepEqual(await casesOf(account, 'unresolved'), []);
});
