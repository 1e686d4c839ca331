import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type KeptOutcome, formatNumber, formatSeconds, pageOf } from './bench-report.ts';

const times = [
  [2.5, '2.5 s'],
  [0.001254, '1.25 ms'],
  [0.00000042, '420 ns'],
  [0, '0 ns'],
] as const;

for (const [seconds, text] of times) {
  test(`${seconds} 秒写作 ${text}`, () => assert.equal(formatSeconds(seconds), text));
}

test('三位有效数字，千位分隔', () => {
  assert.deepEqual([1.2345, 12_345, 0.5].map(formatNumber), ['1.23', '12,300', '0.5']);
});

const outcome = (name: string): KeptOutcome => ({
  name,
  title: 'Posts journals.',
  unit: 'journal',
  rounds: 7,
  variants: [{ name: 'ours', median: 0.001, low: 0.0009, high: 0.002 }],
  bars: [
    {
      of: 'ours',
      against: 'theirs',
      atMost: 1.5,
      why: 'a bare insert',
      ratio: { median: 2, low: 1.6, high: 2.2 },
      verdict: 'missed',
    },
  ],
  facts: ['a row: 120 bytes'],
  measuredOn: '2026-11-21',
  machine: 'a machine',
});

test('页面按名称排列，写明比值、标准与判定', () => {
  const page = pageOf([outcome('posting'), outcome('clone')]);
  assert.ok(page.indexOf('## clone') < page.indexOf('## posting'));
  assert.ok(page.includes('\n- a row: 120 bytes\n'));
  assert.ok(page.includes('| ours | 1 ms (900 µs–2 ms) | 1,000 |'));
  assert.ok(page.includes('| ours / theirs | 2 (1.6–2.2) | ≤ 1.5 | **missed** | a bare insert |'));
});
