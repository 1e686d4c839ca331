import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { crc32 } from 'node:zlib';
import { createTestHost, type TestHost } from '../testing.ts';
import type { TenantId } from '../postgres/transaction.ts';
import { FileOpener } from './file-opener.ts';
import { fileKey, type FileId, storeFile } from './store-file.ts';

let world: TestHost;
let tenant: TenantId;
before(async () => {
  world = await createTestHost();
  tenant = await world.tenant();
});
after(() => world.close());

async function stored(content: Buffer): Promise<FileId> {
  const file = { name: '回执.pdf', type: 'application/pdf', content };
  return (await world.as(tenant, (tx) => storeFile(tx, file))).id;
}

const readerOf = (opener: FileOpener) => world.as(tenant, (tx) => opener.reader(tx));

test('事务结束后读：内容与校验和一致，大的小的空的都行', async () => {
  const opener = new FileOpener();
  const contents = [1, 0, 65_536, 200_000, 6_000_000].map((size) => randomBytes(size));
  const ids = [];
  for (const content of contents) ids.push(await stored(content));
  const read = await readerOf(opener);
  for (const [index, content] of contents.entries()) {
    const opened = await read(ids[index]!, content.length);
    assert.ok(Buffer.from(opened.bytes).equals(content), `${content.length} bytes`);
    assert.equal(opened.crc, crc32(content));
    opened.release?.();
  }
  await opener.close();
});

test('放开之前，内存不给别的文件用', async () => {
  const opener = new FileOpener();
  const [one, other] = [randomBytes(100_000), randomBytes(100_000)];
  const [first, second] = [await stored(one), await stored(other)];
  const read = await readerOf(opener);
  const kept = await read(first, one.length);
  const [again, more] = await Promise.all([read(second, 100_000), read(second, 100_000)]);
  assert.ok(Buffer.from(kept.bytes).equals(one));
  assert.ok(Buffer.from(again.bytes).equals(other) && Buffer.from(more.bytes).equals(other));
  kept.release?.();
  const reused = await read(second, other.length);
  assert.equal(reused.bytes.buffer, kept.bytes.buffer);
  await opener.close();
});

test('被改过、大小不对、已经关了：都说出来', async () => {
  const opener = new FileOpener();
  const content = randomBytes(150_000);
  const id = await stored(content);
  const read = await readerOf(opener);
  await assert.rejects(read(id, content.length - 1));
  const path = world.host.fileStore.pathOf(fileKey(tenant, id));
  const sealed = readFileSync(path);
  sealed[sealed.length - 1]! ^= 1;
  writeFileSync(path, sealed);
  await assert.rejects(read(id, content.length), /authenticate/);
  const waiting = read(id, content.length);
  await Promise.all([opener.close(), assert.rejects(waiting)]);
  await assert.rejects(read(id, content.length), /closed/);
});
