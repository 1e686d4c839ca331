import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gigWithdrawalContract as contract } from '@heyi/contract';
import { newId, unixSeconds, yuan } from '@heyi/kernel';
import { spendNoncesQuery } from '@heyi/connect';
import { type Nonce, shardKeyOf } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import pg from 'pg';
import { z } from 'zod';
import { castWithdrawals, type WithdrawalCast } from '../testing/withdrawal-world.ts';
import { type BalanceAnswer, type BalanceReader, openBalanceReader } from './balance-reader.ts';
import { readBalances } from './read-balances.ts';

let world: TestHost;
let cast: WithdrawalCast;
let stranger: WithdrawalCast;
const readers: BalanceReader[] = [];
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
  cast = await castWithdrawals(world, { workers: 6, funds: '12000.00' });
  stranger = await castWithdrawals(world, { workers: 1 });
});
after(async () => {
  await Promise.all(readers.map((reader) => reader.close()));
  await cast.collector.close();
  await stranger.collector.close();
  await world.close();
});

function open(options: Parameters<typeof openBalanceReader>[1] = {}): BalanceReader {
  const reader = openBalanceReader(world.host, options);
  readers.push(reader);
  return reader;
}

const now = () => unixSeconds(world.host.clock);

const nonceOf = (): Nonce => ({
  digest: newId(),
  stampedAt: now(),
  shardKey: shardKeyOf(cast.client.tenantId),
});

const askFrom = (reader: BalanceReader, worker: string, nonce: Nonce | null = nonceOf()) =>
  reader.read(
    { tenantId: cast.client.tenantId, environment: 'live', externalWorkerId: worker },
    nonce,
  );

const codeOf = (answer: BalanceAnswer) => (answer.ok ? null : answer.failure.code);

const rowsOf = (answer: BalanceAnswer) => {
  assert.ok(answer.ok, JSON.stringify(answer));
  return z.decode(contract.readBalances.output, JSON.parse(answer.value)).rows;
};

/** Another server is spending the nonce: whoever brings it too waits for its COMMIT. */
async function holdNonce(nonce: Nonce): Promise<(end: 'commit' | 'rollback') => Promise<void>> {
  const holder = await world.host.pool.connect();
  await holder.query('begin');
  await holder.query(spendNoncesQuery([nonce], now()));
  return async (end) => {
    await holder.query(end);
    holder.release();
  };
}

async function stillWaiting(asked: readonly Promise<unknown>[]): Promise<void> {
  assert.equal(await Promise.race([...asked, sleep(150, 'nobody')]), 'nobody');
}

test('同时来的查询一次读完：各得各的余额，与单独查的一样', async () => {
  const [first, second] = cast.workers;
  assert.ok((await cast.ask(first!, '9000.00')).ok);
  assert.ok((await cast.ask(second!, '9000.00')).ok);
  const sizes: number[] = [];
  const reader = open({ lanes: 1, onBatch: (size) => void sizes.push(size) });
  const answers = await Promise.all(cast.workers.map((worker) => askFrom(reader, worker)));
  assert.deepEqual(sizes, [1, cast.workers.length - 1]);
  for (const [index, answer] of answers.entries()) {
    const externalWorkerId = cast.workers[index]!;
    const alone = await world.as(cast.client.tenantId, (tx) =>
      readBalances(tx, { externalWorkerId }),
    );
    assert.ok(alone.ok);
    assert.deepEqual(rowsOf(answer), alone.value.rows);
  }
  const [one, two] = answers.map((answer) => rowsOf(answer)[0]!);
  assert.deepEqual([one!.withdrawable, one!.yearIncome], [yuan('11000.00'), yuan('9000.00')]);
  assert.deepEqual([two!.withdrawable, two!.suspended], [yuan('11000.00'), yuan('9000.00')]);
});

test('一批里有查无此人、重放的随机串、别家的人：只拒绝那一个', async () => {
  const reader = open({ lanes: 1 });
  const used = nonceOf();
  assert.equal(codeOf(await askFrom(reader, cast.workers[0]!, used)), null);
  const asked = [
    askFrom(reader, cast.workers[0]!),
    askFrom(reader, 'nobody'),
    askFrom(reader, cast.workers[0]!, used),
    askFrom(reader, stranger.workers[0]!),
    askFrom(reader, cast.workers[0]!, null),
    askFrom(reader, cast.workers[0]!),
  ];
  const codes = (await Promise.all(asked)).map(codeOf);
  assert.deepEqual(codes, [
    null,
    'worker.not_found',
    'nonce.replayed',
    'worker.not_found',
    null,
    null,
  ]);
});

test('同一随机串同时到两台服务器：先到的还没提交，后到的等着，提交后被拒绝，同批的照答', async () => {
  const nonce = nonceOf();
  const release = await holdNonce(nonce);
  const reader = open({ lanes: 1 });
  const first = askFrom(reader, cast.workers[0]!);
  const asked = [askFrom(reader, cast.workers[1]!), askFrom(reader, cast.workers[2]!, nonce)];
  assert.equal(codeOf(await first), null);
  await stillWaiting(asked);
  await release('commit');
  assert.deepEqual((await Promise.all(asked)).map(codeOf), [null, 'nonce.replayed']);
});

test('先到的撤回了：随机串没有用掉，后到的照答', async () => {
  const nonce = nonceOf();
  const release = await holdNonce(nonce);
  const asked = askFrom(open(), cast.workers[0]!, nonce);
  await stillWaiting([asked]);
  await release('rollback');
  assert.equal(codeOf(await asked), null);
});

test('两台服务器各收到同样的一百个请求、次序相反：每个随机串只答一次', async () => {
  const nonces = Array.from({ length: 100 }, () => nonceOf());
  const servers = [open(), open()];
  const answers = await Promise.all(
    servers.flatMap((server, index) =>
      (index === 0 ? nonces : nonces.toReversed()).map((nonce) =>
        askFrom(server, cast.workers[0]!, nonce),
      ),
    ),
  );
  const codes = answers.map(codeOf);
  assert.equal(codes.filter((code) => code === null).length, 100);
  assert.equal(codes.filter((code) => code === 'nonce.replayed').length, 100);
});

test('沙盒方案的余额，正式应用看不到；服务器先认识正式方案、后开沙盒方案，也认得', async () => {
  const reader = open();
  const [worker] = cast.workers;
  const before = rowsOf(await askFrom(reader, worker!));
  const { tenantId } = cast.client;
  const sandbox = { tenantId, environment: 'sandbox' as const, externalWorkerId: worker! };
  const unknown = await reader.read(sandbox, nonceOf());
  assert.equal(codeOf(unknown), 'worker.not_found');
  await openSandboxBalance(worker!);
  assert.deepEqual(rowsOf(await askFrom(reader, worker!)), before);
  const [own] = rowsOf(await reader.read(sandbox, nonceOf()));
  assert.equal(own!.withdrawable, yuan('7.00'));
});

/** A program that nobody knew, and its worker of the same id. */
async function openSandboxBalance(worker: string): Promise<void> {
  const admin = new pg.Client({ connectionString: world.database.adminUrl });
  await admin.connect();
  const { tenantId } = cast.client;
  const programId = newId();
  await admin.query(
    `insert into gig.program
     select (jsonb_populate_record(p, jsonb_build_object('id', $2::uuid, 'environment', 'sandbox'))).*
       from gig.program p where p.tenant_id = $1`,
    [tenantId, programId],
  );
  await admin.query(
    `with worker as (select * from gig.worker where tenant_id = $1 and external_id = $4),
          twin as (insert into gig.worker
                   select (jsonb_populate_record(w, jsonb_build_object('id', $3::uuid,
                            'environment', 'sandbox'))).*
                     from gig.worker w where w.id = (select id from worker)),
          own as (select b.* from gig.balance b join worker w on w.id = b.worker_id
                   where b.tenant_id = $1),
          account as (insert into ledger.account
                      select (jsonb_populate_record(a, jsonb_build_object('id', $3::uuid,
                               'person_id', $3::uuid, 'debit_total', 0, 'credit_total', 700,
                               'carried', null))).*
                        from ledger.account a join own on own.account_id = a.id)
     insert into gig.balance
     select (jsonb_populate_record(b, jsonb_build_object('id', $3::uuid, 'program_id', $2::uuid,
              'worker_id', $3::uuid, 'account_id', $3::uuid))).* from gig.balance b where b.id in (select id from own)`,
    [tenantId, programId, newId(), worker],
  );
  await admin.end();
}
