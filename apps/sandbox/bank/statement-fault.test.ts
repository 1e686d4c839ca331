import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fen, plainDate, shanghaiDate, yuan } from '@heyi/kernel';
import { startSandboxBank } from '../start-sandbox-bank.ts';
import { bankReference, type EntryRow } from './book.store.ts';
import { distort, type StatementFault } from './statement-fault.ts';

const day = plainDate('2026-11-23');

function row(sequence: number, amount: number, balance: number): EntryRow {
  return {
    sequence,
    journal: sequence,
    account: '110900000000001',
    kind: 'transfer',
    booked_at: '2026-11-23T01:00:00.000Z',
    booked_on: day,
    amount: fen(amount),
    balance: fen(balance),
    counterparty_account: null,
    counterparty_name: null,
    text: '工资',
    reference: null,
  };
}

const rows = [row(1, 1_000, 1_000), row(2, -300, 700), row(3, -200, 500)];
const fault = (name: StatementFault['fault'], addsUp: boolean, amount: number | null = null) => ({
  bank_reference: bankReference(day, 2),
  fault: name,
  amount: amount === null ? null : fen(amount),
  adds_up: addsUp ? 1 : 0,
});

const table: [title: string, fault: StatementFault, told: [amount: number, balance: number][]][] = [
  [
    '缺一行，余额跟着变',
    fault('missing', true),
    [
      [1_000, 1_000],
      [-200, 800],
    ],
  ],
  [
    '缺一行，余额不变',
    fault('missing', false),
    [
      [1_000, 1_000],
      [-200, 500],
    ],
  ],
  [
    '重一行，余额跟着变',
    fault('doubled', true),
    [
      [1_000, 1_000],
      [-300, 700],
      [-300, 400],
      [-200, 200],
    ],
  ],
  [
    '金额错，余额跟着变',
    fault('wrong_amount', true, 310),
    [
      [1_000, 1_000],
      [-310, 690],
      [-200, 490],
    ],
  ],
  [
    '金额错一分是默认',
    fault('wrong_amount', false),
    [
      [1_000, 1_000],
      [-301, 700],
      [-200, 500],
    ],
  ],
];

for (const [title, broken, told] of table) {
  test(`对账单出错：${title}`, () => {
    const seen = distort(rows, [broken]).map(({ amount, balance }) => [amount, balance]);
    assert.deepEqual(seen, told);
  });
}

test('对账单出错只影响对账单：账簿不变，恢复后照旧', async () => {
  const bank = await startSandboxBank();
  try {
    const account = '110900000000001';
    await bank.admin.openAccount(account, '合一测试人力资源有限公司', yuan('100.00'));
    const today = shanghaiDate((await bank.admin.settings()).now);
    const payer = { payerName: '某客户', payerAccount: '62220000', text: '工资款' };
    const paid = await bank.admin.credit({ account, amount: yuan('50.00'), ...payer });
    const bankReferenceOf = paid.bank_reference;
    const right = await bank.admin.statement(account, today);
    assert.match(right.file, /期末余额,150\.00\r\n笔数,2/);
    await bank.admin.breakStatement(account, { bankReference: bankReferenceOf, fault: 'missing' });
    const wrong = await bank.admin.statement(account, today);
    assert.match(wrong.file, /期末余额,100\.00\r\n笔数,1/);
    assert.ok(!wrong.camt053.includes(bankReferenceOf));
    assert.equal((await bank.admin.checkBook()).accounts_off, 0);
    await bank.admin.mendStatements(account);
    assert.equal((await bank.admin.statement(account, today)).file, right.file);
  } finally {
    await bank.stop();
  }
});
