import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId, yuan } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import {
  type BillingWorld,
  createBillingWorld,
  holds,
  kinds,
  receive,
} from '../testing/billing-world.ts';
import { applyFunds, releaseFunds } from './apply-funds.ts';
import { requireFunds } from './funding.store.ts';
import { getFunding } from './get-funding.ts';

let made: BillingWorld;
let houseId: TenantId;
before(async () => {
  made = await createBillingWorld();
  houseId = made.world.host.houseId;
});
after(() => made.world.close());

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
  await receive(made, client, first, yuan('199.99'));
  await receive(made, client, second, yuan('50'));
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
      .toSorted(([a], [b]) => b! - a!),
    [
      [20_000, 0, 19_999, 1],
      [5_000, 5_000, 0, 0],
    ],
  );
  await receive(made, client, first, yuan('0.01'));
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

test('自有员工：服务商付自己的人，用的是自己的资金', async () => {
  const account = await made.payerAccount(houseId);
  const subjectId = newId<'run'>();
  const need = { payerAccountId: account, legalEntityId: newId<'ent'>(), wages: yuan('80') };
  const lines = [{ ...need, tax: yuan('5'), contributions: yuan('15') }];
  await made.world.as(houseId, (tx) => requireFunds(tx, { subjectId, lines }));
  await receive(made, houseId, account, yuan('99.99'));
  const short = await made.world.as(houseId, (tx) => applyFunds(tx, subjectId));
  assert.deepEqual([short.isFunded, short.missing], [false, 1]);
  await receive(made, houseId, account, yuan('0.01'));
  const full = await made.world.as(houseId, (tx) => applyFunds(tx, subjectId));
  assert.deepEqual([full.isFunded, full.missing], [true, 0]);
});
