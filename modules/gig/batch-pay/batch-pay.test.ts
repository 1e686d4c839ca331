import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Id, newId, payPeriod, plainDate, yuan } from '@heyi/kernel';
import { valueOf } from '@heyi/people/testing';
import { type Job, runJob, type Transaction } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { admitWorkers, sampleWorker } from '../testing/gig-client.ts';
import { castWithdrawals, type WithdrawalCast } from '../testing/withdrawal-world.ts';
import { cancelPayoutBatch } from './cancel-payout-batch.ts';
import { confirmPayoutBatch } from './confirm-payout-batch.ts';
import { createPayoutBatch } from './create-payout-batch.ts';
import { createPayout } from './create-payout.ts';
import { getPayoutBatch } from './get-payout-batch.ts';
import { listPayoutBatches } from './list-payout-batches.ts';
import { payBatchJob } from './pay-batch.ts';
import { readPayoutBatch } from './read-payout-batch.ts';

let world: TestHost;
let cast: WithdrawalCast;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
  cast = await castWithdrawals(world, { workers: 2, earned: '0.01' });
});
after(async () => {
  await cast.collector.close();
  await world.close();
});

const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? null : result.failure!.code;
const inClient = <T>(work: (tx: Transaction) => Promise<T>) => world.as(cast.client.tenantId, work);

let order = 0;
function item(externalWorkerId: string, amount: string, changed: object = {}) {
  order += 1;
  return {
    businessId: `B-${order}`,
    externalWorkerId,
    incomeKind: 'labourRemuneration' as const,
    task: '配送一单',
    acceptedOn: plainDate('2026-11-22'),
    workPeriod: payPeriod('2026-11'),
    amount: yuan(amount),
    ...changed,
  };
}

/** The jobs of this module, as the worker process runs them. */
async function runQueued(): Promise<number> {
  const jobs = new Map<string, Job>([[payBatchJob.kind, payBatchJob]]);
  const queued = await inClient(
    (tx) => tx.sql<{ id: Id<'job'> }>`
      select id from platform.job where state = 'queued' and kind = ${payBatchJob.kind}`,
  );
  for (const { id } of queued) {
    const task = { tenantId: cast.client.tenantId, jobId: id };
    await runJob(world.host, jobs, task, new AbortController().signal);
  }
  return queued.length;
}

const read = async (batchNumber: string) =>
  valueOf(await inClient((tx) => readPayoutBatch(tx, { batchNumber })));
const paidTo = async (externalWorkerId: string) => {
  const [row] = await inClient(
    (tx) => tx.sql<{ count: number; gross: number }>`
      select count(*)::int as count, coalesce(sum(w.gross), 0)::bigint as gross
        from gig.withdrawal w join gig.worker k
          on k.shard_key = w.shard_key and k.id = w.worker_id
       where k.external_id = ${externalWorkerId}`,
  );
  return [row!.count, row!.gross];
};

describe('批量付款：创建、确认、取消', () => {
  test('创建不入账；确认后收入入账并付款；再确认不重付', async () => {
    const [first, second] = cast.workers;
    const pending = sampleWorker({ signatures: [] });
    await admitWorkers(world, cast.client, [pending]);
    const items = [
      item(first!, '100.00'),
      item(second!, '200.00'),
      item(pending.externalWorkerId, '300.00'),
      item('nobody', '400.00'),
      item(first!, '500.00', { incomeKind: 'businessIncome' }),
    ];
    const create = () => inClient((tx) => createPayoutBatch(tx, { batchNumber: 'P-1', items }));
    const draft = valueOf(await create());
    assert.deepEqual(
      [draft.state, draft.items, draft.refused, ...draft.rows.map(({ code }) => code)],
      [
        'draft',
        5,
        3,
        null,
        null,
        'worker.not_admitted',
        'worker.not_found',
        'income_line.business_income',
      ],
    );
    assert.deepEqual(await paidTo(first!), [0, 0]);
    assert.equal(valueOf(await create()).id, draft.id);
    const other = await inClient((tx) =>
      createPayoutBatch(tx, { batchNumber: 'P-1', items: [items[0]!] }),
    );
    assert.equal(codeOf(other), 'payout_batch.number_reused');

    const confirm = (amount: string, batchNumber = 'P-1') =>
      inClient((tx) => confirmPayoutBatch(tx, { batchNumber, items: 5, amount: yuan(amount) }));
    assert.equal(codeOf(await confirm('1500.01')), 'payout_batch.totals_differ');
    assert.equal(codeOf(await confirm('1500.00', 'none')), 'payout_batch.not_found');
    assert.equal(valueOf(await confirm('1500.00')).state, 'confirmed');
    assert.equal(valueOf(await confirm('1500.00')).state, 'confirmed');
    assert.equal(await runQueued(), 1);
    const paid = await read('P-1');
    assert.equal(paid.rows.filter(({ withdrawalId }) => withdrawalId !== null).length, 2);
    assert.deepEqual(await paidTo(first!), [1, yuan('100.00')]);
    assert.deepEqual(await paidTo(second!), [1, yuan('200.00')]);
    const cancelled = await inClient((tx) => cancelPayoutBatch(tx, { batchNumber: 'P-1' }));
    assert.equal(codeOf(cancelled), 'payout_batch.already_confirmed');
  });

  test('取消后不能确认；没有的批次查不到', async () => {
    const items = [item(cast.workers[0]!, '10.00')];
    valueOf(await inClient((tx) => createPayoutBatch(tx, { batchNumber: 'P-2', items })));
    const cancel = (batchNumber: string) =>
      inClient((tx) => cancelPayoutBatch(tx, { batchNumber }));
    assert.equal(valueOf(await cancel('P-2')).state, 'cancelled');
    assert.equal(valueOf(await cancel('P-2')).state, 'cancelled');
    const confirm = { batchNumber: 'P-2', items: 1, amount: yuan('10.00') };
    assert.equal(
      codeOf(await inClient((tx) => confirmPayoutBatch(tx, confirm))),
      'payout_batch.cancelled',
    );
    assert.equal(codeOf(await cancel('none')), 'payout_batch.not_found');
    const unread = await inClient((tx) => readPayoutBatch(tx, { batchNumber: 'none' }));
    assert.equal(codeOf(unread), 'payout_batch.not_found');
  });

  test('付款被拒的写明原因，别的照付；作业重跑不重付', async () => {
    const [first] = cast.workers;
    const items = [item(first!, '7.00'), item(first!, '2000000.00')];
    const amount = yuan('2000007.00');
    valueOf(await inClient((tx) => createPayoutBatch(tx, { batchNumber: 'P-3', items })));
    const confirm = { batchNumber: 'P-3', items: 2, amount };
    valueOf(await inClient((tx) => confirmPayoutBatch(tx, confirm)));
    const before = await paidTo(first!);
    await runQueued();
    const { rows } = await read('P-3');
    assert.deepEqual(
      rows.map(({ code, withdrawalCode }) => [code, withdrawalCode]),
      [
        [null, null],
        ['payout.withdrawal_refused', 'withdrawal.amount_too_large'],
      ],
    );
    await inClient(
      (tx) => tx.sql`
        update platform.job set state = 'queued', finished_at = null
         where kind = ${payBatchJob.kind}`,
    ).catch(() => undefined);
    await runQueued();
    assert.deepEqual(await paidTo(first!), [before[0]! + 1, before[1]! + yuan('7.00')]);
  });

  test('没有结算方案的客户：批量与单笔都拒绝', async () => {
    const empty = await world.tenant();
    const items = [item('nobody', '1.00')];
    const refused = await world.as(empty, (tx) =>
      createPayoutBatch(tx, { batchNumber: 'X', items }),
    );
    assert.equal(codeOf(refused), 'program.not_found');
    const single = await world.as(empty, (tx) => createPayout(tx, items[0]!));
    assert.equal(codeOf(single), 'program.not_found');
  });
});

test('单笔付款：一次调用入账并付款，同一编号不重付，内容不同的拒绝', async () => {
  const [, second] = cast.workers;
  const one = item(second!, '66.00');
  const before = await paidTo(second!);
  const pay = (changed: object = {}) => inClient((tx) => createPayout(tx, { ...one, ...changed }));
  assert.equal(valueOf(await pay()).state, 'confirmed');
  await runQueued();
  const again = valueOf(await pay());
  assert.equal(again.rows[0]!.withdrawalId !== null, true);
  await runQueued();
  assert.deepEqual(await paidTo(second!), [before[0]! + 1, before[1]! + yuan('66.00')]);
  assert.equal(codeOf(await pay({ amount: yuan('66.01') })), 'payout_batch.number_reused');
});

describe('控制台看得到批次', () => {
  const list = async (wanted: object = {}) => {
    const { tenantId } = cast.client;
    return valueOf(await inClient((tx) => listPayoutBatches(tx, { tenantId, ...wanted })));
  };
  const numbersOf = async (wanted: object = {}) =>
    (await list(wanted)).rows.map(({ batchNumber }) => batchNumber);

  test('最新的在前，按状态筛选，按页续取', async () => {
    const all = (await list()).rows;
    assert.deepEqual(
      all.map(({ id }) => id),
      all.map(({ id }) => id).toSorted((a, b) => (a < b ? 1 : -1)),
    );
    assert.deepEqual(
      all.slice(1).map(({ batchNumber }) => batchNumber),
      ['P-3', 'P-2', 'P-1'],
    );
    assert.deepEqual(await numbersOf({ state: 'cancelled' }), ['P-2']);
    assert.deepEqual(await numbersOf({ state: 'draft' }), []);
    const first = await list({ limit: 2 });
    assert.equal(first.next, first.rows[1]!.id);
    assert.deepEqual(await numbersOf({ limit: 2, after: first.next }), ['P-2', 'P-1']);
    assert.deepEqual(await numbersOf({ programId: newId<'prg'>() }), []);
    assert.deepEqual(await numbersOf({ programId: cast.client.programId }), await numbersOf());
  });

  test('单笔付款标明是单笔；已提现、被拒、等候各有笔数和金额，取消的不等', async () => {
    const [single, third, second, first] = (await list()).rows;
    assert.deepEqual(
      [single, third, second, first].map((batch) => batch!.isSingle),
      [true, false, false, false],
    );
    assert.deepEqual(
      [first!.withdrawn, first!.refused, first!.waiting],
      [
        { items: 2, amount: yuan('300.00') },
        { items: 3, amount: yuan('1200.00') },
        { items: 0, amount: yuan('0.00') },
      ],
    );
    assert.equal(second!.state, 'cancelled');
    assert.deepEqual(second!.waiting, { items: 0, amount: yuan('0.00') });
  });

  test('一批的每一行：谁、多少、提现编号，或为什么没付', async () => {
    const { tenantId } = cast.client;
    const batches = (await list()).rows;
    const [first, third] = [batches.at(-1)!, batches.at(-3)!];
    const get = (batchId: Id<'pob'>) => inClient((tx) => getPayoutBatch(tx, { tenantId, batchId }));
    const { rows, ...summary } = valueOf(await get(first.id));
    assert.deepEqual(summary, first);
    assert.equal(rows.length, 5);
    assert.ok(rows[0]!.workerName !== null && rows[0]!.withdrawalId !== null);
    assert.deepEqual([rows[0]!.refusalZh, rows[3]!.workerName], [null, null]);
    assert.equal(rows[3]!.refusalZh, '没有登记这个从业人员。');
    assert.equal(rows[3]!.refusalEn, 'No such worker is registered.');
    for (const { code, refusalZh, refusalEn } of rows) {
      assert.equal(refusalZh === null, code === null);
      assert.equal(refusalEn === null, code === null);
      assert.notEqual(refusalZh ?? '', code, '说的是话，不是代码');
    }
    const [, tooMuch] = valueOf(await get(third.id)).rows;
    assert.equal(tooMuch!.withdrawalCode, 'withdrawal.amount_too_large');
    assert.match(tooMuch!.refusalZh!, /[一-龥]/u);
  });

  test('没有的批次、别的客户的批次：查不到', async () => {
    const { tenantId } = cast.client;
    const get = { tenantId, batchId: newId<'pob'>() };
    assert.equal(codeOf(await inClient((tx) => getPayoutBatch(tx, get))), 'payout_batch.not_found');
    const other = await world.tenant();
    const batchId = (await list()).rows[0]!.id;
    const theirs = await world.as(other, (tx) => getPayoutBatch(tx, { tenantId: other, batchId }));
    assert.equal(codeOf(theirs), 'payout_batch.not_found');
    const none = await world.as(other, (tx) => listPayoutBatches(tx, { tenantId: other }));
    assert.deepEqual(valueOf(none), { rows: [], next: null });
  });
});
