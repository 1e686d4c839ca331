import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { payPeriod, plainDate, yuan } from '@heyi/kernel';
import { endEmployment, setEnrolment } from '@heyi/people';
import { castHouse, idCardNumber, joiner, valueOf } from '@heyi/people/testing';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { currentPolicy } from '@heyi/statutory';
import { planDay } from '../task/plan-day.ts';
import { castShop } from '../testing.ts';
import { retirementsDue } from './alert-retirements.ts';
import { listRetirements } from './list-retirements.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
  await castHouse(world);
});
after(() => world.close());

test('男职工、女职工按政策的退休月份，提前六个月；女职工岗位未知，先按50岁再按55岁', () => {
  const due = (birth: string, sex: 'male' | 'female') =>
    retirementsDue(
      currentPolicy,
      [{ employmentId: 'x' as never, birthDate: plainDate(birth), sex }],
      plainDate('2026-11-23'),
    ).map(({ category, period }) => [category, period]);
  // 1966年8月生的男职工：60岁在2026-08，延迟5个月为2027-01。
  assert.deepEqual(due('1966-08-10', 'male'), [['male60', '2027-01']]);
  assert.deepEqual(due('1966-11-10', 'male'), [['male60', '2027-05']]);
  assert.deepEqual(due('1966-12-10', 'male'), []);
  assert.deepEqual(due('1967-03-10', 'male'), []);
  assert.deepEqual(due('1976-03-10', 'female'), [['female50', '2026-11']]);
  assert.deepEqual(due('1971-10-10', 'female'), [['female55', '2027-04']]);
  assert.deepEqual(due('1960-01-10', 'male'), []);
});

test('每天排一次，每人每类只提醒一次；离职、停保的不提醒', async () => {
  const shop = await castShop(world, '退休');
  const insured = async (order: number, birth: string) => {
    const document = idCardNumber(order, birth);
    const { id } = await joiner(world, shop.tenant, shop.company, {
      document,
      startsOn: '2020-01-06',
    });
    const input = {
      tenantId: shop.tenant,
      employmentId: id,
      registrationId: shop.social,
      fromPeriod: payPeriod('2020-01'),
      base: yuan('9000'),
    };
    valueOf(await world.as(shop.tenant, (tx) => setEnrolment(tx, input)));
    return id;
  };
  // 身份证顺序码单数为男。
  const man = await insured(501, '19660810');
  await insured(503, '19900810');
  const leaver = await insured(505, '19660811');
  const leave = {
    tenantId: shop.tenant,
    employmentId: leaver,
    endsOn: plainDate('2026-10-31'),
    leavingReason: 'resignation' as const,
  };
  valueOf(await world.as(shop.tenant, (tx) => endEmployment(tx, leave)));
  await planDay(world.host);
  world.clock.set('2026-11-24T01:00:00.000Z');
  await planDay(world.host);
  const list = async (months?: number) =>
    valueOf(
      await world.as(shop.tenant, (tx) =>
        listRetirements(tx, { clientId: shop.tenant, ...(months !== undefined && { months }) }),
      ),
    ).rows;
  assert.deepEqual(
    (await list()).map((row) => [
      row.employmentId,
      row.retirementPeriod,
      row.presumed,
      row.alertedAt.slice(0, 10),
      row.clientShortName,
    ]),
    [[man, '2027-01', false, '2026-11-23', '退休']],
  );
  assert.deepEqual(await list(1), []);
  const told = await world.as(
    shop.tenant,
    (tx) => tx.sql`
      select id from platform.outbox
       where tenant_id = ${shop.tenant} and type = 'retirement.approaching'`,
  );
  assert.equal(told.length, 1);
});
