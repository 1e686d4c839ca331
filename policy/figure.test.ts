import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PlainDate, plainDate } from '@heyi/kernel';
import { type Figure, type FigureValue, type Horizon, inForce } from './figure.ts';

function value(from: string, to: string | null, fields: Partial<FigureValue<string>> = {}) {
  return {
    appliesFrom: plainDate(from),
    appliesTo: to === null ? null : plainDate(to),
    afterEnd: 'carry_forward',
    announcedOn: null,
    recordedOn: plainDate('2026-01-01'),
    status: 'published',
    mark: 'official-quoted',
    rateMark: null,
    baseMark: null,
    unverified: false,
    sources: ['X'],
    note: null,
    raw: from,
    value: from,
    ...fields,
  } satisfies FigureValue<string>;
}

function figure(...values: FigureValue<string>[]): Figure<string> {
  const title = { zh: '示例', en: 'Example' };
  const lastCheckedOn = plainDate('2026-01-01');
  return { key: 'cn.example', title, unit: 'CNY', lastCheckedOn, note: null, values };
}

const everything: Horizon = { recordedThrough: plainDate('2030-01-01'), knownOn: null };

function found(of: Figure<string>, on: string, horizon = everything): string {
  const answer = inForce(of, on as PlainDate, horizon);
  if (!answer.ok) return answer.failure.reason;
  return `${answer.value.value} ${answer.value.carriedForward ? answer.value.status : 'in term'}`;
}

const twoYears = figure(value('2025-07-01', '2026-06-30'), value('2026-07-01', '2027-06-30'));

const boundaryCases: readonly (readonly [string, string, string])[] = [
  ['生效前一日未知', '2025-06-30', 'before_first_value'],
  ['生效当日', '2025-07-01', '2025-07-01 in term'],
  ['末日仍为旧值', '2026-06-30', '2025-07-01 in term'],
  ['次日为新值', '2026-07-01', '2026-07-01 in term'],
  ['按月查询取当月首日', '2026-07', '2026-07-01 in term'],
  ['到期后沿用且为暂定', '2027-07-01', '2026-07-01 provisional'],
];

for (const [title, on, expected] of boundaryCases) {
  test(title, () => assert.equal(found(twoYears, on), expected));
}

test('到期失效的数值此后未知', () => {
  const lapsing = figure(value('2023-01-01', '2027-12-31', { afterEnd: 'unknown' }));
  assert.equal(found(lapsing, '2027-12-31'), '2023-01-01 in term');
  assert.equal(found(lapsing, '2028-01-01'), 'after_last_value');
});

test('没有数值的项目未知', () => assert.equal(found(figure(), '2026-01-01'), 'no_value'));

test('晚公布的通知，公布前按旧值暂定', () => {
  const late = figure(
    value('2025-07-01', '2026-06-30'),
    value('2026-07-01', '2027-06-30', { announcedOn: plainDate('2026-08-21') }),
  );
  const asKnown = (day: string): Horizon => ({ ...everything, knownOn: plainDate(day) });
  assert.equal(found(late, '2026-07', asKnown('2026-08-20')), '2025-07-01 provisional');
  assert.equal(found(late, '2026-07', asKnown('2026-08-21')), '2026-07-01 in term');
});

test('更正后登记的数值优先，旧版本仍见原值', () => {
  const corrected = figure(
    value('2026-07-01', null),
    value('2026-07-01', null, { value: 'corrected', recordedOn: plainDate('2026-03-01') }),
  );
  const old: Horizon = { recordedThrough: plainDate('2026-02-01'), knownOn: null };
  assert.equal(found(corrected, '2026-07'), 'corrected in term');
  assert.equal(found(corrected, '2026-07', old), '2026-07-01 in term');
});
