import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formatId, newId } from '@heyi/kernel';
import pg from 'pg';
import type { TenantId } from '../postgres/transaction.ts';
import { createTestHost, type TestHost } from '../testing.ts';
import { appendAudit } from './append-audit.ts';
import { checkChain } from './check-chain.ts';
import { idTextAmong, uuidOfIdText } from './id-text.ts';
import { listAuditEntries } from './list-audit-entries.ts';
import { sealAudit } from './seal-audit.ts';
import { verifyAuditChain } from './verify-audit-chain.ts';

let world: TestHost;
let owner: pg.Client;
before(async () => {
  world = await createTestHost();
  owner = new pg.Client({ connectionString: world.database.urls.ownerUrl });
  await owner.connect();
});
after(async () => {
  await owner.end();
  await world.close();
});

async function written(count: number): Promise<TenantId> {
  const tenant = await world.tenant();
  await world.as(tenant, async (tx) => {
    for (let number = 1; number <= count; number += 1) {
      const subjectId = newId<'run'>();
      const detail = { number, runId: formatId('run', subjectId) };
      await appendAudit(tx, { operation: number % 2 ? 'lockRun' : 'payRun', subjectId, detail });
    }
  });
  return tenant;
}

test('最近的在前，逐页给出，封链前没有序号', async () => {
  const tenant = await written(5);
  const list = async (input: { limit?: number; after?: string }) =>
    (await world.as(tenant, (tx) => listAuditEntries(tx, { tenantId: tenant, ...input }))).value;
  const first = await list({ limit: 3 });
  assert.deepEqual(
    first.rows.map((row) => row.detail['number']),
    [5, 4, 3],
  );
  assert.ok(first.rows.every((row) => row.sealSequence === null && row.actorName === '王芳'));
  const second = await list({ limit: 3, after: first.next! });
  assert.deepEqual(
    second.rows.map((row) => row.detail['number']),
    [2, 1],
  );
  assert.equal(second.next, null);
  await world.as(tenant, (tx) => sealAudit(tx));
  assert.deepEqual(
    (await list({})).rows.map((row) => row.sealSequence),
    [5, 4, 3, 2, 1],
  );
});

test('按对象和操作筛选，对象写成接口里的样子', async () => {
  const tenant = await written(4);
  const list = async (input: { subjectId?: string; operation?: string }) =>
    (await world.as(tenant, (tx) => listAuditEntries(tx, { tenantId: tenant, ...input }))).value;
  const paid = await list({ operation: 'payRun' });
  assert.deepEqual(
    paid.rows.map((row) => row.detail['number']),
    [4, 2],
  );
  const subjectId = paid.rows[0]!.subjectId!;
  assert.match(subjectId, /^run_/);
  assert.deepEqual(
    (await list({ subjectId })).rows.map((row) => row.detail['number']),
    [4],
  );
  assert.deepEqual((await list({ subjectId: formatId('run', newId()) })).rows, []);
  assert.deepEqual((await list({ subjectId: '不是编号' })).rows, []);
});

test('链完整时说完整，说有几条', async () => {
  const tenant = await written(3);
  await world.as(tenant, (tx) => sealAudit(tx));
  await world.as(tenant, (tx) =>
    appendAudit(tx, { operation: 'lockRun', subjectId: null, detail: {} }),
  );
  const answer = await world.as(tenant, verifyAuditChain);
  assert.deepEqual(answer.value, { entries: 3, brokenAt: null }, '还没封的不算断');
});

const attacks: { title: string; sql: string; brokenAt: number }[] = [
  {
    title: '改操作人',
    sql: `update platform.audit_entry set actor_name = '别人'
           where tenant_id = $1 and detail ->> 'number' = '3'`,
    brokenAt: 3,
  },
  {
    title: '改时间',
    sql: `update platform.audit_entry set occurred_at = '2020-01-01T00:00:00Z'
           where tenant_id = $1 and detail ->> 'number' = '1'`,
    brokenAt: 1,
  },
  {
    title: '删掉中间一条',
    sql: `with link as (delete from platform.audit_chain
                         where tenant_id = $1 and seq = 2 returning entry_id)
          delete from platform.audit_waiting where entry_id in (select entry_id from link)`,
    brokenAt: 2,
  },
  {
    title: '截掉末尾的链',
    sql: 'delete from platform.audit_chain where tenant_id = $1 and seq >= 4',
    brokenAt: 4,
  },
  {
    title: '塞进一条没封过的',
    sql: `insert into platform.audit_entry
          select shard_key, tenant_id, gen_random_uuid(), occurred_at, account_id, actor_name,
                 operation, subject_id, detail, request_id
            from platform.audit_entry where tenant_id = $1 limit 1
          returning 1`,
    brokenAt: 6,
  },
];
for (const { title, sql, brokenAt } of attacks) {
  test(`有人绕过系统改库：${title}`, async () => {
    const tenant = await written(5);
    await world.as(tenant, (tx) => sealAudit(tx));
    await owner.query(sql, [tenant]);
    assert.equal((await world.as(tenant, checkChain)).brokenAt, brokenAt);
  });
}

test('两个封链者同时封，链不分叉', async () => {
  const tenant = await written(30);
  const seal = () => world.as(tenant, (tx) => sealAudit(tx, 7));
  const sealed = await Promise.all([seal(), seal(), seal(), seal(), seal()]);
  assert.equal(
    sealed.reduce((sum, count) => sum + count),
    30,
  );
  assert.deepEqual(await world.as(tenant, checkChain), { entries: 30, brokenAt: null });
});

test('编号的两种写法互换', () => {
  const uuid = newId();
  const text = formatId('emp', uuid);
  assert.equal(uuidOfIdText(text), uuid);
  for (const other of [uuid, 'emp_', 'EMP_01', '身份证号', 5, null, undefined]) {
    assert.equal(uuidOfIdText(other), null);
  }
  assert.equal(idTextAmong({ a: 1, b: 'x', employmentId: text }, uuid), text);
  assert.equal(idTextAmong({ a: 1 }, uuid), uuid);
});
