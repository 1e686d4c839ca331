import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Id, type PlainDate, shanghaiDate, yuan } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import { type SandboxBank, startSandboxBank } from '@heyi/sandbox';
import {
  createReconciliationWorld,
  type ReconciliationWorld,
} from '../testing/reconciliation-world.ts';
import { uploadStatement } from './upload-statement.ts';

/** The files of the stand-in bank, right and wrong, as a customer downloads them. */

let made: ReconciliationWorld;
let bank: SandboxBank;
let houseId: TenantId;
let account: Id<'pac'>;
let today: PlainDate;
/** The bank's references of what came in. */
const arrived: string[] = [];
/** Of the first account that the world makes. */
const number = '110900000000001';

before(async () => {
  made = await createReconciliationWorld();
  houseId = made.world.host.houseId;
  account = await made.payerAccount(houseId);
  bank = await startSandboxBank();
  const { now } = await bank.admin.settings();
  made.world.clock.set(now);
  today = shanghaiDate(now);
  await bank.admin.openAccount(number, '合一人力资源有限公司', yuan('0.00'));
  for (const amount of ['500.00', '80.00', '3.50']) {
    const payer = { payerName: '某某有限公司', payerAccount: '62220001', text: '工资款' };
    const paid = await bank.admin.credit({ account: number, amount: yuan(amount), ...payer });
    arrived.push(paid.bank_reference);
  }
});
after(async () => {
  await bank.stop();
  await made.world.close();
});

async function upload(format: 'camt053' | 'file') {
  const files = await bank.admin.statement(number, today);
  const name = format === 'camt053' ? '对账单.xml' : '对账单.csv';
  const file = { name, type: '', content: Buffer.from(files[format]) };
  return made.world.as(houseId, async (tx: Transaction) => {
    const outcome = await uploadStatement(
      { ...tx, upload: file },
      { tenantId: houseId, payerAccountId: account },
    );
    return outcome.ok ? outcome.value : outcome.failure.code;
  });
}

async function cases(): Promise<string[]> {
  await made.compare(houseId, account);
  const found = await made.act<{ rows: { kind: string; difference: number }[] }>(
    houseId,
    'listDiscrepancies',
    { payerAccountId: account, state: 'unresolved' },
  );
  assert.ok(typeof found !== 'string');
  return found.rows.map(({ kind, difference }) => `${kind} ${difference}`).toSorted();
}

test('camt.053 与银行自己的文件说的是同一份对账单', async () => {
  const first = await upload('camt053');
  assert.ok(typeof first !== 'string');
  assert.deepEqual([first.recorded, first.statements[0]!.isNew], [3, true]);
  const again = await upload('file');
  assert.ok(typeof again !== 'string');
  assert.deepEqual([again.recorded, again.statements[0]!.isNew], [0, false]);
  assert.deepEqual(await cases(), []);
});

const faults = [
  { title: '缺一行', fault: 'missing', wanted: ['booksOnly -8000'] },
  { title: '重一行', fault: 'doubled', wanted: ['bankOnly 8000'] },
  { title: '金额错一分', fault: 'wrong_amount', wanted: ['amountDiffers 1'] },
] as const;

for (const format of ['camt053', 'file'] as const) {
  for (const { title, fault, wanted } of faults) {
    test(`银行说错（${format}，${title}）：自相矛盾的拒绝，自圆其说的成为差异，改正后自行结案`, async () => {
      const broken = { bankReference: arrived[1]!, fault };
      await bank.admin.breakStatement(number, { ...broken, addsUp: false });
      assert.equal(await upload(format), 'statement.does_not_add_up');
      await bank.admin.breakStatement(number, broken);
      assert.ok(typeof (await upload(format)) !== 'string');
      // A wrong amount, too, has one receipt: the bank reference is known.
      assert.deepEqual(await cases(), wanted);
      await bank.admin.mendStatements(number);
      assert.ok(typeof (await upload(format)) !== 'string');
      assert.deepEqual(await cases(), []);
    });
  }
}
