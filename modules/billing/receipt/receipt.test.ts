import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Fen, type Id, newId, plainDate, yuan } from '@heyi/kernel';
import { postJournals, transferLines } from '@heyi/ledger';
import type { JobContext, TenantId } from '@heyi/platform';
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
import { readStatement, readStatementJob } from './read-statement.ts';
import { readDailyStatements } from './read-daily-statements.ts';
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

test('读取银行流水：到款入账待核销，重复读取不重复；退汇转给付款', async () => {
  const account = await made.payerAccount(houseId);
  const client = await made.client();
  const day = plainDate('2026-11-22');
  const line = {
    bankReference: 'ST-1',
    kind: 'receipt' as const,
    bookedAt: '2026-11-22T02:00:00.000Z',
    bookedOn: day,
    direction: 'credit' as const,
    amount: yuan('4321.09'),
    balance: yuan('4321.09'),
    counterpartyAccount: '6222',
    counterpartyName: '某客户',
    text: '11月代发款',
    reference: null,
  };
  const stranger = { ...line, bankReference: 'ST-2', kind: 'return' as const, reference: 'SAL-1' };
  made.statement.set(day, [line, stranger]);
  const read = (tenantId: TenantId, payerAccountId: Id<'pac'>) =>
    codeOf(made, tenantId, (tx) => readStatement(tx, { tenantId, payerAccountId, day }));
  assert.equal(await read(houseId, newId()), 'payer_account.not_found');
  assert.equal(await read(client, account), 'payer_account.not_found', 'not the client’s account');
  await made.world.as(
    houseId,
    (tx) => tx.sql`
    update payments.payer_account set channel = 'file' where id = ${account}`,
  );
  assert.equal(await read(houseId, account), 'payer_account.not_linked');
  const context = {
    host: made.world.host,
    tenantId: houseId,
    transaction: (work) => made.world.as(houseId, work),
  } as Partial<JobContext> as JobContext;
  const job = () => readStatementJob.run(context, { payerAccountId: account, day });
  assert.deepEqual(await job(), { ok: false, failure: { code: 'payer_account.not_linked' } });
  await made.world.as(
    houseId,
    (tx) => tx.sql`
    update payments.payer_account set channel = 'lying' where id = ${account}`,
  );
  assert.equal(await read(houseId, account), 'ok');
  assert.deepEqual(await job(), { ok: true, value: { lines: 2, recorded: 1, returns: 1 } });
  assert.deepEqual(await job(), { ok: true, value: { lines: 2, recorded: 0, returns: 1 } });
  assert.equal(await atBank(made, account, [houseId]), 432_109);
});

test('每日流水：昨天的流水每个直连账户只取一次；停机几天的补取，手工送盘的不取', async () => {
  const { world } = made;
  const account = await made.payerAccount(houseId);
  const queued = async () => {
    const jobs = await world.as(
      houseId,
      (tx) => tx.sql<{ day: string }>`
        select input ->> 'day' as day from platform.job
         where tenant_id = ${houseId} and kind = 'billing.read_statement'
           and input ->> 'payerAccountId' = ${account}
         order by day`,
    );
    return jobs.map(({ day }) => day);
  };
  const byHand = await made.payerAccount(houseId);
  await world.as(
    houseId,
    (tx) => tx.sql`update payments.payer_account set channel = 'file' where id = ${byHand}`,
  );
  world.clock.set('2026-11-23T21:59:59.000Z');
  await readDailyStatements(world.host);
  assert.deepEqual(await queued(), ['2026-11-22'], 'before six in the morning of the 24th');
  world.clock.set('2026-11-23T22:00:00.000Z');
  await Promise.all([1, 2, 3].map(() => readDailyStatements(world.host)));
  assert.deepEqual(await queued(), ['2026-11-22', '2026-11-23']);
  world.clock.set('2026-11-27T04:00:00.000Z');
  await readDailyStatements(world.host);
  assert.deepEqual((await queued()).slice(2), ['2026-11-24', '2026-11-25', '2026-11-26']);
  assert.equal(await readDailyStatements(world.host), 0);
  world.clock.set('2026-12-20T04:00:00.000Z');
  await readDailyStatements(world.host);
  assert.equal((await queued()).length, 5 + 7, 'a week at most');
  world.clock.set('2026-11-23T01:00:00.000Z');
});
