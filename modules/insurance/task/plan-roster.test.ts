import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { payPeriod, yuan } from '@heyi/kernel';
import { beginEnrolments, type EmploymentId } from '@heyi/people';
import { castHouse, joiner } from '@heyi/people/testing';
import { deliverEvents, publish } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { listeners } from '../listeners.ts';
import { castShop } from '../testing.ts';
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

test('两千人的花名册：一条消息、一次成批生成；语句数与人数无关', async () => {
  const shop = await castShop(world, '两千人');
  const { id } = await joiner(world, shop.tenant, shop.company, { startsOn: '2026-11-16' });
  await deliverEvents(world.host, listeners);
  const ids = await copies(world, shop.tenant, id);
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
    const payload = { startedCount: peopleCount, changedCount: 0 };
    await publish(tx, { type: 'roster.imported', payload });
  });
  const began = performance.now();
  await deliverEvents(world.host, listeners);
  const tookMs = performance.now() - began;
  const count = () =>
    world.as(
      shop.tenant,
      (tx) => tx.sql<{ tasks: number; opened: number }>`
        select (select count(*)::int from insurance.task where tenant_id = ${shop.tenant}) as tasks,
               (select count(*)::int from platform.outbox
                 where tenant_id = ${shop.tenant} and type = 'insurance_tasks.opened') as opened`,
    );
  assert.deepEqual(await count(), [{ tasks: 2 * peopleCount, opened: 1 }]);
  // 4,000 tasks took 0.8 s on two shared cores; a plan a person takes ten times that.
  assert.ok(tookMs < 5000, `${tookMs} ms`);

  let statements = 0;
  await world.as(shop.tenant, async (tx) => {
    const counted = {
      ...tx,
      sql: ((...args: Parameters<typeof tx.sql>) => {
        statements += 1;
        return tx.sql(...args);
      }) as typeof tx.sql,
    };
    assert.deepEqual(await planTasks(counted, null), { openedCount: 0, movedCount: 0 });
  });
  assert.ok(statements < 20, `${statements} statements`);
});
