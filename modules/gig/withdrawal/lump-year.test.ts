import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { findProgram } from '../program/program.store.ts';
import { updateProgram } from '../program/update-program.ts';
import { verifyBooks } from '../testing/verify-books.ts';
import {
  type Answer,
  answered,
  castWithdrawals,
  settle,
  type WithdrawalCast,
} from '../testing/withdrawal-world.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-01-05T01:00:00.000Z');
});
after(() => world.close());

/** The operator has asked the tax office: the announcement holds for this program. */
async function applyLumpRule({ client }: WithdrawalCast): Promise<void> {
  const { tenantId, programId } = client;
  const done = await world.as(tenantId, async (tx) => {
    const program = await findProgram(tx, programId);
    assert.ok(program);
    return updateProgram(tx, { ...program, tenantId, programId, lumpReading: 'applied' });
  });
  assert.ok(done.ok);
}

test('上年各月均有、不超过六万：一月起一次扣除六万；十二月那笔退回后不再适用，逐笔重算一致', async () => {
  const cast = await castWithdrawals(world, { workers: 1, earned: '90000.00', funds: '200000.00' });
  await applyLumpRule(cast);
  const worker = cast.workers[0]!;
  let december: Answer | undefined;
  for (let month = 1; month <= 12; month += 1) {
    world.clock.set(`2026-${String(month).padStart(2, '0')}-10T01:00:00.000Z`);
    december = answered(await cast.ask(worker, '3000.00'));
    assert.equal(december.tax, '0.00');
    await settle(world, cast.client, [{ answer: december, state: 'succeeded' }]);
  }
  world.clock.set('2027-01-05T01:00:00.000Z');
  const january = answered(await cast.ask(worker, '20000.00'));
  assert.equal(january.tax, '0.00', '16,000 is below 60,000; by the month it would be 330.00');
  world.clock.set('2026-12-31T01:00:00.000Z');
  const back = answered(await cast.ask(worker, '1000.00'));
  assert.equal(back.tax, '0.00', 'a clock that went back stays in the year that was entered');
  world.clock.set('2027-01-06T01:00:00.000Z');
  await verifyBooks(world, cast.client);
  await settle(world, cast.client, [{ answer: december!, state: 'returned' }]);
  const next = answered(await cast.ask(worker, '1000.00'));
  assert.equal(next.tax, '378.00', 'of 22,000 by the month: what January was spared is trued up');
  await verifyBooks(world, cast.client);
  await cast.collector.close();
});
