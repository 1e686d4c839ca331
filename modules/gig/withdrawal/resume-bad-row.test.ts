import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseId, yuan } from '@heyi/kernel';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { verifyBooks } from '../testing/verify-books.ts';
import { type Answer, answered, castWithdrawals, topUp } from '../testing/withdrawal-world.ts';
import { readWithdrawal } from './read-withdrawal.ts';
import { resumeAll } from './resume-suspended.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
});
after(() => world.close());

test('挂起的一批里有一行写不进去：到款后别人照常恢复，它修好后也恢复', async () => {
  const cast = await castWithdrawals(world, {
    workers: 5,
    funds: '1.00',
    program: { stripes: 2 },
  });
  const { tenantId } = cast.client;
  const mask = (text: string | null) =>
    world.as(
      tenantId,
      (tx) => tx.sql`
        update gig.worker set payee_account_masked = ${text}
         where tenant_id = ${tenantId} and external_id = ${cast.workers[1]!}`,
    );
  await mask(null);
  const answers: Answer[] = [];
  for (const worker of cast.workers) answers.push(answered(await cast.ask(worker, '10.00')));
  const statesNow = async () => {
    const found = [];
    for (const { id } of answers) {
      const read = { withdrawalId: parseId('wdr', id)! };
      const one = await world.as(tenantId, (tx) => readWithdrawal(tx, read));
      assert.ok(one.ok);
      found.push(one.value.state);
    }
    return found;
  };
  assert.ok((await statesNow()).every((state) => state === 'suspended'));
  await topUp(world, cast.client, yuan('1000.00'));
  assert.equal(await resumeAll(world.host), 4);
  assert.deepEqual(await statesNow(), [
    'accepted',
    'suspended',
    'accepted',
    'accepted',
    'accepted',
  ]);
  await mask('6222 **** **** 5678');
  assert.equal(await resumeAll(world.host), 1);
  assert.equal((await verifyBooks(world, cast.client)).byState.length, 1);
  await cast.collector.close();
});
