import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { fromBufferPromise, type ZipFile } from 'yauzl';
import { zipFiles } from './zip-files.ts';

async function namesAndTexts(content: Buffer): Promise<[string, string][]> {
  const zip: ZipFile = await fromBufferPromise(content);
  const found: [string, string][] = [];
  for await (const entry of zip.eachEntry()) {
    const stream = await zip.openReadStreamPromise(entry);
    found.push([entry.fileName, (await buffer(stream)).toString()]);
  }
  return found;
}

test('压缩包：中文文件名、顺序与内容不变，同时制作的份数有上限', async () => {
  let making = 0;
  let most = 0;
  const entries = Array.from({ length: 25 }, (_, index) => ({
    name: `工资条/欧阳䶮_${index}.pdf`,
    content: async () => {
      making += 1;
      most = Math.max(most, making);
      await new Promise((resolve) => setTimeout(resolve, 25 - index));
      making -= 1;
      return Buffer.from(`第${index}份`);
    },
  }));
  const found = await namesAndTexts(await buffer(zipFiles(entries, 4)));
  assert.deepEqual(
    found,
    entries.map(({ name }, index) => [name, `第${index}份`]),
  );
  assert.ok(most > 1 && most <= 4, `${most} at a time`);
});

test('大文件不抢先做：先后顺序不变，等着的不超过八兆', async () => {
  const size = 3 * 1024 * 1024;
  let [waiting, most] = [0, 0];
  const entries = Array.from({ length: 12 }, (_, index) => ({
    name: `${index}.pdf`,
    size,
    content: async () => {
      waiting += size;
      most = Math.max(most, waiting);
      return {
        bytes: Buffer.alloc(size, index),
        crc: crc32(Buffer.alloc(size, index)),
        release: () => void (waiting -= size),
      };
    },
  }));
  const zip = await fromBufferPromise(await buffer(zipFiles(entries, 8)));
  assert.equal(zip.entryCount, 12);
  assert.ok(most > size && most <= 4 * size, `${most} bytes`);
});

test('一份做不出来：整个压缩包报错，不给出残缺的文件', async () => {
  const entries = [
    { name: 'a.pdf', content: async () => Buffer.from('a') },
    { name: 'b.pdf', content: async () => Promise.reject(new Error('printer closed')) },
  ];
  await assert.rejects(buffer(zipFiles(entries, 2)), /printer closed/);
});

test('七万个文件：超过旧格式的上限，读的程序照样认', async () => {
  const entries = Array.from({ length: 70_000 }, (_, index) => ({
    name: `${index}.txt`,
    content: async () => Buffer.alloc(index === 69_999 ? 3 : 0, 'x'),
  }));
  const zip: ZipFile = await fromBufferPromise(await buffer(zipFiles(entries, 8)));
  assert.equal(zip.entryCount, 70_000);
  let last = '';
  for await (const entry of zip.eachEntry()) last = `${entry.fileName} ${entry.uncompressedSize}`;
  assert.equal(last, '69999.txt 3');
});
