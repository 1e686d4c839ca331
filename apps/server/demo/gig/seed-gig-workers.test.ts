import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { postJournals, transferLines } from '@heyi/ledger';
import { yuan } from '@heyi/kernel';
import { addClient } from '@heyi/payments/testing';
import type { TenantId, Transaction } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { parts } from './gig-cast.ts';
import { type SeededGig, seedGigWorkers } from './seed-gig-workers.ts';

let world: TestHost;
let tenantId: TenantId;
let seeded: SeededGig;
before(async () => {
  world = await createTestHost('2026-06-29T01:00:00.000Z');
  const client = await addClient(world, world.host, { channel: 'file', entities: 1 });
  tenantId = client.tenantId;
  const { legalEntityId, payerAccountId } = client.entities[0]!;
  await world.as(tenantId, (tx) =>
    postJournals(tx, [
      {
        kind: 'receipt.matched',
        reference: 'receipt.matched/demo',
        subjectId: null,
        occurredOn: tx.today,
        lines: transferLines(
          { kind: 'bank', payerAccountId },
          { kind: 'clientFunds', payerAccountId },
          yuan('9000000.00'),
        ),
      },
    ]),
  );
  seeded = await seedGigWorkers({
    host: world.host,
    tenantId,
    legalEntityId,
    payerAccountId,
    moveTo: (day, time) => world.clock.set(`${day}T${time}:00.000Z`),
    inside: (id, work) => world.as(id, work),
    fund: () => Promise.resolve(),
    settle: () => Promise.resolve(),
    workers: 60,
  });
});
after(() => world.close());

const stateOf = async (externalId: string) => {
  const [row] = await world.as(
    tenantId,
    (tx: Transaction) => tx.sql<{ state: string; reasons: string[] }>`
      select w.state, p.reasons from gig.worker w
        join gig.worker_profile p on p.shard_key = w.shard_key and p.worker_id = w.id
       where w.external_id = ${externalId}`,
  );
  return [row!.state, ...row!.reasons];
};

test('金色人员：5,000 / 9,000 / 3,000 / 15,000 预扣 0 / 36 / 0 / 132', () => {
  const paid = seeded.withdrawals.get(parts.golden)!;
  assert.deepEqual(
    paid.map(({ tax }) => tax),
    ['0.00', '36.00', '0.00', '132.00'],
  );
});

test('董事、十五岁的不予准入，二类户冻结的暂停，其余准入', async () => {
  assert.deepEqual(await stateOf(parts.director), ['refused', 'conflictDirector']);
  assert.deepEqual(await stateOf(parts.fifteen), ['refused', 'underAge']);
  assert.deepEqual(await stateOf(parts.frozen), ['suspended', 'accountFrozen']);
  assert.deepEqual(await stateOf(parts.golden), ['admitted']);
});

test('差一分到十万的免增值税，正好十万的全额；红包按20%', () => {
  const vatOf = (part: string) => seeded.withdrawals.get(part)!.map(({ vat }) => vat);
  assert.deepEqual(vatOf(parts.belowThreshold), ['0.00']);
  assert.deepEqual(vatOf(parts.atThreshold), ['1000.00']);
  assert.deepEqual(
    seeded.withdrawals.get(parts.redPacket)!.map(({ tax }) => tax),
    ['17.78'],
  );
});

test('七月到十月都已申报，退汇的那笔在十月', async () => {
  const rows = await world.as(
    tenantId,
    (tx: Transaction) => tx.sql<{ period: string; state: string; people: number }>`
      select tax_period as period, state, people from gig.gig_return order by tax_period`,
  );
  assert.deepEqual(
    rows.map(({ period, state, people }) => `${period} ${state} ${people}`),
    ['2026-07 declared 1', '2026-08 declared 1', '2026-09 declared 1', '2026-10 declared 2'],
  );
  assert.match(seeded.lateReturn, /^wdr_/);
});
