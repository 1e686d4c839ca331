import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { payPeriod, plainDate, rate, yuan } from '@heyi/kernel';
import { type ImportRow, readTable, type RowOutcome, type TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { stopEnrolment } from '../enrolment/stop-enrolment.ts';
import { setEnrolment } from '../enrolment/set-enrolment.ts';
import type { EntityId } from '../legal-entity/legal-entity.ts';
import type { RegistrationId } from '../registration/registration.ts';
import { castClient, castHouse, entity, idCardNumber, registration, valueOf } from '../testing.ts';
import { exportRoster } from './export-roster.ts';
import type { RosterValues } from './roster-columns.ts';
import { rosterImport } from './roster-import.ts';

let world: TestHost;
let mall: TenantId;
let shop: EntityId;
let medical: RegistrationId;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
  await castHouse(world);
  mall = await castClient(world, 'agency', '商场');
  shop = (await entity(world, mall, '商场有限公司')).id;
  await registration(world, mall, shop, 'socialInsurance');
  medical = await registration(world, mall, shop, 'medical');
  await registration(world, mall, shop, 'housingFund');
});
after(() => world.close());

let order = 0;
function row(changed: Partial<RosterValues>): RosterValues {
  return {
    name: '欧阳䶮',
    documentKind: 'idCard',
    documentNumber: idCardNumber((order += 1)),
    employeeNumber: null,
    phone: null,
    hukouType: null,
    startsOn: plainDate('2026-03-02'),
    endsOn: null,
    leavingReason: null,
    form: 'fullTime',
    department: null,
    position: null,
    costCentre: null,
    workCityCode: '110000',
    contractEntityId: shop,
    payTaxEntityId: shop,
    insuranceEntityId: null,
    hostEntityId: null,
    insuranceBase: null,
    insuranceFrom: null,
    fundBase: null,
    fundRate: null,
    fundFrom: null,
    bankName: null,
    accountNumber: null,
    bankCode: null,
    holderName: null,
    ...changed,
  };
}

const worker = () =>
  row({
    name: '阿依古丽·买买提',
    employeeNumber: '0007',
    phone: '13812345678',
    hukouType: 'otherRural',
    department: '收银',
    position: '领班',
    costCentre: 'CC-01',
    insuranceEntityId: shop,
    insuranceBase: yuan('8000'),
    insuranceFrom: payPeriod('2026-03'),
    fundBase: yuan('8000.50'),
    fundRate: rate('0.07'),
    fundFrom: payPeriod('2026-04'),
    bankName: '建设银行',
    accountNumber: '0100200300400500600',
    bankCode: '105100000017',
    holderName: '阿依古丽·买买提',
  });
const rehired = () => row({ employeeNumber: '0008', form: 'rehiredRetiree' });
const gone = () =>
  row({
    name: '㛃妮',
    employeeNumber: '0009',
    endsOn: plainDate('2026-10-31'),
    leavingReason: 'resignation',
  });
const uneven = () =>
  row({
    name: '古丽',
    employeeNumber: '0010',
    insuranceEntityId: shop,
    insuranceBase: yuan('9000'),
    insuranceFrom: payPeriod('2026-03'),
  });

const numbered = (rows: readonly object[]) =>
  rows.map((values, index) => ({ number: index + 2, values })) as unknown as ImportRow[];
const judge = (rows: readonly object[]): Promise<readonly RowOutcome[]> =>
  world.as(mall, (tx) => rosterImport.judge(tx, null, numbered(rows) as never));
const outcomesOf = async (rows: readonly object[]) =>
  (await judge(rows)).map(({ outcome }) => outcome);

/** As the engine does: judges, then writes what is new with the plan of its row. */
async function commit(values: readonly RosterValues[]): Promise<void> {
  const rows = numbered(values);
  await world.as(mall, async (tx) => {
    const outcomes = await rosterImport.judge(tx, null, rows as never);
    const accepted = rows.map((one, index) => {
      const outcome = outcomes[index]!;
      assert.equal(outcome.outcome, 'created', JSON.stringify(outcome));
      return { ...one, plan: 'plan' in outcome ? outcome.plan : undefined };
    });
    await rosterImport.commit(tx, null, accepted as never);
  });
}

async function exported(states?: ('joining' | 'active' | 'left')[], tenantId = mall) {
  const input = { tenantId, reason: '核对花名册', ...(states && { states }) };
  return world.as(tenantId, (tx) => exportRoster(tx, input));
}

/** The file as the import reads it. */
async function readAgain(states?: ('joining' | 'active' | 'left')[]): Promise<RosterValues[]> {
  const file = valueOf(await exported(states));
  const columns = await world.as(mall, (tx) => rosterImport.columns(tx, null));
  const rows: RosterValues[] = [];
  const content = Buffer.from(file.body);
  const report = await readTable(content, columns, { locale: 'zh-CN' }, (one) => {
    assert.ok(one.ok, JSON.stringify(one));
    rows.push(one.values as unknown as RosterValues);
  });
  assert.ok(report.ok && report.value.skipped.length === 0);
  return rows;
}

test('还没有人：没有可导出的', async () => {
  const answer = await exported();
  assert.equal(answer.ok ? null : answer.failure.code, 'roster.nobody');
});

test('导出再导入：逐格一样，一行也不变；改一格，只更新那一行', async () => {
  const [full, retiree, leaver] = [worker(), rehired(), gone()];
  await commit([full, retiree, leaver]);
  const read = await readAgain(['joining', 'active', 'left']);
  assert.deepEqual(read, [full, { ...retiree, holderName: null }, leaver]);
  assert.deepEqual(await outcomesOf(read), ['unchanged', 'unchanged', 'unchanged']);
  const edited = read.map((one) => (one === read[1] ? { ...one, department: '财务' } : one));
  assert.deepEqual(await outcomesOf(edited), ['unchanged', 'updated', 'unchanged']);
});

test('默认只有在职和待入职的；离职的要说才有', async () => {
  const names = async (states?: ('joining' | 'active' | 'left')[]) =>
    (await readAgain(states)).map(({ name }) => name);
  assert.deepEqual(await names(), ['阿依古丽·买买提', '欧阳䶮']);
  assert.deepEqual(await names(['left']), ['㛃妮']);
});

test('一格写不下的参保不写：医疗基数不同、已停保的，再导入也不动它', async () => {
  await commit([uneven()]);
  const employmentId = await world.as(mall, async (tx) => {
    const [found] = await tx.sql<{ id: string }>`
      select id from people.employment where tenant_id = ${mall} and employee_no = '0010'`;
    return found!.id as never;
  });
  const terms = { tenantId: mall, employmentId, fromPeriod: payPeriod('2026-11') };
  const higher = { ...terms, registrationId: medical, base: yuan('9500') };
  valueOf(await world.as(mall, (tx) => setEnrolment(tx, higher)));
  const cells = async () => {
    const one = (await readAgain()).find(({ employeeNumber }) => employeeNumber === '0010')!;
    assert.deepEqual(await outcomesOf([one]), ['unchanged']);
    return [one.insuranceBase, one.insuranceFrom];
  };
  assert.deepEqual(await cells(), [null, null]);
  const [enrolment] = await world.as(
    mall,
    (tx) => tx.sql<{ id: never }>`
      select id from people.enrolment
       where tenant_id = ${mall} and employment_id = ${employmentId} and registration_id = ${medical}`,
  );
  const stop = { tenantId: mall, enrolmentId: enrolment!.id, stopPeriod: payPeriod('2026-11') };
  valueOf(await world.as(mall, (tx) => stopEnrolment(tx, stop)));
  await cells();
});

test('谁、为什么导出了多少人，都记在操作日志；别的客户的人不在里面', async () => {
  const entries = await world.as(
    mall,
    (tx) => tx.sql<{ detail: object }>`
      select detail from platform.audit_entry
       where tenant_id = ${mall} and operation = 'exportRoster' order by id`,
  );
  assert.deepEqual(entries[0]!.detail, { people: 3, reason: '核对花名册' });
  const other = await castClient(world, 'agency', '别家');
  const answer = await exported(undefined, other);
  assert.equal(answer.ok ? null : answer.failure.code, 'roster.nobody');
});
