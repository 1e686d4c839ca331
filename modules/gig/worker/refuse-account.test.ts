import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from '@heyi/kernel';
import { valueOf } from '@heyi/people/testing';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { runJobs } from '../testing/gig-client.ts';
import { answered, castWithdrawals, codeOf, settle } from '../testing/withdrawal-world.ts';
import { getWorker } from './get-worker.ts';
import { readWorker } from './read-worker.ts';
import { resumeWorker } from './resume-worker.ts';
import { changeWorkerAccount } from './change-worker-account.ts';
import { setWorkerAccount } from './set-worker-account.ts';
import type { WorkerId } from './worker.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
});
after(() => world.close());

test('银行答账户冻结、已销户或户名不符：账户不能用，换账户核验后恢复；其他原因不算', async () => {
  const cast = await castWithdrawals(world, { workers: 6 });
  const { client } = cast;
  const [frozen, closed, wrongName, replaced, other, returned] = cast.workers as string[];
  const asked = await Promise.all(cast.workers.map((worker) => cast.ask(worker, '100.00')));
  const answers = asked.map(answered);
  const read = async (externalWorkerId: string) => {
    const found = await world.as(client.tenantId, (tx) => readWorker(tx, { externalWorkerId }));
    const { id: workerId } = valueOf(found);
    return valueOf(
      await world.as(client.tenantId, (tx) =>
        getWorker(tx, { tenantId: client.tenantId, workerId }),
      ),
    );
  };
  const standing = async (externalWorkerId: string) => {
    const { state, reasons, accountTrouble } = await read(externalWorkerId);
    return [state, ...reasons, accountTrouble];
  };
  const replace = async (externalWorkerId: string) => {
    const account = { channel: 'bankCard', accountNumber: '9111122223333' } as const;
    const input = { externalWorkerId, ...account };
    valueOf(await world.as(client.tenantId, (tx) => setWorkerAccount(tx, input)));
    await runJobs(world, client.tenantId);
  };
  await replace(replaced!);
  const told = [
    { state: 'failed', code: 'AC06' },
    { state: 'failed', code: 'AC04' },
    { state: 'failed', code: 'BE01' },
    { state: 'failed', code: 'AC06' },
    { state: 'failed', code: 'MS03' },
    { state: 'succeeded' },
  ] as const;
  await settle(
    world,
    client,
    told.map((report, index) => ({ answer: answers[index]!, ...report })),
  );
  await settle(world, client, [{ answer: answers[5]!, state: 'returned', code: 'AC04' }]);
  const since = '2026-11-23T01:00:00.000Z';
  const refused = [
    [frozen!, 'accountFrozen', 'frozen'],
    [closed!, 'accountClosed', 'closed'],
    [wrongName!, 'accountNameDiffers', 'nameDiffers'],
    [returned!, 'accountClosed', 'closed'],
  ] as const;
  for (const [worker, reason, kind] of refused) {
    assert.deepEqual(await standing(worker), ['suspended', reason, { kind, since }]);
    assert.equal(codeOf(await cast.ask(worker, '100.00')), 'worker.account_unusable');
  }
  assert.deepEqual(await standing(replaced!), ['admitted', null], 'the old account is nobody’s');
  assert.deepEqual(await standing(other!), ['admitted', null]);
  for (const worker of [frozen!, wrongName!]) {
    await replace(worker);
    assert.deepEqual(await standing(worker), ['admitted', null]);
    assert.equal(answered(await cast.ask(worker, '100.00')).state, 'accepted');
  }
  const { id: returnedId } = await read(returned!);
  const change = (workerId: WorkerId, accountNumber: string, channel: 'bankCard' | 'wechat') =>
    world.as(client.tenantId, (tx) =>
      changeWorkerAccount(tx, { tenantId: client.tenantId, workerId, channel, accountNumber }),
    );
  const codes = [
    await change(newId(), '9111122223333', 'bankCard'),
    await change(returnedId, '12', 'bankCard'),
  ].map((outcome) => (outcome.ok ? null : outcome.failure.code));
  assert.deepEqual(codes, ['worker.not_found', 'worker.account_malformed']);
  const changed = valueOf(await change(returnedId, '9111122223334', 'bankCard'));
  assert.deepEqual([changed.accountTrouble, changed.state], [null, 'pending'], 'to be checked');
  const { id: workerId } = await read(closed!);
  const resumed = await world.as(client.tenantId, (tx) =>
    resumeWorker(tx, { tenantId: client.tenantId, workerId, reason: '银行查明，账户未销' }),
  );
  assert.equal(valueOf(resumed).accountTrouble, null, 'the operator says that it is cured');
  assert.deepEqual((await read(closed!)).history[1]?.what, 'accountRefused');
  await cast.collector.close();
});
