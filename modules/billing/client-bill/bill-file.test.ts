import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Instant, payPeriod, plainDate, yuan } from '@heyi/kernel';
import { billRequest } from './bill-file.ts';

/** What the printed bill says of its state. */
function stateOf(confirmedBy: string | null, confirmedAt: Instant | null): string | undefined {
  const request = billRequest(
    {
      period: payPeriod('2026-11'),
      state: confirmedBy === null ? 'estimate' : 'confirmed',
      amount: yuan('9714.90'),
      dueOn: plainDate('2026-12-10'),
      byKind: [],
      byCity: [],
      byCostCentre: [],
      confirmedBy,
      confirmedAt,
    },
    { clientName: '星屿', entityName: '合一' },
    plainDate('2026-11-23'),
  );
  const { facts } = request.data as { facts: { name: string; value: string }[] };
  return facts.find(({ name }) => name === '状态')?.value;
}

test('打印的确认日期是北京时间的那一天，凌晨确认的也是', () => {
  assert.equal(stateOf(null, null), '预估');
  assert.equal(stateOf('柏令仪', '2026-11-22T17:40:00.000Z'), '已确认（柏令仪 2026-11-23 确认）');
  assert.equal(stateOf('柏令仪', '2026-11-23T15:59:00.000Z'), '已确认（柏令仪 2026-11-23 确认）');
});
