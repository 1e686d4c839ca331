import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Fen, newId, plainDate, yuan } from '@heyi/kernel';
import { postJournals, transferLines } from '@heyi/ledger';
import type { TenantId } from '@heyi/platform';
import {
  arrival,
  atBank,
  type BillingWorld,
  codeOf,
  createBillingWorld,
  holds,
  kinds,
  receive,
  today,
} from '../testing/billing-world.ts';
import { listReceipts } from './list-receipts.ts';
import { listUnmatchedReceipts } from './list-unmatched-receipts.ts';
import { matchReceipt } from './match-receipt.ts';
import { recordReceipt } from './record-receipt.ts';
import { unmatchReceipt } from './unmatch-receipt.ts';

let made: BillingWorld;
let houseId: TenantId;
before(async () => {
  made = await createBillingWorld();
  houseId = made.world.host.houseId;
});
after(() => made.world.close());

test('登记到款：逐项检查；同一流水号只入账一次', async () => {
  const client = await made.client();
  const account = await made.payerAccount(houseId);
  const good = arrival(client, account, yuan('5000'));
  const record = (change: object) =>
    codeOf(made, client, (tx) => recordReceipt(tx, { ...good, ...change }));
  assert.equal(await record({ receivedOn: plainDate('2026-11-24') }), 'receipt.in_the_future');
  assert.equal(await record({ payerAccountId: newId() }), 'payer_account.not_found');
  assert.equal(await record({}), 'ok');
  assert.equal(await record({}), 'receipt.exists');
  const other = await made.client();
  assert.equal(
    await codeOf(made, other, (tx) => recordReceipt(tx, { ...good, tenantId: other })),
    'receipt.exists',
    'whoever claims it: one arrival is one receipt',
  );
  await made.world.as(client, async (tx) => {
    assert.deepEqual(await holds(tx, kinds(account, 'bank', 'clientFunds')), [500_000, 500_000]);
    const seen = await listReceipts(tx, { tenantId: client, state: 'matched' });
    assert.equal(seen.value.rows.length, 1);
  });
  const hidden = await made.world.as(other, (tx) => listReceipts(tx, { tenantId: other }));
  assert.deepEqual(hidden.value.rows, [], 'another client sees nothing of it');
});

test('核销与撤销核销：钱随之移动，用掉的不能撤；再核销给另一家', async () => {
  const [client, other] = [await made.client(), await made.client()];
  const account = await made.payerAccount(houseId);
  const receipt = await receive(made, client, account, yuan('8000'), false);
  const input = { tenantId: client, receiptId: receipt.id };
  const undo = { ...input, reason: '认错了客户' };
  const unmatched = await made.world.as(houseId, (tx) => listUnmatchedReceipts(tx, {}));
  assert.ok(unmatched.value.rows.some(({ id }) => id === receipt.id));
  assert.equal(
    await codeOf(made, client, (tx) => matchReceipt(tx, { ...input, receiptId: newId() })),
    'receipt.not_found',
  );
  assert.equal(
    await codeOf(made, client, (tx) => unmatchReceipt(tx, { ...undo, receiptId: newId() })),
    'receipt.not_found',
  );
  assert.equal(await codeOf(made, client, (tx) => unmatchReceipt(tx, undo)), 'receipt.not_matched');
  const clicks = await Promise.all(
    [1, 2, 3].map(() => codeOf(made, client, (tx) => matchReceipt(tx, input))),
  );
  assert.deepEqual(clicks.toSorted(), ['ok', 'receipt.already_matched', 'receipt.already_matched']);
  assert.equal(
    await codeOf(made, other, (tx) => unmatchReceipt(tx, { ...undo, tenantId: other })),
    'receipt.not_found',
    'matched to somebody else: not there',
  );
  assert.equal(await atBank(made, account, [houseId, client]), 800_000);
  const spend = (amount: Fen, reference: string) =>
    made.world.as(client, (tx) =>
      postJournals(tx, [
        {
          kind: 'funds.applied',
          reference,
          subjectId: null,
          occurredOn: today,
          lines: transferLines(
            { kind: 'clientFunds', payerAccountId: account },
            { kind: 'clientDue' },
            amount,
          ),
        },
      ]),
    );
  await spend(yuan('1'), 'spent');
  assert.equal(await codeOf(made, client, (tx) => unmatchReceipt(tx, undo)), 'receipt.funds_used');
  await spend(yuan('-1'), 'given back');
  assert.equal(await codeOf(made, client, (tx) => unmatchReceipt(tx, undo)), 'ok');
  assert.equal(
    await codeOf(made, other, (tx) => matchReceipt(tx, { ...input, tenantId: other })),
    'ok',
  );
  assert.equal(await atBank(made, account, [houseId, client, other]), 800_000);
  await made.world.as(other, async (tx) => {
    assert.deepEqual(await holds(tx, kinds(account, 'bank', 'clientFunds')), [800_000, 800_000]);
  });
  await made.world.as(client, async (tx) => {
    assert.deepEqual(await holds(tx, kinds(account, 'bank', 'clientFunds')), [0, 0]);
  });
});

test('客户自己的账户、我方自有资金：各归各的科目', async () => {
  const client = await made.client();
  const own = await made.payerAccount(client);
  await receive(made, client, own, yuan('100'));
  await made.world.as(client, async (tx) => {
    assert.deepEqual(
      await holds(tx, kinds(own, 'bank', 'clientFunds', 'unmatchedReceipts')),
      [10_000, 10_000, 0],
    );
  });
  const house = await made.payerAccount(houseId);
  const receipt = await receive(made, houseId, house, yuan('300'));
  assert.equal(receipt.state, 'ownFunds');
  await made.world.as(houseId, async (tx) => {
    assert.deepEqual(
      await holds(tx, kinds(house, 'bank', 'providerFunds', 'clientFunds')),
      [30_000, 30_000, 0],
    );
  });
});
