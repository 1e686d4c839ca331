import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type BillingWorld, atBank, codeOf, createBillingWorld } from '@heyi/billing/testing';
import { type Id, newId, plainDate, yuan } from '@heyi/kernel';
import type { JobContext, TenantId } from '@heyi/platform';
import { readDailyStatements } from './read-daily-statements.ts';
import { readStatement, readStatementJob } from './read-statement.ts';

let made: BillingWorld;
let houseId: TenantId;
before(async () => {
  made = await createBillingWorld();
  houseId = made.world.host.houseId;
});
after(() => made.world.close());

const contextOfHouse = () =>
  ({
    host: made.world.host,
    tenantId: houseId,
    transaction: (work) => made.world.as(houseId, work),
  }) as Partial<JobContext> as JobContext;

/** Money that came in as the first line of its day. */
const arrivalOf = (bankReference: string, day: string, amount: string) => ({
  bankReference,
  kind: 'receipt' as const,
  bookedAt: `${day}T02:00:00.000Z` as const,
  bookedOn: plainDate(day),
  direction: 'credit' as const,
  amount: yuan(amount),
  balance: yuan(amount),
  counterpartyAccount: null,
  counterpartyName: null,
  text: '结息',
  reference: null,
});

test('读取银行流水：到款入账待核销，重复读取不重复；不是我们的退汇不转给付款', async () => {
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
  const stranger = {
    ...line,
    bankReference: 'ST-2',
    kind: 'return' as const,
    reference: 'SAL-1',
    balance: yuan('8642.18'),
  };
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
  const job = () => readStatementJob.run(contextOfHouse(), { payerAccountId: account, day });
  assert.deepEqual(await job(), { ok: false, failure: { code: 'payer_account.not_linked' } });
  await made.world.as(
    houseId,
    (tx) => tx.sql`
    update payments.payer_account set channel = 'lying' where id = ${account}`,
  );
  assert.equal(await read(houseId, account), 'ok');
  assert.deepEqual(await job(), { ok: true, value: { lines: 2, recorded: 1, returns: 0 } });
  assert.deepEqual(await job(), { ok: true, value: { lines: 2, recorded: 0, returns: 0 } });
  assert.equal(await atBank(made, account, [houseId]), 432_109);
});

test('没有收付的一天也是一份对账单，期初接着上期末；自相矛盾的不收', async () => {
  const account = await made.payerAccount(houseId);
  const read = (day: string) =>
    readStatementJob.run(contextOfHouse(), { payerAccountId: account, day: plainDate(day) });
  const line = arrivalOf('EM-1', '2026-11-18', '12.00');
  made.statement.set(plainDate('2026-11-18'), [line]);
  const wrong = { ...line, bankReference: 'EM-2', bookedOn: plainDate('2026-11-20') };
  const twice = { ...wrong, bankReference: 'EM-3', balance: yuan('13.00') };
  made.statement.set(plainDate('2026-11-20'), [wrong, twice]);
  assert.ok((await read('2026-11-18')).ok);
  const empty = await read('2026-11-19');
  assert.deepEqual(empty, { ok: true, value: { lines: 0, recorded: 0, returns: 0 } });
  const refused = await read('2026-11-20');
  assert.equal(refused.ok ? 'ok' : refused.failure.code, 'statement.does_not_add_up');
  const kept = await made.world.as(
    houseId,
    (tx) => tx.sql`
      select day, opening, closing from reconciliation.statement
       where payer_account_id = ${account} order by day`,
  );
  assert.deepEqual(kept, [
    { day: '2026-11-18', opening: 0, closing: 1_200 },
    { day: '2026-11-19', opening: 1_200, closing: 1_200 },
  ]);
});

test('链路答不出某天的流水：已有的明细和勾对不被空的答复抹去', async () => {
  const account = await made.payerAccount(houseId);
  const day = plainDate('2026-11-17');
  const read = () => readStatementJob.run(contextOfHouse(), { payerAccountId: account, day });
  made.statement.set(day, [arrivalOf('FG-1', '2026-11-17', '30.00')]);
  assert.ok((await read()).ok);
  const kept = () =>
    made.world.as(
      houseId,
      (tx) => tx.sql`
        select s.line_count, s.closing, l.bank_reference, l.match_id is not null as "isMatched"
          from reconciliation.statement s
          join reconciliation.statement_line l
            on l.shard_key = s.shard_key and l.tenant_id = s.tenant_id and l.statement_id = s.id
         where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
           and s.payer_account_id = ${account}`,
    );
  const before = await kept();
  assert.deepEqual(before, [
    { line_count: 1, closing: 3_000, bank_reference: 'FG-1', isMatched: true },
  ]);
  made.statement.delete(day);
  assert.deepEqual(await read(), { ok: true, value: { lines: 0, recorded: 0, returns: 0 } });
  assert.deepEqual(await kept(), before);
});

test('每日流水：昨天的流水每个直连账户只取一次；停机几天的补取，手工送盘的和沙箱的不取', async () => {
  const { world } = made;
  const account = await made.payerAccount(houseId);
  const queued = async (of = account) => {
    const jobs = await world.as(
      houseId,
      (tx) => tx.sql<{ day: string }>`
        select input ->> 'day' as day from platform.job
         where tenant_id = ${houseId} and kind = 'reconciliation.read_statement'
           and input ->> 'payerAccountId' = ${of}
         order by day`,
    );
    return jobs.map(({ day }) => day);
  };
  const [byHand, playMoney] = [await made.payerAccount(houseId), await made.payerAccount(houseId)];
  await world.as(houseId, async (tx) => {
    await tx.sql`update payments.payer_account set channel = 'file' where id = ${byHand}`;
    await tx.sql`update payments.payer_account set is_sandbox = true where id = ${playMoney}`;
  });
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
  assert.deepEqual([await queued(byHand), await queued(playMoney)], [[], []]);
  world.clock.set('2026-11-23T01:00:00.000Z');
});
