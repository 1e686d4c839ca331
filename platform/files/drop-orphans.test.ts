import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { addSeconds, newId } from '@heyi/kernel';
import { createTestHost, type TestHost } from '../testing.ts';
import type { TenantId } from '../postgres/transaction.ts';
import { dropOrphans } from './drop-orphans.ts';
import { readFile, storeFile } from './store-file.ts';

const now = '2026-11-23T01:00:00.000Z';
let world: TestHost;
let tenant: TenantId;
before(async () => {
  world = await createTestHost(now);
  tenant = await world.tenant();
});
after(() => world.close());

const hours = (count: number) => addSeconds(now, -3600 * count);

/** A content on the disk as old as said, in the folder of a tenant. */
function put(tenantId: string, name: string, writtenAt: string): string {
  const file = path.join(world.filesDirectory, tenantId, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '内容');
  utimesSync(file, new Date(writtenAt), new Date(writtenAt));
  return file;
}

test('没有记录、放了一天以上的内容清掉；有记录的、刚写的、别的库的一律不动', async () => {
  const kept = await world.as(tenant, (tx) =>
    storeFile(tx, { name: '花名册.csv', type: 'text/csv', content: Buffer.from('姓名') }),
  );
  const stored = path.join(world.filesDirectory, tenant, kept.id);
  utimesSync(stored, new Date(hours(900)), new Date(hours(900)));
  const orphan = put(tenant, newId(), hours(25));
  const half = put(tenant, `${newId()}.partial`, hours(25));
  const fresh = put(tenant, newId(), hours(23));
  const foreign = put(newId(), newId(), hours(900));

  assert.equal(await dropOrphans(world.host), 2);
  assert.deepEqual([orphan, half, fresh, foreign].map(existsSync), [false, false, true, true]);
  const read = await world.as(tenant, (tx) => readFile(tx, kept.id));
  assert.equal(read?.content.toString(), '姓名');
  assert.equal(await dropOrphans(world.host), 0);
  rmSync(fresh);
});

test('回滚的上传留下的内容，一天后清掉', async () => {
  const lost = await world
    .as(tenant, async (tx) => {
      await storeFile(tx, { name: 'a.csv', type: 'text/csv', content: Buffer.from('a') });
      throw new Error('回滚');
    })
    .catch((error: Error) => error.message);
  assert.equal(lost, '回滚');
  world.clock.set(addSeconds(new Date().toISOString(), 25 * 3600));
  assert.equal(await dropOrphans(world.host), 1);
});
