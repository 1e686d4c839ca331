import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  formatId,
  isShardedId,
  isUuid,
  newId,
  newShardedId,
  parseId,
  shardKeyIn,
  siblingId,
  slotOf,
} from './index.ts';

test('文本与 UUID 互换不失真，且排序一致', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (a, b) => {
      assert.equal(parseId('emp', formatId('emp', a)), a);
      assert.equal(a < b, formatId('emp', a) < formatId('emp', b));
    }),
  );
});

test('后生成的编号排在后面，从不重复', () => {
  const ids = Array.from({ length: 20_000 }, (_, index) => newId(1_700_000_000_000 + index));
  assert.deepEqual(ids, ids.toSorted());
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.every(isUuid));
  assert.equal(
    new Date(Number.parseInt(ids[0]!.replace('-', '').slice(0, 12), 16)).getTime(),
    1_700_000_000_000,
  );
});

test('同一毫秒里生成的编号，也按先后排序', () => {
  const ids = Array.from({ length: 2000 }, () => newId(1_700_000_000_000));
  assert.deepEqual(ids, ids.toSorted());
  assert.equal(new Set(ids).size, ids.length);
});

const refused: readonly [title: string, text: string][] = [
  ['前缀不同', formatId('run', newId())],
  ['字符不在字母表中', 'emp_01jtvuuuuuuuuuuuuuuuuuuuuu'],
  ['超过 128 位', 'emp_8zzzzzzzzzzzzzzzzzzzzzzzzz'],
  ['太短', 'emp_01jtv'],
  ['裸 UUID', newId()],
];
for (const [title, text] of refused) {
  test(`不是员工编号：${title}`, () => assert.equal(parseId('emp', text), null));
}

test('带分片的编号：按先后排序，带得出分片，兄弟只差末位', () => {
  const ids = Array.from({ length: 2000 }, () => newShardedId<'wdr'>(0x5a5a5a5a));
  assert.deepEqual(ids, ids.toSorted());
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids.slice(0, 50)) {
    assert.equal(shardKeyIn(id), 0x5a5a5a5a);
    assert.deepEqual([slotOf(id), slotOf(siblingId(id, 3))], [0, 3]);
    assert.equal(siblingId(siblingId(id, 3), 0), id);
    assert.equal(parseId('wdr', formatId('wdr', id)), id);
  }
  assert.equal(isShardedId(newId()), false);
  assert.throws(() => siblingId(newId(), 1));
  assert.throws(() => shardKeyIn(newId()));
});
