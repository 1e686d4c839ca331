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
import { rejectThreeInOneException } from './reject-three-in-one-exception.ts';
import type { ThreeInOneCode } from './three-in-one.ts';
import { withdrawThreeInOneException } from './withdraw-three-in-one-exception.ts';

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

function ended(exceptionId: Id<'exc'>) {
  return { tenantId: factory, exceptionId, reason: '已经改签' };
}

function reject(id: Id<'exc'>, accountId: Id<'acc'>) {
  return world.as(factory, (tx) => rejectThreeInOneException(tx, ended(id)), { accountId });
}

function withdraw(id: Id<'exc'>, accountId: Id<'acc'>) {
  return world.as(factory, (tx) => withdrawThreeInOneException(tx, ended(id)), { accountId });
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

test('驳回须由他人，撤回只能本人；结束后可以重新申请，已有定论的不能再动', async () => {
  world.clock.set('2026-11-23T01:00:00.000Z');
  const own = (await entity(world, factory, '三厂有限公司')).id;
  const person = (await joiner(world, factory, own, { name: '阿卜杜拉' })).id;
  const ask = () => request('contractHolderWrong', '2026-12-31', person);
  const refused = valueOf(await ask());
  assert.equal(codeOf(await reject(newId<'exc'>(), approver)), 'exception.not_found');
  assert.equal(codeOf(await withdraw(newId<'exc'>(), asker)), 'exception.not_found');
  assert.equal(codeOf(await reject(refused.id, asker)), 'exception.own_request');
  assert.equal(codeOf(await withdraw(refused.id, approver)), 'exception.foreign_request');
  const rejected = valueOf(await reject(refused.id, approver));
  assert.deepEqual([rejected.state, rejected.endedReason], ['rejected', '已经改签']);
  for (const again of [reject(refused.id, approver), withdraw(refused.id, asker)]) {
    assert.equal(codeOf(await again), 'exception.ended');
  }
  assert.equal(codeOf(await approve(refused.id, approver)), 'exception.ended');

  const taken = valueOf(await ask());
  assert.equal(valueOf(await withdraw(taken.id, asker)).state, 'withdrawn');
  const granted = valueOf(await ask());
  valueOf(await approve(granted.id, approver));
  assert.equal(codeOf(await reject(granted.id, approver)), 'exception.already_approved');
  assert.equal(codeOf(await withdraw(granted.id, asker)), 'exception.already_approved');

  const audited = await world.as(
    factory,
    (tx) => tx.sql<{ operation: string }>`
      select operation from platform.audit_entry where tenant_id = ${factory} order by id`,
  );
  assert.deepEqual(
    audited.map(({ operation }) => operation),
    ['rejectThreeInOneException', 'withdrawThreeInOneException'],
  );
  world.clock.set('2027-01-01T01:00:00.000Z');
  const late = valueOf(await request('contractHolderWrong', '2027-01-31', person));
  world.clock.set('2027-02-01T01:00:00.000Z');
  assert.equal(codeOf(await reject(late.id, approver)), 'exception.expired');
  assert.equal(codeOf(await withdraw(late.id, asker)), 'exception.expired');
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
  assert.equal(seen.length, 6);
  assert.equal(new Set(seen).size, 6);
});
