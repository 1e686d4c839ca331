import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Fen, formatYuan, type Id, plainDate, yuan } from '@heyi/kernel';
import { castClient, castHouse, entity, idCardNumber, valueOf } from '@heyi/people/testing';
import type { TestHost } from '@heyi/platform/testing';
import {
  approve,
  calculate,
  call,
  castRunClient,
  castWorker,
  itemId,
  lockMonth,
  openRun,
  openWorld,
  payerAccount,
  payslipOf,
  type RunClient,
  submit,
  type Worker,
} from '../testing/run-world.ts';

let world: TestHost;
before(async () => {
  world = await openWorld('2026-11-23T01:00:00.000Z');
});
after(() => world.close());

const text = (amount: Fen) => formatYuan(amount);

/** Cumulative deductions of the person, to the tax period of the run. */
async function declare(
  client: RunClient,
  runId: string,
  worker: Worker,
  elderSupport: Fen,
  facts: Record<string, unknown> = {},
): Promise<void> {
  const none = yuan('0');
  valueOf(
    await call(world, client.tenantId, 'putSpecialDeduction', {
      runId,
      employmentId: worker.employmentId,
      childEducation: none,
      infantCare: none,
      continuingEducation: none,
      housingLoanInterest: none,
      housingRent: none,
      elderSupport,
      other: none,
      takesBasicDeduction: true,
      firstEmployment: 'none',
      ...facts,
    }),
  );
}

async function payOff(
  client: Pick<RunClient, 'tenantId'>,
  runId: Id<'run'>,
  worker: Worker,
  code: string,
  amount: Fen,
): Promise<void> {
  const payItemId = await itemId(world, client.tenantId, code);
  valueOf(
    await call(world, client.tenantId, 'putMonthInput', {
      runId,
      employmentId: worker.employmentId,
      attendance: null,
      items: [{ payItemId, amount }],
    }),
  );
}

test('黄金样例：北京月薪20000、公积金12%、扣除3000，2026全年逐月', async () => {
  const client = await castRunClient(world, '黄金');
  const worker = await castWorker(world, client, { name: '乌云其木格', basePay: yuan('20000') });
  const taxes: string[] = [];
  for (let number = 1; number <= 12; number += 1) {
    const month = `2026-${String(number).padStart(2, '0')}`;
    const runId = await openRun(world, client, month);
    await declare(client, runId, worker, yuan(String(3000 * number)));
    await lockMonth(world, client, runId);
    const slip = await payslipOf(world, client.tenantId, runId, worker.employmentId);
    assert.equal(text(slip.ownContributions), '4503.00', month);
    taxes.push(text(slip.tax));
    if (number !== 11) continue;
    assert.deepEqual([text(slip.tax), text(slip.net)], ['749.70', '14747.30']);
    assert.equal(text(slip.cumulative.taxable), '82467.00');
  }
  assert.deepEqual(taxes, [
    '224.91',
    '224.91',
    '224.91',
    '224.91',
    '328.86',
    '749.70',
    '749.70',
    '749.70',
    '749.70',
    '749.70',
    '749.70',
    '749.70',
  ]);
});

test('年中接入：期初累计录入后，十一月个税与全年连续计算相同', async () => {
  const client = await castRunClient(world, '期初');
  const worker = await castWorker(world, client, { basePay: yuan('20000') });
  const runId = await openRun(world, client, '2026-11');
  await declare(client, runId, worker, yuan('33000'));
  const opening = {
    runId,
    employmentId: worker.employmentId,
    income: yuan('200000'),
    exempt: yuan('0'),
    basicDeduction: yuan('50000'),
    specialDeduction: yuan('45030'),
    additionalDeduction: yuan('30000'),
    otherDeduction: yuan('0'),
    relief: yuan('0'),
    withheld: yuan('4977'),
  };
  valueOf(await call(world, client.tenantId, 'putOpeningBalance', opening));
  await lockMonth(world, client, runId);
  const slip = await payslipOf(world, client.tenantId, runId, worker.employmentId);
  assert.deepEqual([text(slip.tax), text(slip.net)], ['749.70', '14747.30']);

  const december = await openRun(world, client, '2026-12');
  const late = await call(world, client.tenantId, 'putOpeningBalance', {
    ...opening,
    runId: december,
  });
  assert.equal(late.ok ? null : late.failure.code, 'opening_balance.already_cumulated');
});

test('一个扣缴单位、两个客户：同一人当月合并计税，后锁定的补足差额', async () => {
  const house = await castHouse(world).catch(() => null);
  const houseId = world.host.houseId;
  const entityId = house ?? (await entity(world, houseId, '合一外包有限公司')).id;
  const document = idCardNumber(901);
  const clients: RunClient[] = [];
  const workers: Worker[] = [];
  for (const name of ['外包甲', '外包乙']) {
    const tenantId = await castClient(world, 'outsourcing', name);
    const payerAccountId = await payerAccount(world, tenantId, houseId, entityId);
    const client = { tenantId, entityId, payerAccountId, registrations: {} as never };
    clients.push(client);
    const facts = { name: '图尔逊·艾力', document, base: null, basePay: yuan('80000') };
    workers.push(await castWorker(world, client, facts));
  }
  const runs: Id<'run'>[] = [];
  for (const client of clients) {
    const runId = await openRun(world, client, '2026-11', { contributionPeriod: null });
    runs.push(runId);
    await calculate(world, client, runId);
  }
  // (80000−55000)×3%＝750；合计(160000−55000)×10%−2520＝7980，后锁定的补7230。
  const first = await payslipOf(world, clients[0]!.tenantId, runs[0]!, workers[0]!.employmentId);
  assert.deepEqual([text(first.cumulative.income), text(first.tax)], ['80000.00', '750.00']);
  await lockInside(clients[0]!, runs[0]!);

  await submit(world, clients[1]!, runs[1]!);
  await approveInside(clients[1]!, runs[1]!);
  const stale = await call(world, clients[1]!.tenantId, 'lockRun', { runId: runs[1]! });
  assert.equal(stale.ok ? null : stale.failure.code, 'payroll_run.cumulation_moved');
  valueOf(
    await call(world, clients[1]!.tenantId, 'withdrawRun', { runId: runs[1]!, reason: '累计变动' }),
  );
  await calculate(world, clients[1]!, runs[1]!);
  const second = await payslipOf(world, clients[1]!.tenantId, runs[1]!, workers[1]!.employmentId);
  assert.deepEqual([text(second.cumulative.income), text(second.tax)], ['160000.00', '7230.00']);
  assert.equal(text(second.cumulative.basicDeduction), text(first.cumulative.basicDeduction));
  await lockInside(clients[1]!, runs[1]!);

  const early = await call(world, clients[0]!.tenantId, 'unlockRun', {
    runId: runs[0]!,
    reason: '更正',
  });
  assert.equal(early.ok ? null : early.failure.code, 'payroll_run.cumulation_moved');
  valueOf(
    await call(world, clients[1]!.tenantId, 'unlockRun', { runId: runs[1]!, reason: '更正' }),
  );
  const unlocked = valueOf(
    await call(world, clients[0]!.tenantId, 'unlockRun', { runId: runs[0]!, reason: '更正' }),
  );
  assert.deepEqual(unlocked.voidReason, { cause: 'unlocked', note: '更正' });
  const [head] = await world.as(
    houseId,
    (tx) => tx.sql<{ income: number; version: number }>`
    select c.income, c.version from payroll.tax_cumulation c
      join payroll.taxpayer t
        on t.shard_key = c.shard_key and t.tenant_id = c.tenant_id and t.id = c.taxpayer_id
     where c.shard_key = ${tx.shardKey} and c.tenant_id = ${tx.tenantId}
       and t.legal_entity_id = ${entityId}`,
  );
  assert.deepEqual(head, { income: 0, version: 4 });
});

/** Where the provider is the employer it approves itself. */
async function approveInside(client: Pick<RunClient, 'tenantId'>, runId: Id<'run'>): Promise<void> {
  await approve(world, client, runId);
}

async function lockInside(client: Pick<RunClient, 'tenantId'>, runId: Id<'run'>): Promise<void> {
  await submit(world, client, runId);
  await approveInside(client, runId);
  valueOf(await call(world, client.tenantId, 'lockRun', { runId }));
}

test('一个人、两个扣缴单位：两份累计，各扣各的', async () => {
  const client = await castRunClient(world, '双主体');
  const { id: otherId } = await entity(world, client.tenantId, '双主体二有限公司');
  await payerAccount(world, client.tenantId, client.tenantId, otherId);
  const document = idCardNumber(902);
  const one = await castWorker(world, client, { name: '欧阳䶮', document, base: null });
  const two = await castWorker(world, client, {
    name: '欧阳䶮',
    document,
    base: null,
    entityId: otherId,
    account: null,
    basePay: yuan('30000'),
  });
  const runId = await openRun(world, client, '2026-11', { contributionPeriod: null });
  await declare(client, runId, two, yuan('0'), { takesBasicDeduction: false });
  await lockMonth(world, client, runId);
  const first = await payslipOf(world, client.tenantId, runId, one.employmentId);
  const second = await payslipOf(world, client.tenantId, runId, two.employmentId);
  assert.equal(text(first.cumulative.income), '20000.00');
  assert.equal(text(second.cumulative.income), '30000.00');
  assert.equal(text(second.cumulative.basicDeduction), '0.00');
  assert.equal(text(second.tax), '900.00');
});

test('同一单位两段用工：同一批次内合并累计', async () => {
  const client = await castRunClient(world, '两段');
  const { id: contractEntityId } = await entity(world, client.tenantId, '两段二有限公司');
  const document = idCardNumber(903);
  const one = await castWorker(world, client, {
    name: '阿依夏木',
    document,
    base: null,
    startsOn: '2026-11-01',
  });
  const two = await castWorker(world, client, {
    name: '阿依夏木',
    document,
    base: null,
    contractEntityId,
    account: null,
    startsOn: '2026-11-01',
    basePay: yuan('5000'),
  });
  const runId = await openRun(world, client, '2026-11', { contributionPeriod: null });
  await calculate(world, client, runId);
  const findings = valueOf(
    await call(world, client.tenantId, 'listFindings', { runId, severity: 'blocker' }),
  );
  assert.equal(findings.rows[0]!.key, 'three_in_one.breach');
  // 主体不一致本应拦下；此处只看锁定时两张工资条接成一条累计。
  await world.as(
    client.tenantId,
    (tx) => tx.sql`
    update payroll.run set state = 'approved'
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${runId}`,
  );
  valueOf(await call(world, client.tenantId, 'lockRun', { runId }));
  const slips = [
    await payslipOf(world, client.tenantId, runId, one.employmentId),
    await payslipOf(world, client.tenantId, runId, two.employmentId),
  ].toSorted((a, b) => a.cumulative.income - b.cumulative.income);
  assert.deepEqual(
    slips
      .map((slip) => [text(slip.cumulative.income), text(slip.cumulative.basicDeduction)])
      .at(-1),
    ['25000.00', '5000.00'],
  );
  const tax = slips.reduce((all, slip) => all + slip.tax, 0);
  assert.equal(text(tax as Fen), '600.00');
});

test('负数月：实发为零、形成个人欠款，次月扣回，账上相符', async () => {
  const client = await castRunClient(world, '负数月');
  const worker = await castWorker(world, client, {
    name: '热孜万古丽',
    basePay: yuan('8000'),
    base: yuan('20000'),
  });
  const november = await openRun(world, client, '2026-11');
  valueOf(
    await call(world, client.tenantId, 'putMonthInput', {
      runId: november,
      employmentId: worker.employmentId,
      attendance: {
        dueDays: '21',
        attendedDays: '0',
        absenceDays: '21',
        sickDays: null,
        overtimeWeekdayHours: null,
        overtimeRestDayHours: null,
        overtimeHolidayHours: null,
      },
      items: [],
    }),
  );
  await lockMonth(world, client, november);
  const slip = await payslipOf(world, client.tenantId, november, worker.employmentId);
  assert.deepEqual(
    [text(slip.gross), text(slip.net), text(slip.receivable)],
    ['0.00', '0.00', '4503.00'],
  );
  const owed = valueOf(await call(world, client.tenantId, 'listReceivables', {}));
  assert.deepEqual(
    owed.rows.map((row) => [text(row.open), row.state]),
    [['4503.00', 'open']],
  );

  const december = await openRun(world, client, '2026-12');
  await lockMonth(world, client, december);
  const next = await payslipOf(world, client.tenantId, december, worker.employmentId);
  assert.deepEqual(
    [text(next.recovered), text(next.net), text(next.receivable)],
    ['3497.00', '0.00', '0.00'],
  );
  const left = valueOf(await call(world, client.tenantId, 'listReceivables', { state: 'open' }));
  assert.deepEqual([text(left.rows[0]!.open), text(left.outstanding)], ['1006.00', '1006.00']);
  const settle = {
    receivableId: left.rows[0]!.id,
    how: 'paidBack',
    amount: yuan('2000'),
    reason: '转账交回',
  };
  const tooMuch = await call(world, client.tenantId, 'settleReceivable', settle);
  assert.equal(tooMuch.ok ? null : tooMuch.failure.code, 'receivable.amount_beyond_open');
  const settled = valueOf(
    await call(world, client.tenantId, 'settleReceivable', { ...settle, amount: yuan('1006') }),
  );
  assert.equal(settled.state, 'recovered');
  assert.deepEqual(
    settled.movements.map(({ how, amount, runId, reason }) => [how, text(amount), runId, reason]),
    [
      ['recovered', '3497.00', december, null],
      ['paidBack', '1006.00', null, '转账交回'],
    ],
  );
  const none = valueOf(await call(world, client.tenantId, 'listReceivables', { state: 'open' }));
  assert.deepEqual([none.rows, none.outstanding], [[], 0]);
  const again = await call(world, client.tenantId, 'settleReceivable', {
    ...settle,
    amount: yuan('1'),
  });
  assert.equal(again.ok ? null : again.failure.code, 'receivable.not_open');
});

test('劳务、非居民、首次就业、一次性奖金各按自己的规则计税', async () => {
  const client = await castRunClient(world, '各类所得');
  const labour = await castWorker(world, client, {
    form: 'serviceAgreement',
    base: null,
    basePay: yuan('5000'),
  });
  const foreign = await castWorker(world, client, {
    residency: 'nonResident',
    base: null,
    basePay: yuan('20000'),
  });
  const graduate = await castWorker(world, client, {
    base: null,
    startsOn: '2026-07-01',
    basePay: yuan('20000'),
  });
  const bonus = await castWorker(world, client, {
    base: null,
    startsOn: '2026-11-01',
    basePay: yuan('5000'),
  });
  const runId = await openRun(world, client, '2026-11', { contributionPeriod: null });
  await declare(client, runId, graduate, yuan('0'), { firstEmployment: 'student' });
  await payOff(client, runId, bonus, 'annualBonus', yuan('36000'));
  await lockMonth(world, client, runId);
  const slipOf = (worker: Worker) => payslipOf(world, client.tenantId, runId, worker.employmentId);
  const [a, b, c, d] = [
    await slipOf(labour),
    await slipOf(foreign),
    await slipOf(graduate),
    await slipOf(bonus),
  ];
  // 5000×80%×20%；(20000−5000)×20%−1410；20000−55000<0；36000÷12=3000 → 3%。
  assert.deepEqual([a.incomeKind, text(a.tax)], ['labourRemuneration', '800.00']);
  assert.deepEqual([b.incomeKind, text(b.tax)], ['nonResidentWages', '1590.00']);
  assert.deepEqual(
    [c.withholdingMethod, text(c.cumulative.basicDeduction), text(c.tax)],
    ['first-wage-in-year', '55000.00', '0.00'],
  );
  assert.deepEqual([text(d.tax), text(d.bonusTax)], ['0.00', '1080.00']);

  const extra = await openRun(world, client, '2026-11', {
    kind: 'offCycle',
    payDate: plainDate('2026-11-28'),
  });
  await payOff(client, extra, labour, 'bonus', yuan('5000'));
  await calculate(world, client, extra);
  const more = await payslipOf(world, client.tenantId, extra, labour.employmentId);
  // 当月合计10000：8000×20%＝1600，减已扣800。
  assert.equal(text(more.tax), '800.00');
});
