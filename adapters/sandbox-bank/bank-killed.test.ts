import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { shanghaiDate, sum, yuan } from '@heyi/kernel';
import type { SubmitOutcome, TransferInstruction } from '@heyi/payments';
import { type SandboxBank, startSandboxBank } from '@heyi/sandbox';
import { openSandboxBank } from './sandbox-bank.ts';

const payer = { payerAccount: '110900000000001', payerName: '合一测试人力资源有限公司' };
let bank: SandboxBank;
let link: ReturnType<typeof openSandboxBank>;

before(async () => {
  bank = await startSandboxBank({ settings: { answer_ms: [0, 40] } });
  await bank.admin.openAccount(payer.payerAccount, payer.payerName, yuan('100000000.00'));
  link = openSandboxBank({ ...bank, ...bank.credentials, timeoutMs: 20_000 });
});
after(async () => {
  link.close();
  await bank.stop();
});

const orders: TransferInstruction[] = Array.from({ length: 500 }, (_, index) => ({
  ...payer,
  reference: `KILL-${index}`,
  payeeName: '李文静',
  payeeAccount: '6222020200012345678',
  payeeBankCode: null,
  amount: yuan(`${index + 1}.01`),
  purpose: '2026年11月工资',
}));

for (const settleMs of [null, [0, 200]] as const) {
  const manner = settleMs === null ? '即时' : '异步';
  test(`断电：500 笔并发时杀掉银行，已答复的一笔不丢、一笔不重（${manner}结算）`, async () => {
    await bank.admin.changeSettings({ settle_ms: settleMs === null ? null : [...settleMs] });
    const own = orders.map((order) => ({
      ...order,
      reference: `${order.reference}-${manner === '即时' ? 'A' : 'B'}`,
    }));
    let answered = 0;
    const killed = Promise.withResolvers<void>();
    const outcomes = new Map<TransferInstruction, SubmitOutcome>();
    async function submit(order: TransferInstruction): Promise<void> {
      outcomes.set(order, await link.submit(order));
      answered += 1;
      if (answered === 150) bank.kill().then(killed.resolve, killed.reject);
    }
    await Promise.all(own.map(submit));
    await killed.promise;
    const acknowledged = own.filter((order) => outcomes.get(order)!.kind === 'reported');
    const kinds = new Set([...outcomes.values()].map((one) => one.kind));
    assert.ok(acknowledged.length >= 150 && acknowledged.length < 500, `${acknowledged.length}`);
    assert.ok(kinds.has('unknown') && kinds.has('notSent'), [...kinds].join());

    await bank.restart();
    const found = await Promise.all(own.map((order) => link.query(order.reference)));
    const executed = own.filter((_, index) => found[index]!.kind === 'reported');
    for (const order of acknowledged) assert.ok(executed.includes(order), order.reference);
    const notSent = own.filter((order) => outcomes.get(order)!.kind === 'notSent');
    for (const order of notSent) assert.ok(!executed.includes(order), order.reference);
    await assertPaidOnce(executed);

    // Sent again under their references: those that were executed answer, the others are executed.
    const again = await Promise.all(own.map((order) => link.submit(order)));
    assert.ok(again.every((one) => one.kind === 'reported'));
    await assertPaidOnce(own);
    await assertAllSucceed(own);
  });
}

/** Settlement goes on after the restart where it stood: nothing stays in transit. */
async function assertAllSucceed(own: TransferInstruction[]): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = await Promise.all(own.map((order) => link.query(order.reference)));
    const states = found.map((one) => (one.kind === 'reported' ? one.report.state : one.kind));
    if (states.every((state) => state === 'succeeded')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail('some transfers never settled');
}

/** Each of these left the paying account once, nothing else did, and the book is whole. */
async function assertPaidOnce(executed: TransferInstruction[]): Promise<void> {
  const suffix = executed[0]!.reference.slice(-2);
  const { now } = await bank.admin.settings();
  const lines = await link.statement(payer.payerAccount, shanghaiDate(now));
  const debits = lines.filter((line) => line.reference?.endsWith(suffix) === true);
  const references = debits.map((line) => line.reference!);
  assert.deepEqual(references.toSorted(), executed.map((order) => order.reference).toSorted());
  assert.equal(sum(debits.map((line) => line.amount)), sum(executed.map((order) => order.amount)));
  const book = await bank.admin.checkBook();
  assert.deepEqual([book.sum, book.unbalanced_journals, book.accounts_off], [0, 0, 0]);
}
