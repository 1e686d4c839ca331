import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Fen, payPeriod, plainDate, yuan, zeroFen } from '@heyi/kernel';
import { balanceOf, routes as ledgerRoutes } from '@heyi/ledger';
import { valueOf } from '@heyi/people/testing';
import { onShard } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import fc from 'fast-check';
import { withdrawableAccount } from '../program/program.ts';
import {
  admitWorkers,
  castGigClient,
  type GigClient,
  sampleWorker,
  type SampleWorker,
} from '../testing/gig-client.ts';
import { suspendWorker } from '../worker/suspend-worker.ts';
import { findWorker } from '../worker/worker.store.ts';
import type { BalanceId, IncomeLineFields } from './income-line.ts';
import { listIncomeLines } from './list-income-lines.ts';
import { readIncomeLine } from './read-income-line.ts';
import { reportIncomeLines } from './report-income-lines.ts';

let world: TestHost;
let client: GigClient;
let worker: SampleWorker;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
  client = await castGigClient(world);
  worker = sampleWorker();
  await admitWorkers(world, client, [worker]);
});
after(() => world.close());

const inClient = <T>(work: Parameters<typeof world.as<T>>[1], at = client.tenantId) =>
  world.as(at, work);

let order = 0;
function line(changed: Partial<IncomeLineFields> = {}): IncomeLineFields {
  order += 1;
  return {
    businessId: `L-${order}`,
    externalWorkerId: worker.externalWorkerId,
    incomeKind: 'labourRemuneration',
    task: '直播两小时',
    acceptedOn: plainDate('2026-11-20'),
    workPeriod: payPeriod('2026-11'),
    amount: yuan('100.00'),
    ...changed,
  };
}

async function report(...lines: IncomeLineFields[]): Promise<string[]> {
  const answer = valueOf(await inClient((tx) => reportIncomeLines(tx, { lines })));
  return answer.results.map(({ outcome, code }) => code ?? outcome);
}

/** What is owed to the worker, all kinds of income together. */
async function owed(externalWorkerId = worker.externalWorkerId): Promise<Fen> {
  return inClient(async (tx) => {
    const place = (await findWorker(tx, externalWorkerId))!;
    const balances = await tx.sql<{ id: BalanceId }>`
      select id from gig.balance where worker_id = ${place.workerId}`;
    const keys = balances.map(({ id }) => withdrawableAccount(id));
    const found = await balanceOf(onShard(tx, place.shardKey), keys);
    return found.reduce((sum, { balance }) => (sum - balance) as Fen, zeroFen);
  });
}

describe('报收入', () => {
  test('记一次：同样的再报不重记，内容不同的拒绝，全文在册', async () => {
    const one = line({ amount: yuan('88.88') });
    const before = await owed();
    assert.deepEqual(await report(one), ['accepted']);
    assert.deepEqual(await report(one, one), ['unchanged', 'unchanged']);
    assert.equal((await owed()) - before, yuan('88.88'));
    const others: Partial<IncomeLineFields>[] = [
      { amount: yuan('88.89') },
      { task: '别的任务' },
      { incomeKind: 'incidentalIncome' },
      { acceptedOn: plainDate('2026-11-19') },
      { workPeriod: payPeriod('2026-10') },
    ];
    for (const other of others) {
      assert.deepEqual(await report({ ...one, ...other }), ['income_line.business_id_reused']);
    }
    const view = valueOf(await inClient((tx) => readIncomeLine(tx, one)));
    assert.deepEqual(
      [view.amount, view.task, view.workPeriod, view.source, view.correctsBusinessId],
      [yuan('88.88'), '直播两小时', '2026-11', 'api', null],
    );
  });

  test('同一请求里：同样的算一次，不同的第二条拒绝', async () => {
    const one = line();
    assert.deepEqual(await report(one, one, { ...one, amount: yuan('1.00') }), [
      'accepted',
      'unchanged',
      'income_line.business_id_reused',
    ]);
  });

  const faults: readonly (readonly [string, Partial<IncomeLineFields>, string])[] = [
    ['经营所得由本人申报', { incomeKind: 'businessIncome' }, 'income_line.business_income'],
    ['金额为零', { amount: zeroFen }, 'income_line.amount_zero'],
    ['金额过大', { amount: yuan('10000000.01') }, 'income_line.amount_too_large'],
    ['验收在将来', { acceptedOn: plainDate('2026-11-24') }, 'income_line.in_future'],
    ['所属月在将来', { workPeriod: payPeriod('2026-12') }, 'income_line.in_future'],
    ['负数没有写明更正哪一条', { amount: yuan('-1.00') }, 'income_line.correction_unnamed'],
    ['正数写了更正', { correctsBusinessId: 'L-1' }, 'income_line.correction_unnamed'],
    ['没有这个人', { externalWorkerId: 'nobody' }, 'worker.not_found'],
    [
      '更正的那一条不在册',
      { amount: yuan('-1.00'), correctsBusinessId: 'none' },
      'income_line.corrected_unknown',
    ],
  ];
  for (const [title, changed, code] of faults) {
    test(`拒绝：${title}；同一批里好的照记`, async () => {
      assert.deepEqual(await report(line(changed), line()), [code, 'accepted']);
    });
  }

  test('不予准入的人不收；暂停的人照记', async () => {
    const refused = sampleWorker({ name: '沙箱身份不一致' });
    const paused = sampleWorker();
    await admitWorkers(world, client, [refused, paused]);
    const { workerId } = (await inClient((tx) => findWorker(tx, paused.externalWorkerId)))!;
    const suspension = { tenantId: client.tenantId, workerId, reason: '核实' };
    valueOf(await inClient((tx) => suspendWorker(tx, suspension)));
    const of = ({ externalWorkerId }: SampleWorker) => line({ externalWorkerId });
    assert.deepEqual(await report(of(refused), of(paused)), ['worker.not_admissible', 'accepted']);
  });

  test('没有结算方案，或有几个而没有指明：不收', async () => {
    const empty = await world.tenant();
    const refused = await inClient((tx) => reportIncomeLines(tx, { lines: [line()] }), empty);
    assert.equal(refused.ok ? null : refused.failure.code, 'program.not_found');
  });
});

describe('更正', () => {
  test('负数行冲减；合计不超过原行；不能冲减另一种收入', async () => {
    const one = line({ amount: yuan('50.00') });
    const back = (amount: string, changed: Partial<IncomeLineFields> = {}) =>
      line({ amount: yuan(amount), correctsBusinessId: one.businessId, ...changed });
    const before = await owed();
    assert.deepEqual(await report(one), ['accepted']);
    assert.deepEqual(await report(back('-20.00'), back('-30.01')), [
      'accepted',
      'income_line.correction_too_large',
    ]);
    assert.deepEqual(await report(back('-10.00', { incomeKind: 'incidentalIncome' })), [
      'income_line.corrected_unknown',
    ]);
    assert.deepEqual(await report(back('-30.00'), back('-0.01')), [
      'accepted',
      'income_line.correction_too_large',
    ]);
    assert.equal(await owed(), before);
  });

  test('已提走的冲不回来', async () => {
    const poor = sampleWorker();
    await admitWorkers(world, client, [poor]);
    const { externalWorkerId } = poor;
    const one = line({ externalWorkerId, amount: yuan('50.00') });
    assert.deepEqual(await report(one), ['accepted']);
    await inClient(async (tx) => {
      // As a withdrawal leaves it: nothing is owed any more.
      const place = (await findWorker(tx, externalWorkerId))!;
      await tx.sql`
        update ledger.account a set debit_total = credit_total
          from gig.balance b
         where b.worker_id = ${place.workerId}
           and a.shard_key = b.shard_key and a.tenant_id = b.tenant_id and a.id = b.account_id`;
    });
    const back = line({
      externalWorkerId,
      amount: yuan('-50.00'),
      correctsBusinessId: one.businessId,
    });
    assert.deepEqual(await report(back), ['income_line.already_withdrawn']);
  });
});

test('任意报法：欠从业人员的等于在册各行之和，凭证全部平衡', async () => {
  const people = [sampleWorker(), sampleWorker(), sampleWorker()];
  await admitWorkers(world, client, people);
  const ids = people.map(({ externalWorkerId }) => externalWorkerId);
  const some = fc.record({
    who: fc.nat(2),
    number: fc.nat(12),
    fen: fc.integer({ min: 1, max: 5_000 }),
    corrects: fc.option(fc.nat(12), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(some, { minLength: 1, maxLength: 20 }), async (wanted) => {
      const lines = wanted.map(({ who, number, fen, corrects }) =>
        line({
          externalWorkerId: ids[who]!,
          businessId: `P-${number}`,
          amount: (corrects === undefined ? fen : -fen) as Fen,
          ...(corrects !== undefined && { correctsBusinessId: `P-${corrects}` }),
        }),
      );
      await report(...lines);
      for (const id of ids) {
        const [row] = await inClient(
          (tx) => tx.sql<{ amount: Fen }>`
            select coalesce(sum(l.amount), 0)::bigint as amount from gig.income_line l
              join gig.balance b on b.shard_key = l.shard_key and b.id = l.balance_id
              join gig.worker w on w.shard_key = b.shard_key and w.id = b.worker_id
             where w.external_id = ${id}`,
        );
        assert.equal(await owed(id), row!.amount);
        assert.ok(row!.amount >= 0);
      }
    }),
    { numRuns: 15 },
  );
  const verify = ledgerRoutes.find(({ operation }) => operation.id === 'verifyLedger')!;
  const proof = await inClient((tx) => verify.run(tx, { tenantId: client.tenantId } as never));
  assert.ok(proof.ok);
  // The one that was made above, and no other.
  assert.equal((proof.value as { differences: unknown[] }).differences.length, 1);
});

test('明细按人、种类、所属月筛选，合计是全部的；翻页不漏不重', async () => {
  const other = await castGigClient(world);
  const one = sampleWorker();
  await admitWorkers(world, other, [one]);
  const { externalWorkerId } = one;
  const lines = Array.from({ length: 12 }, (_, index) =>
    line({
      externalWorkerId,
      amount: yuan('1.00'),
      workPeriod: payPeriod(index < 4 ? '2026-10' : '2026-11'),
      incomeKind: index === 0 ? 'incidentalIncome' : 'labourRemuneration',
    }),
  );
  const tenantId = other.tenantId;
  valueOf(await inClient((tx) => reportIncomeLines(tx, { lines }), tenantId));
  const list = async (changed: object) =>
    valueOf(await inClient((tx) => listIncomeLines(tx, { tenantId, ...changed }), tenantId));
  const first = await list({ limit: 8 });
  const second = await list({ limit: 8, after: first.next! });
  const seen = [...first.rows, ...second.rows].map(({ businessId }) => businessId);
  assert.deepEqual(seen, lines.map(({ businessId }) => businessId).toReversed());
  assert.deepEqual([first.lines, first.amount, second.next], [12, yuan('12.00'), null]);
  const october = await list({
    workPeriod: payPeriod('2026-10'),
    incomeKind: 'labourRemuneration',
  });
  assert.deepEqual([october.lines, october.amount], [3, yuan('3.00')]);
  const unknown = await inClient(
    (tx) => readIncomeLine(tx, { externalWorkerId, businessId: 'x' }),
    tenantId,
  );
  assert.equal(unknown.ok ? null : unknown.failure.code, 'income_line.not_found');
  const nobody = { externalWorkerId: 'nobody', businessId: 'x' };
  const stranger = await inClient((tx) => readIncomeLine(tx, nobody), tenantId);
  assert.equal(stranger.ok ? null : stranger.failure.code, 'worker.not_found');
});
