import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LineWriter, type PackedLine, unpackLines } from './packed-lines.ts';

const amounts = fc.integer({ min: -1_000_000_000_000_000, max: 1_000_000_000_000_000 });
const lines: fc.Arbitrary<PackedLine[]> = fc.array(
  fc.record(
    {
      item: fc.nat({ max: 300 }),
      reason: fc.nat({ max: 100_000 }),
      amount: amounts,
      inputs: fc.array(amounts, { maxLength: 9 }),
    },
    { noNullPrototype: true },
  ),
  { maxLength: 40 },
);

test('打包的工资条明细：解开与打包前相同', () => {
  const writer = new LineWriter();
  fc.assert(
    fc.property(lines, (wanted) => {
      writer.start();
      for (const line of wanted) writer.add(line.item, line.reason, line.amount, ...line.inputs);
      assert.deepEqual(unpackLines(writer.buffer.subarray(0, writer.length)), wanted);
    }),
  );
});

test('打包的工资条明细：一行通常不到十个字节', () => {
  const writer = new LineWriter();
  writer.start();
  writer.add(31, 12, -160_000, 2_000_000);
  assert.ok(writer.length <= 10, `${writer.length} bytes`);
});
