import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { permissionsOf } from '@heyi/access';
import { accessContract } from '@heyi/contract';
import { routes as gigRoutes } from '@heyi/gig';
import {
  type Answer,
  answered,
  castWithdrawals,
  settle,
  type WithdrawalCast,
} from '@heyi/gig/testing';
import { addSeconds, type Instant, parseId } from '@heyi/kernel';
import { valueOf } from '@heyi/people/testing';
import type { TestHost } from '@heyi/platform/testing';
import { done, openWorld, specialist } from '../testing/run-world.ts';

const all = { ...specialist, permissions: permissionsOf(accessContract.roles) };

let world: TestHost;
before(async () => {
  world = await openWorld('2026-11-23T01:00:00.000Z');
});
after(() => world.close());

/** What waits at home for the client, with the ids of the rows to which each kind leads. */
async function waitingOf({ client }: WithdrawalCast) {
  const { tenantId, programId } = client;
  const { rows } = await done(world, tenantId, 'listWaiting', { client: tenantId }, all);
  const listed = gigRoutes.find(({ operation }) => operation.id === 'listWithdrawals')!;
  const found: (readonly [kind: string, dueOn: string | null, ids: readonly string[]])[] = [];
  for (const { kind, dueOn, count, program } of rows) {
    const waitsFor = { withdrawalsUnknown: 'outcome', withdrawalsToPay: 'payment' } as const;
    const asked = waitsFor[kind as keyof typeof waitsFor] ?? 'correction';
    assert.equal(program?.id, programId);
    const input = { tenantId, programId, waitsFor: asked };
    const answer = await world.as(tenantId, (tx) => listed.run(tx, input as never));
    const list = valueOf(answer) as { rows: { id: string }[] };
    assert.equal(list.rows.length, count, `${kind}: as many as the list has`);
    found.push([kind, dueOn, list.rows.map(({ id }) => id).toSorted()]);
  }
  return found;
}

const idsOf = (...answers: readonly Answer[]) =>
  answers.map(({ id }) => parseId('wdr', id)!).toSorted();

async function setOrder(
  { client }: WithdrawalCast,
  answer: Answer,
  state: string,
  sentAt: Instant,
): Promise<void> {
  const rows = await world.as(
    client.tenantId,
    (tx) => tx.sql`
      update payments.pay_order set state = ${state}, sent_at = ${sentAt}
       where tenant_id = ${tx.tenantId} and subject_id = ${parseId('wdr', answer.id)!}
      returning id`,
  );
  assert.equal(rows.length, 1);
}

async function declareMonth({ client }: WithdrawalCast, number: number, madeAt: Instant) {
  await world.as(
    client.tenantId,
    (tx) => tx.sql`
      insert into gig.gig_return (
        shard_key, tenant_id, id, legal_entity_id, entity_name, tax_period, number, state,
        source_hash, people, income, tax, vat, surcharges, tax_declared_before, created_at)
      values (${tx.tenantShardKey}, ${tx.tenantId}, gen_random_uuid(), ${client.legalEntityId},
              '测试', '2026-11', ${number}, 'declared', '', 1, 0, 0, 0, 0, 0, ${madeAt})`,
  );
}

test('当月失败与退汇的提现自己退回，不等人；久无结果与转人工的等人核实', async () => {
  const cast = await castWithdrawals(world, { workers: 5 });
  const answers: Answer[] = [];
  for (const worker of cast.workers) answers.push(answered(await cast.ask(worker, '900.00')));
  const [failed, returned, asked, silent, manual] = answers as [
    Answer,
    Answer,
    Answer,
    Answer,
    Answer,
  ];
  await settle(world, cast.client, [
    { answer: failed, state: 'failed' },
    { answer: returned, state: 'succeeded' },
  ]);
  await settle(world, cast.client, [{ answer: returned, state: 'returned' }]);
  const now = world.host.clock.now();
  await setOrder(cast, asked, 'unknown', addSeconds(now, -3500));
  assert.deepEqual(await waitingOf(cast), []);
  await setOrder(cast, silent, 'unknown', addSeconds(now, -3700));
  await setOrder(cast, manual, 'manual', now);
  assert.deepEqual(await waitingOf(cast), [
    ['withdrawalsUnknown', '2026-11-23', idsOf(silent, manual)],
  ]);
  await settle(world, cast.client, [{ answer: manual, state: 'succeeded' }]);
  await settle(world, cast.client, [{ answer: silent, state: 'failed' }]);
  assert.deepEqual(await waitingOf(cast), []);
  await cast.collector.close();
});

test('已申报月份的退汇：等更正申报，或等重新付款；做完就不再等', async () => {
  for (const whenReturned of ['correct', 'payAgain'] as const) {
    const cast = await castWithdrawals(world, { workers: 1, program: { whenReturned } });
    const paid = answered(await cast.ask(cast.workers[0]!, '9000.00'));
    await settle(world, cast.client, [{ answer: paid, state: 'succeeded' }]);
    const now = world.host.clock.now();
    await declareMonth(cast, 0, now);
    assert.deepEqual(await waitingOf(cast), []);
    await settle(world, cast.client, [{ answer: paid, state: 'returned' }]);
    const kind = whenReturned === 'correct' ? 'withdrawalsToCorrect' : 'withdrawalsToPay';
    assert.deepEqual(await waitingOf(cast), [[kind, '2026-11-23', idsOf(paid)]]);
    if (whenReturned === 'correct') {
      await declareMonth(cast, 1, addSeconds(now, 60));
    } else {
      const pay = gigRoutes.find(({ operation }) => operation.id === 'payWithdrawalAgain')!;
      const { tenantId } = cast.client;
      const input = { tenantId, withdrawalId: parseId('wdr', paid.id)! };
      valueOf(await world.as(tenantId, (tx) => pay.run(tx, input as never)));
    }
    assert.deepEqual(await waitingOf(cast), []);
    await cast.collector.close();
  }
});
