import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { payPeriod, yuan } from '@heyi/kernel';
import { beginEnrolments, type EmploymentId } from '@heyi/people';
import { castHouse, joiner } from '@heyi/people/testing';
import { deliverEvents, publish, publishAll, type Transaction } from '@heyi/platform';
import { analyseOnCluster, createTestHost, type TestHost } from '@heyi/platform/testing';
import { listeners } from '../listeners.ts';
import { castShop, type Shop } from '../testing.ts';
import { planTasks } from './plan-tasks.ts';

const peopleCount = 2000;

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
  await castHouse(world);
});
after(() => world.close());

/** Copies of one joiner, as a roster writes them: in sets. */
async function copies(world: TestHost, tenant: string, of: EmploymentId): Promise<EmploymentId[]> {
  return world.as(tenant as never, async (tx) => {
    await tx.sql`
      insert into people.employment
             (shard_key, tenant_id, id, person_id, contract_entity_id, contract_entity_tenant_id,
              starts_on, created_at)
      select shard_key, tenant_id, gen_random_uuid(), person_id, contract_entity_id,
             contract_entity_tenant_id, starts_on, created_at
        from people.employment, generate_series(2, ${peopleCount}::int)
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${of}`;
    await tx.sql`
      insert into people.employment_term
             (shard_key, tenant_id, employment_id, applies_from, form, pay_entity_id,
              pay_entity_tenant_id, insurance_entity_id, insurance_entity_tenant_id, work_city_code)
      select t.shard_key, t.tenant_id, e.id, t.applies_from, t.form, t.pay_entity_id,
             t.pay_entity_tenant_id, t.insurance_entity_id, t.insurance_entity_tenant_id,
             t.work_city_code
        from people.employment_term t
        join people.employment e on e.shard_key = t.shard_key and e.tenant_id = t.tenant_id
       where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId}
         and t.employment_id = ${of} and e.id <> ${of}`;
    const rows = await tx.sql<{ id: EmploymentId }>`
      select id from people.employment where shard_key = ${tx.shardKey}`;
    return rows.map(({ id }) => id);
  });
}

/** A client with so many people who are insured from November, told to nobody yet. */
async function castRoster(name: string): Promise<{ shop: Shop; ids: readonly EmploymentId[] }> {
  const shop = await castShop(world, name);
  const { id } = await joiner(world, shop.tenant, shop.company, { startsOn: '2026-11-16' });
  await deliverEvents(world.host, listeners);
  const ids = await copies(world, shop.tenant, id);
  await analyseOnCluster(world.database);
  assert.equal(ids.length, peopleCount);
  await world.as(shop.tenant, async (tx) => {
    const base = yuan('9000');
    const fromPeriod = payPeriod('2026-11');
    const wanted = ids.flatMap((employmentId) =>
      [shop.social, shop.fund].map((registrationId) => ({
        employmentId,
        registrationId,
        fromPeriod,
        base,
        housingFundRate: null,
      })),
    );
    assert.equal((await beginEnrolments(tx, wanted)).begunCount, 2 * peopleCount);
  });
  await analyseOnCluster(world.database);
  await deliverEvents(world.host, listeners);
  return { shop, ids };
}

async function countOf({ tenant }: Shop): Promise<{ tasks: number; opened: number }> {
  const [row] = await world.as(
    tenant,
    (tx) => tx.sql<{ tasks: number; opened: number }>`
      select (select count(*)::int from insurance.task where tenant_id = ${tenant}) as tasks,
             (select count(*)::int from platform.outbox
               where tenant_id = ${tenant} and type = 'insurance_tasks.opened') as opened`,
  );
  return row!;
}

/** The transaction, and how many statements it was asked for. */
function counted(tx: Transaction, count: { statements: number }): Transaction {
  const sql = ((...args: Parameters<typeof tx.sql>) => {
    count.statements += 1;
    return tx.sql(...args);
  }) as typeof tx.sql;
  return { ...tx, sql };
}

test('两千人的花名册：一条消息、一次成批生成；语句数与人数无关', async () => {
  const { shop } = await castRoster('两千人');
  await world.as(shop.tenant, (tx) => {
    const payload = { startedCount: peopleCount, changedCount: 0 };
    return publish(tx, { type: 'roster.imported', payload });
  });
  const began = performance.now();
  await deliverEvents(world.host, listeners);
  const tookMs = performance.now() - began;
  assert.deepEqual(await countOf(shop), { tasks: 2 * peopleCount, opened: 1 });
  // 4,000 tasks took 0.8 s on two shared cores; a plan a person takes ten times that.
  assert.ok(tookMs < 5000, `${tookMs} ms`);

  const count = { statements: 0 };
  await world.as(shop.tenant, async (tx) => {
    const plan = await planTasks(counted(tx, count), null);
    assert.deepEqual(plan, { openedCount: 0, movedCount: 0 });
  });
  assert.ok(count.statements < 20, `${count.statements} statements`);
});

test('两千人逐个入职的消息：成批生成，几十条语句；再听一遍不变', async () => {
  const { shop, ids } = await castRoster('逐个入职');
  const news = ids.map((employmentId) => ({
    type: 'employment.started',
    payload: { employmentId },
  }));
  const count = { statements: 0 };
  const counting = listeners.map((one) => ({
    ...one,
    run: (tx: Transaction, heard: Parameters<typeof one.run>[1]) =>
      one.run(counted(tx, count), heard),
  }));
  const tell = async () => {
    await world.as(shop.tenant, (tx) => publishAll(tx, news));
    return deliverEvents(world.host, counting, (tenant) => tenant === shop.tenant);
  };
  // What was opened is news itself.
  assert.ok((await tell()) >= peopleCount);
  assert.deepEqual(await countOf(shop), { tasks: 2 * peopleCount, opened: 4 });
  // One by one it was 11 a person: 22,000.
  assert.ok(count.statements < 100, `${count.statements} statements`);
  assert.ok((await tell()) >= peopleCount);
  assert.deepEqual(await countOf(shop), { tasks: 2 * peopleCount, opened: 4 });
});
