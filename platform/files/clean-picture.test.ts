import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PNG } from 'pngjs';
import { cleanPicture } from './clean-picture.ts';
import { isHeic, readPictureHeader } from './picture-header.ts';

/** A picture whose left half is red and whose right half is blue; the upper left corner is see-through. */
function painted(width: number, height: number): Buffer {
  const png = new PNG({ width, height });
  for (let at = 0; at < width * height; at += 1) {
    const isLeft = at % width < width / 2;
    png.data.set([isLeft ? 255 : 0, 0, isLeft ? 0 : 255, at === 0 ? 0 : 255], at * 4);
  }
  return PNG.sync.write(png);
}

/** A JPEG with what a telephone adds: where it was taken, and how it was held. */
async function photo(orientation: number): Promise<Buffer> {
  const plain = (await cleanPicture(painted(64, 32), 'image/png'))!;
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  // Tag 0x0112, a short: which side is up.
  tiff.writeUInt16BE(0x0112, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  const body = Buffer.concat([
    Buffer.from('Exif\0\0', 'latin1'),
    tiff,
    Buffer.from('GPS 39.9042N'),
  ]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  const behind = Buffer.from('PK\x03\x04 behind the end', 'latin1');
  return Buffer.concat([plain.subarray(0, 2), head, body, plain.subarray(2), behind]);
}

test('照片重新编码：拍摄地点、藏在结尾后面的内容都没有了，画面还在', async () => {
  const taken = await photo(1);
  assert.ok(taken.includes('GPS 39.9042N') && taken.includes('behind the end'));
  const clean = (await cleanPicture(taken, 'image/jpeg'))!;
  assert.deepEqual([clean[0], clean[1], clean[2]], [0xff, 0xd8, 0xff]);
  assert.ok(!clean.includes('GPS') && !clean.includes('Exif') && !clean.includes('behind'));
  assert.deepEqual(readPictureHeader(clean), { width: 64, height: 32 });
});

test('横着拍的照片转正：宽高对换', async () => {
  const clean = (await cleanPicture(await photo(6), 'image/jpeg'))!;
  assert.deepEqual(readPictureHeader(clean), { width: 32, height: 64 });
});

test('很大的图缩到看得清小字的尺寸', async () => {
  const clean = (await cleanPicture(painted(4000, 1000), 'image/png'))!;
  assert.deepEqual(readPictureHeader(clean), { width: 2600, height: 650 });
});

test('不是图片的、残缺的、一展开就撑爆内存的：不收', async () => {
  const half = (await photo(1)).subarray(0, 60);
  const bomb = painted(8, 8);
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  const named = Buffer.from('\x89PNG\r\n\x1a\n<script>', 'latin1');
  for (const [content, type] of [
    [half, 'image/jpeg'],
    [bomb, 'image/png'],
    [named, 'image/png'],
    [painted(8, 8).subarray(0, 50), 'image/png'],
    [Buffer.from([0xff, 0xd8, 0xff, 0xd9]), 'image/jpeg'],
  ] as const) {
    assert.equal(await cleanPicture(content, type), null, type);
  }
});

test('同时来几张：一张也不丢', async () => {
  const all = await Promise.all([1, 2, 3, 4].map(() => cleanPicture(painted(40, 40), 'image/png')));
  assert.ok(all.every((content) => content !== null));
});

test('HEIC 认得出来', () => {
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
  assert.ok(isHeic(heic));
  assert.ok(!isHeic(Buffer.from('\0\0\0\x18ftypmp42', 'latin1')));
  assert.ok(!isHeic(painted(8, 8)));
});
