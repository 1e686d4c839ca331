import assert from 'node:assert/strict';
import { test } from 'node:test';
import { epochDay, lastDayOf, firstDayOf, newId, payPeriod, plainDate } from '@heyi/kernel';
import { currentPolicy } from '@heyi/statutory';
import { unpackLines, LineWriter } from '../payslip/packed-lines.ts';
import type { PayItem } from '../scheme/pay-scheme.store.ts';
import { defaultScheme, standardItems } from '../scheme/standard-items.ts';
import { earn } from './earn.ts';
import type { Attendance, Member, Term } from './member.ts';
import { monthDays, type ProrationMethod, type RunFrame } from './run-frame.ts';
import { planRun } from './run-plan.ts';

const month = payPeriod('2026-11');
const items: PayItem[] = standardItems.map((item) => ({
  ...item,
  id: newId<'pit'>(),
  isStandard: true,
  isActive: true,
}));
const place = (code: string) => items.findIndex((item) => item.code === code);
const day = (text: string) => epochDay(plainDate(text));

function planOf(prorationMethod: ProrationMethod, kind = 'regular') {
  const frame = {
    run: { kind, wageMonth: month, taxPeriod: month, contributionPeriod: null },
    policy: currentPolicy,
    items,
    entities: [],
    scheme: defaultScheme,
    prorationMethod,
    days: monthDays(currentPolicy, firstDayOf(month), lastDayOf(month)),
  };
  return planRun(frame as unknown as RunFrame);
}

type Facts = {
  starts?: string;
  ends?: string;
  terms?: [code: string, from: string, amount: number][];
  attendance?: Partial<Attendance>;
  items?: [code: string, amount: number][];
};

function memberOf(facts: Facts): Member {
  const none = {
    dueDays: null,
    attendedDays: null,
    absenceDays: 0,
    sickDays: 0,
    overtimeWeekdayHours: 0,
    overtimeRestDayHours: 0,
    overtimeHolidayHours: 0,
  };
  return {
    startsOn: day(facts.starts ?? '2025-01-01'),
    endsOn: facts.ends === undefined ? null : day(facts.ends),
    terms: (facts.terms ?? [['basePay', '2025-01-01', 2_100_000]]).map(
      ([code, from, amount]): Term => ({ item: place(code), from: day(from), amount }),
    ),
    attendance: facts.attendance ? { ...none, ...facts.attendance } : null,
    items: (facts.items ?? []).map(([code, amount]) => ({ item: place(code), amount })),
  } as unknown as Member;
}

/** 2026年11月：30天，21个计薪日；11月16日起11个计薪日。 */
const cases: readonly [string, ProrationMethod, Facts, Record<string, number>][] = [
  ['整月在职', 'paidDays2175', {}, { ordinary: 2_100_000 }],
  [
    '16日入职，21.75：缺勤不多于出勤按扣',
    'paidDays2175',
    { starts: '2026-11-16' },
    { ordinary: 1_134_483 },
  ],
  [
    '26日入职，21.75：出勤少于缺勤按发',
    'paidDays2175',
    { starts: '2026-11-26' },
    { ordinary: 289_655 },
  ],
  ['16日入职，按应出勤', 'dueDays', { starts: '2026-11-16' }, { ordinary: 1_100_000 }],
  ['16日入职，按日历天', 'calendarDays', { starts: '2026-11-16' }, { ordinary: 1_050_000 }],
  ['15日离职，按日历天', 'calendarDays', { ends: '2026-11-15' }, { ordinary: 1_050_000 }],
  [
    '上月已离职：固定薪资不发',
    'dueDays',
    { ends: '2026-10-31', items: [['retroPay', 5_000]] },
    { ordinary: 5_000 },
  ],
  [
    '月内调薪：各按天数',
    'calendarDays',
    {
      terms: [
        ['basePay', '2025-01-01', 3_000_000],
        ['basePay', '2026-11-16', 3_600_000],
      ],
    },
    { ordinary: 3_300_000 },
  ],
  [
    '津贴不折算',
    'calendarDays',
    { starts: '2026-11-16', terms: [['mealAllowance', '2025-01-01', 30_000]] },
    { ordinary: 30_000 },
  ],
  [
    '薪资已结束：金额为零',
    'dueDays',
    {
      terms: [
        ['basePay', '2025-01-01', 100],
        ['basePay', '2026-01-01', 0],
      ],
    },
    { ordinary: 0 },
  ],
  [
    '缺勤一天，21.75',
    'paidDays2175',
    { attendance: { absenceDays: 100 } },
    { ordinary: 2_100_000, deductions: 96_552 },
  ],
  [
    '缺勤一天，按文件的应出勤',
    'dueDays',
    { attendance: { dueDays: 2000, absenceDays: 100 } },
    { deductions: 105_000 },
  ],
  [
    '缺勤半天，按日历天',
    'calendarDays',
    { attendance: { absenceDays: 50 } },
    { deductions: 35_000 },
  ],
  [
    '整月未出勤：全部扣完',
    'paidDays2175',
    { attendance: { attendedDays: 0, absenceDays: 2100 } },
    { deductions: 2_100_000 },
  ],
  [
    '缺勤多于21.75：不超过应得',
    'paidDays2175',
    { attendance: { attendedDays: 50, absenceDays: 2250 } },
    { deductions: 2_100_000 },
  ],
  ['病假两天，发80%', 'paidDays2175', { attendance: { sickDays: 200 } }, { deductions: 38_621 }],
  [
    '平日加班10小时',
    'paidDays2175',
    { attendance: { overtimeWeekdayHours: 1000 } },
    { ordinary: 2_100_000 + 181_034 },
  ],
  [
    '休息日加班8小时',
    'dueDays',
    { attendance: { overtimeRestDayHours: 800 } },
    { ordinary: 2_100_000 + 193_103 },
  ],
  [
    '节假日加班1.5小时',
    'dueDays',
    { attendance: { overtimeHolidayHours: 150 } },
    { ordinary: 2_100_000 + 54_310 },
  ],
  [
    '税后扣款、免税补贴、年终奖分开',
    'dueDays',
    {
      items: [
        ['dormitory', 30_000],
        ['travelSubsidy', 8_000],
        ['annualBonus', 500_000],
        ['otherDeduction', 1_000],
      ],
    },
    { ordinary: 2_100_000, afterTax: 30_000, taxFree: 8_000, bonus: 500_000, deductions: 1_000 },
  ],
];

for (const [title, method, facts, expected] of cases) {
  test(`应发：${title}`, () => {
    const plan = planOf(method);
    const lines = new LineWriter();
    lines.start();
    const earned = earn(plan, memberOf(facts), lines);
    for (const [name, amount] of Object.entries(expected)) {
      assert.equal(earned[name as keyof typeof earned], amount, name);
    }
    // 明细相加等于应发减扣款：每一分都有一行。
    const total = unpackLines(lines.buffer.subarray(0, lines.length)).reduce(
      (all, line) => all + line.amount,
      0,
    );
    const { ordinary, bonus, taxFree, deductions, afterTax } = earned;
    assert.equal(total, ordinary + bonus + taxFree - deductions - afterTax);
  });
}

test('应发：临时批次只发录入的项目', () => {
  const lines = new LineWriter();
  lines.start();
  const earned = earn(planOf('dueDays', 'offCycle'), memberOf({ items: [['bonus', 100]] }), lines);
  assert.deepEqual([earned.ordinary, earned.isWholeMonth], [100, true]);
});

test('计薪日：2026年11月21个、10月含国庆三天法定节假日', () => {
  const october = payPeriod('2026-10');
  assert.equal(monthDays(currentPolicy, firstDayOf(month), lastDayOf(month)).paidDays, 21);
  const days = monthDays(currentPolicy, firstDayOf(october), lastDayOf(october));
  assert.equal(days.calendarDays, 31);
  assert.ok(days.paidDays >= 19 && days.paidDays <= 23, String(days.paidDays));
});
