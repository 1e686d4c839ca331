import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { byInsertAlone, referenceTables, shardKeyOf, stripeKeyOf } from '@heyi/platform';
import { isOnTestCluster } from '@heyi/platform/testing';
import pg from 'pg';
import { fingerprint, openTwoClients, tenantTables, type TwoClients } from './two-clients.ts';

let clients: TwoClients;
let names: string[];
before(async () => {
  clients = await openTwoClients();
  names = (await tenantTables(clients.admin)).map(({ name }) => name);
});
after(() => clients.close());

/** Runs as the application's role in a transaction that is rolled back; answers rows or the error. */
async function attempt(
  visible: string,
  text: string,
  values: unknown[] = [],
): Promise<{ rows: Record<string, unknown>[]; count: number; code: string | null }> {
  const client = await clients.world.database.pool.connect();
  try {
    await client.query('begin');
    // As a transaction says it: what set_config() sets, the nodes of a cluster do not hear.
    await client.query(`set local heyi.tenant_ids = ${pg.escapeLiteral(visible)}`);
    const answer = await client.query(text, values);
    return { rows: answer.rows, count: answer.rowCount ?? 0, code: null };
  } catch (error) {
    return { rows: [], count: 0, code: (error as pg.DatabaseError).code ?? String(error) };
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const denied = '42501';
const ofB = () => `{${clients.b.id}}`;

/** Whoever asks sees nothing: either the table is closed to the application, or it shows no row. */
function assertNothing(title: string, answer: Awaited<ReturnType<typeof attempt>>): void {
  if (answer.code !== null) assert.equal(answer.code, denied, title);
  assert.equal(answer.count, 0, title);
}

test('每张表里都有甲的数据可查', async () => {
  assert.ok(names.length > 60);
  const sums = await fingerprint(clients.admin, clients.a.id);
  const empty = Object.entries(sums).filter(([, sum]) => sum === '0:0');
  assert.deepEqual(empty, []);
  let seen = 0;
  for (const name of names) {
    const own = await attempt(`{${clients.a.id}}`, `select 1 from ${name}`);
    if (own.code === null) assert.ok(own.count > 0, `${name}: 甲看不到自己的行`);
    seen += own.count;
  }
  assert.ok(seen > names.length);
});

test('乙的事务里，甲的行读不到、改不了、删不掉', async () => {
  const before = await fingerprint(clients.admin, clients.a.id);
  const a = [clients.a.id];
  for (const name of names) {
    assertNothing(name, await attempt(ofB(), `select 1 from ${name} where tenant_id = $1`, a));
    const others = `select 1 from ${name} where tenant_id <> $1`;
    assertNothing(name, await attempt(ofB(), others, [clients.b.id]));
    const change = `update ${name} set tenant_id = tenant_id where tenant_id = $1`;
    assertNothing(name, await attempt(ofB(), change, a));
    assertNothing(name, await attempt(ofB(), `delete from ${name} where tenant_id = $1`, a));
    for (const [lock, values] of locksOf(name)) {
      assertNothing(name, await attempt(ofB(), lock, values));
    }
  }
  assert.deepEqual(await fingerprint(clients.admin, clients.a.id), before);
});

/**
 * A cluster locks under one shard key a statement: that of the tenant, and those of its stripes. What is
 * whole on every node has no pieces, and no such key.
 */
function locksOf(name: string): [text: string, values: unknown[]][] {
  const a = clients.a.id;
  if (!isOnTestCluster || referenceTables.has(name))
    return [[`select 1 from ${name} where tenant_id = $1 for update`, [a]]];
  const keys = [shardKeyOf(a), ...Array.from({ length: 8 }, (_, stripe) => stripeKeyOf(a, stripe))];
  return keys.map((key) => [
    `select 1 from ${name} where shard_key = $2 and tenant_id = $1 for update`,
    [a, key],
  ]);
}

test('没说是谁的事务，什么也读不到', async () => {
  for (const name of names) {
    for (const visible of ['', '{}']) {
      assertNothing(name, await attempt(visible, `select 1 from ${name}`));
    }
  }
});

test('乙的事务里，不能以甲的名义写入，也不能把自己的行改成甲的', async () => {
  for (const name of names) {
    const own = await clients.admin.query(
      `select to_jsonb(t) as row from ${name} t where tenant_id = $1 limit 1`,
      [clients.a.id],
    );
    const insert = `insert into ${name} select * from jsonb_populate_record(null::${name}, $1)`;
    // A cluster would refuse the way in which it writes, and not what is written.
    const written = isOnTestCluster ? byInsertAlone(insert) : insert;
    const forged = await attempt(ofB(), written, [JSON.stringify(own.rows[0].row)]);
    assert.equal(forged.code, denied, `${name}: ${JSON.stringify(forged)}`);
    const moved = await attempt(ofB(), `update ${name} set tenant_id = $1`, [clients.a.id]);
    assert.ok(moved.code === denied || moved.count === 0, name);
  }
});

test('公开的视图和表一样严：按查询人的权限，看不到甲', async () => {
  const views = await clients.admin.query<{ name: string; isSafe: boolean; hasTenant: boolean }>(`
    select format('%I.%I', n.nspname, c.relname) as name,
           coalesce('security_invoker=true' = any (c.reloptions)
                    or 'security_invoker=on' = any (c.reloptions), false) as "isSafe",
           exists (select from pg_attribute a where a.attrelid = c.oid
                    and a.attname = 'tenant_id') as "hasTenant"
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('v', 'm') and pg_get_userbyid(c.relowner) = 'heyi_owner'`);
  assert.ok(views.rows.length > 5);
  for (const { name, isSafe, hasTenant } of views.rows) {
    assert.ok(isSafe, `${name} shows what its owner sees`);
    assert.ok(hasTenant, `${name} does not say whose its rows are`);
    const own = await attempt(`{${clients.a.id}}`, `select 1 from ${name}`);
    assert.equal(own.code, null, name);
    const foreign = `select 1 from ${name} where tenant_id = $1`;
    assertNothing(name, await attempt(ofB(), foreign, [clients.a.id]));
  }
});

test('连接查询也越不过去：每个外键两头都在乙的事务里查', async () => {
  const links = await clients.admin.query<{ child: string; parent: string; on: string }>(`
    select format('%I.%I', cn.nspname, c.relname) as child,
           format('%I.%I', pn.nspname, p.relname) as parent,
           (select string_agg(format('c.%I = p.%I', ca.attname, pa.attname), ' and ')
              from unnest(f.conkey, f.confkey) as u (mine, theirs)
              join pg_attribute ca on ca.attrelid = c.oid and ca.attnum = u.mine
              join pg_attribute pa on pa.attrelid = p.oid and pa.attnum = u.theirs) as "on"
      from pg_constraint f
      join pg_class c on c.oid = f.conrelid join pg_namespace cn on cn.oid = c.relnamespace
      join pg_class p on p.oid = f.confrelid join pg_namespace pn on pn.oid = p.relnamespace
     where f.contype = 'f' and pg_get_userbyid(c.relowner) = 'heyi_owner'`);
  assert.ok(links.rows.length > 30);
  for (const { child, parent, on } of links.rows) {
    // What is whole on every node cannot lead into pieces by the tenant alone: there it comes second.
    const [first, second] =
      isOnTestCluster && referenceTables.has(parent)
        ? [`${child} c`, `${parent} p`]
        : [`${parent} p`, `${child} c`];
    const join = `select 1 from ${first} left join ${second} on ${on}
                   where c.tenant_id = $1 or to_jsonb(p) ->> 'tenant_id' = $1::text`;
    const answer = await attempt(ofB(), join, [clients.a.id]);
    assertNothing(`${child} → ${parent}`, answer);
  }
});

test('任务队列的角色读不到任何业务表', async () => {
  const open = await clients.admin.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm') and pg_get_userbyid(c.relowner) = 'heyi_owner'
       and has_table_privilege('heyi_jobs', c.oid, 'select, insert, update, delete')`);
  assert.deepEqual(open.rows, []);
});

test('每扇门（以主人身份运行的函数）固定查找路径，不对所有人开放', async () => {
  const doors = await clients.admin.query<{ name: string; isFixed: boolean; isPublic: boolean }>(`
    select p.oid::regprocedure::text as name,
           coalesce(p.proconfig @> array['search_path=pg_catalog'], false) as "isFixed",
           exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                    where a.grantee = 0 and a.privilege_type = 'EXECUTE') as "isPublic"
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prosecdef and pg_get_userbyid(p.proowner) in ('heyi_owner', 'heyi_jobs')
       and n.nspname <> 'graphile_worker'`);
  assert.ok(doors.rows.length > 15);
  assert.deepEqual(
    doors.rows.filter(({ isFixed, isPublic }) => !isFixed || isPublic).map(({ name }) => name),
    [],
  );
});
