import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Fen, fen, type Id, newId, plainDate, yuan } from '@heyi/kernel';
import { type AccountKey, postJournals, transferLines } from '@heyi/ledger';
import type { JobContext, TenantId, Transaction } from '@heyi/platform';
import { testActor } from '@heyi/platform/testing';
import { approveAdvance } from './advance/approve-advance.ts';
import { listAdvances } from './advance/list-advances.ts';
import { rejectAdvance } from './advance/reject-advance.ts';
import { repayAdvance } from './advance/repay-advance.ts';
import { requestAdvance } from './advance/request-advance.ts';
import { getFunding } from './funding/get-funding.ts';
import { applyFunds, releaseFunds, requireFunds } from './index.ts';
import { listReceipts, listUnmatchedReceipts } from './receipt/list-receipts.ts';
import { matchReceipt } from './receipt/match-receipt.ts';
import { readStatement, readStatementJob } from './receipt/read-statement.ts';
import { recordReceipt } from './receipt/record-receipt.ts';
import { unmatchReceipt } from './receipt/unmatch-receipt.ts';
import { type BillingWorld, createBillingWorld, holds } from './testing/billing-world.ts';

let made: BillingWorld;
let houseId: TenantId;
before(async () => {
  made = await createBillingWorld();
  houseId = made.world.host.houseId;
});
after(() => made.world.close());

const today = plainDate('2026-11-23');

type Outcome = { ok: true; value: unknown } | { ok: false; failure: { code: string } };

async function codeOf(
  tenantId: TenantId,
  use: (tx: Transaction) => Promise<Outcome>,
  actor = testActor(),
) {
  // As the HTTP layer does: what is refused leaves no trace.
  let code = 'ok';
  await made.world
    .as(
      tenantId,
      async (tx) => {
        const outcome = await use(tx);
        if (outcome.ok) return;
        code = outcome.failure.code;
        throw new Error('refused');
      },
      actor,
    )
    .catch((error: Error) => {
      if (error.message !== 'refused') throw error;
    });
  return code;
}

let sequence = 0;
function arrival(tenantId: TenantId, payerAccountId: Id<'pac'>, amount: Fen, isMatched = true) {
  sequence += 1;
  return {
    tenantId,
    payerAccountId,
    amount,
    senderName: '某某有限公司',
    bankReference: `BK-${sequence}`,
    receivedOn: today,
    isMatched,
  };
}

async function receive(
  tenantId: TenantId,
  payerAccountId: Id<'pac'>,
  amount: Fen,
  isMatched = true,
) {
  const recorded = await made.world.as(tenantId, (tx) =>
    recordReceipt(tx, arrival(tenantId, payerAccountId, amount, isMatched)),
  );
  assert.ok(recorded.ok);
  return recorded.value;
}

const kinds = (payerAccountId: Id<'pac'>, ...names: AccountKey['kind'][]): AccountKey[] =>
  names.map((kind) => (kind === 'advance' ? { kind } : { kind, payerAccountId }));

/** The shares of all tenants in one account are what lies at the bank. */
async function atBank(payerAccountId: Id<'pac'>, tenants: TenantId[]): Promise<number> {
  let total = 0;
  for (const tenantId of tenants) {
    const [share] = await made.world.as(tenantId, (tx) => holds(tx, kinds(payerAccountId, 'bank')));
    total += share!;
  }
  return total;
}

test('登记到款：逐项检查；同一流水号只入账一次', async () => {
  const client = await made.client();
  const account = await made.payerAccount(houseId);
  const good = arrival(client, account, yuan('5000'));
  const record = (change: object) =>
    codeOf(client, (tx) => recordReceipt(tx, { ...good, ...change }));
  assert.equal(await record({ receivedOn: plainDate('2026-11-24') }), 'receipt.in_the_future');
  assert.equal(await record({ payerAccountId: newId() }), 'payer_account.not_found');
  assert.equal(await record({}), 'ok');
  assert.equal(await record({}), 'receipt.exists');
  const other = await made.client();
  assert.equal(
    await codeOf(other, (tx) => recordReceipt(tx, { ...good, tenantId: other })),
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
  const receipt = await receive(client, account, yuan('8000'), false);
  const input = { tenantId: client, receiptId: receipt.id };
  const undo = { ...input, reason: '认错了客户' };
  const unmatched = await made.world.as(houseId, (tx) => listUnmatchedReceipts(tx, {}));
  assert.ok(unmatched.value.rows.some(({ id }) => id === receipt.id));
  assert.equal(
    await codeOf(client, (tx) => matchReceipt(tx, { ...input, receiptId: newId() })),
    'receipt.not_found',
  );
  assert.equal(
    await codeOf(client, (tx) => unmatchReceipt(tx, { ...undo, receiptId: newId() })),
    'receipt.not_found',
  );
  assert.equal(await codeOf(client, (tx) => unmatchReceipt(tx, undo)), 'receipt.not_matched');
  const clicks = await Promise.all(
    [1, 2, 3].map(() => codeOf(client, (tx) => matchReceipt(tx, input))),
  );
  assert.deepEqual(clicks.toSorted(), ['ok', 'receipt.already_matched', 'receipt.already_matched']);
  assert.equal(
    await codeOf(other, (tx) => unmatchReceipt(tx, { ...undo, tenantId: other })),
    'receipt.not_found',
    'matched to somebody else: not there',
  );
  assert.equal(await atBank(account, [houseId, client]), 800_000);
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
  assert.equal(await codeOf(client, (tx) => unmatchReceipt(tx, undo)), 'receipt.funds_used');
  await spend(yuan('-1'), 'given back');
  assert.equal(await codeOf(client, (tx) => unmatchReceipt(tx, undo)), 'ok');
  assert.equal(await codeOf(other, (tx) => matchReceipt(tx, { ...input, tenantId: other })), 'ok');
  assert.equal(await atBank(account, [houseId, client, other]), 800_000);
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
  await receive(client, own, yuan('100'));
  await made.world.as(client, async (tx) => {
    assert.deepEqual(
      await holds(tx, kinds(own, 'bank', 'clientFunds', 'unmatchedReceipts')),
      [10_000, 10_000, 0],
    );
  });
  const house = await made.payerAccount(houseId);
  const receipt = await receive(houseId, house, yuan('300'));
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
    codeOf(tenantId, (tx) => readStatement(tx, { tenantId, payerAccountId, day }));
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
  assert.equal(await atBank(account, [houseId]), 432_109);
});

test('垫付：额度内申请，另一人批准，到期日按约定；归还后额度恢复', async () => {
  const client = await made.client(yuan('1000'));
  const [account, own] = [await made.payerAccount(houseId), await made.payerAccount(client)];
  const none = await made.client(yuan('0'));
  const ask = (amount: Fen, change: object = {}) => ({
    tenantId: client,
    payerAccountId: account,
    amount,
    reason: '客户款项次日到账',
    ...change,
  });
  const request = (amount: Fen, change: object = {}, tenantId = client) =>
    codeOf(tenantId, (tx) => requestAdvance(tx, ask(amount, change)));
  assert.equal(await request(yuan('1'), { payerAccountId: newId() }), 'payer_account.not_found');
  assert.equal(await request(yuan('1'), { payerAccountId: own }), 'advance.account_not_provider');
  assert.equal(await request(yuan('1'), { tenantId: none }, none), 'advance.not_allowed');
  assert.equal(await request(yuan('1000.01')), 'advance.limit_exceeded');
  const [maker, checker] = [testActor(), testActor()];
  const asked = await made.world.as(client, (tx) => requestAdvance(tx, ask(yuan('700'))), maker);
  assert.ok(asked.ok);
  assert.equal(await request(yuan('300.01')), 'advance.limit_exceeded');
  const input = { tenantId: client, advanceId: asked.value.id };
  const missing = { ...input, advanceId: newId<'adv'>() };
  const repay = (amount: Fen) => codeOf(client, (tx) => repayAdvance(tx, { ...input, amount }));
  assert.equal(await codeOf(client, (tx) => approveAdvance(tx, missing)), 'advance.not_found');
  assert.equal(
    await codeOf(client, (tx) => rejectAdvance(tx, { ...missing, reason: '无' })),
    'advance.not_found',
  );
  assert.equal(
    await codeOf(client, (tx) => approveAdvance(tx, input), maker),
    'advance.same_person',
  );
  assert.equal(await repay(yuan('1')), 'advance.not_outstanding');
  await setLimit(client, yuan('0'));
  assert.equal(
    await codeOf(client, (tx) => approveAdvance(tx, input), checker),
    'advance.not_allowed',
  );
  await setLimit(client, yuan('500'));
  assert.equal(
    await codeOf(client, (tx) => approveAdvance(tx, input), checker),
    'advance.limit_exceeded',
  );
  await setLimit(client, yuan('1000'));
  const twice = await Promise.all(
    [1, 2].map(() => codeOf(client, (tx) => approveAdvance(tx, input), checker)),
  );
  assert.deepEqual(twice.toSorted(), ['advance.not_requested', 'ok']);
  assert.equal(
    await codeOf(client, (tx) => rejectAdvance(tx, { ...input, reason: '晚了' })),
    'advance.not_requested',
  );
  await made.world.as(client, async (tx) => {
    const held = await holds(tx, kinds(account, 'bank', 'clientFunds', 'advance'));
    assert.deepEqual(held, [70_000, 70_000, 70_000]);
    const listed = await listAdvances(tx, { tenantId: client });
    const { rows, limit, outstanding, requested } = listed.value;
    assert.deepEqual([limit, outstanding, requested], [100_000, 70_000, 0]);
    assert.equal(rows[0]?.dueOn, '2026-12-03');
  });
  assert.equal(await atBank(account, [houseId, client]), 0, 'lending moves no money at the bank');
  assert.equal(await repay(yuan('700.01')), 'advance.repaid_too_much');
  await made.world.as(client, (tx) =>
    requireFunds(tx, {
      subjectId: newId(),
      lines: [{ ...entity, payerAccountId: account, wages: yuan('700') }],
    }),
  );
  assert.equal(await repay(yuan('700')), 'ok');
  await made.world.as(client, async (tx) => {
    assert.deepEqual(await holds(tx, kinds(account, 'bank', 'clientFunds', 'advance')), [0, 0, 0]);
  });
  assert.equal(await repay(yuan('1')), 'advance.not_outstanding');
  const second = await made.world.as(client, (tx) => requestAdvance(tx, ask(yuan('1000'))), maker);
  assert.ok(second.ok);
  const rejected = { tenantId: client, advanceId: second.value.id, reason: '请客户先付款' };
  assert.equal(await codeOf(client, (tx) => rejectAdvance(tx, rejected), checker), 'ok');
});

const entity = { legalEntityId: newId<'ent'>(), wages: fen(0), tax: fen(0), contributions: fen(0) };

async function setLimit(client: TenantId, limit: Fen): Promise<void> {
  await made.world.as(
    client,
    (tx) => tx.sql`
    update clients.client set advance_limit_fen = ${limit} where tenant_id = ${client}`,
  );
}

test('垫付花掉以后：客户没有到款就不能归还；逾期会标出', async () => {
  const client = await made.client();
  const account = await made.payerAccount(houseId);
  const subjectId = newId<'run'>();
  const asked = await made.world.as(client, (tx) =>
    requestAdvance(tx, {
      tenantId: client,
      payerAccountId: account,
      amount: yuan('500'),
      reason: '急',
      subjectId,
    }),
  );
  assert.ok(asked.ok);
  const input = { tenantId: client, advanceId: asked.value.id };
  assert.equal(await codeOf(client, (tx) => approveAdvance(tx, input)), 'ok');
  const need = { subjectId, lines: [{ ...entity, payerAccountId: account, wages: yuan('500') }] };
  await made.world.as(client, (tx) => requireFunds(tx, need));
  const funding = await made.world.as(client, (tx) => applyFunds(tx, subjectId));
  assert.equal(funding.isFunded, true);
  const repay = () => codeOf(client, (tx) => repayAdvance(tx, { ...input, amount: yuan('500') }));
  assert.equal(await repay(), 'funds.insufficient');
  await receive(client, account, yuan('500'));
  made.world.clock.set('2026-12-05T01:00:00.000Z');
  const listed = await made.world.as(client, (tx) =>
    listAdvances(tx, { tenantId: client, state: 'outstanding' }),
  );
  assert.equal(listed.value.rows[0]?.isOverdue, true);
  made.world.clock.set('2026-11-23T01:00:00.000Z');
  assert.equal(await repay(), 'ok');
});

test('资金到位：按付款账户逐个满足，够的先用，不够的等；撤回后归还客户', async () => {
  const client = await made.client();
  const [first, second] = [await made.payerAccount(houseId), await made.payerAccount(client)];
  const subjectId = newId<'run'>();
  const lines = [
    {
      payerAccountId: first,
      legalEntityId: newId<'ent'>(),
      wages: yuan('100'),
      tax: yuan('10'),
      contributions: yuan('30'),
    },
    {
      payerAccountId: first,
      legalEntityId: newId<'ent'>(),
      wages: yuan('60'),
      tax: yuan('0'),
      contributions: yuan('0'),
    },
    {
      payerAccountId: second,
      legalEntityId: newId<'ent'>(),
      wages: yuan('50'),
      tax: yuan('0'),
      contributions: yuan('0'),
    },
  ];
  await made.world.as(client, (tx) => requireFunds(tx, { subjectId, lines }));
  await receive(client, first, yuan('199.99'));
  await receive(client, second, yuan('50'));
  const funding = () =>
    made.world.as(
      client,
      async (tx) => (await getFunding(tx, { tenantId: client, subjectId })).value,
    );
  assert.deepEqual([(await funding()).needed, (await funding()).missing], [25_000, 1]);
  const half = await made.world.as(client, (tx) => applyFunds(tx, subjectId));
  assert.equal(half.isFunded, false);
  assert.deepEqual(
    half.accounts
      .map(({ needed, applied, available, missing }) => [needed, applied, available, missing])
      .toSorted(),
    [
      [20_000, 0, 19_999, 1],
      [5_000, 5_000, 0, 0],
    ].toSorted(),
  );
  await receive(client, first, yuan('0.01'));
  const both = await Promise.all(
    [1, 2].map(() => made.world.as(client, (tx) => applyFunds(tx, subjectId))),
  );
  assert.ok(both.every(({ isFunded }) => isFunded));
  await made.world.as(client, async (tx) => {
    assert.deepEqual(await holds(tx, kinds(first, 'clientFunds')), [0]);
    const [due] = await holds(tx, [{ kind: 'clientDue', legalEntityId: lines[0]!.legalEntityId }]);
    assert.equal(due, -14_000, 'applied against what the client owes for the entity');
  });
  await assert.rejects(
    made.world.as(client, (tx) =>
      requireFunds(tx, { subjectId, lines: [{ ...lines[0]!, wages: yuan('1') }] }),
    ),
    /released before less is needed/,
  );
  await made.world.as(client, (tx) => releaseFunds(tx, subjectId));
  await made.world.as(client, (tx) => releaseFunds(tx, subjectId));
  await made.world.as(client, async (tx) => {
    assert.deepEqual(await holds(tx, kinds(first, 'clientFunds')), [20_000]);
    await requireFunds(tx, { subjectId, lines: [{ ...lines[0]!, wages: yuan('1') }] });
  });
});
