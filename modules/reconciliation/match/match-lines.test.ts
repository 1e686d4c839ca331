import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Output, reconciliationContract as contract } from '@heyi/contract';
import { type Id, newId, yuan } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import { lockStanding } from '../statement/statement.store.ts';
import {
  createReconciliationWorld,
  type ReconciliationWorld,
} from '../testing/reconciliation-world.ts';

let made: ReconciliationWorld;
let houseId: TenantId;
let client: TenantId;
before(async () => {
  made = await createReconciliationWorld();
  houseId = made.world.host.houseId;
  client = await made.client();
});
after(() => made.world.close());

type Match = Output<typeof contract.getLineMatch>;
type Lines = Output<typeof contract.listStatementLines>['rows'];
type Entries = Output<typeof contract.listBookEntries>['rows'];

/** Two lines of 100 and 50 without a reference, and two orders of 100 and 50, on two days' terms. */
async function start() {
  const account = await made.payerAccount(houseId);
  await made.receive(client, account, yuan('1000'), `IN-${account}`);
  const orders = await made.order(client, account, [10_000, 5_000]);
  await made.report(orders, 'succeeded');
  await made.tell(houseId, account, 0, [
    { bankReference: `IN-${account}`, amount: 100_000 },
    { bankReference: 'B1', amount: -10_000, remark: '网银转账' },
    { bankReference: 'B2', amount: -10_000, remark: '网银转账' },
    { bankReference: 'B3', amount: 5_000, kind: 'other', remark: '利息' },
  ]);
  await made.compare(houseId, account);
  const list = async <Rows>(operation: string) => {
    const input = { payerAccountId: account, state: 'open' };
    const found = await made.act<{ rows: Rows }>(houseId, operation, input);
    assert.ok(typeof found !== 'string');
    return found.rows;
  };
  const lines = await list<Lines>('listStatementLines');
  const entries = await list<Entries>('listBookEntries');
  const line = (reference: string) =>
    lines.find(({ bankReference }) => bankReference === reference)!.id;
  const entry = (amount: number) => entries.find((one) => one.amount === amount)!.id;
  const match = (input: object, tenantId = houseId) =>
    made.act<Match>(tenantId, 'matchLines', {
      payerAccountId: account,
      lineIds: [],
      entryIds: [],
      note: '与银行核对',
      ...input,
    });
  return { account, line, entry, match };
}

test('手工勾对：逐项检查，合计须相等，勾对后写明是谁', async () => {
  const { account, line, entry, match } = await start();
  const good = { lineIds: [line('B1')], entryIds: [entry(-10_000)] };
  assert.equal(await match({ payerAccountId: newId() }), 'payer_account.not_found');
  assert.equal(await match({}, client), 'payer_account.not_found', 'the account is the provider’s');
  assert.equal(await match({}), 'line_match.empty');
  assert.equal(await match({ lineIds: [newId()] }), 'statement_line.not_found');
  assert.equal(await match({ ...good, entryIds: [newId()] }), 'book_entry.not_found');
  assert.equal(await match({ ...good, lineIds: [] }), 'line_match.sums_differ');
  const elsewhere = await made.payerAccount(houseId);
  const foreign = { ...good, payerAccountId: elsewhere };
  assert.equal(await match(foreign), 'statement_line.not_found', 'lines of one account only');
  const matched = await match(good);
  assert.ok(typeof matched !== 'string');
  assert.equal(matched.rule, 'byHand');
  assert.equal(matched.note, '与银行核对');
  assert.deepEqual([matched.lines.length, matched.entries.length], [1, 1]);
  assert.equal(await match(good), 'statement_line.matched');
  const other = { lineIds: [line('B2')], entryIds: [entry(-10_000)] };
  assert.equal(await match(other), 'book_entry.matched');
  const several = { lineIds: [line('B2'), line('B3')], entryIds: [entry(-5_000)] };
  assert.ok(typeof (await match(several)) !== 'string', 'n:1, with a fee or interest in it');
  await made.compare(houseId, account);
  const cases = await made.act<{ rows: unknown[] }>(houseId, 'listDiscrepancies', {
    payerAccountId: account,
    state: 'unresolved',
  });
  assert.ok(typeof cases !== 'string');
  assert.deepEqual(cases.rows, []);
});

test('撤销勾对：写明原因，两边重新待对，规则不再自动勾回', async () => {
  const { account, line, entry, match } = await start();
  const matched = await match({ lineIds: [line('B1')], entryIds: [entry(-10_000)] });
  assert.ok(typeof matched !== 'string');
  const undo = (lineMatchId: Id<'lmt'>) =>
    made.act<Match>(houseId, 'undoLineMatch', { lineMatchId, reason: '勾错了人' });
  assert.equal(await undo(newId()), 'line_match.not_found');
  const undone = await undo(matched.id);
  assert.ok(typeof undone !== 'string');
  assert.equal(undone.undoReason, '勾错了人');
  assert.deepEqual([undone.lines, undone.entries], [[], []]);
  assert.equal(await undo(matched.id), 'line_match.undone');
  assert.equal(
    await made.act(houseId, 'getLineMatch', { lineMatchId: newId() }),
    'line_match.not_found',
  );
  const seen = await made.act<Match>(houseId, 'getLineMatch', { lineMatchId: matched.id });
  assert.ok(typeof seen !== 'string');
  assert.equal(seen.undoneBy, undone.undoneBy);
  assert.equal((await made.compare(houseId, account)).matches, 0);
});

test('一对一自动勾对被撤销后，也不再自动勾回', async () => {
  const account = await made.payerAccount(houseId);
  await made.receive(client, account, yuan('10'), `IN-${account}`);
  await made.tell(houseId, account, 0, [{ bankReference: `IN-${account}`, amount: 1_000 }]);
  assert.equal((await made.compare(houseId, account)).matches, 1);
  const found = await made.act<{ rows: Lines }>(houseId, 'listStatementLines', {
    payerAccountId: account,
    state: 'matched',
  });
  assert.ok(typeof found !== 'string');
  const { matchId: lineMatchId } = found.rows[0]!;
  await made.act(houseId, 'undoLineMatch', { lineMatchId, reason: '另有其人' });
  const compared = await made.compare(houseId, account);
  assert.deepEqual([compared.matches, compared.opened], [0, 2], 'a case of either side');
});

test('两个专员同时勾对同一行：锁住，后到的看到已勾对', async () => {
  const { account, line, entry, match } = await start();
  const wanted = { lineIds: [line('B1')], entryIds: [entry(-10_000)] };
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let isHeld = () => {};
  const holding = new Promise<void>((resolve) => (isHeld = resolve));
  const holder = made.world.as(houseId, async (tx) => {
    await lockStanding(tx, account);
    isHeld();
    await held;
  });
  await holding;
  const clicks = [match(wanted), match(wanted)];
  await new Promise((resolve) => void setTimeout(resolve, 100));
  release();
  await holder;
  const outcomes = (await Promise.all(clicks)).map((one) => (typeof one === 'string' ? one : 'ok'));
  assert.deepEqual(outcomes.toSorted(), ['ok', 'statement_line.matched']);
});

test('重新对账：只对自己的账户', async () => {
  const account = await made.payerAccount(houseId);
  const again = (tenantId: TenantId, payerAccountId: Id<'pac'>) =>
    made.act<{ jobId: string }>(tenantId, 'reconcileAccount', { payerAccountId });
  assert.equal(await again(houseId, newId()), 'payer_account.not_found');
  assert.equal(await again(client, account), 'payer_account.not_found');
  assert.ok(typeof (await again(houseId, account)) !== 'string');
});
