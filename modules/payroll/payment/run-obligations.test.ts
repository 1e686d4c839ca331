import { provenSubjects } from '@heyi/evidence';
import { textPdf } from '@heyi/platform';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CooperationMode } from '@heyi/clients';
import { recordContributionLines } from '@heyi/insurance';
import {
  add,
  type Fen,
  fen,
  type Id,
  newId,
  payPeriod,
  plainDate,
  yuan,
  zeroFen,
} from '@heyi/kernel';
import { type AccountKey, balanceOf } from '@heyi/ledger';
import { valueOf } from '@heyi/people/testing';
import type { TenantId, Transaction } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { recordContributionPayment } from '../contribution-payment/record-contribution-payment.ts';
import {
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
  payslipOf,
  receive,
  type RunClient,
  settleOrders,
  stateOf,
  type Value,
  type Worker,
} from '../testing/run-world.ts';

let world: TestHost;
before(async () => {
  world = await openWorld('2026-11-23T01:00:00.000Z');
});
after(() => world.close());

const november = payPeriod('2026-11');
const today = plainDate('2026-11-23');
const isThroughUs = (mode: CooperationMode) => mode === 'dispatch' || mode === 'outsourcing';

/** A client of the mode with one person whose November is locked, and what the month costs. */
async function lockedMonth(mode: CooperationMode, name: string) {
  const client = await castRunClient(world, name, mode);
  const worker = await castWorker(world, client, {
    name: `${name}员工`,
    // Eleven months of basic deduction stand against one month of pay.
    basePay: yuan('100000'),
    base: yuan('20000'),
  });
  const runId = await openRun(world, client, '2026-11');
  await lockMonth(world, client, runId);
  const costs = await costsOf(client, runId, worker);
  const entityTenant = isThroughUs(mode) ? world.host.houseId : client.tenantId;
  return { client, worker, runId, entityTenant, ...costs };
}

type Month = Awaited<ReturnType<typeof lockedMonth>>;

async function costsOf({ tenantId }: RunClient, runId: Id<'run'>, { employmentId }: Worker) {
  const slip = await payslipOf(world, tenantId, runId, employmentId);
  const contributions = add(slip.ownContributions, slip.employerContributions!);
  return { wages: slip.net, tax: slip.tax, contributions };
}

/** The money arrives, everybody is paid. */
async function payMonth({ client, runId }: Pick<Month, 'client' | 'runId'>): Promise<void> {
  const { missing } = await done(world, client.tenantId, 'fundRun', { runId }, finance);
  await receive(world, client, missing);
  await done(world, client.tenantId, 'fundRun', { runId }, finance);
  await done(world, client.tenantId, 'payRun', { runId }, finance);
  await settleOrders(world, client.tenantId, runId);
  assert.equal(await stateOf(world, client.tenantId, runId), 'paid');
}

const obligationsOf = ({ client, runId }: Pick<Month, 'client' | 'runId'>) =>
  done(world, client.tenantId, 'getRunObligations', { runId }, finance);

/** The return of the entity up to 申报成功; the way through the bureau has tests of its own. */
async function acceptedReturn(month: Pick<Month, 'client' | 'entityTenant'>, earlier?: Id<'wht'>) {
  const { entityId } = month.client;
  const opened = earlier
    ? await done(world, month.entityTenant, 'openCorrectedReturn', {
        returnId: earlier,
        reason: '补发一笔',
      })
    : await done(world, month.entityTenant, 'openWithholdingReturn', {
        entityId,
        taxPeriod: november,
      });
  await world.as(
    month.entityTenant,
    (tx) => tx.sql`
      update payroll.withholding_return set state = 'accepted'
       where tenant_id = ${month.entityTenant} and id = ${opened.id}`,
  );
  return opened;
}

const taxPayment = (amount: Fen) => ({ amount, paidOn: today, voucherNumber: '电子缴款 1' });

function payTax(month: Month, returnId: Id<'wht'>, amount: Fen, more: object = {}) {
  const input = { returnId, ...taxPayment(amount), ...more };
  return call(world, month.entityTenant, 'recordTaxPayment', input, finance);
}

const receiptFile = { name: '扣款回单.pdf', type: '', content: textPdf(['扣款回单']) };

function payAgency(
  { client }: Pick<Month, 'client'>,
  registrationId: Id<'reg'>,
  amount: Fen,
  more: object = {},
  upload = receiptFile,
) {
  const { tenantId } = client;
  const payment = {
    tenantId,
    registrationId,
    contributionPeriod: november,
    way: 'agreementDebit' as const,
    amount,
    paidOn: today,
    voucherNumber: '三方协议 1',
    ...more,
  };
  return refusing(tenantId, (tx) => recordContributionPayment({ ...tx, upload }, payment));
}

/** As behind the door: what is refused leaves no trace. */
async function refusing<R extends { ok: boolean }>(
  tenantId: TenantId,
  work: (tx: Transaction) => Promise<R>,
): Promise<R> {
  const rolledBack = new Error('rolled back');
  let answer: R | undefined;
  try {
    await world.as(
      tenantId,
      async (tx) => {
        answer = await work(tx);
        if (!answer.ok) throw rolledBack;
      },
      finance,
    );
  } catch (error) {
    if (error !== rolledBack) throw error;
  }
  return answer!;
}

const codeOf = (answer: { ok: boolean; failure?: { code: string } }) =>
  answer.ok ? 'ok' : answer.failure!.code;

async function balances(tenantId: TenantId, keys: readonly AccountKey[]): Promise<number[]> {
  const found = await world.as(tenantId, (tx) => balanceOf(tx, keys));
  return found.map(({ balance }) => balance);
}

/** Everything a month leaves in the client's books: at the end all of it is zero. */
function accountsOf({ entityId, payerAccountId, registrations }: RunClient): AccountKey[] {
  const legalEntityId = entityId;
  return [
    { kind: 'wagesPayable', legalEntityId },
    { kind: 'taxPayable', legalEntityId },
    ...Object.values(registrations).map((registrationId): AccountKey => ({
      kind: 'contributionsPayable',
      legalEntityId,
      registrationId,
    })),
    { kind: 'contributionsPayable', legalEntityId },
    { kind: 'clientDue', legalEntityId },
    { kind: 'clientFunds', payerAccountId },
    { kind: 'bank', payerAccountId },
    { kind: 'paymentsInFlight', payerAccountId },
  ];
}

async function assertBooksAgree(tenantId: TenantId): Promise<void> {
  const proof = await done(world, tenantId, 'verifyLedger');
  assert.deepEqual(proof.differences, []);
}

const rowsOf = (view: Value<'getRunObligations'>, kind: string) =>
  view.rows.filter((row) => row.kind === kind);

for (const [mode, name] of [
  ['agency', '代理'],
  ['payrollAgency', '代发'],
  ['dispatch', '派遣'],
  ['outsourcing', '外包'],
] as const) {
  test(`${name}：需要多少钱、谁缴税缴费，付清以后应付各科目都是零`, async () => {
    const month = await lockedMonth(mode, name);
    const { client, runId, wages, tax, contributions } = month;
    const { tenantId } = client;
    assert.ok(wages > 0 && tax > 0 && contributions > 0);

    const funding = await done(world, tenantId, 'getRunFunding', { runId }, finance);
    const through = isThroughUs(mode);
    const [row] = funding.rows;
    assert.deepEqual(
      [row!.wages, row!.tax, row!.contributions, row!.needed],
      through ? [wages, tax, contributions, add(wages, tax, contributions)] : [wages, 0, 0, wages],
    );
    assert.deepEqual(
      [row!.isProvider, row!.selfPaidTax, row!.selfPaidContributions],
      through ? [true, 0, 0] : [false, tax, contributions],
    );
    assert.equal(funding.needed, row!.needed);

    const owed = await obligationsOf(month);
    assert.equal(owed.payable, add(wages, tax, contributions));
    assert.deepEqual([owed.paid, owed.isSettled], [0, false]);
    const settler = through ? 'provider' : 'client';
    assert.deepEqual(
      owed.rows.map(({ kind, settledBy }) => [kind, settledBy]),
      [
        ['wages', 'provider'],
        ['tax', settler],
        ...rowsOf(owed, 'contributions').map(() => ['contributions', settler]),
      ],
    );
    assert.deepEqual(
      rowsOf(owed, 'contributions')
        .map(({ registrationKind }) => registrationKind!)
        .toSorted(),
      ['housingFund', 'medical', 'socialInsurance'],
    );

    await payMonth(month);
    const declared = await acceptedReturn(month);
    assert.equal(declared.taxDue, tax);
    assert.equal(codeOf(await payTax(month, declared.id, tax)), 'ok');
    const half = await obligationsOf(month);
    assert.deepEqual([half.open, half.paid], [contributions, add(wages, tax)]);
    for (const { registrationId, payable } of rowsOf(half, 'contributions')) {
      valueOf(await payAgency(month, registrationId!, payable));
    }
    const settled = await obligationsOf(month);
    assert.deepEqual([settled.open, settled.isSettled], [0, true]);
    await done(world, tenantId, 'closeRun', { runId });
    assert.deepEqual(
      await balances(tenantId, accountsOf(client)),
      accountsOf(client).map(() => 0),
    );
    await assertBooksAgree(tenantId);
    await assertBooksAgree(world.host.houseId);
  });
}

test('登记错了的缴税：冲回后应交个税重新挂账，再登记一次只抵一次', async () => {
  const month = await lockedMonth('agency', '撤销');
  const { tenantId, entityId } = month.client;
  const { id: returnId } = await acceptedReturn(month);
  const owed = async () =>
    (await balances(tenantId, [{ kind: 'taxPayable', legalEntityId: entityId }]))[0];
  const revoke = () =>
    call(world, tenantId, 'revokeTaxPayment', { returnId, reason: '凭证填错' }, finance);
  assert.equal(codeOf(await revoke()), 'withholding_return.not_paid');
  assert.equal(
    codeOf(
      await call(world, tenantId, 'revokeTaxPayment', { returnId: newId(), reason: '无' }, finance),
    ),
    'withholding_return.not_found',
  );
  for (let round = 0; round < 2; round += 1) {
    assert.equal(await owed(), 0 - month.tax);
    valueOf(await payTax(month, returnId, month.tax));
    assert.equal(
      codeOf(await payTax(month, returnId, month.tax)),
      'withholding_return.not_accepted',
    );
    assert.equal(await owed(), 0);
    const back = valueOf(await revoke());
    assert.deepEqual(
      [back.state, back.paidAmount, back.can.recordPayment],
      ['accepted', null, null],
    );
  }
  assert.equal((await obligationsOf(month)).paid, 0);
  await assertBooksAgree(tenantId);
});

test('更正申报：只把差额入账；更正之后不能再撤原来的缴款', async () => {
  const month = await lockedMonth('outsourcing', '更正');
  const { client, worker } = month;
  const { id: first } = await acceptedReturn(month);
  valueOf(await payTax(month, first, month.tax));
  const bonus = await openRun(world, client, '2026-11', { kind: 'offCycle' });
  await done(world, client.tenantId, 'putMonthInput', {
    runId: bonus,
    employmentId: worker.employmentId,
    attendance: null,
    items: [{ payItemId: await itemId(world, client.tenantId, 'bonus'), amount: yuan('10000') }],
  });
  await lockMonth(world, client, bonus);
  const more = await costsOf(client, bonus, worker);
  assert.ok(more.tax > 0);
  const corrected = await acceptedReturn(month, first);
  assert.equal(corrected.taxDue, more.tax);
  valueOf(await payTax(month, corrected.id, more.tax));
  const key = { kind: 'taxPayable', legalEntityId: client.entityId } as const;
  assert.deepEqual(await balances(client.tenantId, [key]), [0]);
  const { rows } = await obligationsOf({ client, runId: bonus });
  const tax = rows.find(({ kind }) => kind === 'tax')!;
  assert.deepEqual([tax.payable, tax.paid], [add(month.tax, more.tax), add(month.tax, more.tax)]);
  assert.equal(
    codeOf(
      await call(world, month.entityTenant, 'revokeTaxPayment', { returnId: first, reason: '误' }),
    ),
    'withholding_return.correction_exists',
  );
});

test('一个扣缴单位两家客户：各家的账各抵各的税，滞纳金由服务商自己承担', async () => {
  const one = await lockedMonth('dispatch', '甲厂');
  const second = await castRunClient(world, '乙厂', 'dispatch');
  const { entityId } = one.client;
  const shared: RunClient = {
    ...second,
    entityId,
    registrations: one.client.registrations,
    payerAccountId: one.client.payerAccountId,
  };
  const worker = await castWorker(world, shared, {
    name: '阿依努尔',
    basePay: yuan('120000'),
    base: null,
  });
  const runId = await openRun(world, shared, '2026-11');
  await lockMonth(world, shared, runId);
  const { tax } = await costsOf(shared, runId, worker);
  const declared = await acceptedReturn(one);
  const due = add(one.tax, tax);
  assert.equal(declared.taxDue, due);
  assert.deepEqual(
    declared.clients.map((client) => client.tax).toSorted((a, b) => a - b),
    [one.tax, tax].toSorted((a, b) => a - b),
  );
  // 乙厂还没有为该主体指定付款账户。
  assert.equal(
    codeOf(await payTax(one, declared.id, due)),
    'withholding_return.payer_account_missing',
  );
  const input = { legalEntityId: entityId, payerAccountId: shared.payerAccountId };
  await done(world, second.tenantId, 'assignPayerAccount', input);
  assert.equal(
    codeOf(await payTax(one, declared.id, due, { payerAccountId: newId() })),
    'payer_account.not_found',
  );
  valueOf(await payTax(one, declared.id, due, { lateFee: yuan('3.50') }));
  const key = { kind: 'taxPayable', legalEntityId: entityId } as const;
  const bank = { kind: 'bank', payerAccountId: shared.payerAccountId } as const;
  assert.deepEqual(await balances(one.client.tenantId, [key, bank]), [0, 0 - one.tax]);
  assert.deepEqual(await balances(second.tenantId, [key, bank]), [0, 0 - tax]);
  const own = { kind: 'providerFunds', payerAccountId: shared.payerAccountId } as const;
  assert.deepEqual(await balances(world.host.houseId, [bank, own]), [-350, 350]);

  const revoked = { returnId: declared.id, reason: '银行冲正' };
  await done(world, one.entityTenant, 'revokeTaxPayment', revoked, finance);
  assert.deepEqual(await balances(second.tenantId, [key, bank]), [0 - tax, 0]);
  assert.deepEqual(await balances(world.host.houseId, [bank, own]), [0, 0]);
});

test('客户自己缴税，款从本系统的账户扣走：动用的是客户在该账户上的钱', async () => {
  const month = await lockedMonth('agency', '自扣');
  const { client, tax } = month;
  const { payerAccountId, entityId } = client;
  await receive(world, client, yuan('5000'));
  const { id } = await acceptedReturn(month);
  const lateFee = yuan('2');
  valueOf(await payTax(month, id, tax, { payerAccountId, lateFee }));
  const left = fen(500_000 - tax - lateFee);
  const keys: AccountKey[] = [
    { kind: 'taxPayable', legalEntityId: entityId },
    { kind: 'bank', payerAccountId },
    { kind: 'clientFunds', payerAccountId },
  ];
  assert.deepEqual(await balances(client.tenantId, keys), [0, left, 0 - left]);
  assert.equal((await obligationsOf(month)).rows.find(({ kind }) => kind === 'tax')!.open, 0);
});

test('缴费登记的拒绝：逐项检查；同一凭证只记一次；撤销后重新挂账', async () => {
  const month = await lockedMonth('outsourcing', '缴费');
  const { client, entityTenant } = month;
  const { tenantId, registrations, entityId, payerAccountId } = client;
  const reg = registrations.socialInsurance;
  const owed = rowsOf(await obligationsOf(month), 'contributions').find(
    ({ registrationId }) => registrationId === reg,
  )!.payable;
  const stranger = await lockedMonth('agency', '旁人');
  const tomorrow = { paidOn: plainDate('2026-11-24') };
  const empty = { ...receiptFile, content: Buffer.alloc(0) };
  const program = { name: '回单.exe', type: '', content: Buffer.from('MZ') };
  for (const [code, answer] of [
    ['registration.not_found', await payAgency(month, newId(), owed)],
    ['registration.not_found', await payAgency(month, stranger.client.registrations.medical, owed)],
    ['contribution_payment.in_the_future', await payAgency(month, reg, owed, tomorrow)],
    [
      'contribution_payment.bearer_missing',
      await payAgency(month, reg, owed, { lateFee: yuan('1') }),
    ],
    [
      'payer_account.not_found',
      await payAgency(month, reg, owed, { payerAccountId: stranger.client.payerAccountId }),
    ],
    [
      'contribution_payment.nothing_owed',
      await payAgency(month, reg, owed, { contributionPeriod: payPeriod('2026-10') }),
    ],
    ['file.empty', await payAgency(month, reg, owed, {}, empty)],
    ['file.kind_refused', await payAgency(month, reg, owed, {}, program)],
  ] as const) {
    assert.equal(codeOf(answer), code);
  }
  const fee = { lateFee: yuan('8'), lateFeeBearer: 'provider' as const };
  const paid = valueOf(await payAgency(month, reg, owed, fee));
  assert.equal(paid.payerAccountId, payerAccountId);
  assert.equal(codeOf(await payAgency(month, reg, owed)), 'contribution_payment.exists');
  const keys: AccountKey[] = [
    { kind: 'contributionsPayable', legalEntityId: entityId, registrationId: reg },
    { kind: 'bank', payerAccountId },
  ];
  assert.deepEqual(await balances(tenantId, keys), [0, 0 - owed]);
  const own: AccountKey[] = [{ kind: 'providerFunds', payerAccountId }];
  assert.deepEqual(await balances(entityTenant, own), [800]);

  const revoke = (contributionPaymentId: Id<'ctp'>) =>
    call(world, tenantId, 'revokeContributionPayment', { contributionPaymentId, reason: '误记' });
  assert.equal(codeOf(await revoke(newId<'ctp'>())), 'contribution_payment.not_found');
  const isProven = () =>
    world.as(tenantId, async (tx) =>
      (await provenSubjects(tx, 'contributionPayment', [paid.id], 'paid')).has(paid.id),
    );
  assert.equal(await isProven(), true, '扣款回单证明已缴');
  assert.ok(valueOf(await revoke(paid.id)).revokedAt);
  assert.equal(await isProven(), false, '登记撤销，凭证一并解除');
  assert.equal(codeOf(await revoke(paid.id)), 'contribution_payment.revoked');
  assert.deepEqual(await balances(tenantId, keys), [0 - owed, 0]);
  assert.deepEqual(await balances(entityTenant, own), [0]);

  const byClient = { lateFee: yuan('8'), lateFeeBearer: 'client' as const };
  valueOf(await payAgency(month, reg, owed, byClient));
  const funds: AccountKey[] = [{ kind: 'clientFunds', payerAccountId }];
  assert.deepEqual(await balances(tenantId, funds), [800], 'out of the client’s own');
  const { rows } = await obligationsOf(month);
  const row = rows.find(({ registrationId }) => registrationId === reg)!;
  assert.deepEqual([row.open, row.payments.length], [0, 2]);
  await assertBooksAgree(tenantId);
});

test('不在这里发工资的客户没有批次：按费款登记缴款，不动不在账上的应付', async () => {
  const client = await castRunClient(world, '只代理社保');
  const { tenantId, registrations, entityId, payerAccountId } = client;
  const worker = await castWorker(world, client);
  const month = { client };
  const reg = registrations.socialInsurance;
  const amount = yuan('2400');
  const nothing = 'contribution_payment.nothing_owed';
  assert.equal(codeOf(await payAgency(month, reg, amount)), nothing, '没有费款');
  await bill(client, worker, [[reg, 'pension', amount]]);
  const keys: AccountKey[] = [
    { kind: 'contributionsPayable', legalEntityId: entityId, registrationId: reg },
    { kind: 'clientDue', legalEntityId: entityId },
    { kind: 'bank', payerAccountId },
    { kind: 'clientFunds', payerAccountId },
  ];
  const paid = valueOf(await payAgency(month, reg, amount));
  assert.deepEqual([paid.payerAccountId, await balances(tenantId, keys)], [null, [0, 0, 0, 0]]);
  assert.equal(codeOf(await payAgency(month, reg, amount)), 'contribution_payment.exists');
  await receive(world, client, yuan('3000'));
  const kept = { payerAccountId, voucherNumber: '缴款凭证 2', way: 'voucher' as const };
  const second = valueOf(await payAgency(month, reg, yuan('500'), kept));
  assert.deepEqual(
    [second.way, await balances(tenantId, keys)],
    ['voucher', [0, 0, yuan('2500'), yuan('-2500')]],
    '从这里的账户缴的，是客户自己的钱',
  );
  for (const { id: contributionPaymentId } of [paid, second]) {
    const revoked = { contributionPaymentId, reason: '误记' };
    await done(world, tenantId, 'revokeContributionPayment', revoked);
  }
  assert.deepEqual(await balances(tenantId, keys), [0, 0, yuan('3000'), yuan('-3000')]);
  await openRun(world, client, '2026-11');
  assert.equal(codeOf(await payAgency(month, reg, amount)), nothing, '有批次的等它锁定');
  await assertBooksAgree(tenantId);
});

test('服务商的参保户没有付款账户：缴费要先指定账户', async () => {
  const month = await lockedMonth('outsourcing', '无户');
  const { tenantId, registrations } = month.client;
  await world.as(
    tenantId,
    (tx) => tx.sql`delete from payments.payer_assignment where tenant_id = ${tenantId}`,
  );
  assert.equal(
    codeOf(await payAgency(month, registrations.medical, yuan('1'))),
    'contribution_payment.payer_account_missing',
  );
});

test('没有锁定的批次没有应付', async () => {
  const client = await castRunClient(world, '未锁');
  await castWorker(world, client);
  const runId = await openRun(world, client, '2026-11');
  await calculate(world, client, runId);
  const ask = (id: Id<'run'>) => call(world, client.tenantId, 'getRunObligations', { runId: id });
  assert.equal(codeOf(await ask(runId)), 'payroll_run.not_locked');
  assert.equal(codeOf(await ask(newId<'run'>())), 'payroll_run.not_found');
});

/** The agency's bill of November for one registration, in one line. */
function bill({ tenantId }: RunClient, { employmentId }: Worker, lines: readonly Billed[]) {
  return world.as(tenantId, (tx) =>
    recordContributionLines(
      tx,
      lines.map(([registrationId, kind, amount]) => ({
        employmentId,
        registrationId,
        kind,
        period: november,
        billPeriod: november,
        type: 'regular' as const,
        source: 'officialBill' as const,
        base: yuan('20000'),
        employer: fen(amount - 100_000),
        employee: yuan('1000'),
        lateFee: zeroFen,
        provisional: false,
        policyPin: null,
        evidenceFileId: null,
        differenceRunId: null,
      })),
    ),
  );
}

type Billed = readonly [
  registrationId: Id<'reg'>,
  kind: 'pension' | 'medical' | 'housingFund',
  amount: number,
];

/** What is owed at each registration of the client, and at none. */
function payableAt({ registrations, entityId: legalEntityId }: RunClient): AccountKey[] {
  return Object.values(registrations).map((registrationId): AccountKey => ({
    kind: 'contributionsPayable',
    legalEntityId,
    registrationId,
  }));
}

test('预扣后账单不同：差额由下一个月补到同一个参保户，两个月合计等于账单', async () => {
  const client = await castRunClient(world, '补差');
  const { tenantId, registrations, entityId } = client;
  const worker = await castWorker(world, client);
  const first = await openRun(world, client, '2026-11');
  await lockMonth(world, client, first);
  const keys = payableAt(client);
  const estimated = await balances(tenantId, keys);
  assert.ok(estimated.every((balance) => balance < 0));
  // The bill has another medical figure, and the same two others in one line each.
  await bill(client, worker, [
    [registrations.socialInsurance, 'pension', 0 - estimated[0]!],
    [registrations.medical, 'medical', 0 - estimated[1]! + 12_345],
    [registrations.housingFund, 'housingFund', 0 - estimated[2]!],
  ]);
  const december = await openRun(world, client, '2026-12');
  await lockMonth(world, client, december);
  const after = await balances(tenantId, keys);
  assert.deepEqual(
    after.map((balance, index) => balance - 2 * estimated[index]!),
    [0, -12_345, 0],
    'December by estimate again, and the medical bill of November trued up',
  );
  const rest: AccountKey[] = [{ kind: 'contributionsPayable', legalEntityId: entityId }];
  assert.deepEqual(await balances(tenantId, rest), [0]);

  await done(world, tenantId, 'unlockRun', { runId: december, reason: '重算' });
  assert.deepEqual(await balances(tenantId, keys), estimated);
  await assertBooksAgree(tenantId);
});

test('公积金没有账单、医保账单后到：账单没有到齐不补，到齐了只补账单上的，公积金不退', async () => {
  const client = await castRunClient(world, '先后到');
  const { tenantId, registrations } = client;
  const worker = await castWorker(world, client);
  const { employmentId } = worker;
  const first = await openRun(world, client, '2026-11');
  await lockMonth(world, client, first);
  const keys = payableAt(client);
  const estimated = await balances(tenantId, keys);
  const taken = await payslipOf(world, tenantId, first, employmentId);
  const december = await openRun(world, client, '2026-12');
  const locked = async () => {
    await lockMonth(world, client, december);
    const slip = await payslipOf(world, tenantId, december, employmentId);
    const after = await balances(tenantId, keys);
    const moved = after.map((balance, index) => 2 * estimated[index]! - balance);
    return { moved, own: slip.ownContributions, employer: slip.employerContributions };
  };
  const unlock = () => done(world, tenantId, 'unlockRun', { runId: december, reason: '账单到了' });
  const { ownContributions: own, employerContributions: employer } = taken;

  await bill(client, worker, [[registrations.socialInsurance, 'pension', 500 - estimated[0]!]]);
  assert.deepEqual(await locked(), { moved: [0, 0, 0], own, employer });
  await unlock();
  await bill(client, worker, [[registrations.medical, 'medical', 12_345 - estimated[1]!]]);
  const trued = await locked();
  assert.deepEqual(trued.moved, [500, 12_345, 0]);
  const both = add(own, employer!, fen(12_845));
  assert.equal(add(trued.own, trued.employer!), both, '公积金照旧，只多账单多的');
  await unlock();
  assert.deepEqual(await balances(tenantId, keys), estimated);
  await assertBooksAgree(tenantId);
});

test('只有一家机构的费款：其余机构照旧预扣，各挂到自己的参保户', async () => {
  const client = await castRunClient(world, '一家');
  const { tenantId, registrations } = client;
  const [plain, billed] = [await castWorker(world, client), await castWorker(world, client)];
  await bill(client, billed, [[registrations.socialInsurance, 'pension', yuan('5000')]]);
  const runId = await openRun(world, client, '2026-11');
  await lockMonth(world, client, runId);
  const twins = await twinOwed(plain.employmentId, client);
  const slip = await payslipOf(world, tenantId, runId, billed.employmentId);
  const [, medical, fund] = twins;
  assert.equal(
    add(slip.ownContributions, slip.employerContributions!),
    add(yuan('5000'), fen(medical!), fen(fund!)),
  );
  const owed = await balances(tenantId, payableAt(client));
  assert.deepEqual(
    owed.map((balance, index) => 0 - balance - twins[index]!),
    [yuan('5000'), medical, fund],
  );
  const kept = await twinOwed(billed.employmentId, client);
  assert.deepEqual(kept, [yuan('5000'), medical, fund]);
});

test('补缴、补差、退费和当月的费款一起从工资里扣，各挂到自己的参保户', async () => {
  const client = await castRunClient(world, '各类费款');
  const { tenantId, registrations } = client;
  const [plain, late] = [await castWorker(world, client), await castWorker(world, client)];
  const lines = [
    ['backContribution', registrations.socialInsurance, 'pension', '160', '80'],
    ['difference', registrations.socialInsurance, 'pension', '57.66', '22.68'],
    ['refund', registrations.medical, 'medical', '-50', '-10'],
  ] as const;
  await world.as(tenantId, (tx) =>
    recordContributionLines(
      tx,
      lines.map(([type, registrationId, kind, employer, employee]) => ({
        employmentId: late.employmentId,
        registrationId,
        kind,
        type,
        period: payPeriod('2026-08'),
        billPeriod: november,
        source: 'officialBill' as const,
        base: yuan('20000'),
        employer: yuan(employer),
        employee: yuan(employee),
        lateFee: zeroFen,
        provisional: false,
        policyPin: null,
        evidenceFileId: null,
        differenceRunId: null,
      })),
    ),
  );
  const runId = await openRun(world, client, '2026-11');
  await lockMonth(world, client, runId);
  const [without, slip] = [
    await payslipOf(world, tenantId, runId, plain.employmentId),
    await payslipOf(world, tenantId, runId, late.employmentId),
  ];
  const own = add(yuan('80'), yuan('22.68'), yuan('-10'));
  const employer = add(yuan('160'), yuan('57.66'), yuan('-50'));
  assert.equal(slip.ownContributions, add(without.ownContributions, own));
  assert.equal(slip.employerContributions, add(without.employerContributions!, employer));
  const named = slip.lines.filter(({ code }) => code === 'own.adjustment');
  assert.deepEqual(named.map(({ nameZh }) => nameZh).toSorted(), [
    '养老保险（个人）2026-08 补差',
    '养老保险（个人）2026-08 补缴',
    '医疗保险（个人）2026-08 退费',
  ]);
  assert.ok(named.some(({ nameEn }) => nameEn === 'Pension, own, difference 2026-08'));
  const owed = await balances(tenantId, payableAt(client));
  const regular = add(without.ownContributions, without.employerContributions!);
  assert.equal(
    owed.reduce((sum, one) => sum - one, 0),
    add(regular, regular, own, employer),
  );
  const twins = await twinOwed(plain.employmentId, client);
  assert.deepEqual(
    owed.map((balance, index) => 0 - balance - 2 * twins[index]!),
    [yuan('320.34'), yuan('-60'), 0],
    '补缴和补差在社保户，退费在医保户，公积金户没有',
  );
});

/** What one person's month was estimated at, registration by registration. */
async function twinOwed(employmentId: Id<'emp'>, { tenantId, registrations }: RunClient) {
  const [row] = await world.as(
    tenantId,
    (tx) => tx.sql<{ shares: Record<string, number> }>`
      select shares from payroll.contribution_estimate
       where tenant_id = ${tenantId} and employment_id = ${employmentId}`,
  );
  return Object.values(registrations).map((id) => row!.shares[id]!);
}
