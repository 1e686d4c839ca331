import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fen, type Id, newId, plainDate, yuan } from '@heyi/kernel';
import { shardKeyOf, type TenantId, type Transaction } from '@heyi/platform';
import { createTestHost, type TestHost, untilWaiting } from '@heyi/platform/testing';
import fc from 'fast-check';
import pg from 'pg';
import { getTrialBalance } from './account/get-trial-balance.ts';
import { listLedgerAccounts } from './account/list-ledger-accounts.ts';
import { verifyLedger } from './account/verify-ledger.ts';
import {
  type AccountKey,
  accountIdOf,
  balanceOf,
  type Journal,
  lockBalanceOf,
  lockBooks,
  postInBooks,
  postJournals,
  reverseJournal,
  transferLines,
} from './index.ts';
import { listJournals } from './journal/list-journals.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost();
});
after(() => world.close());

const today = plainDate('2026-11-23');
const payerAccountId = newId<'pac'>();
const bank: AccountKey = { kind: 'bank', payerAccountId };
const funds: AccountKey = { kind: 'clientFunds', payerAccountId };
const due = (legalEntityId: Id<'ent'>): AccountKey => ({ kind: 'clientDue', legalEntityId });

function receipt(reference: string, amount = yuan('100')): Journal {
  const lines = transferLines(bank, funds, amount);
  return { kind: 'receipt.matched', reference, subjectId: null, occurredOn: today, lines };
}

async function owner(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: world.database.urls.ownerUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

const balanced = async (tx: Transaction) => {
  const trial = await getTrialBalance(tx, { tenantId: tx.tenantId });
  const proof = await verifyLedger(tx, { tenantId: tx.tenantId });
  assert.equal(trial.value.isBalanced, true);
  assert.deepEqual(proof.value.differences, []);
  return proof.value;
};

test('过账：借方为正，余额为借减贷', async () => {
  const tenant = await world.tenant();
  await world.as(tenant, async (tx) => {
    const [posting] = await postJournals(tx, [receipt('r1')]);
    assert.equal(posting?.posted, true);
    const [atBank, ours, nothing] = await balanceOf(tx, [bank, funds, due(newId())]);
    assert.deepEqual(atBank, { debitTotal: 10_000, creditTotal: 0, balance: 10_000 });
    assert.deepEqual(ours, { debitTotal: 0, creditTotal: 10_000, balance: -10_000 });
    assert.deepEqual(nothing, { debitTotal: 0, creditTotal: 0, balance: 0 });
    await balanced(tx);
  });
});

test('同一业务参考号：内容相同只记一次，内容不同即报错', async () => {
  const tenant = await world.tenant();
  const first = await world.as(tenant, (tx) => postJournals(tx, [receipt('r1'), receipt('r2')]));
  const again = await world.as(tenant, (tx) => postJournals(tx, [receipt('r2'), receipt('r3')]));
  assert.deepEqual(
    again.map(({ posted }) => posted),
    [false, true],
  );
  assert.equal(again[0]?.id, first[1]?.id);
  await assert.rejects(
    world.as(tenant, (tx) => postJournals(tx, [receipt('r1', yuan('99'))])),
    /r1 was posted with other content/,
  );
  const [atBank] = await world.as(tenant, (tx) => balanceOf(tx, [bank]));
  assert.equal(atBank?.balance, 30_000);
});

test('一次过账里重复的参考号只记一次', async () => {
  const tenant = await world.tenant();
  const postings = await world.as(tenant, (tx) => postJournals(tx, [receipt('r1'), receipt('r1')]));
  assert.equal(postings.filter(({ posted }) => posted).length, 1);
  assert.equal(postings[0]?.id, postings[1]?.id);
  await world.as(tenant, balanced);
});

test('不平的、空的凭证不能过账', async () => {
  const tenant = await world.tenant();
  const lines = [{ account: bank, amount: yuan('1') }];
  const uneven = [...lines, { account: funds, amount: yuan('-2') }];
  for (const [wrong, message] of [
    [lines, /moves nothing/],
    [[], /moves nothing/],
    [[...lines, { account: bank, amount: yuan('-1') }], /moves nothing/],
    [uneven, /does not balance: -100 fen/],
  ] as const) {
    await assert.rejects(
      world.as(tenant, (tx) => postJournals(tx, [{ ...receipt('bad'), lines: wrong }])),
      message,
    );
  }
});

test('数据库自己拒绝不平、零金额、缺行与改动', async () => {
  const tenant = await world.tenant();
  const insert = (accounts: string, amounts: string) =>
    world.as(
      tenant,
      (tx) => tx.sql`
      insert into ledger.journal (shard_key, tenant_id, id, kind, reference, occurred_on, recorded_at,
                                  accounts, amounts, content_hash)
      values (${tx.shardKey}, ${tx.tenantId}, ${newId()}, 'x', ${newId()}, ${today}, ${tx.now},
              ${accounts}, ${amounts}, '')`,
    );
  const [a, b] = [newId(), newId()];
  await assert.rejects(insert(`{${a},${b}}`, '{5,-4}'), /journal_sound/);
  await assert.rejects(insert(`{${a},${b}}`, '{0,0}'), /journal_sound/);
  await assert.rejects(insert(`{${a},NULL}`, '{5,-5}'), /journal_sound/);
  await assert.rejects(insert(`{${a}}`, '{5}'), /journal_sound/);
  await assert.rejects(insert('{}', '{}'), /journal_sound/);
  await assert.rejects(insert(`{${a},${b}}`, '{5,-3,-2}'), /journal_sound/);
  await world.as(tenant, (tx) => postJournals(tx, [receipt('kept')]));
  for (const change of ['update ledger.journal set kind = kind', 'delete from ledger.journal']) {
    await assert.rejects(
      world.as(tenant, (tx) => tx.client.query(change)),
      /permission denied/,
    );
  }
});

test('冲正：金额相反，只能一次，冲正本身不能再冲', async () => {
  const tenant = await world.tenant();
  await world.as(tenant, async (tx) => {
    await postJournals(tx, [receipt('r1')]);
    const first = await reverseJournal(tx, { reference: 'r1', occurredOn: today });
    const second = await reverseJournal(tx, { reference: 'r1', occurredOn: today });
    assert.deepEqual([first.posted, second.posted], [true, false]);
    const [atBank] = await balanceOf(tx, [bank]);
    assert.deepEqual(atBank, { debitTotal: 10_000, creditTotal: 10_000, balance: 0 });
    const listed = await listJournals(tx, { tenantId: tenant });
    assert.equal(listed.value.rows[1]?.reversedById, first.id);
    assert.equal(listed.value.rows[0]?.reversesId, listed.value.rows[1]?.id);
    await balanced(tx);
  });
  await assert.rejects(
    world.as(tenant, (tx) => reverseJournal(tx, { reference: 'none', occurredOn: today })),
    /no journal none/,
  );
  await assert.rejects(
    world.as(tenant, (tx) => reverseJournal(tx, { reference: 'reversal/r1', occurredOn: today })),
    /is a reversal itself/,
  );
});

test('一百个并发过账同一凭证：只记一次', async () => {
  const tenant = await world.tenant();
  const postings = await Promise.all(
    Array.from({ length: 100 }, () =>
      world.as(tenant, (tx) => postJournals(tx, [receipt('click')])),
    ),
  );
  assert.equal(postings.filter(([posting]) => posting?.posted).length, 1);
  const [atBank] = await world.as(tenant, (tx) => balanceOf(tx, [bank]));
  assert.equal(atBank?.balance, 10_000);
});

test('账户不同先后顺序的并发过账不会互相锁死', async () => {
  const tenant = await world.tenant();
  const entities = Array.from({ length: 8 }, () => newId<'ent'>());
  await Promise.all(
    Array.from({ length: 60 }, (_, index) => {
      const rotated = [...entities.slice(index % 8), ...entities.slice(0, index % 8)];
      const journals = rotated.map((entity) => ({
        ...receipt(`${index}/${entity}`),
        lines: transferLines(due(entity), funds, fen(index + 1)),
      }));
      return world.as(tenant, (tx) => postJournals(tx, journals));
    }),
  );
  const proof = await world.as(tenant, balanced);
  assert.equal(proof.journals, 480);
});

test('一个事务里两次过账：账户没有一次锁齐就报错，先锁齐就可以', async () => {
  const tenant = await world.tenant();
  const [first, second] = [due(newId()), due(newId())];
  const against = (account: AccountKey, reference: string): Journal => ({
    ...receipt(reference),
    lines: transferLines(account, funds, yuan('1')),
  });
  await assert.rejects(
    world.as(tenant, async (tx) => {
      await postJournals(tx, [against(first, 'a')]);
      await postJournals(tx, [against(second, 'b')]);
    }),
    /locks its accounts at once/,
  );
  await world.as(tenant, async (tx) => {
    await lockBooks([{ tx, keys: [second, first, funds] }]);
    await postJournals(tx, [against(first, 'a')]);
    await postJournals(tx, [against(second, 'b')]);
    await reverseJournal(tx, { reference: 'a', occurredOn: today });
  });
  await world.as(tenant, balanced);
});

test('两个事务各自过两家的账，先后相反，有人占着其中一个账户：放开后两笔都成，不会互相锁死', async () => {
  const tenant = await world.tenant();
  const { houseId } = world.host;
  const booksOf = (tx: Transaction) => [
    { tx, journals: [receipt(newId())] },
    { tx: inTenant(tx, houseId), journals: [receipt(newId())] },
  ];
  const forward = () => world.as(tenant, (tx) => postInBooks(booksOf(tx)));
  const backward = () => world.as(tenant, (tx) => postInBooks(booksOf(tx).toReversed()));
  await forward();
  const held = [tenant, houseId].flatMap((owner) =>
    [bank, funds].map((key) => [shardKeyOf(owner), accountIdOf(owner, key)] as const),
  );
  for (const [round, account] of held.entries()) {
    await owner(async (client) => {
      await client.query('begin');
      await client.query('select from ledger.account where shard_key = $1 and id = $2 for update', [
        ...account,
      ]);
      const posted = [forward(), backward(), forward(), backward()];
      await untilWaiting(world.database, posted.length);
      await client.query('rollback');
      await Promise.all(posted);
    });
    const [atBank] = await world.as(tenant, (tx) => balanceOf(tx, [bank]));
    assert.equal(atBank?.balance, 10_000 * (1 + 4 * (round + 1)));
  }
});

function inTenant(tx: Transaction, tenantId: TenantId): Transaction {
  const shardKey = shardKeyOf(tenantId);
  return { ...tx, tenantId, shardKey, tenantShardKey: shardKey };
}

test('锁定余额的人未提交之前，别人不能动用同一笔钱', async () => {
  const tenant = await world.tenant();
  await world.as(tenant, (tx) => postJournals(tx, [receipt('in')]));
  const spend = (reference: string, held: Promise<void>) =>
    world.as(tenant, async (tx) => {
      const whose = due(newId());
      const [available] = await lockBalanceOf(tx, [funds, whose]);
      await held;
      if (-available!.balance < 10_000) return 'short';
      const lines = transferLines(funds, whose, yuan('100'));
      await postJournals(tx, [{ ...receipt(reference), kind: 'funds.applied', lines }]);
      return 'spent';
    });
  let release = () => {};
  const first = spend('a', new Promise((resolve) => (release = resolve)));
  const second = spend('b', Promise.resolve());
  setTimeout(() => release(), 50);
  assert.deepEqual((await Promise.all([first, second])).toSorted(), ['short', 'spent']);
});

test('余额被人改动、凭证指向不存在的账户，校验都会指出', async () => {
  const tenant = await world.tenant();
  await world.as(tenant, (tx) => postJournals(tx, [receipt('r1')]));
  await owner((client) =>
    client.query(
      `update ledger.account set debit_total = 1 where kind = 'bank' and tenant_id = $1`,
      [tenant],
    ),
  );
  const stray = newId();
  await world.as(
    tenant,
    (tx) => tx.sql`
    insert into ledger.journal (shard_key, tenant_id, id, kind, reference, occurred_on, recorded_at,
                                accounts, amounts, content_hash)
    select shard_key, tenant_id, ${newId()}::uuid, kind, 'stray', occurred_on, recorded_at,
           array[accounts[1], ${stray}::uuid], array[7, -7], content_hash
      from ledger.journal where tenant_id = ${tenant}`,
  );
  const proof = await world.as(tenant, (tx) => verifyLedger(tx, { tenantId: tenant }));
  const found = proof.value.differences;
  assert.ok(found.some(({ kind, debitTotal }) => kind === 'bank' && debitTotal === 1));
  assert.ok(found.some(({ accountId, kind }) => accountId === (stray as never) && kind === null));
  const trial = await world.as(tenant, (tx) => getTrialBalance(tx, { tenantId: tenant }));
  assert.equal(trial.value.isBalanced, false);
});

test('按账户、业务对象、参考号、日期查凭证，可翻页；别的客户看不到', async () => {
  const [tenant, other] = [await world.tenant(), await world.tenant()];
  const subjectId = 'run_1';
  await world.as(tenant, async (tx) => {
    await postJournals(tx, [
      receipt('receipt/1'),
      { ...receipt('receipt/2'), subjectId },
      { ...receipt('other/3'), occurredOn: plainDate('2026-11-01') },
    ]);
    const list = async (filter: object) =>
      (await listJournals(tx, { tenantId: tenant, ...filter })).value;
    const names = async (filter: object) => (await list(filter)).rows.map((row) => row.reference);
    assert.deepEqual(await names({ subjectId }), ['receipt/2']);
    assert.deepEqual((await names({ reference: 'receipt/' })).toSorted(), [
      'receipt/1',
      'receipt/2',
    ]);
    assert.deepEqual(await names({ occurredUntil: plainDate('2026-11-02') }), ['other/3']);
    const first = await list({ limit: 2 });
    const rest = await list({ limit: 2, after: first.next });
    assert.equal(first.rows.length + rest.rows.length, 3);
    assert.equal(rest.next, null);
    const [journal] = (await list({ subjectId })).rows;
    assert.deepEqual(
      journal?.lines.map(({ kind, amount }) => [kind, amount]),
      [
        ['bank', 10_000],
        ['clientFunds', -10_000],
      ],
    );
    const { value: accounts } = await listLedgerAccounts(tx, { tenantId: tenant, limit: 1 });
    assert.equal(accounts.rows[0]?.kind, 'bank');
    const next = await listLedgerAccounts(tx, { tenantId: tenant, after: accounts.next! });
    assert.deepEqual(
      next.value.rows.map(({ kind, balance }) => [kind, balance]),
      [['clientFunds', -30_000]],
    );
    assert.deepEqual(await names({ accountId: accounts.rows[0].id, kind: 'reversal' }), []);
  });
  const seen = await world.as(other, (tx) => listJournals(tx, { tenantId: other }));
  assert.deepEqual(seen.value.rows, []);
  const raw = await world.as(
    other,
    (tx) => tx.sql`
    select 1 from ledger.entry where tenant_id = ${tenant}`,
  );
  assert.deepEqual(raw, [], 'the view keeps the rows of its caller');
});

test('任意过账与冲正的序列都平衡，余额等于逐笔重算', async () => {
  const keys: AccountKey[] = [bank, funds, { kind: 'wagesPayable' }, { kind: 'taxPayable' }];
  const line = fc.record({
    from: fc.nat(3),
    to: fc.nat(3),
    amount: fc.integer({ min: 1, max: 1e12 }),
  });
  const step = fc.oneof(
    fc.record({ post: fc.array(line, { minLength: 1, maxLength: 5 }) }),
    fc.record({ reverse: fc.nat(20) }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 6 }),
      async (batches) => {
        const tenant = await world.tenant();
        const model = new Map<AccountKey, number>(keys.map((key) => [key, 0]));
        const posted: Journal[] = [];
        const reversed = new Set<number>();
        for (const batch of batches) {
          await world.as(tenant, async (tx) => {
            await lockBooks([{ tx, keys }]);
            const journals: Journal[] = [];
            for (const action of batch) {
              if ('reverse' in action) {
                const index = action.reverse;
                if (index >= posted.length) continue;
                await reverseJournal(tx, {
                  reference: posted[index]!.reference,
                  occurredOn: today,
                });
                if (!reversed.has(index)) move(model, posted[index]!, -1);
                reversed.add(index);
                continue;
              }
              const lines = action.post
                .filter(({ from, to }) => from !== to)
                .flatMap(({ from, to, amount }) =>
                  transferLines(keys[to]!, keys[from]!, fen(amount)),
                );
              const journal = { ...receipt(newId()), lines };
              if (hasEffect(journal)) journals.push(journal);
            }
            await postJournals(tx, journals);
            for (const journal of journals) move(model, journal, 1);
            posted.push(...journals);
          });
        }
        await world.as(tenant, async (tx) => {
          const proof = await balanced(tx);
          assert.equal(proof.journals, posted.length + reversed.size);
          const balances = await balanceOf(tx, keys);
          assert.deepEqual(
            balances.map(({ balance }) => balance as number),
            keys.map((key) => model.get(key)),
          );
        });
      },
    ),
    { numRuns: 25 },
  );
});

function move(model: Map<AccountKey, number>, journal: Journal, sign: number): void {
  for (const { account, amount } of journal.lines) {
    model.set(account, model.get(account)! + sign * amount);
  }
}

function hasEffect(journal: Journal): boolean {
  const sums = new Map<AccountKey, number>();
  for (const { account, amount } of journal.lines) {
    sums.set(account, (sums.get(account) ?? 0) + amount);
  }
  return [...sums.values()].some((amount) => amount !== 0);
}
