import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fen, newId, plainDate, yuan } from '@heyi/kernel';
import { routes } from '@heyi/billing';
import { atBank, type BillingWorld, createBillingWorld, today } from '@heyi/billing/testing';
import { bankStatementImport } from './import-bank-statement.ts';

let made: BillingWorld;
before(async () => {
  made = await createBillingWorld();
});
after(() => made.world.close());

const line = {
  receivedOn: today,
  amount: yuan('86000'),
  senderName: '某某有限公司',
  bankReference: 'LS-1',
  note: '11月代发款',
  paid: null,
  balance: null,
  counterpartyAccount: null,
  reference: null,
};

test('银行流水：收入入账待核销，支出略过，重复不再入账，将来的日期指出', async () => {
  const { houseId } = made.world.host;
  const account = await made.payerAccount(houseId);
  const rows = [
    line,
    { ...line, amount: null, bankReference: 'LS-2' },
    { ...line, amount: fen(0), bankReference: 'LS-3' },
    { ...line },
    { ...line, senderName: null, bankReference: 'LS-4', amount: yuan('1') },
    { ...line, receivedOn: plainDate('2026-11-24'), bankReference: 'LS-5' },
  ].map((values, index) => ({ number: index + 2, values }));
  const judge = () =>
    made.world.as(houseId, (tx) => bankStatementImport.judge(tx, account, rows as never));
  const shown = (await judge()).map(({ outcome }) => outcome);
  assert.deepEqual(shown, ['created', 'unchanged', 'unchanged', 'duplicate', 'created', 'invalid']);
  const accepted = rows.filter((_, index) => shown[index] === 'created');
  await made.world.as(houseId, (tx) => bankStatementImport.commit(tx, account, accepted as never));
  await made.world.as(houseId, (tx) => bankStatementImport.commit(tx, account, accepted as never));
  assert.equal(await atBank(made, account, [houseId]), 8_600_100);
  assert.equal((await judge())[0]?.outcome, 'unchanged');
  const list = routes.find(({ operation }) => operation.id === 'listUnmatchedReceipts')!;
  const unmatched = await made.world.as(houseId, (tx) => list.run(tx, {} as never));
  assert.ok(unmatched.ok);
  const { rows: shownRows } = unmatched.value as { rows: { senderName: string; source: string }[] };
  assert.deepEqual(
    new Set(shownRows.map(({ senderName, source }) => `${senderName} ${source}`)),
    new Set(['某某有限公司 file', '未知付款人 file']),
  );
});

test('流水只能导入到本户自己的账户', async () => {
  const { houseId } = made.world.host;
  const [client, account] = [await made.client(), await made.payerAccount(houseId)];
  const refusal = (tenantId: typeof houseId, subjectId: string) =>
    made.world.as(tenantId, (tx) => bankStatementImport.refusal(tx, subjectId));
  assert.equal(await refusal(houseId, account), null);
  assert.deepEqual(await refusal(client, account), { code: 'import.subject_not_found' });
  assert.deepEqual(await refusal(houseId, newId()), { code: 'import.subject_not_found' });
});
