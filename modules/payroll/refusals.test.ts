import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { payrollContract } from '@heyi/contract';
import { newId, payPeriod, plainDate, yuan } from '@heyi/kernel';
import { entity, valueOf } from '@heyi/people/testing';
import type { Actor } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import {
  approve,
  approver,
  calculate,
  call,
  castRunClient,
  castWorker,
  done,
  finance,
  itemId,
  lockMonth,
  openRun,
  openWorld,
  type OperationName,
  payslipOf,
  receive,
  type RunClient,
  settleOrders,
  specialist,
  submit,
  type Worker,
} from './testing/run-world.ts';

let world: TestHost;
let client: RunClient;
let worker: Worker;
before(async () => {
  world = await openWorld('2026-11-23T01:00:00.000Z');
  client = await castRunClient(world, '拒绝');
  worker = await castWorker(world, client);
});
after(() => world.close());

const seen = new Map<string, Set<string>>();

/** The operation is refused with the code. */
async function refused(
  code: string,
  operation: OperationName,
  input: Record<string, unknown> = {},
  actor: Partial<Actor> = specialist,
  tenantId = client.tenantId,
): Promise<void> {
  const answer = await call(world, tenantId, operation, input, actor);
  assert.equal(answer.ok ? 'accepted' : answer.failure.code, code, operation);
  seen.set(operation, (seen.get(operation) ?? new Set()).add(code));
}

const nobody = newId<'emp'>();
const noRun = newId<'run'>();
const reason = '测试';
const hash = 'ab'.repeat(32);
const attendance = {
  dueDays: '21',
  attendedDays: '21',
  absenceDays: null,
  sickDays: null,
  overtimeWeekdayHours: null,
  overtimeRestDayHours: null,
  overtimeHolidayHours: null,
};
const deductions = {
  childEducation: yuan('0'),
  infantCare: yuan('0'),
  continuingEducation: yuan('0'),
  housingLoanInterest: yuan('0'),
  housingRent: yuan('0'),
  elderSupport: yuan('0'),
  other: yuan('0'),
  takesBasicDeduction: true,
  firstEmployment: 'none',
};
const opening = {
  income: yuan('1'),
  exempt: yuan('0'),
  basicDeduction: yuan('5000'),
  specialDeduction: yuan('0'),
  additionalDeduction: yuan('0'),
  otherDeduction: yuan('0'),
  relief: yuan('0'),
  withheld: yuan('0'),
};

test('不存在的批次：每个操作都说没有', async () => {
  const one = { runId: noRun, employmentId: worker.employmentId, reason };
  const facts: Readonly<Record<string, Record<string, unknown>>> = {
    submitInput: { source: 'attendance' },
    reviewInput: { source: 'attendance', decision: 'reviewed' },
    putMonthInput: { attendance, items: [] },
    putSpecialDeduction: deductions,
    putOpeningBalance: opening,
    placeMember: { place: 'skipped' },
    acknowledgeFinding: { key: 'net.zero' },
    approveRun: { snapshotHash: hash },
    uploadStampedConfirmation: {
      snapshotHash: hash,
      contactId: newId(),
      confirmedOn: '2026-11-23',
    },
  };
  const operations = Object.values(payrollContract)
    .filter((part) => typeof part === 'object' && 'failures' in part)
    .filter(({ failures }) => 'payroll_run.not_found' in failures);
  // The contract's part is larger than this file's subject: returns and sheets have tests of their own.
  const own = operations.filter(({ path }) => path.includes('/payroll-runs/:runId'));
  for (const { id } of own) {
    if (id.startsWith('download')) continue;
    await refused('payroll_run.not_found', id, { ...one, ...facts[id] });
  }
  assert.ok(own.length >= 30);
});

test('新建批次', async () => {
  const regular = {
    kind: 'regular',
    wageMonth: payPeriod('2026-11'),
    payDate: plainDate('2026-11-25'),
  };
  const create = (code: string, facts: Record<string, unknown>) =>
    refused(code, 'createPayrollRun', { ...regular, ...facts });
  await create('payroll_run.pay_date_before_wage_month', { payDate: plainDate('2026-10-31') });
  await create('payroll_run.original_missing', { kind: 'correction' });
  await create('payroll_run.entity_unknown', { entityIds: [newId()] });
  await create('payroll_run.nobody_in_scope', {
    wageMonth: payPeriod('2020-01'),
    payDate: plainDate('2020-01-25'),
  });
  const runId = await openRun(world, client, '2026-09');
  await create('payroll_run.regular_exists', {
    wageMonth: payPeriod('2026-09'),
    payDate: plainDate('2026-09-25'),
  });
  valueOf(await call(world, client.tenantId, 'cancelRun', { runId, reason }));
  await openRun(world, client, '2026-09');
});

test('工资项目和固定薪资', async () => {
  const item = {
    code: 'fuelAllowance',
    nameZh: '油补',
    nameEn: 'Fuel',
    itemClass: 'earning',
    source: 'input',
    taxTreatment: 'ordinary',
    prorated: false,
    inHourlyBase: false,
    inMinimumWage: false,
    sequence: 95,
    isActive: true,
  };
  const put = (code: string, facts: Record<string, unknown>) =>
    refused(code, 'putPayItem', { ...item, ...facts });
  valueOf(await call(world, client.tenantId, 'putPayItem', item));
  await put('pay_item.meaning_fixed', { code: 'basePay', nameZh: '底薪' });
  await put('pay_item.class_and_tax_disagree', { itemClass: 'taxFree' });
  await put('pay_item.source_single', { source: 'absence' });
  await put('pay_item.name_taken', { nameZh: '奖金' });
  const renamed = { ...item, code: 'bonus', nameZh: '月度奖金', nameEn: 'Monthly bonus' };
  assert.equal(valueOf(await call(world, client.tenantId, 'putPayItem', renamed)).isStandard, true);

  const basePay = await itemId(world, client.tenantId, 'basePay');
  const bonus = await itemId(world, client.tenantId, 'bonus');
  const term = {
    employmentId: worker.employmentId,
    payItemId: basePay,
    effectiveFrom: plainDate('2026-12-01'),
    amount: yuan('21000'),
  };
  await refused('employment.not_found', 'putPayTerm', { ...term, employmentId: nobody });
  await refused('pay_item.not_found', 'putPayTerm', { ...term, payItemId: newId() });
  await refused('pay_item.not_recurring', 'putPayTerm', { ...term, payItemId: bonus });
  await refused('employment.not_found', 'listPayTerms', { employmentId: nobody });
  await refused('pay_term.not_found', 'removePayTerm', {
    ...term,
    effectiveFrom: plainDate('2026-12-31'),
  });
  valueOf(await call(world, client.tenantId, 'putPayTerm', term));
  const { rows } = valueOf(await call(world, client.tenantId, 'listPayTerms', term));
  assert.deepEqual(
    rows.map((row: { effectiveFrom: string }) => row.effectiveFrom),
    ['2026-12-01', '2026-01-01'],
  );
  valueOf(await call(world, client.tenantId, 'removePayTerm', term));
});

test('本月数据', async () => {
  const runId = await openRun(world, client, '2026-08');
  const one = { runId, employmentId: worker.employmentId };
  const month = { ...one, attendance, items: [] };
  const bonus = await itemId(world, client.tenantId, 'bonus');
  const basePay = await itemId(world, client.tenantId, 'basePay');
  const amount = yuan('100');
  const put = (code: string, facts: Record<string, unknown>) =>
    refused(code, 'putMonthInput', { ...month, ...facts });
  await put('employment.not_found', { employmentId: nobody });
  await put('pay_item.not_found', { items: [{ payItemId: newId(), amount }] });
  await put('pay_item.not_an_input', { items: [{ payItemId: basePay, amount }] });
  const bonusLine = { payItemId: bonus, amount };
  await put('payroll_input.item_twice', { items: [bonusLine, bonusLine] });
  await put('payroll_input.attendance_impossible', {
    attendance: { ...attendance, absenceDays: '1' },
  });
  const other = await castRunClient(world, '别家');
  const stranger = await castWorker(world, other);
  const strange = { runId, employmentId: stranger.employmentId };
  await refused('employment.not_found', 'putSpecialDeduction', { ...strange, ...deductions });
  await refused('employment.not_found', 'putOpeningBalance', { ...strange, ...opening });
  await refused('opening_balance.months_uneven', 'putOpeningBalance', {
    ...one,
    ...opening,
    basicDeduction: yuan('40000.01'),
  });
  await refused('payroll_input.not_submitted', 'reviewInput', {
    runId,
    source: 'attendance',
    decision: 'reviewed',
  });
  valueOf(await call(world, client.tenantId, 'submitInput', { runId, source: 'attendance' }));
  await refused('payroll_input.return_needs_note', 'reviewInput', {
    runId,
    source: 'attendance',
    decision: 'returned',
  });
  await refused('employment.not_found', 'placeMember', {
    ...one,
    employmentId: nobody,
    place: 'skipped',
    reason,
  });
  const { id: elsewhere } = await entity(world, client.tenantId, '未覆盖有限公司');
  const apart = await castWorker(world, client, { entityId: elsewhere, base: null });
  await refused('payroll_run.entity_not_covered', 'placeMember', {
    runId,
    employmentId: apart.employmentId,
    place: 'included',
    reason,
  });
  await refused('payroll_run.never_calculated', 'getCalculation', { runId });
  await refused('payroll_run.not_calculated', 'getRunComparison', { runId });
  await refused('payroll_run.not_calculated', 'submitRunForReview', { runId });
  await refused('payroll_run.not_locked', 'getRunFunding', { runId });
  await refused('payroll_run.not_locked', 'getRunPayment', { runId });
  await refused('payroll_run.not_locked', 'fundRun', { runId });
  await refused('payroll_run.not_locked', 'unlockRun', { runId, reason });
  await refused('payroll_run.not_funded', 'payRun', { runId });
  await refused('payroll_run.not_paid', 'closeRun', { runId });
  await refused('payroll_run.payment_not_begun', 'payHeldMembers', { runId });
  await refused('payroll_run.payment_not_begun', 'retryFailedMembers', { runId });
  await refused('payroll_run.not_in_review', 'withdrawRun', { runId, reason });
  await refused('payroll_run.not_in_review', 'rejectRun', { runId, reason });
  await refused('payroll_run.not_in_review', 'approveRun', { runId, snapshotHash: hash });
  await refused('payroll_run.not_approved', 'lockRun', { runId });
  await refused('finding.not_found', 'acknowledgeFinding', { runId, key: 'net.zero', reason });
  await refused('payroll_run.member_not_held', 'releaseMember', { ...one, reason });
  await refused('payroll_run.member_not_found', 'holdMember', {
    ...one,
    employmentId: nobody,
    reason,
  });
  await refused('payslip.not_found', 'getPayslip', { payslipId: newId() });
  await refused('payslip.not_found', 'explainPayslipLine', { payslipId: newId(), line: 0 });
  await refused('receivable.not_found', 'settleReceivable', {
    receivableId: newId(),
    how: 'waived',
    amount: yuan('1'),
    reason,
  });
});

/** A client of its own with two people, up to a state. */
async function fresh(name: string) {
  const own = await castRunClient(world, name);
  const [a, b] = [await castWorker(world, own), await castWorker(world, own)];
  const runId = await openRun(world, own, '2026-11');
  const no = (
    code: string,
    operation: OperationName,
    facts: Record<string, unknown> = {},
    actor?: Partial<Actor>,
  ) => refused(code, operation, { runId, ...facts }, actor, own.tenantId);
  const does = <Name extends OperationName>(
    operation: Name,
    facts: Record<string, unknown> = {},
    actor?: Partial<Actor>,
  ) => done(world, own.tenantId, operation, { runId, ...facts }, actor);
  return { own, a, b, runId, no, does };
}

test('提交、审批、驳回：四眼、快照、授权', async () => {
  const { own, a, runId, no, does } = await fresh('四眼');
  await does('startCalculation');
  await no('payroll_run.calculating', 'startCalculation');
  await no('payroll_run.calculating', 'submitRunForReview');
  await does('cancelRun', { reason });
  await no('payroll_run.over', 'startCalculation');
  const second = await openRun(world, own, '2026-11');
  await calculate(world, own, second);
  const on = { runId: second };
  await no('payroll_run.inputs_not_reviewed', 'submitRunForReview', on);
  for (const { source, isRequired } of (await does('getInputBoard', on)).rows) {
    if (!isRequired) continue;
    await does('submitInput', { ...on, source });
    await does('reviewInput', { ...on, source, decision: 'reviewed' });
  }
  await no('payroll_run.warnings_open', 'submitRunForReview', on);
  await submit(world, own, second);
  await no('payroll_run.already_in_review', 'submitRunForReview', on);
  await no('payroll_run.already_in_review', 'startCalculation', on);
  const { snapshotHash } = await does('getPayrollRun', on);
  await no('payroll_run.snapshot_changed', 'approveRun', { ...on, snapshotHash: hash }, approver);
  await no('payroll_run.approver_prepared', 'approveRun', { ...on, snapshotHash });
  await no(
    'payroll_run.approver_without_authority',
    'approveRun',
    { ...on, snapshotHash },
    finance,
  );
  await does('rejectRun', { ...on, reason: '奖金不对' }, approver);
  assert.equal((await does('getPayrollRun', on)).state, 'rejected');
  await does('submitRunForReview', on);
  await approve(world, own, second);
  await no('payroll_run.not_in_review', 'approveRun', { ...on, snapshotHash }, approver);
  await does('lockRun', on);
  for (const operation of ['startCalculation', 'submitRunForReview', 'lockRun'] as const) {
    await no('payroll_run.already_locked', operation, on);
  }
  await no('payroll_run.already_locked', 'withdrawRun', { ...on, reason });
  await no('payroll_run.already_locked', 'approveRun', { ...on, snapshotHash }, approver);
  await no('payroll_run.already_locked', 'rejectRun', { ...on, reason }, approver);
  await no('payroll_run.already_locked', 'cancelRun', { ...on, reason });
  await no('payroll_run.already_locked', 'acknowledgeFinding', { ...on, key: 'net.zero', reason });
  const person = { ...on, employmentId: a.employmentId };
  await no('payroll_run.inputs_frozen', 'putMonthInput', { ...person, attendance, items: [] });
  await no('payroll_run.inputs_frozen', 'putSpecialDeduction', { ...person, ...deductions });
  await no('payroll_run.inputs_frozen', 'putOpeningBalance', { ...person, ...opening });
  await no('payroll_run.inputs_frozen', 'placeMember', { ...person, place: 'skipped', reason });
  await no('payroll_run.inputs_frozen', 'submitInput', { ...on, source: 'attendance' });
  await no('payroll_run.inputs_frozen', 'reviewInput', {
    ...on,
    source: 'attendance',
    decision: 'reviewed',
  });
  const basePay = await itemId(world, own.tenantId, 'basePay');
  const term = {
    employmentId: a.employmentId,
    payItemId: basePay,
    effectiveFrom: plainDate('2026-11-01'),
  };
  await no('pay_term.month_locked', 'putPayTerm', { ...term, amount: yuan('1') });
  await no('pay_term.month_locked', 'removePayTerm', {
    ...term,
    effectiveFrom: plainDate('2026-01-01'),
  });
  assert.ok(runId !== second);
});

test('盖章确认单：文件、联系人与授权', async () => {
  const { own, no, does } = await fresh('盖章');
  const runId = (await does('getPayrollRun')).id;
  await calculate(world, own, runId);
  await submit(world, own, runId);
  const { snapshotHash } = await does('getPayrollRun');
  const { contacts } = await contactsOf(own);
  const paper = {
    snapshotHash,
    contactId: contacts.approver,
    confirmedOn: plainDate('2026-11-23'),
  };
  const upload = 'uploadStampedConfirmation';
  await no('payroll_run.snapshot_changed', upload, { ...paper, snapshotHash: hash }, finance);
  await no('payroll_run.approver_prepared', upload, paper);
  await no('client_contact.not_found', upload, { ...paper, contactId: newId() }, finance);
  await no(
    'payroll_run.approver_without_authority',
    upload,
    { ...paper, contactId: contacts.clerk },
    finance,
  );
  await withUpload(Buffer.alloc(0), () => no('file.empty', upload, paper, finance));
  await withUpload(Buffer.from('MZ'), () => no('file.kind_refused', upload, paper, finance));
  const pdf = Buffer.from(
    '%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n',
    'latin1',
  );
  await withUpload(pdf, async () => {
    const approved = await does(upload, paper, finance);
    assert.deepEqual([approved.state, approved.approvedBy], ['approved', approver.name]);
  });
  await withUpload(pdf, () => no('payroll_run.not_in_review', upload, paper, finance));
  await does('lockRun');
  await no('payroll_run.already_locked', upload, paper, finance);
});

async function contactsOf({ tenantId }: RunClient) {
  const { createClientContact, contactsOf: read } = await import('@heyi/clients');
  return world.as(tenantId, async (tx) => {
    const clerk = { tenantId, name: '文员', mayApprovePayroll: false, maySubmitInputs: true };
    const made = valueOf(await createClientContact(tx, clerk));
    const all = await read(tx);
    return {
      contacts: { clerk: made.id, approver: all.find(({ name }) => name === approver.name)!.id },
    };
  });
}

/** The calls inside carry the file. */
async function withUpload(content: Buffer, work: () => Promise<void>): Promise<void> {
  const original = world.as;
  const upload = { name: '确认单.pdf', type: 'application/pdf', content };
  world.as = (tenantId, inner, actor) =>
    original(tenantId, (tx) => inner(Object.assign(Object.create(tx), { upload })), actor);
  await work().finally(() => {
    world.as = original;
  });
}

test('锁定、解锁、配款、发放：税款所属期、付款账户、制单人不能放款', async () => {
  const { own, a, b, runId, no, does } = await fresh('放款');
  const person = { employmentId: a.employmentId, reason };
  await does('holdMember', person);
  await lockMonth(world, own, runId);
  await no('payroll_run.not_funded', 'payRun', {}, finance);
  const waiting = await does('fundRun', {}, finance);
  await receive(world, own, waiting.missing);
  await does('fundRun', {}, finance);
  await no('payroll_run.releaser_prepared', 'payRun');
  world.clock.set('2026-12-01T01:00:00.000Z');
  await no('payroll_run.outside_tax_period', 'payRun', {}, finance);
  world.clock.set('2026-11-23T01:00:00.000Z');
  await closeAccount(own, 'closed');
  await no('payroll_run.payer_account_missing', 'payRun', {}, finance);
  await closeAccount(own, 'active');
  await does('payRun', {}, finance);
  await no('payroll_run.payment_begun', 'payRun', {}, finance);
  await no('payroll_run.payment_begun', 'fundRun', {}, finance);
  await no('payroll_run.payment_begun', 'unlockRun', { reason }, finance);
  await no('payroll_run.payments_open', 'closeRun');
  await no('payroll_run.member_already_paid', 'holdMember', {
    ...person,
    employmentId: b.employmentId,
  });
  await no('payroll_run.releaser_prepared', 'payHeldMembers');
  await no('payroll_run.nobody_to_pay', 'payHeldMembers', {}, finance);
  await no('payroll_run.releaser_prepared', 'retryFailedMembers');
  await no('payroll_run.nobody_to_pay', 'retryFailedMembers', {}, finance);
  await settleOrders(world, own.tenantId, runId, () => 'failed');
  await no('payroll_run.payments_open', 'closeRun');
  await closeAccount(own, 'closed');
  await no('payroll_run.payer_account_missing', 'retryFailedMembers', {}, finance);
  await does('releaseMember', person);
  await no('payroll_run.payer_account_missing', 'payHeldMembers', {}, finance);
  await closeAccount(own, 'active');
  await does('retryFailedMembers', {}, finance);
  await does('payHeldMembers', {}, finance);
  await settleOrders(world, own.tenantId, runId);
  assert.equal((await does('getPayrollRun')).state, 'paid');
  const slip = await payslipOf(world, own.tenantId, runId, a.employmentId);
  await refused(
    'payslip.line_not_found',
    'explainPayslipLine',
    { payslipId: slip.id, line: 99 },
    specialist,
    own.tenantId,
  );
  await does('closeRun');
  for (const [operation, facts] of [
    ['closeRun', {}],
    ['payRun', {}],
    ['fundRun', {}],
    ['lockRun', {}],
    ['submitRunForReview', {}],
    ['startCalculation', {}],
    ['unlockRun', { reason }],
    ['withdrawRun', { reason }],
    ['rejectRun', { reason }],
    ['cancelRun', { reason }],
    ['holdMember', person],
    ['approveRun', { snapshotHash: hash }],
  ] as const) {
    await no('payroll_run.over', operation, facts, finance);
  }
  await withUpload(Buffer.from('%PDF'), () =>
    no('payroll_run.over', 'uploadStampedConfirmation', {
      snapshotHash: hash,
      contactId: newId(),
      confirmedOn: plainDate('2026-11-23'),
    }),
  );
});

async function closeAccount({ tenantId, payerAccountId }: RunClient, state: string): Promise<void> {
  const facts = {
    payerAccountId,
    bankName: '中国工商银行',
    channel: 'file',
    sending: 'single',
    state,
  };
  valueOf(await call(world, tenantId, 'updatePayerAccount', facts));
}

test('没有付款账户的主体不能配款；取消的批次不能解除缓发', async () => {
  const own = await castRunClient(world, '无账户');
  const { id: entityId } = await entity(world, own.tenantId, '无账户二有限公司');
  await castWorker(world, own, { entityId, base: null });
  const runId = await openRun(world, own, '2026-11', { contributionPeriod: null });
  await lockMonth(world, own, runId);
  await refused('payroll_run.payer_account_missing', 'fundRun', { runId }, finance, own.tenantId);
  const other = await openRun(world, own, '2026-12');
  valueOf(await call(world, own.tenantId, 'cancelRun', { runId: other, reason }));
  const one = { runId: other, employmentId: newId(), reason };
  await refused('payroll_run.over', 'releaseMember', one, specialist, own.tenantId);
});

test('必须处理的问题：没有政策数值的人拦住批次，不能只确认', async () => {
  const { own, a, runId, no, does } = await fresh('阻断');
  await world.as(
    own.tenantId,
    (tx) => tx.sql`
    update people.enrolment set city_code = '999999'
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = ${a.employmentId}`,
  );
  await calculate(world, own, runId);
  for (const { source } of (await does('getInputBoard')).rows) {
    await does('submitInput', { source });
    await does('reviewInput', { source, decision: 'reviewed' });
  }
  await no('payroll_run.has_blockers', 'submitRunForReview');
  await no('finding.is_blocker', 'acknowledgeFinding', { key: 'policy.unknown', reason });
  await world.as(
    own.tenantId,
    (tx) => tx.sql`
    update people.enrolment set city_code = '110000'
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}`,
  );
  await no('payroll_run.inputs_moved', 'submitRunForReview');
  await calculate(world, own, runId);
  await submit(world, own, runId);
  await approve(world, own, runId);
  await world.as(
    own.tenantId,
    (tx) => tx.sql`
    update people.person set residency = 'nonResident'
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${a.personId}`,
  );
  await no('payroll_run.inputs_moved', 'lockRun');
});

test('每个声明的失败都被触发过', () => {
  const elsewhere: Readonly<Record<string, readonly string[]>> = {
    putOpeningBalance: ['opening_balance.already_cumulated'],
    lockRun: ['payroll_run.cumulation_moved'],
    unlockRun: ['payroll_run.cumulation_moved'],
    settleReceivable: ['receivable.not_open', 'receivable.amount_beyond_open'],
  };
  const own = Object.values(payrollContract).filter(
    (part) => typeof part === 'object' && 'failures' in part && ownOperations.has(part.id),
  ) as { id: string; failures: Record<string, number> }[];
  const missing = own.flatMap(({ id, failures }) =>
    Object.keys(failures)
      .filter((code) => !seen.get(id)?.has(code) && !elsewhere[id]?.includes(code))
      .map((code) => `${id}: ${code}`),
  );
  assert.deepEqual(missing, []);
});

/** Operations of this part of payroll; returns, sheets and files have tests of their own. */
const ownOperations = new Set([
  'putPayItem',
  'listPayTerms',
  'putPayTerm',
  'removePayTerm',
  'getInputBoard',
  'submitInput',
  'reviewInput',
  'listMonthInputs',
  'putMonthInput',
  'putSpecialDeduction',
  'putOpeningBalance',
  'createPayrollRun',
  'getPayrollRun',
  'listRunMembers',
  'placeMember',
  'holdMember',
  'releaseMember',
  'startCalculation',
  'getCalculation',
  'getPayslip',
  'explainPayslipLine',
  'listFindings',
  'acknowledgeFinding',
  'getRunComparison',
  'submitRunForReview',
  'withdrawRun',
  'approveRun',
  'rejectRun',
  'uploadStampedConfirmation',
  'lockRun',
  'unlockRun',
  'cancelRun',
  'closeRun',
  'getRunFunding',
  'fundRun',
  'payRun',
  'getRunPayment',
  'payHeldMembers',
  'retryFailedMembers',
  'listReceivables',
  'settleReceivable',
]);
