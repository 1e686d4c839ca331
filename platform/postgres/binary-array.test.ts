import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from '@heyi/kernel';
import fc from 'fast-check';
import { createTestHost, type TestHost } from '../testing.ts';
import { bigintArray, byteaArray, intArray, textArray, uuidArray } from './binary-array.ts';

let world: TestHost;
before(async () => void (world = await createTestHost()));
after(() => world.close());

const nullable = <T>(one: fc.Arbitrary<T>) => fc.array(fc.option(one, { nil: null }));
const text = fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\0', ''));
const hex = fc.uint8Array().map((bytes) => `\\x${Buffer.from(bytes).toString('hex')}`);

type Case = [type: string, read: string, write: (list: never[]) => Buffer, fc.Arbitrary<unknown[]>];
const cases: Case[] = [
  ['uuid', 'select $1::uuid[] = $2::uuid[] as same', uuidArray, nullable(fc.uuid())],
  [
    'bigint',
    'select $1::bigint[] = $2::bigint[] as same',
    bigintArray,
    nullable(fc.maxSafeInteger()),
  ],
  ['int', 'select $1::int[] = $2::int[] as same', intArray, nullable(fc.integer())],
  ['text', 'select $1::text[] = $2::text[] as same', textArray, nullable(text)],
  ['bytea', 'select $1::bytea[] = $2::bytea[] as same', byteaArray, fc.array(hex)],
];

for (const [type, read, write, lists] of cases) {
  test(`二进制数组与文本数组同值：${type}`, async () => {
    await fc.assert(
      fc.asyncProperty(lists, async (list) => {
        const { rows } = await world.host.pool.query(read, [write(list as never[]), list]);
        assert.deepEqual(rows, [{ same: true }]);
      }),
      { numRuns: 60 },
    );
  });
}

test('没有连字符的标识也读；不是标识的不写', async () => {
  const id = newId();
  const { rows } = await world.host.pool.query('select $1::uuid[] as ids', [
    uuidArray([id.replaceAll('-', '')]),
  ]);
  assert.deepEqual(rows[0].ids, [id]);
  for (const wrong of ['', 'x', `${id}0`, id.slice(1), `${id.slice(0, 35)}g`, '一'.repeat(32)]) {
    assert.throws(() => uuidArray([wrong]), /UUID/);
  }
  assert.throws(() => bigintArray([1.5]), /safe integer/);
});
