import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from '@heyi/kernel';
import { appendAudit, checkChain, prune, publish, sealAudit } from '../index.ts';
import { byInsertAlone } from './sql.ts';
import { createTestHost, type TestHost } from '../testing.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost();
});
after(() => world.close());

test('一个客户的行，另一个客户的事务看不到也改不了', async () => {
  const [first, second] = [await world.tenant(), await world.tenant()];
  await world.as(first, (tx) => appendAudit(tx, { operation: 'x', subjectId: null, detail: {} }));
  const seen = await world.as(
    second,
    (tx) => tx.sql`
    select 1 from platform.audit_entry where tenant_id = ${first}`,
  );
  assert.equal(seen.length, 0);
  await assert.rejects(
    world.as(
      second,
      (tx) => tx.sql`
      insert into platform.audit_waiting (shard_key, tenant_id, entry_id)
      values (1, ${first}, ${newId()})`,
    ),
    /row-level security/,
  );
});

test('抛出异常的事务不留下任何痕迹', async () => {
  const tenant = await world.tenant();
  await assert.rejects(
    world.as(tenant, async (tx) => {
      await appendAudit(tx, { operation: 'x', subjectId: null, detail: {} });
      throw new Error('断电');
    }),
    /断电/,
  );
  const rows = await world.as(tenant, (tx) => tx.sql`select 1 from platform.audit_entry`);
  assert.equal(rows.length, 0);
});

test('操作日志成链：改动任何一条都会被发现', async () => {
  const tenant = await world.tenant();
  await world.as(tenant, async (tx) => {
    for (const amount of [1, 2, 3]) {
      await appendAudit(tx, { operation: 'recordReceipt', subjectId: newId(), detail: { amount } });
    }
  });
  assert.equal(await world.as(tenant, (tx) => sealAudit(tx)), 3);
  assert.equal(await world.as(tenant, (tx) => sealAudit(tx)), 0);
  assert.deepEqual(await world.as(tenant, checkChain), { entries: 3, brokenAt: null });

  const { default: pg } = await import('pg');
  const owner = new pg.Client({ connectionString: world.database.urls.ownerUrl });
  await owner.connect();
  await owner.query(
    `update platform.audit_entry set detail = '{"amount": 9}'
      where detail = '{"amount": 2}' and tenant_id = $1`,
    [tenant],
  );
  await owner.end();
  assert.deepEqual(await world.as(tenant, checkChain), { entries: 3, brokenAt: 2 });
});

test('清理只清用过了的：旧的回答，早已送达的消息', async () => {
  const tenant = await world.tenant();
  await world.as(tenant, async (tx) => {
    await publish(tx, { type: 'old', payload: {} });
    await publish(tx, { type: 'fresh', payload: {} });
    await publish(tx, { type: 'waiting', payload: {} });
    await tx.sql`
      update platform.outbox set delivered_at = ${tx.now}::timestamptz - case
             when type = 'old' then interval '31 days' else interval '29 days' end
       where type <> 'waiting'`;
    await tx.sql`
      insert into platform.idempotency_key (shard_key, tenant_id, account_id, key, operation,
                                            request_hash, status, created_at)
      select ${tx.shardKey}, ${tx.tenantId}, ${newId()}::uuid, age, 'x', '', 200,
             ${tx.now}::timestamptz - age::interval
        from unnest(array['8 days', '6 days']) as age`;
  });
  await prune(world.host);
  const left = await world.as(
    tenant,
    (tx) => tx.sql<{ what: string }>`
      select type as what from platform.outbox where tenant_id = ${tenant}
      union all select key from platform.idempotency_key where tenant_id = ${tenant}`,
  );
  assert.deepEqual(left.map(({ what }) => what).toSorted(), ['6 days', 'fresh', 'waiting']);
});

test('应用角色不能修改只增不改的表', async () => {
  const tenant = await world.tenant();
  await assert.rejects(
    world.as(tenant, (tx) => tx.sql`update platform.audit_entry set operation = 'y'`),
    /permission denied/,
  );
});

const inserts: readonly (readonly [title: string, text: string, expected: string])[] = [
  ['一行', 'insert into t (a) values ($1)', 'insert into t (a) values ($1)'],
  ['一批', 'insert into t select a from u', 'insert into t select a from u\nreturning 1'],
  [
    '一批，已经有回答的',
    'insert into t select a from u on conflict do nothing',
    'insert into t select a from u on conflict do nothing',
  ],
  [
    '套在里面的一批',
    'with w as (insert into t select f(a) from u) select 1',
    'with w as (insert into t select f(a) from u\nreturning 1) select 1',
  ],
  [
    '里外各一批',
    'with w as (insert into t select 1 returning a) insert into v select a from w',
    'with w as (insert into t select 1 returning a) insert into v select a from w\nreturning 1',
  ],
];
for (const [title, text, expected] of inserts) {
  test(`集群上成批写入要有回答：${title}`, () => assert.equal(byInsertAlone(text), expected));
}
