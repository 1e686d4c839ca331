import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Output, reconciliationContract as contract } from '@heyi/contract';
import { fen, formatId, type Id, newId, plainDate, yuan } from '@heyi/kernel';
import { postJournals, reverseJournal, transferLines } from '@heyi/ledger';
import { ensureStripes, onShard, stripeKeysOf, type TenantId } from '@heyi/platform';
import {
  createReconciliationWorld,
  monday,
  type ReconciliationWorld,
  sunday,
  type Told,
} from '../testing/reconciliation-world.ts';

let made: ReconciliationWorld;
let houseId: TenantId;
before(async () => {
  made = await createReconciliationWorld();
  houseId = made.world.host.houseId;
});
after(() => made.world.close());

type Account = Output<typeof contract.getReconciliation>['accounts'][number];
type Lines = Output<typeof contract.listStatementLines>;
type Cases = Output<typeof contract.listDiscrepancies>;

/** A client with 1,000 yuan on an account of the provider; one day is compared, from 0 on. */
async function start() {
  const [client, account] = [await made.client(), await made.payerAccount(houseId)];
  await made.receive(client, account, yuan('1000'), `IN-${account}`);
  return { client, account, arrived: { bankReference: `IN-${account}`, amount: 100_000 } };
}

async function figures(account: Id<'pac'>, holder = houseId): Promise<Account> {
  const found = await made.act<{ accounts: Account[] }>(holder, 'getReconciliation', {});
  assert.ok(typeof found !== 'string');
  const one = found.accounts.find(({ payerAccountId }) => payerAccountId === account)!;
  assert.equal(one.unexplained, 0, 'the difference is explained to the fen');
  return one;
}

async function rules(account: Id<'pac'>): Promise<string[]> {
  const input = { payerAccountId: account, limit: 500 };
  const found = await made.act<Lines>(houseId, 'listStatementLines', input);
  assert.ok(typeof found !== 'string');
  return found.rows.map(({ bankReference, rule }) => `${bankReference} ${rule}`).toSorted();
}

async function cases(account: Id<'pac'>, state = 'unresolved'): Promise<string[]> {
  const input = { payerAccountId: account, state, limit: 500 };
  const found = await made.act<Cases>(houseId, 'listDiscrepancies', input);
  assert.ok(typeof found !== 'string');
  return found.rows.map(({ kind, difference }) => `${kind} ${difference}`).toSorted();
}

test('沙箱账户的钱是试用的，没有要对的账', async () => {
  const account = await made.payerAccount(houseId);
  const isListed = async () => {
    const found = await made.act<{ accounts: Account[] }>(houseId, 'getReconciliation', {});
    assert.ok(typeof found !== 'string');
    return found.accounts.some(({ payerAccountId }) => payerAccountId === account);
  };
  assert.equal(await isListed(), true);
  await made.world.as(
    houseId,
    (tx) => tx.sql`update payments.payer_account set is_sandbox = true where id = ${account}`,
  );
  assert.equal(await isListed(), false);
});

test('逐笔、到款、退汇：一对一勾对，差额为零，再对一次什么也不变', async () => {
  const { client, account, arrived } = await start();
  const [paid, back] = await made.order(client, account, [30_000, 20_000]);
  await made.report([paid!, back!], 'succeeded');
  await made.report([back!], 'returned', '2026-11-23T02:00:00.000Z');
  await made.tell(houseId, account, 0, [
    arrived,
    { bankReference: 'B1', amount: -30_000, reference: paid! },
    { bankReference: 'B2', amount: -20_000, reference: back! },
    { bankReference: 'B3', amount: 20_000, reference: back!, kind: 'return' },
  ]);
  const first = await made.compare(houseId, account);
  assert.deepEqual(first, { returns: 0, matches: 4, opened: 0, closed: 0 });
  assert.deepEqual(await rules(account), [
    'B1 order',
    'B2 order',
    'B3 order',
    `${arrived.bankReference} receipt`,
  ]);
  const now = await figures(account);
  assert.equal(now.standing, 'agrees');
  assert.equal(now.ledgerBalance, 70_000);
  assert.equal(now.statementBalance, 70_000);
  const again = await made.compare(houseId, account);
  assert.deepEqual(again, { returns: 0, matches: 0, opened: 0, closed: 0 });
});

type Case = {
  title: string;
  /** Amounts of orders that succeeded. */
  paid: number[];
  /** What the bank tells beside the arrival, given the references of the orders. */
  told: (references: string[], batch: string) => Told[];
  rules: string[];
  cases: string[];
};

const table: Case[] = [
  {
    title: '一对多：银行一行是整批合计',
    paid: [10_000, 20_000, 5_000],
    told: () => [{ bankReference: 'B1', amount: -35_000, remark: '代发工资' }],
    rules: ['B1 batch'],
    cases: [],
  },
  {
    title: '一对多：银行一行写着批次号',
    paid: [10_000, 20_000],
    told: (_, batch) => [
      { bankReference: 'B1', amount: -30_000, reference: batch },
      { bankReference: 'B2', amount: -1_500, remark: '手续费' },
    ],
    rules: ['B1 file', 'B2 null'],
    cases: ['bankOnly -1500'],
  },
  {
    title: '多对一：一笔付款银行分两行',
    paid: [30_000],
    told: ([one]) => [
      { bankReference: 'B1', amount: -10_000, reference: one! },
      { bankReference: 'B2', amount: -20_000, reference: one! },
    ],
    rules: ['B1 split', 'B2 split'],
    cases: [],
  },
  {
    title: '银行少一行：账上有、银行无',
    paid: [10_000, 20_000],
    told: ([one]) => [{ bankReference: 'B1', amount: -10_000, reference: one! }],
    rules: ['B1 order'],
    cases: ['booksOnly 20000'],
  },
  {
    title: '银行多一行：同一流水出现两次，第二次是差异',
    paid: [10_000],
    told: ([one]) => [
      { bankReference: 'B1', amount: -10_000, reference: one! },
      { bankReference: 'B1', amount: -10_000, reference: one! },
    ],
    rules: ['B1 null', 'B1 order'],
    cases: ['bankOnly -10000'],
  },
  {
    title: '金额不符：差一分也是差异',
    paid: [10_000],
    told: ([one]) => [{ bankReference: 'B1', amount: -10_001, reference: one! }],
    rules: ['B1 null'],
    cases: ['amountDiffers -1'],
  },
  {
    title: '两种解释都成立的不自动勾对',
    paid: [10_000],
    told: () => [
      { bankReference: 'B1', amount: -10_000 },
      { bankReference: 'B2', amount: -10_000 },
    ],
    rules: ['B1 null', 'B2 null'],
    cases: ['bankOnly -10000', 'bankOnly -10000', 'booksOnly 10000'],
  },
];

for (const { title, paid, told, rules: wanted, cases: expected } of table) {
  test(title, async () => {
    const { client, account, arrived } = await start();
    const references = await made.order(client, account, paid);
    await made.report(references, 'succeeded');
    const batch = await made.world.as(client, async (tx) => {
      const [row] = await tx.sql<{ id: Id<'pbt'> }>`
        select batch_id as id from payments.order_move
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
           and payer_account_id = ${account} limit 1`;
      return formatId('pbt', row!.id);
    });
    await made.tell(houseId, account, 0, [arrived, ...told(references, batch)]);
    await made.compare(houseId, account);
    const matched = (await rules(account)).filter((line) => !line.startsWith('IN-'));
    assert.deepEqual(matched, wanted.toSorted());
    assert.deepEqual(await cases(account), expected.toSorted());
    const now = await figures(account);
    assert.equal(now.standing, expected.length === 0 ? 'agrees' : 'differs');
  });
}

test('受理后被银行冲回：账上不动，银行两行对消', async () => {
  const { client, account, arrived } = await start();
  const [one] = await made.order(client, account, [10_000]);
  await made.report([one!], 'processing');
  await made.tell(houseId, account, 0, [
    arrived,
    { bankReference: 'B1', amount: -10_000, reference: one! },
    { bankReference: 'B2', amount: 10_000, reference: one!, kind: 'reversal' },
  ]);
  const compared = await made.compare(houseId, account);
  assert.equal(compared.returns, 1, 'payments are told that it failed');
  assert.deepEqual((await rules(account)).slice(0, 2), ['B1 reversal', 'B2 reversal']);
  assert.equal((await figures(account)).standing, 'agrees');
});

test('漏掉的退汇回调：从对账单得知，应付恢复，当场勾平', async () => {
  const { client, account, arrived } = await start();
  const [one] = await made.order(client, account, [10_000]);
  await made.report([one!], 'succeeded');
  await made.tell(houseId, account, 0, [
    arrived,
    { bankReference: 'B1', amount: -10_000, reference: one! },
    {
      bankReference: 'B2',
      amount: 10_000,
      reference: one!,
      kind: 'reversal',
      bookedAt: '2026-11-23T06:00:00.000Z',
    },
  ]);
  assert.equal((await made.compare(houseId, account)).returns, 1);
  assert.deepEqual((await rules(account)).slice(0, 2), ['B1 order', 'B2 order']);
  assert.equal((await figures(account)).standing, 'agrees');
});

test('判失败后银行却付出：立案；银行更正为成功后自行结案', async () => {
  const { client, account, arrived } = await start();
  const [one] = await made.order(client, account, [10_000]);
  await made.report([one!], 'failed');
  await made.tell(houseId, account, 0, [
    arrived,
    { bankReference: 'B1', amount: -10_000, reference: one! },
  ]);
  await made.compare(houseId, account);
  assert.deepEqual(await cases(account), ['paidAfterFailure -10000']);
  assert.equal((await figures(account)).difference, 10_000);
  await made.report([one!], 'succeeded', '2026-11-23T03:00:00.000Z');
  const later = await made.compare(houseId, account);
  assert.equal(later.closed, 1);
  assert.deepEqual(await cases(account), []);
  assert.deepEqual(await cases(account, 'resolved'), ['paidAfterFailure -10000']);
  assert.equal((await figures(account)).standing, 'agrees');
});

test('税费缴款：一行缴款对多家客户的分录；冲回的登记自行对消', async () => {
  const { client, account, arrived } = await start();
  const other = await made.client();
  await made.receive(other, account, yuan('500'), 'IN-other');
  const subjectId = formatId('wht', newId());
  const book = (tenantId: TenantId, amount: number, reference: string, subject = subjectId) =>
    made.world.as(tenantId, (tx) =>
      postJournals(tx, [
        {
          kind: 'tax.paid',
          reference: `tax.paid/${reference}`,
          subjectId: subject,
          occurredOn: sunday,
          lines: transferLines(
            { kind: 'taxPayable', legalEntityId: newId<'ent'>() },
            { kind: 'bank', payerAccountId: account },
            fen(amount),
          ),
        },
      ]),
    );
  await book(client, 12_345, 'one');
  await book(other, 655, 'one');
  await book(client, 777, 'wrong', formatId('wht', newId()));
  await made.world.as(client, (tx) =>
    reverseJournal(tx, { reference: 'tax.paid/wrong', occurredOn: monday }),
  );
  await made.tell(houseId, account, 0, [], sunday);
  await made.tell(houseId, account, 0, [
    arrived,
    { bankReference: 'IN-other', amount: 50_000 },
    { bankReference: 'B1', amount: -13_000, remark: '个人所得税', counterpartyName: '国家金库' },
  ]);
  await made.compare(houseId, account);
  assert.equal((await rules(account))[0], 'B1 amount');
  assert.deepEqual(await cases(account), []);
  assert.equal((await figures(account)).standing, 'agrees');
});

test('多对一：税款由银行分两行扣出', async () => {
  const { client, account, arrived } = await start();
  await made.world.as(client, (tx) =>
    postJournals(tx, [
      {
        kind: 'tax.paid',
        reference: 'tax.paid/split',
        subjectId: formatId('wht', newId()),
        occurredOn: monday,
        lines: transferLines(
          { kind: 'taxPayable', legalEntityId: newId<'ent'>() },
          { kind: 'bank', payerAccountId: account },
          fen(3_000),
        ),
      },
    ]),
  );
  const bureau = { counterpartyName: '国家金库北京分库', counterpartyAccount: '110000000000001' };
  await made.tell(houseId, account, 0, [
    arrived,
    { bankReference: 'B1', amount: -1_000, ...bureau },
    { bankReference: 'B2', amount: -2_000, ...bureau },
  ]);
  await made.compare(houseId, account);
  assert.deepEqual((await rules(account)).slice(0, 2), ['B1 sum', 'B2 sum']);
  assert.equal((await figures(account)).standing, 'agrees');
});

test('灵活用工的分片账：客户的主账与各分片合起来才是银行里的钱', async () => {
  const { client, account, arrived } = await start();
  await made.world.as(client, (tx) => ensureStripes(tx, 2));
  await made.world.as(client, async (tx) => {
    const [stripe] = await stripeKeysOf(tx);
    const allotted = (amount: number) => ({
      kind: 'funds.allotted' as const,
      reference: 'funds.allotted/1',
      subjectId: null,
      occurredOn: monday,
      lines: transferLines(
        { kind: 'bank', payerAccountId: account },
        { kind: 'clientFunds', payerAccountId: account },
        fen(amount),
      ),
    });
    await postJournals(onShard(tx, stripe!), [allotted(40_000)]);
  });
  await made.world.as(client, (tx) =>
    postJournals(tx, [
      {
        kind: 'funds.allotted',
        reference: 'funds.allotted/1',
        subjectId: null,
        occurredOn: monday,
        lines: transferLines(
          { kind: 'bank', payerAccountId: account },
          { kind: 'clientFunds', payerAccountId: account },
          fen(-40_000),
        ),
      },
    ]),
  );
  await made.tell(houseId, account, 0, [arrived]);
  await made.compare(houseId, account);
  const now = await figures(account);
  assert.equal(now.ledgerBalance, 100_000);
  assert.equal(now.standing, 'agrees');
});

test('期初与上期末不符：立案，补上缺的一天后自行结案；第一份之前的余额也要对', async () => {
  const { account, arrived } = await start();
  await made.tell(houseId, account, 500, [], plainDate('2026-11-20'));
  await made.tell(houseId, account, 0, [arrived]);
  await made.compare(houseId, account);
  assert.deepEqual(await cases(account), ['openingDiffers -500', 'openingDiffers 500']);
  const now = await figures(account);
  assert.equal(now.gaps, -500);
  assert.equal(now.beforeStatements, -500);
  await made.tell(houseId, account, 500, [{ bankReference: 'F1', amount: -500 }], sunday);
  await made.compare(houseId, account);
  assert.deepEqual(await cases(account), ['bankOnly -500', 'openingDiffers 500']);
});

test('银行重出对账单：没再出现的行连同勾对撤下，对方重新待对', async () => {
  const { client, account, arrived } = await start();
  const [one] = await made.order(client, account, [10_000]);
  await made.report([one!], 'succeeded');
  await made.tell(houseId, account, 0, [
    arrived,
    { bankReference: 'B1', amount: -10_000, reference: one! },
  ]);
  await made.compare(houseId, account);
  assert.equal((await figures(account)).standing, 'agrees');
  await made.tell(houseId, account, 0, [arrived]);
  await made.compare(houseId, account);
  assert.deepEqual(await cases(account), ['booksOnly 10000']);
  await made.tell(houseId, account, 0, [
    arrived,
    { bankReference: 'B1', amount: -10_000, reference: one! },
  ]);
  await made.compare(houseId, account);
  assert.deepEqual(await cases(account), []);
  assert.equal((await figures(account)).standing, 'agrees');
});

test('对账单之后入账的不是差异：等下一份对账单', async () => {
  const { client, account } = await start();
  await made.tell(houseId, account, 0, [], sunday);
  await made.compare(houseId, account);
  assert.deepEqual(await cases(account), []);
  const now = await figures(account);
  assert.deepEqual(now.laterEntries, { count: 1, amount: 100_000 });
  assert.equal(now.standing, 'agrees');
  assert.ok(client);
});
