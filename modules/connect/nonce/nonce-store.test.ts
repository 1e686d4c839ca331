import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { newId, unixSeconds } from '@heyi/kernel';
import type { Nonce } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import pg from 'pg';
import { nonceDigest, nonceRefusals, spendNoncesQuery } from './nonce.ts';
import { openNonceStore } from './nonce-store.ts';

let world: TestHost;
let owner: pg.Client;
before(async () => {
  world = await createTestHost();
  owner = new pg.Client({ connectionString: world.database.urls.ownerUrl });
  await owner.connect();
});
after(async () => {
  await owner.end();
  await world.close();
});
beforeEach(() => owner.query('truncate connect.nonce'));

const now = () => unixSeconds(world.host.clock);
const fresh = (stampedAt = now()): Nonce => ({
  digest: nonceDigest(newId(), 'nonce'),
  stampedAt,
  shardKey: 7,
});

test('一批里的重复只算第一个；表里的重复也认得', async () => {
  const [a, b] = [fresh(), fresh()];
  const first = [a, b, a];
  const one = await world.host.pool.query(spendNoncesQuery(first, now()));
  assert.deepEqual(nonceRefusals(first, one.rows), [null, null, 'nonce.replayed']);
  const second = [b, fresh(), a];
  const two = await world.host.pool.query(spendNoncesQuery(second, now()));
  assert.deepEqual(nonceRefusals(second, two.rows), ['nonce.replayed', null, 'nonce.replayed']);
});

test('与别的写入同一个事务：回滚以后随机串还能用', async () => {
  const nonce = fresh();
  const client = await world.host.pool.connect();
  await client.query('begin');
  await client.query(spendNoncesQuery([nonce], now()));
  await client.query('rollback');
  client.release();
  await openNonceStore(world.host).spend(nonce);
});

test('两批同样的随机串、次序相反，同时写：不会互相锁死，各只成一次', async () => {
  const nonces = Array.from({ length: 200 }, () => fresh());
  const spend = (list: Nonce[]) => world.host.pool.query(spendNoncesQuery(list, now()));
  const [one, two] = await Promise.all([spend(nonces), spend(nonces.toReversed())]);
  const taken = (list: Nonce[], rows: { place: number; why: string }[]) =>
    nonceRefusals(list, rows).filter((refusal) => refusal === null).length;
  assert.equal(taken(nonces, one.rows) + taken(nonces.toReversed(), two.rows), 200);
});

test('数据库崩溃丢了记录：崩溃前签的请求一律不收，之后签的照常', async () => {
  // What PostgreSQL does to unlogged tables after a crash.
  await owner.query('truncate connect.nonce, connect.nonce_epoch');
  const store = openNonceStore(world.host);
  await assert.rejects(store.spend(fresh(now() - 1)), { message: 'signature.expired' });
  await store.spend(fresh());
  await assert.rejects(store.spend(fresh(now() - 200)), { message: 'signature.expired' });
  await owner.query('update connect.nonce_epoch set since = 0');
  await store.spend(fresh(now() - 200));
});

test('数据库停了：请求得到错误，不是放行；之后照常', async () => {
  const store = openNonceStore({ ...world.host, pool: brokenPool() });
  await assert.rejects(store.spend(fresh()), /no database/);
  await assert.rejects(store.spend(fresh()), /no database/);
});

function brokenPool(): typeof world.host.pool {
  const query = () => Promise.reject(new Error('no database'));
  return { query } as unknown as typeof world.host.pool;
}

test('清空：还能被重放的一个不少，过了时的一个不留', async () => {
  const start = Math.floor(now() / 600) * 600 + 6000;
  const drop = (at: number) => world.host.pool.query('select connect.drop_nonces($1)', [at]);
  const count = async () =>
    Number((await owner.query('select count(*) as count from connect.nonce')).rows[0].count);
  // Every second of twenty minutes: whatever is still valid must be there.
  for (let at = start; at < start + 1800; at += 25) {
    const oldest = fresh(at - 300);
    const newest = fresh(at + 300);
    await world.host.pool.query(spendNoncesQuery([oldest, newest], at));
    await drop(at);
    const again = await world.host.pool.query(spendNoncesQuery([oldest, newest], at));
    assert.equal(again.rows.length, 2, `at ${at - start}`);
  }
  const kept = await count();
  assert.ok(kept < 144, `${kept} of 144 are kept`);
  await drop(start + 1800 + 600 + 150);
  await drop(start + 1800 + 1200 + 150);
  await drop(start + 1800 + 1800 + 150);
  assert.equal(await count(), 0);
});
