import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Output, ordersContract as contract } from '@heyi/contract';
import { newId } from '@heyi/kernel';
import { analyseOnCluster } from '@heyi/platform/testing';
import fc from 'fast-check';
import { settleLines } from '../line/settle-lines.ts';
import { followPapers } from '../intake/follow-papers.ts';
import { openLines } from '../intake/open-lines.ts';
import { createOrdersWorld, type OrderShop, type OrdersWorld } from '../testing/orders-world.ts';
import { watchLines } from '../watch/watch-lines.ts';

type Outcomes = Output<typeof contract.takeOrderLines>;

let made: OrdersWorld;
let shop: OrderShop;
let receipt: string;
let original: string;
before(async () => {
  made = await createOrdersWorld();
  shop = await made.shop('任意');
  await shop.order();
  receipt = await shop.paper('enrolmentReceipt');
  original = await shop.paper('requestOriginal');
});
after(() => made.close());

const words = { reason: '原因', words: '说明', note: '备注' };

/** Every door, as somebody of two might use it at a wrong time. */
const doors: readonly [string, object][] = [
  ['takeOrderLines', {}],
  ['assignOrderLines', {}],
  ['handOverOrderLines', words],
  ['sendBackOrderLines', words],
  ['answerOrderLines', words],
  ['setOrderChannel', { channel: 'counter' }],
  ['setOrderChannel', { channel: 'robot' }],
  ['setOrderChannel', { channel: 'manualOnline' }],
  ['submitOrderLines', {}],
  ['recordOrderResult', {}],
  ['recordOrderResult', { evidenceId: 'original' }],
  ['recordOrderResult', { evidenceId: 'receipt' }],
  ['failOrderLines', { failureCode: 'nameDiffers', ...words }],
  ['reopenOrderLines', words],
  ['cancelOrderLines', words],
];

const move = fc.record({
  door: fc.constantFrom(...doors),
  by: fc.constantFrom('wang' as const, 'li' as const),
  isStale: fc.boolean(),
  after: fc.constantFrom('nothing', 'settle', 'askPapers', 'completePapers', 'watch', 'deliver'),
});

async function play(moves: readonly (typeof move extends fc.Arbitrary<infer M> ? M : never)[]) {
  const employmentId = await shop.enrol();
  await made.deliver();
  const find = async () =>
    (await shop.lines()).filter((line) => line.employmentId === employmentId);
  const [opened] = await find();
  for (const { door, by, isStale, after: next } of moves) {
    const [operation, given] = door;
    const line = await shop.line(opened!.id);
    const { evidenceId } = given as { evidenceId?: string };
    const papers = { original, receipt } as Readonly<Record<string, string>>;
    const answer = await made.act<Outcomes>(
      shop.tenant,
      operation,
      {
        toId: made.li.id,
        ...given,
        ...(evidenceId !== undefined && { evidenceId: papers[evidenceId] }),
        lines: [
          { id: line.id, version: isStale && line.version > 1 ? line.version - 1 : line.version },
        ],
      },
      made[by],
    );
    assert.ok(typeof answer !== 'string', `${operation}: ${JSON.stringify(answer)}`);
    if (next === 'deliver') await made.deliver();
    if (next === 'watch') await watchLines(made.world.host);
    await made.world.as(shop.tenant, async (tx) => {
      if (next === 'settle') await settleLines(tx, [line.id]);
      if (next === 'askPapers' || next === 'completePapers') {
        await followPapers(tx, line.id, next);
      }
    });
    await proveOf(line.id);
  }
  const lines = await find();
  assert.equal(lines.filter(({ state }) => state !== 'cancelled').length <= 1, true);
  assert.ok(
    lines.some(({ id }) => id === opened!.id),
    '行没有丢',
  );
}

/** What must hold of a line whatever was done to it. */
async function proveOf(id: string): Promise<void> {
  const [row] = await made.world.as(
    shop.tenant,
    (tx) => tx.sql<{
      state: string;
      proven: boolean;
      open: number;
      events: number;
      version: number;
    }>`
      select l.state, exists (select from orders.line_paper p
                               where p.shard_key = l.shard_key and p.line_id = l.id
                                 and p.kind = 'enrolmentReceipt') as proven,
             (select count(*)::int from orders.submission s
               where s.shard_key = l.shard_key and s.line_id = l.id
                 and s.state in ('prepared', 'sent', 'unknown', 'received')) as open,
             (select count(*)::int from orders.line_event e
               where e.shard_key = l.shard_key and e.line_id = l.id) as events,
             l.version
        from orders.line l where l.shard_key = ${tx.shardKey} and l.id = ${id}`,
  );
  if (row!.state === 'officialSucceeded' || row!.state === 'settled') assert.ok(row!.proven);
  assert.equal(row!.open, row!.state === 'submitted' ? 1 : 0, row!.state);
  assert.equal(row!.events, row!.version, '每一步都有记录');
}

test('任意顺序用任意的门：没有凭证不成功，不重复提交，行不丢，步步留痕', async () => {
  await fc.assert(fc.asyncProperty(fc.array(move, { minLength: 4, maxLength: 14 }), play), {
    numRuns: 25,
  });
});

test('两千人同时入职：一次生成两千行', async () => {
  const many = await made.shop('两千');
  await many.order();
  await many.enrol();
  await made.deliver();
  const [like] = await many.lines();
  const ids = Array.from({ length: 1999 }, () => newId());
  await made.world.as(many.tenant, async (tx) => {
    await tx.sql`
      insert into insurance.task
      select (jsonb_populate_record(t, jsonb_build_object('id', n.id, 'kind', 'firstCard',
               'employment_id', n.id, 'enrolment_id', null))).*
        from insurance.task t, unnest(${ids}::uuid[]) as n (id)
       where t.tenant_id = ${many.tenant} and t.id = ${like!.taskId}`;
    await tx.sql`
      insert into people.employment
      select (jsonb_populate_record(e, jsonb_build_object('id', n.id))).*
        from people.employment e, unnest(${ids}::uuid[]) as n (id)
       where e.tenant_id = ${many.tenant} and e.id = ${like!.employmentId}`;
    await tx.sql`
      insert into people.employment_term
      select (jsonb_populate_record(e, jsonb_build_object('employment_id', n.id))).*
        from people.employment_term e, unnest(${ids}::uuid[]) as n (id)
       where e.tenant_id = ${many.tenant} and e.employment_id = ${like!.employmentId}`;
  });
  await analyseOnCluster(made.world.database);
  await made.world.as(many.tenant, async (tx) => {
    const began = performance.now();
    assert.equal((await openLines(tx)).length, 1999);
    assert.ok(performance.now() - began < 10_000);
    assert.deepEqual(await openLines(tx), []);
  });
});
