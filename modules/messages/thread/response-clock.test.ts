import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messagesContract as contract } from '@heyi/contract';
import { plainDate } from '@heyi/kernel';
import { currentPolicy } from '@heyi/statutory';
import { afterWorkingHours, endOfBusiness } from './response-clock.ts';

/** Times of Shanghai, as people read them. */
const at = (text: string) => new Date(`${text}:00+08:00`).toISOString();

const cases: [title: string, from: string, hours: number, due: string][] = [
  ['上午问，当天下午到期', '2026-11-23T10:00', 4, '2026-11-23T15:00'],
  ['午休不算', '2026-11-23T11:30', 1, '2026-11-23T13:30'],
  ['下班前问，次日到期', '2026-11-23T17:00', 4, '2026-11-24T12:00'],
  ['上班前问，从上班起算', '2026-11-23T06:00', 1, '2026-11-23T10:00'],
  ['下班后问，从次日上班起算', '2026-11-23T21:00', 1, '2026-11-24T10:00'],
  ['周五下午问，周末不算', '2026-11-27T16:00', 4, '2026-11-30T11:00'],
  ['两个工作日', '2026-11-23T09:00', 16, '2026-11-24T18:00'],
  ['国庆长假整段跳过', '2026-09-30T17:00', 2, '2026-10-08T10:00'],
];
for (const [title, from, hours, due] of cases) {
  test(`回复时限：${title}`, () => {
    assert.equal(afterWorkingHours(currentPolicy, at(from), hours), at(due));
  });
}

test('常规回复时限：专员最快，员工最宽', () => {
  const now = at('2026-11-23T09:00');
  const due = (['specialist', 'clientHr', 'employee'] as const).map((side) =>
    afterWorkingHours(currentPolicy, now, contract.responseHours[side]),
  );
  assert.deepEqual(due, [at('2026-11-23T14:00'), at('2026-11-23T18:00'), at('2026-11-24T18:00')]);
  assert.equal(endOfBusiness(plainDate('2026-11-25')), at('2026-11-25T18:00'));
});
