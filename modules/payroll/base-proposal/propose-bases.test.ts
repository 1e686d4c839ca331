import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BasesFound } from '@heyi/insurance';
import { type Fen, type Id, newId, payPeriod, yuan } from '@heyi/kernel';
import { deliverEvents, listener, type TenantId } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import {
  castRunClient,
  castWorker,
  lockMonth,
  openRun,
  openWorld,
  putTerm,
  type RunClient,
} from '../testing/run-world.ts';
import { proposeBases } from './propose-bases.ts';

let world: TestHost;
let client: RunClient;
before(async () => {
  world = await openWorld('2025-12-01T01:00:00.000Z');
  client = await castRunClient(world, '年度基数');
});
after(() => world.close());

const wanted = (employmentIds: readonly Id<'emp'>[], year: number) => ({
  adjustmentId: newId<'bad'>(),
  period: payPeriod(`${year}-07`),
  fromPeriod: payPeriod(`${year - 1}-01`),
  toPeriod: payPeriod(`${year - 1}-12`),
  employmentIds,
});

/** What payroll answers, as insurance hears it. */
async function proposals(tenantId: TenantId, asked: ReturnType<typeof wanted>) {
  const heard: BasesFound[] = [];
  const hears = listener<{ type: string; payload: BasesFound }>({
    name: `test.${asked.adjustmentId}`,
    type: 'base_proposals.found',
    run: async (_tx, found) => void heard.push(found),
  });
  await world.as(tenantId, (tx) => proposeBases(tx, asked));
  await deliverEvents(world.host, [hears]);
  return heard.filter(({ adjustmentId }) => adjustmentId === asked.adjustmentId);
}

/** Wages are paid for the run: what is only locked is no wage that was paid. */
async function pay(month: string): Promise<void> {
  const runId = await openRun(world, client, month);
  await lockMonth(world, client, runId);
  await world.as(
    client.tenantId,
    (tx) => tx.sql`
      update payroll.run set state = 'paid'
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${runId}`,
  );
}

test('上年实发月份的平均工资，与生效月有效的约定工资；没有数据的人不建议', async () => {
  const wage = yuan('10000');
  const first = await castWorker(world, client, { basePay: wage, startsOn: '2025-01-01' });
  await pay('2025-10');
  await putTerm(world, client, first, 'basePay', yuan('12000.01'), '2025-11-01');
  await pay('2025-11');
  const locked = await openRun(world, client, '2025-12');
  await lockMonth(world, client, locked);
  const newcomer = await castWorker(world, client, {
    basePay: yuan('8000'),
    startsOn: '2025-12-01',
  });
  await putTerm(world, client, first, 'basePay', yuan('15000'), '2026-08-01');
  const [found] = await proposals(
    client.tenantId,
    wanted([first.employmentId, newcomer.employmentId], 2026),
  );
  const told = found!.proposals.map(({ employmentId, source, amount, months, fromPeriod }) => ({
    who: employmentId === first.employmentId ? 'first' : 'newcomer',
    source,
    amount,
    months,
    fromPeriod,
  }));
  const none = { months: null, fromPeriod: null };
  // 10,000.00 and 12,000.01 over two months; what holds from August on is not agreed for July.
  const average: Fen = yuan('11000.01');
  assert.deepEqual(
    told.toSorted((a, b) => `${a.source}${a.who}`.localeCompare(`${b.source}${b.who}`)),
    [
      { who: 'first', source: 'agreedWage', amount: yuan('12000.01'), ...none },
      { who: 'newcomer', source: 'agreedWage', amount: yuan('8000'), ...none },
      {
        who: 'first',
        source: 'lastYearAverage',
        amount: average,
        months: 2,
        fromPeriod: '2025-10',
      },
    ],
  );
  assert.deepEqual(await proposals(client.tenantId, wanted([newId<'emp'>()], 2026)), []);
});
