import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId, plainDate, rate, yuan } from '@heyi/kernel';
import { castClient, castHouse, entity, joiner, registration, valueOf } from '@heyi/people/testing';
import { deliverEvents } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { listeners } from '../listeners.ts';
import { planTasks } from '../task/plan-tasks.ts';
import { getInsuranceChain } from '../task/get-insurance-chain.ts';
import { cancelTask, castShop, type Shop } from '../testing.ts';
import { listInsuranceSchemes } from './list-insurance-schemes.ts';
import { listUninsuredJoiners } from './list-uninsured-joiners.ts';
import { firstPeriod, lastPeriod, type SchemeFields } from './scheme.ts';
import { setInsuranceScheme } from './set-insurance-scheme.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
  await castHouse(world);
});
after(() => world.close());

const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? 'ok' : result.failure!.code;

function fieldsOf({ company, social, fund }: Shop): SchemeFields {
  return {
    insuranceEntityId: company,
    cityCode: '110000',
    socialInsuranceId: social,
    medicalId: null,
    housingFundId: fund,
    insuranceBaseRule: 'floor',
    insuranceBase: null,
    fundBaseRule: 'given',
    fundBase: yuan('6000'),
    fundRate: rate('0.07'),
    joinUntilDay: 15,
    leaveUntilDay: 0,
    leaverDifferences: 'client',
  };
}

const set = ({ tenant: tenantId }: Shop, fields: SchemeFields) =>
  world.as(tenantId, (tx) => setInsuranceScheme(tx, { tenantId, ...fields }));
const uninsured = async ({ tenant: tenantId }: Shop) =>
  valueOf(await world.as(tenantId, (tx) => listUninsuredJoiners(tx, { tenantId }))).rows.map(
    ({ employmentId, registrationKind, reason }) => [employmentId, registrationKind, reason],
  );

test('入职日与离职日的当月、次月规则', () => {
  const join = (day: string, until: number) => firstPeriod(plainDate(day), { joinUntilDay: until });
  assert.equal(join('2026-11-15', 15), '2026-11');
  assert.equal(join('2026-11-16', 15), '2026-12');
  assert.equal(join('2026-12-31', 31), '2026-12');
  const last = (day: string, until: number) => lastPeriod(plainDate(day), { leaveUntilDay: until });
  assert.equal(last('2026-11-15', 15), '2026-10');
  assert.equal(last('2026-11-16', 15), '2026-11');
  assert.equal(last('2026-11-01', 0), '2026-11');
});

describe('设置', () => {
  test('拒绝：主体、单位户、险种与城市、基数、比例', async () => {
    const shop = await castShop(world, '设置');
    const other = await castShop(world, '外人');
    const shanghai = await registration(
      world,
      shop.tenant,
      shop.company,
      'socialInsurance',
      '310000',
    );
    const second = (await entity(world, shop.tenant, '另一家公司')).id;
    const refused = async (changed: Partial<SchemeFields>) =>
      codeOf(await set(shop, { ...fieldsOf(shop), ...changed }));
    assert.equal(await refused({ insuranceEntityId: newId<'ent'>() }), 'legal_entity.not_found');
    assert.equal(await refused({ socialInsuranceId: other.social }), 'registration.not_found');
    const wrong = 'insurance_scheme.registration_wrong';
    assert.equal(await refused({ socialInsuranceId: shop.fund }), wrong);
    assert.equal(await refused({ socialInsuranceId: shanghai }), wrong);
    assert.equal(await refused({ insuranceEntityId: second }), wrong);
    assert.equal(await refused({ fundBase: null }), 'insurance_scheme.base_missing');
    assert.equal(await refused({ fundRate: rate('0.13') }), 'enrolment.rate_out_of_range');
    valueOf(await set(shop, fieldsOf(shop)));
    valueOf(await set(shop, { ...fieldsOf(shop), joinUntilDay: 20 }));
    const { tenant: tenantId } = shop;
    const { rows } = valueOf(
      await world.as(tenantId, (tx) => listInsuranceSchemes(tx, { tenantId })),
    );
    assert.deepEqual(
      rows.map(({ joinUntilDay, cityName, fundRate }) => [joinUntilDay, cityName, fundRate]),
      [[20, '北京', 70_000]],
    );
  });
});

describe('入职人员没有说明参保', () => {
  test('按方案参保并生成任务；没有方案的说明等什么', async () => {
    const shop = await castShop(world, '方案');
    const facts = { startsOn: '2026-11-16' };
    const { id } = await joiner(world, shop.tenant, shop.company, facts);
    await deliverEvents(world.host, listeners);
    assert.deepEqual(await uninsured(shop), [[id, null, 'schemeMissing']]);
    valueOf(await set(shop, fieldsOf(shop)));
    await deliverEvents(world.host, listeners);
    assert.deepEqual(await uninsured(shop), []);
    const input = { tenantId: shop.tenant, employmentId: id };
    const { tasks } = valueOf(await world.as(shop.tenant, (tx) => getInsuranceChain(tx, input)));
    const seen = tasks
      .map((one) => [one.registrationKind, one.period, one.base] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    // 16日入职，方案为15日及以前当月：十二月起。下限按北京2026年7月起的养老下限。
    assert.deepEqual(seen, [
      ['housingFund', '2026-12', yuan('6000')],
      ['socialInsurance', '2026-12', yuan('7270')],
    ]);
  });

  test('约定工资要由人填写；取消过的不再自动参保', async () => {
    const shop = await castShop(world, '约定');
    const fields = { ...fieldsOf(shop), insuranceBaseRule: 'agreedWage' as const };
    valueOf(await set(shop, fields));
    const { id } = await joiner(world, shop.tenant, shop.company, { startsOn: '2026-11-03' });
    await world.as(shop.tenant, (tx) => planTasks(tx, null));
    assert.deepEqual(await uninsured(shop), [[id, 'socialInsurance', 'baseMissing']]);
    const input = { tenantId: shop.tenant, employmentId: id };
    const chain = await world.as(shop.tenant, (tx) => getInsuranceChain(tx, input));
    const [task] = valueOf(chain).tasks;
    await world.as(shop.tenant, (tx) => cancelTask(tx, task!.id, { reason: '另行办理' }));
    await world.as(shop.tenant, (tx) => planTasks(tx, null));
    assert.deepEqual(await uninsured(shop), [
      [id, 'socialInsurance', 'baseMissing'],
      [id, 'housingFund', 'cancelled'],
    ]);
  });

  test('大库代缴：代理客户的人不能参在服务商的单位户，带条文；方案不能绕过', async () => {
    const { houseId } = world.host;
    const house = (await entity(world, houseId, '合一第二公司')).id;
    const pool = await registration(world, houseId, house, 'socialInsurance');
    const tenant = await castClient(world, 'agency', '代缴');
    const company = (await entity(world, tenant, '代缴有限公司')).id;
    const own = await registration(world, tenant, company, 'socialInsurance');
    const shop = { tenant, company, social: own, fund: own, enrol: () => assert.fail() };
    const scheme = {
      ...fieldsOf(shop),
      insuranceEntityId: house,
      socialInsuranceId: pool,
      housingFundId: null,
    };
    valueOf(await set(shop, scheme));
    const { id } = await joiner(world, tenant, company, { startsOn: '2026-11-03' });
    // 花名册里写成由服务商参保的，录入时已被拒绝；这里模拟改用了方案的主体。
    await world.as(
      tenant,
      (tx) => tx.sql`
        update people.employment_term
           set insurance_entity_id = ${house}, insurance_entity_tenant_id = ${houseId}
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and employment_id = ${id}`,
    );
    await world.as(tenant, (tx) => planTasks(tx, null));
    const { rows } = valueOf(
      await world.as(tenant, (tx) => listUninsuredJoiners(tx, { tenantId: tenant })),
    );
    assert.deepEqual(
      rows.map(({ employmentId, reason }) => [employmentId, reason]),
      [[id, 'refused']],
    );
    assert.ok(rows[0]!.articles.includes('社会保险法第五十八条'), rows[0]!.articles.join());
    const input = { tenantId: tenant, employmentId: id };
    const chain = valueOf(await world.as(tenant, (tx) => getInsuranceChain(tx, input)));
    assert.deepEqual([chain.enrolments, chain.tasks], [[], []]);
  });
});
