import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { formatYuan, newId, payPeriod, plainDate, yuan } from '@heyi/kernel';
import type { EmploymentId } from '@heyi/people';
import { castHouse, valueOf } from '@heyi/people/testing';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { listContributionLines } from '../contribution-line/list-contribution-lines.ts';
import { setProcedure } from '../procedure/set-procedure.ts';
import { castShop, type Shop, submitTask, succeedTask } from '../testing.ts';
import { judgmentNeeded } from './back-contribution.ts';
import { previewBackContribution } from './preview-back-contribution.ts';
import { requestBackContribution } from './request-back-contribution.ts';

let world: TestHost;
let shop: Shop;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
  await castHouse(world);
  shop = await castShop(world, '补缴');
});
after(() => world.close());

const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? 'ok' : result.failure!.code;

function wanted(employmentId: EmploymentId, changed: object = {}) {
  return {
    tenantId: shop.tenant,
    employmentId,
    registrationId: shop.social,
    fromPeriod: payPeriod('2026-08'),
    toPeriod: payPeriod('2026-09'),
    base: yuan('10000'),
    payOn: plainDate('2026-11-25'),
    ...changed,
  };
}

const preview = (employmentId: EmploymentId, changed: object = {}) =>
  world.as(shop.tenant, (tx) => previewBackContribution(tx, wanted(employmentId, changed)));

function procedure(changed: object) {
  return {
    tenantId: shop.tenant,
    registrationId: shop.social,
    validFrom: payPeriod('2026-01'),
    enrolDay: null,
    stopDay: null,
    backContributionDay: null,
    enrolEffective: null,
    stopEffective: null,
    payment: null,
    backContributionMonths: null,
    reasonCodes: [],
    signIn: null,
    filingFirst: null,
    injuryFromJoining: null,
    source: '测试',
    mark: 'secondary' as const,
    ...changed,
  };
}

describe('补缴', () => {
  test('按各月的数值计，滞纳金自应缴次日起每天万分之五；公积金没有滞纳金', async () => {
    const id = await shop.enrol('2026-07-20', '2026-10', 'both');
    const view = valueOf(await preview(id));
    const august = view.months.filter(({ period }) => period === '2026-08');
    // 北京：养老16%/8%、失业0.5%/0.5%、工伤0.4%；八月底到11月25日共86天。
    assert.deepEqual(
      august.map((one) => [
        one.kind,
        formatYuan(one.employer!),
        formatYuan(one.employee),
        formatYuan(one.lateFee),
        one.daysLate,
      ]),
      [
        ['pension', '1600.00', '800.00', '103.20', 86],
        ['unemployment', '50.00', '50.00', '4.30', 86],
        ['workInjury', '40.00', '0.00', '1.72', 86],
      ],
    );
    assert.deepEqual([view.limitMonths, view.judgmentNeeded], [null, false]);
    assert.ok(
      view.months.every(({ provisional }) => provisional),
      '缴费时点未知',
    );
    const fund = valueOf(await preview(id, { registrationId: shop.fund }));
    assert.equal(fund.lateFee, 0);
  });

  test('次月收上月的单位户晚一个月到期，预收的早一个月', async () => {
    const other = await castShop(world, '时点');
    const id = await other.enrol('2026-07-20', '2026-10');
    const days = async (payment: 'arrears' | 'advance') => {
      const set = procedure({ tenantId: other.tenant, registrationId: other.social, payment });
      valueOf(await world.as(other.tenant, (tx) => setProcedure(tx, set)));
      const input = wanted(id, { tenantId: other.tenant, registrationId: other.social });
      const view = valueOf(
        await world.as(other.tenant, (tx) => previewBackContribution(tx, input)),
      );
      return view.months[0]!.daysLate;
    };
    assert.deepEqual([await days('arrears'), await days('advance')], [56, 117]);
  });

  test('办成后才有补缴明细；责任方与原因留下；同一单位户不重复发起', async () => {
    const id = await shop.enrol('2026-07-20', '2026-10');
    const input = {
      ...wanted(id),
      responsibility: 'provider' as const,
      reason: '专员漏报',
    };
    const ask = () => world.as(shop.tenant, (tx) => requestBackContribution(tx, input));
    const { taskId, lateFee } = valueOf(await ask());
    assert.equal(codeOf(await ask()), 'insurance_task.open_already');
    const lines = async () => {
      const filter = { tenantId: shop.tenant, employmentId: id };
      return valueOf(await world.as(shop.tenant, (tx) => listContributionLines(tx, filter)));
    };
    assert.deepEqual((await lines()).rows, []);
    const sent = await world.as(shop.tenant, (tx) => submitTask(tx, taskId, { attempt: '1' }));
    assert.equal(codeOf(sent), 'ok');
    assert.deepEqual((await lines()).rows, [], '已提交不是办成');
    const done = { officialNumber: 'B1', effectivePeriod: null };
    await world.as(shop.tenant, (tx) => succeedTask(tx, taskId, done));
    const { rows, totals } = await lines();
    assert.deepEqual(
      new Set(rows.map(({ type, source, billPeriod }) => `${type} ${source} ${billPeriod}`)),
      new Set(['backContribution estimate 2026-11']),
    );
    assert.deepEqual([rows.length, totals!.lateFee], [6, lateFee]);
    assert.equal(codeOf(await preview(id)), 'back_contribution.months_paid');
  });

  test('拒绝：查无此人、没有参保、月份、已缴、超过期限、没有数值', async () => {
    const id = await shop.enrol('2026-03-20', '2026-10');
    assert.equal(codeOf(await preview(newId<'emp'>())), 'employment.not_found');
    const elsewhere = await preview(id, { registrationId: shop.fund });
    assert.equal(codeOf(elsewhere), 'back_contribution.not_enrolled');
    const wrong = 'back_contribution.months_wrong';
    for (const months of [
      { fromPeriod: payPeriod('2026-09'), toPeriod: payPeriod('2026-08') },
      { toPeriod: payPeriod('2026-11') },
      { fromPeriod: payPeriod('2026-02') },
    ]) {
      assert.equal(codeOf(await preview(id, months)), wrong);
    }
    const paid = await preview(id, { toPeriod: payPeriod('2026-10') });
    assert.equal(codeOf(paid), 'back_contribution.months_paid');
    const set = procedure({ backContributionMonths: 2 });
    valueOf(await world.as(shop.tenant, (tx) => setProcedure(tx, set)));
    assert.equal(codeOf(await preview(id)), 'back_contribution.beyond_limit');
    const near = { fromPeriod: payPeriod('2026-09') };
    assert.equal(valueOf(await preview(id, near)).limitMonths, 2);
    const there = await castShop(world, '珠海', '440400');
    const zhuhai = await there.enrol('2026-03-20', '2026-10');
    const input = wanted(zhuhai, { tenantId: there.tenant, registrationId: there.social });
    const unknown = await world.as(there.tenant, (tx) => previewBackContribution(tx, input));
    assert.equal(codeOf(unknown), 'back_contribution.figure_unknown');
  });

  test('三年以上的养老要凭文书', () => {
    assert.equal(judgmentNeeded(payPeriod('2023-11'), payPeriod('2026-11')), false);
    assert.equal(judgmentNeeded(payPeriod('2023-10'), payPeriod('2026-11')), true);
  });
});
