import assert from 'node:assert/strict';
import { PassThrough, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { test } from 'node:test';
import { type Piece, PieceStream } from './piece-stream.ts';

const count = 40;
const length = 300_000;
const expected = Buffer.concat(
  Array.from({ length: count }, (_, index) => Buffer.alloc(length, index)),
);

/** As many pieces out of as few memories as whoever reads them allows; tells how many it took. */
function reusing() {
  const free: Uint8Array[] = [];
  const seen = { made: 0, ended: false };
  async function* pieces(): AsyncGenerator<Piece, void> {
    try {
      for (let index = 0; index < count; index += 1) {
        if (free.length === 0) seen.made += 1;
        const bytes = (free.pop() ?? new Uint8Array(length)).fill(index);
        yield { bytes, release: () => void free.push(bytes) };
        await new Promise(setImmediate);
      }
    } finally {
      seen.ended = true;
    }
  }
  return { stream: new PieceStream(pieces()), seen };
}

test('接到慢的去处：内存用了又用，一个字节不差', async () => {
  const { stream, seen } = reusing();
  const parts: Buffer[] = [];
  const slow = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _encoding, done) {
      setTimeout(() => {
        parts.push(Buffer.from(chunk));
        done();
      }, 2);
    },
  });
  await pipeline(stream, slow);
  assert.ok(Buffer.concat(parts).equals(expected));
  assert.ok(seen.made < 8, `${seen.made} memories for ${count} pieces`);
});

test('自己读的得到的是副本', async () => {
  const { stream, seen } = reusing();
  assert.ok((await buffer(stream)).equals(expected));
  assert.equal(seen.made, 1);
});

test('接给另一个流再读：不会被改写', async () => {
  const { stream } = reusing();
  const through = new PassThrough({ highWaterMark: 4 * length });
  const read = buffer(through);
  await pipeline(stream, through);
  assert.equal((await read).length, expected.length);
});

test('对方中途走了：报错，做的人也停下', async () => {
  const { stream, seen } = reusing();
  let taken = 0;
  const leaving = new Writable({
    write(_chunk, _encoding, done) {
      taken += 1;
      if (taken === 3) this.destroy();
      else done();
    },
  });
  await assert.rejects(pipeline(stream, leaving));
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(seen.ended && stream.destroyed);
});

test('做到一半出错：对方收到错误，不当作结尾', async () => {
  async function* broken(): AsyncGenerator<Piece, void> {
    yield { bytes: Buffer.from('前半') };
    throw new Error('断电');
  }
  await assert.rejects(pipeline(new PieceStream(broken()), new PassThrough()), /断电/);
  await assert.rejects(buffer(new PieceStream(broken())), /断电/);
});
