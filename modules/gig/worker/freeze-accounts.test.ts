import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { valueOf } from '@heyi/people/testing';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { runJobs } from '../testing/gig-client.ts';
import { answered, castWithdrawals, codeOf, settle } from '../testing/withdrawal-world.ts';
import { readWorker } from './read-worker.ts';
import { setWorkerAccount } from './set-worker-account.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
});
after(() => world.close());

test('银行答二类户冻结：暂停提现，换账户核验后恢复；户名不符不算冻结', async () => {
  const cast = await castWithdrawals(world, { workers: 3 });
  const { client } = cast;
  const [frozen, wrongName, replaced] = cast.workers as [string, string, string];
  const [first, second, third] = [
    answered(await cast.ask(frozen, '100.00')),
    answered(await cast.ask(wrongName, '100.00')),
    answered(await cast.ask(replaced, '100.00')),
  ];
  const standing = async (externalWorkerId: string) => {
    const read = await world.as(client.tenantId, (tx) => readWorker(tx, { externalWorkerId }));
    return [valueOf(read).state, ...valueOf(read).reasons];
  };
  const replace = async (externalWorkerId: string) => {
    const account = { channel: 'bankCard', accountNumber: '9111122223333' } as const;
    const input = { externalWorkerId, ...account };
    valueOf(await world.as(client.tenantId, (tx) => setWorkerAccount(tx, input)));
    await runJobs(world, client.tenantId);
  };
  await replace(replaced);
  await settle(world, client, [
    { answer: first, state: 'failed', code: 'AC06' },
    { answer: second, state: 'failed' },
    { answer: third, state: 'failed', code: 'AC06' },
  ]);
  assert.deepEqual(await standing(frozen), ['suspended', 'accountFrozen']);
  assert.deepEqual(await standing(wrongName), ['admitted']);
  assert.deepEqual(await standing(replaced), ['admitted'], 'the old account is nobody’s any more');
  assert.equal(codeOf(await cast.ask(frozen, '100.00')), 'worker.not_admitted');
  await replace(frozen);
  assert.deepEqual(await standing(frozen), ['admitted']);
  assert.equal(answered(await cast.ask(frozen, '100.00')).state, 'accepted');
  await cast.collector.close();
});
