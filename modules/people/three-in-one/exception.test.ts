import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Id, newId, plainDate } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import type { EmploymentId } from '../employment/employment.ts';
import { castClient, castHouse, entity, joiner, valueOf } from '../testing.ts';
import { approveThreeInOneException } from './approve-three-in-one-exception.ts';
import { listThreeInOneBreaches } from './list-three-in-one-breaches.ts';
import { listThreeInOneExceptions } from './list-three-in-one-exceptions.ts';
import { requestThreeInOneException } from './request-three-in-one-exception.ts';
import type { ThreeInOneCode } from './three-in-one.ts';

const [asker, approver] = [newId<'acc'>(), newId<'acc'>()];
let world: TestHost;
let factory: TenantId;
let wrong: EmploymentId;
before(async () => {
  world = await createTestHost();
  await castHouse(world);
  factory = await castClient(world, 'outsourcing', '工厂');
  // 外包由服务商用工，这里却由客户签约：阻断，可以申请例外。
  const own = (await entity(world, factory, '工厂有限公司')).id;
  wrong = (await joiner(world, factory, own, { name: '巴特尔' })).id;
});
after(() => world.close());

const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? null : result.failure!.code;

function request(code: ThreeInOneCode, expiresOn: string, employmentId = wrong) {
  const reason = '合同换签中，下月完成';
  const input = { tenantId: factory, employmentId, code, reason, expiresOn: plainDate(expiresOn) };
  return world.as(factory, (tx) => requestThreeInOneException(tx, input), { accountId: asker });
}

function approve(exceptionId: Id<'exc'>, accountId: Id<'acc'>) {
  const input = { tenantId: factory, exceptionId };
  return world.as(factory, (tx) => approveThreeInOneException(tx, input), { accountId });
}

async function breaches() {
  const list = await world.as(factory, (tx) => listThreeInOneBreaches(tx, { tenantId: factory }));
  return valueOf(list).rows.map(({ personName, findings }) => [
    personName,
    findings.map(({ code, severity, exceptionId }) => [code, severity, exceptionId !== null]),
  ]);
}

test('问题清单 → 申请 → 他人批准 → 清单标出例外 → 到期失效', async () => {
  assert.deepEqual(await breaches(), [['巴特尔', [['contractHolderWrong', 'block', false]]]]);
  const refusals: [string, Awaited<ReturnType<typeof request>>][] = [
    ['employment.not_found', await request('contractHolderWrong', '2026-12-31', newId<'emp'>())],
    ['exception.not_possible', await request('insuranceThirdParty', '2026-12-31')],
    ['exception.nothing_to_except', await request('payTaxThirdParty', '2026-12-31')],
    ['exception.expiry_out_of_range', await request('contractHolderWrong', '2026-11-23')],
    ['exception.expiry_out_of_range', await request('contractHolderWrong', '2027-12-31')],
  ];
  for (const [code, answer] of refusals) assert.equal(codeOf(answer), code);
  const requested = valueOf(await request('contractHolderWrong', '2026-12-31'));
  assert.deepEqual([requested.state, requested.personName], ['requested', '巴特尔']);
  assert.equal(
    codeOf(await request('contractHolderWrong', '2026-12-31')),
    'exception.already_requested',
  );

  assert.equal(codeOf(await approve(newId<'exc'>(), approver)), 'exception.not_found');
  assert.equal(codeOf(await approve(requested.id, asker)), 'exception.own_request');
  assert.equal(valueOf(await approve(requested.id, approver)).state, 'approved');
  assert.equal(codeOf(await approve(requested.id, approver)), 'exception.already_approved');
  assert.deepEqual(await breaches(), [['巴特尔', [['contractHolderWrong', 'block', true]]]]);

  world.clock.set('2027-01-01T01:00:00.000Z');
  assert.deepEqual(await breaches(), [['巴特尔', [['contractHolderWrong', 'block', false]]]]);
  const late = valueOf(await request('contractHolderWrong', '2027-01-31'));
  world.clock.set('2027-02-01T01:00:00.000Z');
  assert.equal(codeOf(await approve(late.id, approver)), 'exception.expired');
  const all = await world.as(factory, (tx) => listThreeInOneExceptions(tx, { tenantId: factory }));
  assert.deepEqual(
    valueOf(all).rows.map(({ state }) => state),
    ['expired', 'expired'],
  );
});

test('别的客户看不到问题、例外，也批准不了', async () => {
  const other = await castClient(world, 'outsourcing', '别家');
  const list = await world.as(other, (tx) => listThreeInOneBreaches(tx, { tenantId: other }));
  assert.deepEqual(valueOf(list).rows, []);
  const exceptions = await world.as(other, (tx) =>
    listThreeInOneExceptions(tx, { tenantId: other }),
  );
  assert.deepEqual(valueOf(exceptions).rows, []);
});

test('问题很多时翻页，不重不漏', async () => {
  const own = (await entity(world, factory, '二厂有限公司')).id;
  for (let index = 0; index < 4; index += 1) await joiner(world, factory, own);
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const input = { tenantId: factory, limit: 2, ...(after ? { after } : {}) };
    const page = valueOf(await world.as(factory, (tx) => listThreeInOneBreaches(tx, input)));
    seen.push(...page.rows.map(({ employmentId }) => employmentId));
    after = page.next ?? undefined;
  } while (after);
  assert.equal(seen.length, 5);
  assert.equal(new Set(seen).size, 5);
});
