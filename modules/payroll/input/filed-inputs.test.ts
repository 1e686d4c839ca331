import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Id, newId, yuan } from '@heyi/kernel';
import type { TestHost } from '@heyi/platform/testing';
import {
  call,
  castRunClient,
  castWorker,
  done,
  lockMonth,
  openRun,
  openWorld,
  type RunClient,
  type Worker,
} from '../testing/run-world.ts';

const none = yuan('0');
const deductions = {
  childEducation: yuan('22000'),
  infantCare: none,
  continuingEducation: yuan('4800'),
  housingLoanInterest: none,
  housingRent: yuan('16500'),
  elderSupport: none,
  other: yuan('132.50'),
  takesBasicDeduction: true,
  firstEmployment: 'student' as const,
};
const opening = {
  income: yuan('200000'),
  exempt: none,
  basicDeduction: yuan('50000'),
  specialDeduction: yuan('45030'),
  additionalDeduction: yuan('30000'),
  otherDeduction: yuan('1.01'),
  relief: none,
  withheld: yuan('4977'),
};

let world: TestHost;
let client: RunClient;
let runId: Id<'run'>;
let covered: Worker;
let missing: Worker;
before(async () => {
  world = await openWorld('2026-11-23T01:00:00.000Z');
  client = await castRunClient(world, '云杉');
  covered = await castWorker(world, client, { name: '欧阳䶮' });
  missing = await castWorker(world, client, { name: '古丽' });
  await castWorker(world, client, { name: '劳务', form: 'serviceAgreement' });
  await castWorker(world, client, { name: '实习', form: 'intern' });
  await castWorker(world, client, { name: '非居民', residency: 'nonResident' });
  runId = await openRun(world, client, '2026-11');
});
after(() => world.close());

const deductionsOf = (given: object = {}) =>
  done(world, client.tenantId, 'listSpecialDeductions', { runId, ...given });
const openingsOf = (given: object = {}) =>
  done(world, client.tenantId, 'listOpeningBalances', { runId, ...given });
const names = ({ rows }: { rows: readonly { personName: string }[] }) =>
  rows.map(({ personName }) => personName);

test('专项附加扣除：录入的逐项读得回来；没有覆盖到的人列得出来；劳务、实习、非居民不在内', async () => {
  assert.deepEqual(names(await deductionsOf()), ['欧阳䶮', '古丽']);
  const { employmentId } = covered;
  await done(world, client.tenantId, 'putSpecialDeduction', { runId, employmentId, ...deductions });
  const all = await deductionsOf();
  assert.deepEqual([all.filed, all.missing, all.next], [1, 1, null]);
  assert.deepEqual(all.rows[0]!.filed, deductions);
  assert.equal(all.rows[0]!.recordedAt, '2026-11-23T01:00:00.000Z');
  assert.equal(all.rows[0]!.entityName, '云杉有限公司');
  assert.equal(all.rows[1]!.filed, null);
  assert.deepEqual(names(await deductionsOf({ filter: 'missing' })), ['古丽']);
  assert.deepEqual(names(await deductionsOf({ filter: 'filed' })), ['欧阳䶮']);
  assert.deepEqual(names(await deductionsOf({ search: '丽' })), ['古丽']);
  const one = await deductionsOf({ employmentId });
  assert.deepEqual(names(one), ['欧阳䶮']);
  const nobody = await deductionsOf({ search: '没有这个人' });
  assert.deepEqual([nobody.rows, nobody.filed, nobody.missing], [[], 1, 1], '人数不随筛选变');
});

test('改一行：换成新的金额，其他人不动', async () => {
  const { employmentId } = covered;
  const changed = { ...deductions, elderSupport: yuan('33000'), takesBasicDeduction: false };
  await done(world, client.tenantId, 'putSpecialDeduction', { runId, employmentId, ...changed });
  const { rows } = await deductionsOf();
  assert.deepEqual(rows[0]!.filed, changed);
  assert.equal(rows[1]!.filed, null);
});

test('翻页不重不漏；别的所属期没有这些扣除', async () => {
  const first = await deductionsOf({ limit: 1 });
  const second = await deductionsOf({ limit: 1, after: first.next });
  assert.deepEqual([...names(first), ...names(second)], ['欧阳䶮', '古丽']);
  assert.equal(second.next, null);
  const december = await openRun(world, client, '2026-12');
  const { filed, missing: left } = await deductionsOf({ runId: december });
  assert.deepEqual([filed, left], [0, 2]);
});

test('期初累计：读得回来，改了以后只有新的一份；锁定以后标明不能再改', async () => {
  const { employmentId } = missing;
  const put = (given: object) =>
    done(world, client.tenantId, 'putOpeningBalance', {
      runId,
      employmentId,
      ...opening,
      ...given,
    });
  await put({});
  await put({ withheld: yuan('4900') });
  const { rows, filed, missing: without } = await openingsOf({ filter: 'filed' });
  assert.deepEqual([filed, without], [1, 1]);
  assert.deepEqual(rows[0]!.filed, { ...opening, withheld: yuan('4900') });
  assert.deepEqual([rows[0]!.toPeriod, rows[0]!.isCumulated], ['2026-10', false]);
  assert.deepEqual(names(await openingsOf({ filter: 'missing' })), ['欧阳䶮']);
  await lockMonth(world, client, runId);
  const after = await openingsOf();
  assert.ok(after.rows.every(({ isCumulated }) => isCumulated));
});

test('没有这个批次', async () => {
  for (const operation of ['listSpecialDeductions', 'listOpeningBalances'] as const) {
    const answer = await call(world, client.tenantId, operation, { runId: newId<'run'>() });
    assert.equal(answer.ok ? null : answer.failure.code, 'payroll_run.not_found');
  }
});
