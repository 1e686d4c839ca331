import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { plainDate, yuan } from '@heyi/kernel';
import { endEmployment } from '@heyi/people';
import { valueOf } from '@heyi/people/testing';
import type { TestHost } from '@heyi/platform/testing';
import {
  calculate,
  call,
  castRunClient,
  castWorker,
  giveAccount,
  itemId,
  lockMonth,
  openRun,
  openWorld,
  putTerm,
  type RunClient,
  type Worker,
} from '../testing/run-world.ts';
import { findingCatalogue } from './finding-catalogue.ts';

let world: TestHost;
before(async () => {
  world = await openWorld('2026-11-23T01:00:00.000Z');
});
after(() => world.close());

async function keysOf(client: RunClient, runId: string, of?: Worker): Promise<string[]> {
  const { rows } = valueOf(
    await call(world, client.tenantId, 'listFindings', { runId, limit: 500 }),
  );
  return rows
    .filter((row) => !of || row.employmentId === of.employmentId)
    .map((row) => row.key)
    .toSorted();
}

test('账户类提醒：没有账户、两人同账户、户名不符、与上月不同', async () => {
  const client = await castRunClient(world, '账户');
  const number = '110900123456789';
  const without = await castWorker(world, client, { account: null });
  const first = await castWorker(world, client, { account: number });
  const second = await castWorker(world, client, { account: number });
  const other = await castWorker(world, client, { name: '帕提古丽' });
  await giveAccount(world, client, other, '另一人');
  const october = await openRun(world, client, '2026-10');
  await lockMonth(world, client, october);
  await giveAccount(world, client, other, '帕提古丽');
  const runId = await openRun(world, client, '2026-11');
  await calculate(world, client, runId);
  assert.ok((await keysOf(client, october, other)).includes('account.holder_differs'));
  assert.ok((await keysOf(client, runId, without)).includes('account.missing'));
  const shared = [
    ...(await keysOf(client, runId, first)),
    ...(await keysOf(client, runId, second)),
  ];
  assert.equal(shared.filter((key) => key === 'account.shared').length, 1);
  assert.ok((await keysOf(client, runId, other)).includes('account.changed'));
});

test('工资类提醒：低于最低工资、变动过大、没有固定薪资、税率跳档', async () => {
  const client = await castRunClient(world, '工资');
  const low = await castWorker(world, client, { basePay: yuan('2000'), base: yuan('8000') });
  const moved = await castWorker(world, client, { basePay: yuan('40000'), base: null });
  const october = await openRun(world, client, '2026-10');
  await lockMonth(world, client, october);
  await putTerm(world, client, moved, 'basePay', yuan('90000'), '2026-11-01');
  const blank = await castWorker(world, client, { basePay: yuan('0'), base: null });
  const basePay = await itemId(world, client.tenantId, 'basePay');
  const term = {
    employmentId: blank.employmentId,
    payItemId: basePay,
    effectiveFrom: plainDate('2026-01-01'),
  };
  await world.as(
    client.tenantId,
    (tx) => tx.sql`
    delete from payroll.pay_term
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = ${term.employmentId}`,
  );
  const runId = await openRun(world, client, '2026-11');
  await calculate(world, client, runId);
  assert.ok((await keysOf(client, runId, low)).includes('wage.below_minimum'));
  assert.deepEqual(
    (await keysOf(client, runId, moved)).filter((key) => /net.changed|tax.bracket/.test(key)),
    ['net.changed', 'tax.bracket_jump'],
  );
  assert.deepEqual(
    (await keysOf(client, runId, blank)).filter((key) => /term|net/.test(key)),
    ['net.zero', 'term.missing'],
  );
});

test('离职：当月离职仍在保、离职后补发；花名册人数不符', async () => {
  const client = await castRunClient(world, '离职');
  const { tenantId } = client;
  const leaver = await castWorker(world, client);
  const gone = await castWorker(world, client);
  for (const [{ employmentId }, endsOn] of [
    [leaver, '2026-11-10'],
    [gone, '2026-10-20'],
  ] as const) {
    const facts = {
      tenantId,
      employmentId,
      endsOn: plainDate(endsOn),
      leavingReason: 'resignation' as const,
    };
    await world.as(tenantId, async (tx) => void valueOf(await endEmployment(tx, facts)));
  }
  const runId = await openRun(world, client, '2026-11');
  const placed = { runId, employmentId: gone.employmentId, place: 'included', reason: '补发提成' };
  valueOf(await call(world, tenantId, 'placeMember', placed));
  await calculate(world, client, runId);
  assert.ok((await keysOf(client, runId, leaver)).includes('insurance.active_after_leaving'));
  assert.ok((await keysOf(client, runId, gone)).includes('pay.after_leaving'));
  assert.ok((await keysOf(client, runId)).includes('headcount.differs'));
});

test('社保公积金：没有账单按预扣、基数超限、未参保、账单到达后多退少补', async () => {
  const client = await castRunClient(world, '社保');
  const { tenantId } = client;
  const worker = await castWorker(world, client, { basePay: yuan('60000') });
  const bare = await castWorker(world, client);
  await world.as(
    tenantId,
    (tx) => tx.sql`
    delete from people.enrolment_term t using people.enrolment e
     where e.shard_key = t.shard_key and e.tenant_id = t.tenant_id and e.id = t.enrolment_id
       and e.employment_id = ${bare.employmentId}`,
  );
  const october = await openRun(world, client, '2026-10');
  await lockMonth(world, client, october);
  assert.deepEqual(
    (await keysOf(client, october, worker)).filter((key) => key.startsWith('insurance')),
    ['insurance.base_clamped'],
  );
  assert.ok((await keysOf(client, october, bare)).includes('insurance.not_enrolled'));
  assert.ok((await keysOf(client, october)).includes('insurance.estimated'));

  const own = await call(world, tenantId, 'listRunMembers', {
    runId: october,
    filter: 'estimated',
  });
  const estimated = valueOf(own).rows[0]!.ownContributions!;
  await bill(client, worker, '2026-10', estimated + 12_345);
  const runId = await openRun(world, client, '2026-11');
  await calculate(world, client, runId);
  const members = valueOf(await call(world, tenantId, 'listRunMembers', { runId, search: '员工' }));
  const row = members.rows.find((member) => member.employmentId === worker.employmentId);
  assert.equal(row!.ownContributions! - estimated, 12_345);
});

/** The bills of a month of every agency: all of it in one pension line, nothing in the others. */
async function bill(
  { tenantId, registrations }: RunClient,
  worker: Worker,
  month: string,
  own: number,
): Promise<void> {
  const { socialInsurance, medical, housingFund } = registrations;
  await world.as(
    tenantId,
    (tx) => tx.sql`
    insert into insurance.contribution_line (
           shard_key, tenant_id, id, employment_id, registration_id, kind, period, bill_period, type,
           source, base_fen, employer_fen, employee_fen, provisional, recorded_at)
    select ${tx.shardKey}::int, ${tx.tenantId}::uuid, gen_random_uuid(),
           ${worker.employmentId}::uuid, b.registration_id, b.kind, ${month}, ${month}, 'regular',
           'officialBill', 3634800, 0, b.own, false, ${tx.now}::timestamptz
      from unnest(${[socialInsurance, medical, housingFund]}::uuid[],
                  ${['pension', 'medical', 'housingFund']}::text[], ${[own, 0, 0]}::bigint[])
           as b (registration_id, kind, own)`,
  );
}

test('重复的一次性项目、用过的年终奖、没有扣除文件的人', async () => {
  const client = await castRunClient(world, '项目');
  const { tenantId } = client;
  const worker = await castWorker(world, client, { base: null });
  const second = await castWorker(world, client, { base: null });
  const put = async (runId: string, code: string, amount: string) => {
    const items = [{ payItemId: await itemId(world, tenantId, code), amount: yuan(amount) }];
    const facts = { runId, employmentId: worker.employmentId, attendance: null, items };
    valueOf(await call(world, tenantId, 'putMonthInput', facts));
  };
  const october = await openRun(world, client, '2026-10');
  await put(october, 'annualBonus', '10000');
  await lockMonth(world, client, october);
  const runId = await openRun(world, client, '2026-11');
  await put(runId, 'annualBonus', '10000');
  const extra = await openRun(world, client, '2026-11', { kind: 'offCycle' });
  await put(extra, 'annualBonus', '10000');
  await calculate(world, client, runId);
  const keys = await keysOf(client, runId, worker);
  assert.ok(keys.includes('item.bonus_second') && keys.includes('item.duplicate'), keys.join());
  assert.ok((await keysOf(client, runId)).includes('deduction.file_missing'));
  const nothing = yuan('0');
  const line = {
    childEducation: nothing,
    infantCare: nothing,
    continuingEducation: nothing,
    housingLoanInterest: nothing,
    housingRent: nothing,
    elderSupport: nothing,
    other: nothing,
    takesBasicDeduction: true,
    firstEmployment: 'none',
  };
  const declared = { runId, employmentId: worker.employmentId, ...line };
  valueOf(await call(world, tenantId, 'putSpecialDeduction', declared));
  await calculate(world, client, runId);
  assert.ok((await keysOf(client, runId, second)).includes('deduction.not_covered'));
});

test('扣除有变、没有考勤、没有发薪主体、较晚的所属期已锁定', async () => {
  const client = await castRunClient(world, '其他');
  const { tenantId } = client;
  const worker = await castWorker(world, client, { base: null });
  const second = await castWorker(world, client);
  const nothing = yuan('0');
  const line = {
    childEducation: nothing,
    infantCare: nothing,
    continuingEducation: nothing,
    housingLoanInterest: nothing,
    housingRent: nothing,
    other: nothing,
    takesBasicDeduction: true,
    firstEmployment: 'none',
  };
  const declare = (runId: string, elderSupport: string) =>
    call(world, tenantId, 'putSpecialDeduction', {
      runId,
      employmentId: worker.employmentId,
      elderSupport: yuan(elderSupport),
      ...line,
    });
  const october = await openRun(world, client, '2026-10');
  valueOf(await declare(october, '20000'));
  const runId = await openRun(world, client, '2026-11');
  valueOf(await declare(runId, '23000'));
  const attendance = {
    dueDays: '21',
    attendedDays: '21',
    absenceDays: null,
    sickDays: null,
    overtimeWeekdayHours: null,
    overtimeRestDayHours: null,
    overtimeHolidayHours: null,
  };
  const month = { runId, employmentId: worker.employmentId, attendance, items: [] };
  valueOf(await call(world, tenantId, 'putMonthInput', month));
  await calculate(world, client, runId);
  assert.ok((await keysOf(client, runId, worker)).includes('deduction.changed'));
  assert.ok((await keysOf(client, runId)).includes('attendance.missing'));
  await lockMonth(world, client, runId);
  await calculate(world, client, october);
  assert.ok((await keysOf(client, october, worker)).includes('cumulation.later_period_locked'));

  await world.as(
    tenantId,
    (tx) => tx.sql`
    update people.employment_term set pay_entity_id = null, pay_entity_tenant_id = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = ${second.employmentId}`,
  );
  await calculate(world, client, october);
  assert.ok((await keysOf(client, october)).includes('entity.missing'));
});

test('确认提醒：写明理由后不再拦，重新计算结果相同则仍有效', async () => {
  const client = await castRunClient(world, '确认');
  const worker = await castWorker(world, client, { account: null });
  const runId = await openRun(world, client, '2026-11');
  await calculate(world, client, runId);
  const one = {
    runId,
    key: 'account.missing',
    employmentId: worker.employmentId,
    reason: '下周补录',
  };
  assert.equal(
    valueOf(await call(world, client.tenantId, 'acknowledgeFinding', one)).acknowledged,
    1,
  );
  await calculate(world, client, runId);
  const { counts, rows } = valueOf(await call(world, client.tenantId, 'listFindings', { runId }));
  const count = counts.find(({ key }) => key === 'account.missing');
  assert.deepEqual([count!.total, count!.open], [1, 0]);
  const finding = rows.find(({ key }) => key === 'account.missing');
  assert.equal(finding!.acknowledgement!.reason, '下周补录');
  const open = valueOf(await call(world, client.tenantId, 'listFindings', { runId, open: true }));
  assert.ok(!open.rows.some(({ key }) => key === 'account.missing'));
});

test('检查目录：每一条都有中英文、处理办法', () => {
  for (const [key, words] of Object.entries(findingCatalogue)) {
    assert.match(words.titleZh, /\p{Script=Han}/u, key);
    assert.match(words.howToFixZh, /\p{Script=Han}/u, key);
    assert.ok(words.titleEn.length > 5 && words.howToFixEn.length > 5, key);
  }
});
