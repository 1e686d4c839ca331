import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formatYuan, shanghaiDate, yuan } from '@heyi/kernel';
import type { SubmitOutcome, TransferInstruction } from '@heyi/payments';
import { type BehaviourName, behaviours, type SandboxBank, startSandboxBank } from '@heyi/sandbox';
import { openSandboxBank } from './sandbox-bank.ts';

const payer = { payerAccount: '110900000000001', payerName: '合一测试人力资源有限公司' };
let bank: SandboxBank;
let link: ReturnType<typeof openSandboxBank>;

before(async () => {
  bank = await startSandboxBank({ settings: { query_lag_seconds: 2, hang_ms: 300 } });
  await bank.admin.openAccount(payer.payerAccount, payer.payerName, yuan('100000000.00'));
  link = openSandboxBank({ ...bank, ...bank.credentials, timeoutMs: 20_000 });
});
after(async () => {
  link.close();
  await bank.stop();
});

let count = 0;
function instruction(changes: Partial<TransferInstruction> = {}): TransferInstruction {
  count += 1;
  return {
    ...payer,
    reference: `PAY-${count}`,
    payeeName: '李文静',
    payeeAccount: '6222020200012345678',
    payeeBankCode: null,
    amount: yuan('8300.50'),
    purpose: '2026年11月工资',
    ...changes,
  };
}

/** `reported` with state and code, or the kind alone. */
function brief(outcome: { kind: string; report?: { state: string; code: string | null } }): string {
  const { report } = outcome;
  return report === undefined ? outcome.kind : `${report.state} ${report.code ?? ''}`.trim();
}

async function queryUntil(reference: string, wanted: string): Promise<string[]> {
  const seen: string[] = [];
  for (let tries = 0; tries < 200; tries += 1) {
    const found = brief(await link.query(reference));
    if (found !== seen.at(-1)) seen.push(found);
    if (found === wanted) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${reference} never became ${wanted}: ${seen.join(', ')}`);
}

/** What the submit answers, then what queries answer, one after the other, up to the end. */
const expected: Record<BehaviourName, [submit: string, queries: string[]]> = {
  insufficient_funds: ['failed AM04', ['failed AM04']],
  name_mismatch: ['failed BE01', ['failed BE01']],
  account_closed: ['failed AC04', ['failed AC04']],
  account_frozen: ['failed AC06', ['failed AC06']],
  account_unknown: ['failed AC01', ['failed AC01']],
  bank_code_wrong: ['failed RC01', ['failed RC01']],
  amount_limit: ['failed AM02', ['failed AM02']],
  timeout_before: ['unknown', ['notFound']],
  timeout_after: ['unknown', ['succeeded']],
  error_after: ['unknown', ['succeeded']],
  cut_after: ['unknown', ['succeeded']],
  garbled_after: ['unknown', ['succeeded']],
  query_lag: ['unknown', ['notFound', 'succeeded']],
  failed_later: ['processing', ['processing', 'failed NARR']],
  suspended: ['suspended MS03', ['suspended MS03']],
  late_return: ['succeeded', ['succeeded']],
  callback_twice: ['processing', ['processing', 'succeeded']],
  callback_disordered: ['processing', ['processing', 'succeeded']],
  return_overtakes: ['processing', ['processing', 'returned AC04']],
  callback_forged: ['processing', ['processing', 'failed NARR']],
};

for (const [name, [submitted, queries]] of Object.entries(expected)) {
  const magic = behaviours[name as BehaviourName];
  const ways: [string, Partial<TransferInstruction>][] = [
    [`户名 ${magic.name}`, { payeeName: magic.name }],
    [`金额 ${magic.amount}`, { amount: yuan(magic.amount) }],
  ];
  for (const [title, changes] of ways) {
    test(`单笔：${title}`, async () => {
      const order = instruction(changes);
      assert.equal(brief(await link.submit(order)), submitted);
      const seen = await queryUntil(order.reference, queries.at(-1)!);
      // A short first state may be over before the first query.
      assert.deepEqual(seen, queries.slice(-seen.length));
    });
  }
}

test('单笔：普通收款人成功，报告完整', async () => {
  const order = instruction();
  const outcome = await link.submit(order);
  assert.ok(outcome.kind === 'reported');
  const { occurredAt, bankReference, reference, state, code, text } = outcome.report;
  assert.deepEqual([reference, state, code, text], [order.reference, 'succeeded', null, null]);
  assert.match(bankReference ?? '', /^\d{18}$/);
  assert.match(occurredAt, /Z$/);
});

test('单笔：失败原因带中文说明，付款账户不动', async () => {
  const before = await link.balance(payer.payerAccount);
  const outcome = await link.submit(instruction({ payeeName: '沙箱户名不符' }));
  assert.ok(outcome.kind === 'reported');
  assert.equal(outcome.report.text, '收款户名与账号不符');
  const after = await link.balance(payer.payerAccount);
  assert.ok(before.kind === 'reported' && after.kind === 'reported');
  assert.equal(after.balance.available, before.balance.available);
});

test('单笔：同一参考号同样内容再发，还是那一笔，只付一次', async () => {
  const order = instruction({ amount: yuan('1.00') });
  const before = await link.balance(payer.payerAccount);
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => link.submit(order)));
  assert.equal(new Set(outcomes.map((one) => JSON.stringify(one))).size, 1);
  const after = await link.balance(payer.payerAccount);
  assert.ok(before.kind === 'reported' && after.kind === 'reported');
  assert.equal(before.balance.available - after.balance.available, yuan('1.00'));
});

test('单笔：同一参考号内容不同，拒绝且不覆盖', async () => {
  const order = instruction();
  await link.submit(order);
  const changed = await link.submit({ ...order, amount: yuan('8300.51') });
  assert.ok(changed.kind === 'notSent' && changed.code === 'AM05' && changed.retryAt === null);
  assert.equal(brief(await link.query(order.reference)), 'succeeded');
});

test('单笔：执行前超时，查无此笔后用同一参考号再发才执行，且只一次', async () => {
  const order = instruction({ payeeName: '沙箱执行前超时' });
  assert.equal((await link.submit(order)).kind, 'unknown');
  assert.equal((await link.query(order.reference)).kind, 'notFound');
  assert.equal(brief(await link.submit(order)), 'succeeded');
});

test('单笔：等不到应答就放弃，结果未知', async () => {
  await bank.admin.changeSettings({ hang_ms: 60_000 });
  const hasty = openSandboxBank({ ...bank, ...bank.credentials, timeoutMs: 300 });
  const order = instruction({ payeeName: '沙箱执行后超时' });
  assert.deepEqual(await hasty.submit(order), { kind: 'unknown', text: 'no answer within 300 ms' });
  hasty.close();
  await bank.admin.changeSettings({ hang_ms: 300 });
  assert.equal(brief(await link.query(order.reference)), 'succeeded');
});

test('单笔：付款账户余额真的不足', async () => {
  await bank.admin.openAccount('110900000000020', '小额公司', yuan('10.00'));
  const small = { payerAccount: '110900000000020', payerName: '小额公司' };
  assert.equal(
    brief(await link.submit(instruction({ ...small, amount: yuan('10.01') }))),
    'failed AM04',
  );
  assert.equal(
    brief(await link.submit(instruction({ ...small, amount: yuan('10.00') }))),
    'succeeded',
  );
  assert.equal(
    brief(await link.submit(instruction({ ...small, amount: yuan('0.01') }))),
    'failed AM04',
  );
});

test('单笔：账号与联行号格式', async () => {
  const pay = async (changes: Partial<TransferInstruction>) =>
    brief(await link.submit(instruction(changes)));
  assert.equal(await pay({ payeeAccount: '6222-0202' }), 'failed AC01');
  assert.equal(await pay({ payeeBankCode: '3085840000' }), 'failed RC01');
  assert.equal(await pay({ payeeBankCode: '308584000013' }), 'succeeded');
});

test('单笔：魔法可以关掉，也可以绑在账号上', async () => {
  await bank.admin.changeSettings({ magic: false });
  assert.equal(brief(await link.submit(instruction({ payeeName: '沙箱户名不符' }))), 'succeeded');
  await bank.admin.changeSettings({ magic: true });
  const payeeAccount = '6222020200099999999';
  await bank.admin.setBehaviour(payeeAccount, 'account_frozen');
  assert.equal(brief(await link.submit(instruction({ payeeAccount }))), 'failed AC06');
  await bank.admin.setBehaviour(payeeAccount, null);
  assert.equal(brief(await link.submit(instruction({ payeeAccount }))), 'succeeded');
});

test('退汇：先成功，两天后退回，款项回到付款账户', async () => {
  const order = instruction({ payeeName: '沙箱退汇2天', amount: yuan('66.00') });
  assert.equal(brief(await link.submit(order)), 'succeeded');
  await bank.admin.advanceClock(172_700);
  assert.equal(brief(await link.query(order.reference)), 'succeeded');
  const { now } = await bank.admin.advanceClock(200);
  await queryUntil(order.reference, 'returned AC04');
  const lines = await link.statement(payer.payerAccount, shanghaiDate(now));
  const returned = lines.filter((line) => line.reference === order.reference);
  assert.deepEqual(
    returned.map((line) => [line.kind, line.direction, formatYuan(line.amount), line.text]),
    [['return', 'credit', '66.00', '退汇 收款账户已销户']],
  );
});

test('退汇：一两秒后退回不用拨钟', async () => {
  const order = instruction({ payeeName: '沙箱退汇1秒' });
  assert.equal(brief(await link.submit(order)), 'succeeded');
  assert.deepEqual(await queryUntil(order.reference, 'returned AC04'), [
    'succeeded',
    'returned AC04',
  ]);
});

test('退汇：人工退汇一次为限', async () => {
  const order = instruction();
  await link.submit(order);
  await bank.admin.returnTransfer(order.reference, 'BE01');
  assert.equal(brief(await link.query(order.reference)), 'returned BE01');
  await assert.rejects(bank.admin.returnTransfer(order.reference), /404/);
});

test('挂账：银行人工处理后成功或失败', async () => {
  for (const [state, wanted] of [
    ['succeeded', 'succeeded'],
    ['failed', 'failed NARR'],
  ] as const) {
    const order = instruction({ payeeName: '沙箱挂账' });
    assert.equal(brief(await link.submit(order)), 'suspended MS03');
    await bank.admin.resolveTransfer(order.reference, state);
    assert.equal(brief(await link.query(order.reference)), wanted);
    await assert.rejects(bank.admin.resolveTransfer(order.reference, 'failed'), /404/);
  }
});

test('异步结算：先处理中，后成功', async () => {
  await bank.admin.changeSettings({ settle_ms: [50, 100] });
  const order = instruction();
  assert.equal(brief(await link.submit(order)), 'processing');
  await queryUntil(order.reference, 'succeeded');
  await bank.admin.changeSettings({ settle_ms: null });
});

const everyDay = { weekends: true, holidays: [], workdays: [] };
const limits: [title: string, code: string, settings: object, undo: object][] = [
  ['日累计限额', 'daily_limit', { daily_max: '0.01' }, { daily_max: null }],
  [
    '非交易时间',
    'closed_window',
    { opening_hours: { from: '00:00', to: '00:01', ...everyDay } },
    { opening_hours: { from: '00:00', to: '24:00', ...everyDay } },
  ],
];
for (const [title, code, settings, undo] of limits) {
  test(`限制：${title}是未发出，写明何时再发`, async () => {
    // 01:30 in Shanghai, so that the bank that closes at 00:01 is closed whenever this runs.
    const { now } = await bank.admin.settings();
    await bank.admin.advanceClock((63_000 - secondsOfDay(now) + 86_400) % 86_400);
    await bank.admin.changeSettings(settings);
    const order = instruction();
    const outcome = await link.submit(order);
    assert.ok(outcome.kind === 'notSent' && outcome.retryAt !== null);
    assert.equal(outcome.code, code);
    assert.equal((await link.query(order.reference)).kind, 'notFound');
    await bank.admin.changeSettings(undo);
    assert.equal(brief(await link.submit(order)), 'succeeded');
  });
}

function secondsOfDay(instant: string): number {
  const [hours, minutes, seconds] = instant.slice(11, 19).split(':').map(Number);
  return hours! * 3600 + minutes! * 60 + seconds!;
}

test('限制：频率超限是未发出，之后再发成功', async () => {
  await bank.admin.changeSettings({ requests_per_second_max: 5 });
  const orders = Array.from({ length: 12 }, () => instruction());
  const outcomes = await Promise.all(orders.map((order) => link.submit(order)));
  const refused = outcomes.filter(
    (one): one is SubmitOutcome & { kind: 'notSent' } => one.kind === 'notSent',
  );
  assert.ok(refused.length >= 5, `${refused.length} refused`);
  assert.ok(refused.every((one) => one.code === 'rate_limited' && one.retryAt !== null));
  await bank.admin.changeSettings({ requests_per_second_max: null });
  const again = await Promise.all(orders.map((order) => link.submit(order)));
  assert.ok(again.every((one) => brief(one) === 'succeeded'));
});

test('批量代发：逐笔有结果，参考号对得上', async () => {
  const names = [
    '李文静',
    '沙箱户名不符',
    'Smith, "J"',
    '沙箱二类户冻结',
    '沙箱挂账',
    '沙箱受理后失败',
  ];
  const instructions = names.map((payeeName) => instruction({ payeeName }));
  const batch = { ...payer, batchReference: 'BATCH-1', purpose: '11月工资', instructions };
  const submitted = await link.submitBatch(batch);
  assert.ok(submitted.kind === 'reported');
  assert.equal(submitted.report.state, 'processing');
  assert.deepEqual(submitted.report.lines, []);
  const finished = await finishedBatch('BATCH-1');
  assert.deepEqual(
    finished.lines.map((line) => [line.reference, brief({ kind: '', report: line })]),
    instructions.map((one, index) => [
      one.reference,
      ['succeeded', 'failed BE01', 'succeeded', 'failed AC06', 'suspended MS03', 'failed NARR'][
        index
      ],
    ]),
  );
  assert.equal(brief(await link.query(instructions[1]!.reference)), 'failed BE01');
  const again = await link.submitBatch(batch);
  assert.ok(again.kind === 'reported' && again.report.state === 'finished');
});

async function finishedBatch(reference: string) {
  for (let tries = 0; tries < 200; tries += 1) {
    const outcome = await link.queryBatch(reference);
    if (outcome.kind === 'reported' && outcome.report.state === 'finished') return outcome.report;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${reference} never finished`);
}

test('批量代发：整批拒绝、重复、超笔数、超时', async () => {
  const instructions = [instruction(), instruction()];
  const batch = { ...payer, batchReference: 'BATCH-2', purpose: '沙箱余额不足', instructions };
  const broke = await link.submitBatch(batch);
  assert.ok(broke.kind === 'reported');
  assert.deepEqual([broke.report.state, broke.report.code], ['refused', 'AM04']);
  const refused = await link.queryBatch('BATCH-2');
  assert.ok(refused.kind === 'reported' && refused.report.state === 'refused');
  assert.equal((await link.query(instructions[0]!.reference)).kind, 'notFound');

  const changed = await link.submitBatch({ ...batch, purpose: '11月工资' });
  assert.ok(changed.kind === 'notSent' && changed.code === 'AM05');
  const used = instruction();
  await link.submit(used);
  const reused = await link.submitBatch({
    ...batch,
    batchReference: 'BATCH-3',
    instructions: [used],
  });
  assert.ok(reused.kind === 'notSent' && reused.code === 'AM05');

  await bank.admin.changeSettings({ batch_lines_max: 1 });
  const large = await link.submitBatch({ ...batch, batchReference: 'BATCH-4', purpose: '工资' });
  assert.ok(large.kind === 'notSent' && large.code === 'batch_too_large' && large.retryAt === null);
  await bank.admin.changeSettings({ batch_lines_max: 5_000 });

  for (const [reference, purpose, found] of [
    ['BATCH-5', '沙箱执行前超时', 'notFound'],
    ['BATCH-6', '沙箱执行后超时', 'reported'],
    ['BATCH-7', '沙箱查询滞后', 'notFound'],
  ] as const) {
    const lost = { ...batch, batchReference: reference, purpose, instructions: [instruction()] };
    assert.equal((await link.submitBatch(lost)).kind, 'unknown');
    assert.equal((await link.queryBatch(reference)).kind, found, purpose);
  }
  assert.equal((await finishedBatch('BATCH-7')).lines.length, 1);
  assert.equal((await link.queryBatch('NO-SUCH')).kind, 'notFound');
});

test('余额与对账单：来款可见，逐行余额连续，超过一页也齐全', async () => {
  const account = '110900000000030';
  const name = '分页公司';
  await bank.admin.openAccount(account, name, yuan('10000.00'));
  await bank.admin.credit({
    account,
    amount: yuan('500.00'),
    payerName: '客户公司',
    payerAccount: '31000000000001',
    text: '11月工资款',
  });
  const own = { payerAccount: account, payerName: name, amount: yuan('1.00') };
  await Promise.all(Array.from({ length: 520 }, () => link.submit(instruction(own))));
  const { now } = await bank.admin.settings();
  const lines = await link.statement(account, shanghaiDate(now));
  assert.equal(lines.length, 522);
  const receipt = lines[1]!;
  assert.deepEqual(
    [receipt.kind, receipt.counterpartyName, receipt.counterpartyAccount, receipt.reference],
    ['receipt', '客户公司', '31000000000001', null],
  );
  let running = 0;
  for (const line of lines) {
    running += line.direction === 'credit' ? line.amount : -line.amount;
    assert.equal(line.balance, running);
  }
  assert.equal(new Set(lines.map((line) => line.bankReference)).size, 522);
  const balance = await link.balance(account);
  assert.ok(balance.kind === 'reported');
  assert.equal(formatYuan(balance.balance.available), '9980.00');
  assert.equal((await link.balance('110900000000099')).kind, 'notFound');
});

test('账簿到最后仍然平衡', async () => {
  const { sum, unbalanced_journals, accounts_off } = await bank.admin.checkBook();
  assert.deepEqual([sum, unbalanced_journals, accounts_off], [0, 0, 0]);
});
