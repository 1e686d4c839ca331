import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fen, type Fen, newId, yuan } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import { testActor } from '@heyi/platform/testing';
import { applyFunds, requireFunds } from '../index.ts';
import {
  atBank,
  type BillingWorld,
  codeOf,
  createBillingWorld,
  holds,
  kinds,
  receive,
} from '../testing/billing-world.ts';
import { approveAdvance } from './approve-advance.ts';
import { listAdvances } from './list-advances.ts';
import { rejectAdvance } from './reject-advance.ts';
import { repayAdvance } from './repay-advance.ts';
import { requestAdvance } from './request-advance.ts';

let made: BillingWorld;
let houseId: TenantId;
before(async () => {
  made = await createBillingWorld();
  houseId = made.world.host.houseId;
});
after(() => made.world.close());

/** A client with a limit of 1,000 yuan, an account of the provider, and who asks and who decides. */
async function lendingWorld() {
  const client = await made.client(yuan('1000'));
  const account = await made.payerAccount(houseId);
  const [maker, checker] = [testActor(), testActor()];
  const reason = '客户款项次日到账';
  const ask = (amount: Fen, change: object = {}) => ({
    tenantId: client,
    payerAccountId: account,
    amount,
    reason,
    ...change,
  });
  return {
    client,
    account,
    maker,
    checker,
    request: (amount: Fen, change: object = {}, tenantId = client) =>
      codeOf(made, tenantId, (tx) => requestAdvance(tx, ask(amount, change)), maker),
    async asked(amount: Fen) {
      const asked = await made.world.as(client, (tx) => requestAdvance(tx, ask(amount)), maker);
      assert.ok(asked.ok);
      const input = {
        tenantId: client,
        advanceId: asked.value.id,
      };
      return {
        input,
        approve: (actor = checker) =>
          codeOf(made, client, (tx) => approveAdvance(tx, input), actor),
        reject: () =>
          codeOf(made, client, (tx) =>
            rejectAdvance(tx, {
              ...input,
              reason: '不',
            }),
          ),
        repay: (sum: Fen) =>
          codeOf(made, client, (tx) =>
            repayAdvance(tx, {
              ...input,
              amount: sum,
            }),
          ),
      };
    },
  };
}

test('垫付申请：只到我方账户，只在额度内', async () => {
  const { client, request, asked } = await lendingWorld();
  const own = await made.payerAccount(client);
  const none = await made.client(yuan('0'));
  assert.equal(await request(yuan('1'), { payerAccountId: newId() }), 'payer_account.not_found');
  assert.equal(await request(yuan('1'), { payerAccountId: own }), 'advance.account_not_provider');
  assert.equal(await request(yuan('1'), { tenantId: none }, none), 'advance.not_allowed');
  assert.equal(await request(yuan('1000.01')), 'advance.limit_exceeded');
  const first = await asked(yuan('700'));
  assert.equal(await request(yuan('300.01')), 'advance.limit_exceeded', 'requests count too');
  assert.equal(await first.reject(), 'ok');
  const both = await Promise.all([1, 2].map(() => request(yuan('600'))));
  assert.deepEqual(both.toSorted(), ['advance.limit_exceeded', 'ok'], 'two at once are one');
});

test('垫付审批：另一人批准，额度当时仍在；到期日按约定', async () => {
  const { client, account, maker, asked } = await lendingWorld();
  const { input, approve, reject } = await asked(yuan('700'));
  const missing = { ...input, advanceId: newId<'adv'>() };
  const refused = await Promise.all([
    codeOf(made, client, (tx) => approveAdvance(tx, missing)),
    codeOf(made, client, (tx) => rejectAdvance(tx, { ...missing, reason: '无' })),
    codeOf(made, client, (tx) => repayAdvance(tx, { ...missing, amount: yuan('1') })),
  ]);
  assert.deepEqual(new Set(refused), new Set(['advance.not_found']));
  assert.equal(await approve(maker), 'advance.same_person');
  await setLimit(client, yuan('0'));
  assert.equal(await approve(), 'advance.not_allowed');
  await setLimit(client, yuan('500'));
  assert.equal(await approve(), 'advance.limit_exceeded');
  await setLimit(client, yuan('1000'));
  const twice = await Promise.all([approve(), approve()]);
  assert.deepEqual(twice.toSorted(), ['advance.not_requested', 'ok']);
  assert.equal(await reject(), 'advance.not_requested');
  await made.world.as(client, async (tx) => {
    const held = await holds(tx, kinds(account, 'bank', 'clientFunds', 'advance'));
    assert.deepEqual(held, [70_000, 70_000, 70_000]);
    const { rows, limit, outstanding, requested } = (await listAdvances(tx, input)).value;
    assert.deepEqual([limit, outstanding, requested], [100_000, 70_000, 0]);
    assert.equal(rows[0]?.dueOn, '2026-12-03');
  });
  const atTheBank = await atBank(made, account, [houseId, client]);
  assert.equal(atTheBank, 0, 'lending moves no money at the bank');
});

test('垫付归还：不多还；还清后额度恢复', async () => {
  const { client, account, asked, request } = await lendingWorld();
  const { approve, repay } = await asked(yuan('700'));
  assert.equal(await repay(yuan('1')), 'advance.not_outstanding');
  assert.equal(await approve(), 'ok');
  assert.equal(await repay(yuan('700.01')), 'advance.repaid_too_much');
  assert.equal(await repay(yuan('200')), 'ok');
  assert.equal(await request(yuan('500.01')), 'advance.limit_exceeded');
  assert.equal(await repay(yuan('500')), 'ok');
  assert.equal(await repay(yuan('1')), 'advance.not_outstanding');
  await made.world.as(client, async (tx) => {
    assert.deepEqual(await holds(tx, kinds(account, 'bank', 'clientFunds', 'advance')), [0, 0, 0]);
  });
  assert.equal(await request(yuan('1000')), 'ok');
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
  assert.equal(await codeOf(made, client, (tx) => approveAdvance(tx, input)), 'ok');
  const need = { subjectId, lines: [{ ...entity, payerAccountId: account, wages: yuan('500') }] };
  await made.world.as(client, (tx) => requireFunds(tx, need));
  const funding = await made.world.as(client, (tx) => applyFunds(tx, subjectId));
  assert.equal(funding.isFunded, true);
  const repay = () =>
    codeOf(made, client, (tx) => repayAdvance(tx, { ...input, amount: yuan('500') }));
  assert.equal(await repay(), 'funds.insufficient');
  await receive(made, client, account, yuan('500'));
  made.world.clock.set('2026-12-05T01:00:00.000Z');
  const listed = await made.world.as(client, (tx) =>
    listAdvances(tx, { tenantId: client, state: 'outstanding' }),
  );
  assert.equal(listed.value.rows[0]?.isOverdue, true);
  made.world.clock.set('2026-11-23T01:00:00.000Z');
  assert.equal(await repay(), 'ok');
});
