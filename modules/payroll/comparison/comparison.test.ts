import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DictionaryItem } from '../calculation/dictionary.ts';
import { changesOf, type ComparedSlip } from './comparison.ts';

const items: readonly DictionaryItem[] = (
  [
    ['basePay', 'earning', 'term'],
    ['absence', 'deduction', 'absence'],
    ['bonus', 'earning', 'input'],
    ['own.pension', 'ownContribution', null],
    ['own.adjustment', 'ownContribution', null],
    ['employer.pension', 'employerContribution', null],
    ['tax', 'tax', null],
    ['recovery', 'recovery', null],
  ] as const
).map(([code, group, payItemId], sequence) => ({
  code,
  group,
  payItemId,
  sequence,
  nameZh: code,
  nameEn: code,
}));

type Amounts = Partial<Record<(typeof items)[number]['code'], number>>;

function slip(amounts: Amounts, facts: Partial<ComparedSlip> = {}): ComparedSlip {
  const lines = Object.entries(amounts).map(([code, amount]) => ({
    item: items.findIndex((item) => item.code === code),
    reason: 0,
    amount: amount!,
    inputs: [],
  }));
  const paid = lines
    .filter(({ item }) => items[item]!.group !== 'employerContribution')
    .reduce((all, { amount }) => all + amount, 0);
  return {
    net: Math.max(0, paid),
    receivable: Math.max(0, -paid),
    tax: 0,
    ratePpm: 30_000,
    additional: 0,
    isLeaver: false,
    isJoiner: false,
    lines,
    items,
    ...facts,
  };
}

const base = { basePay: 1000, 'own.pension': -80, tax: -20, 'employer.pension': 160 };
const changes = (previous: ComparedSlip | null, current: ComparedSlip | null) =>
  Object.fromEntries(
    changesOf(previous, current, (id) => id as never).map(({ reason, change }) => [reason, change]),
  );

const cases: readonly [string, ComparedSlip | null, ComparedSlip | null, Record<string, number>][] =
  [
    ['没有变化', slip(base), slip({ ...base, 'employer.pension': 170 }), {}],
    ['新入职', null, slip(base), { joiner: 900 }],
    ['离职后不再发', slip(base, { isLeaver: true }), null, { leaver: -900 }],
    ['本月停发', slip(base), null, { skipped: -900 }],
    ['调薪', slip(base), slip({ ...base, basePay: 1200 }), { payTerm: 200 }],
    [
      '上月入职不满月',
      slip({ ...base, basePay: 500 }, { isJoiner: true }),
      slip(base),
      { joiner: 500 },
    ],
    [
      '缺勤和奖金',
      slip(base),
      slip({ ...base, absence: -50, bonus: 300 }),
      { attendance: -50, oneOffItem: 300 },
    ],
    [
      '社保基数调整',
      slip(base),
      slip({ ...base, 'own.pension': -100 }),
      { contributionChange: -20 },
    ],
    ['补差', slip(base), slip({ ...base, 'own.adjustment': -7 }), { contributionTrueUp: -7 }],
    [
      '税率跳档',
      slip(base),
      slip({ ...base, tax: -90 }, { ratePpm: 100_000 }),
      { taxBracket: -70 },
    ],
    [
      '专项附加扣除变化',
      slip(base),
      slip({ ...base, tax: -10 }, { additional: 5 }),
      { additionalDeduction: 10 },
    ],
    ['累计预扣', slip(base), slip({ ...base, tax: -30 }), { taxCumulation: -10 }],
    ['扣回欠款', slip(base), slip({ ...base, recovery: -100 }), { receivable: -100 }],
    [
      '负数月',
      slip(base),
      slip({ basePay: 0, 'own.pension': -80, tax: -20 }),
      { payTerm: -1000, receivable: 100 },
    ],
    ['说不清的差额', slip(base), slip(base, { net: 950 }), { unexplained: 50 }],
  ];

for (const [title, previous, current, expected] of cases) {
  test(`与上月比较：${title}`, () => {
    const actual = changes(previous, current);
    assert.deepEqual(actual, expected);
    const total = Object.values(actual).reduce((all, change) => all + change, 0);
    assert.equal(total, (current?.net ?? 0) - (previous?.net ?? 0), 'the reasons add up');
  });
}
