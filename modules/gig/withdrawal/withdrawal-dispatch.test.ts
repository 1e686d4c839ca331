import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fen, formatId, parseId, siblingId, systemClock } from '@heyi/kernel';
import { dispatchPolicy, receiveBankCallback, startDispatcher } from '@heyi/payments';
import { openLyingBank } from '@heyi/payments/testing';
import { deliverEvents, type Host, inTransaction, systemActor } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { listeners } from '../listeners.ts';
import { verifyBooks } from '../testing/verify-books.ts';
import {
  type Answer,
  answered,
  castWithdrawals,
  requestOf,
  type WithdrawalCast,
} from '../testing/withdrawal-world.ts';
import { openCollector } from './collector.ts';
import { readWithdrawal } from './read-withdrawal.ts';

let world: TestHost;
let host: Host;
before(async () => {
  world = await createTestHost(systemClock.now());
  host = { ...world.host, clock: systemClock };
});
after(() => world.close());

/** The program's account gets a bank link in the place of files. */
async function linkBank({ client }: WithdrawalCast, code: string): Promise<void> {
  const tenantIds = [client.tenantId, host.houseId];
  const scope = { tenantIds, actor: systemActor('test'), requestId: 'test' };
  await inTransaction(host, scope, async (tx) => {
    await tx.sql`update payments.payer_account set channel = ${code}`;
    await tx.sql`update gig.program set channel = ${code}`;
  });
}

const idOf = ({ id }: Answer) => parseId('wdr', id)!;
const referenceOf = (answer: Answer) => formatId('pay', siblingId(idOf(answer), 1));

async function stateOf(cast: WithdrawalCast, answer: Answer): Promise<string> {
  const found = await world.as(cast.client.tenantId, (tx) =>
    readWithdrawal(tx, { withdrawalId: idOf(answer) }),
  );
  assert.ok(found.ok);
  return found.value.state;
}

test('条带上的付款指令与工资同一条路：发送、失败退回、无应答询问、回调退汇，账与银行一致', async () => {
  const cast = await castWithdrawals(world, { workers: 12 });
  const bank = openLyingBank({ clock: systemClock });
  await linkBank(cast, bank.code);
  const names = ['fails', 'timeoutAfter', 'throws'];
  await world.as(cast.client.tenantId, async (tx) => {
    for (const [index, name] of names.entries()) {
      await tx.sql`
        update gig.worker set name = ${`${name} 测试`}
         where tenant_id = ${tx.tenantId} and external_id = ${cast.workers[index]!}`;
    }
  });
  const policy = {
    ...dispatchPolicy,
    answerSeconds: 5,
    askAfterSeconds: [0.05, 0.1, 0.2, 0.4],
    resendAfterSeconds: [1],
    sendsMax: 3,
  };
  const dispatcher = await startDispatcher({ host, channels: [bank], policy });
  const collector = openCollector(host);
  const answers = (
    await Promise.all(
      cast.workers.map((worker) =>
        collector.submit(requestOf(cast.client.tenantId, worker, fen(900_000))),
      ),
    )
  ).map(answered);
  const expected = (index: number) => (index === 0 ? 'failed' : 'paid');
  for (let tries = 0; tries < 200; tries += 1) {
    await deliverEvents(host, listeners);
    const states = [];
    for (const answer of answers) states.push(await stateOf(cast, answer));
    if (states.every((state, index) => state === expected(index))) break;
    assert.ok(tries < 199, states.join());
    await sleep(50);
  }
  const paid = [...bank.book.values()].filter(({ state }) => state === 'succeeded');
  assert.equal(paid.length, 11);
  assert.equal(new Set(bank.submitted).size, bank.submitted.length);
  const returned = answers[5]!;
  const report = bank.report(referenceOf(returned), 'returned', 'AC04');
  const callback = { callbackId: 'callback-1', reports: [report] };
  const body = Buffer.from(JSON.stringify(callback));
  const heard = await receiveBankCallback(host, bank.code, { 'x-signature': 'true' }, body);
  assert.deepEqual(heard, { kind: 'read', applied: 1 });
  await deliverEvents(host, listeners);
  assert.equal(await stateOf(cast, returned), 'returned');
  const proof = await verifyBooks(world, cast.client);
  assert.equal(proof.inFlight, 0);
  await dispatcher.stop();
  await collector.close();
  await cast.collector.close();
});
