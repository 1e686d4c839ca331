import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { payPeriod, plainDate } from '@heyi/kernel';
import { currentPolicy } from '@heyi/statutory';
import type { Procedure } from '../procedure/procedure.ts';
import { placeMonth, uncoveredDays } from './task-month.ts';
import type { TaskKind } from './task.ts';

const known: Procedure = {
  enrolDay: 25,
  stopDay: 25,
  backContributionDay: null,
  enrolEffective: 'thisMonth',
  stopEffective: 'thisMonth',
  payment: 'current',
  backContributionMonths: null,
  reasonCodes: [],
  signIn: null,
  filingFirst: null,
  injuryFromJoining: null,
  provisional: false,
};

function place(kind: TaskKind, asked: string, today: string, rule: Procedure[] | Procedure) {
  const rules = Array.isArray(rule) ? rule : [rule];
  // The second of two holds from December on.
  const procedure = (period: string) => (period >= '2026-12' ? rules.at(-1)! : rules[0]!);
  const ground = { policy: currentPolicy, procedure, today: plainDate(today), clientDays: 3 };
  const { period, officialCutoff, clientCutoff, movedReason } = placeMonth(
    ground,
    kind,
    payPeriod(asked),
  );
  return [period, officialCutoff, clientCutoff, movedReason];
}

describe('截止日与月份', () => {
  const nextMonth = { ...known, enrolEffective: 'nextMonth', stopEffective: 'nextMonth' } as const;
  const cases: [string, TaskKind, string, string, Procedure[] | Procedure, unknown[]][] = [
    [
      '5日在国庆假期里：提前到节前，客户的三个工作日越过中秋',
      'enrol',
      '2026-10',
      '2026-09-01',
      { ...known, enrolDay: 5 },
      ['2026-10', '2026-09-30', '2026-09-24', null],
    ],
    [
      '20日在春节假期里：提前到调休上班的周六',
      'enrol',
      '2026-02',
      '2026-01-20',
      { ...known, enrolDay: 20 },
      ['2026-02', '2026-02-14', '2026-02-11', null],
    ],
    [
      '节前那天已过：顺延到下月',
      'enrol',
      '2026-10',
      '2026-10-02',
      { ...known, enrolDay: 5 },
      ['2026-11', '2026-11-05', '2026-11-02', 'cutoffPassed'],
    ],
    [
      '31日：小月看月末',
      'enrol',
      '2026-11',
      '2026-11-02',
      { ...known, enrolDay: 31 },
      ['2026-11', '2026-11-30', '2026-11-25', null],
    ],
    [
      '减员看减员日，不看增员日',
      'stop',
      '2026-12',
      '2026-11-23',
      { ...known, stopDay: 10 },
      ['2026-12', '2026-12-10', '2026-12-07', null],
    ],
    [
      '减员次月生效：十二月不再缴，十一月就要办',
      'stop',
      '2026-12',
      '2026-11-23',
      nextMonth,
      ['2026-12', '2026-11-25', '2026-11-20', null],
    ],
    [
      '减员次月生效，十一月的截止日已过：多缴十二月',
      'stop',
      '2026-12',
      '2026-11-26',
      nextMonth,
      ['2027-01', '2026-12-25', '2026-12-22', 'cutoffPassed'],
    ],
    [
      '增员次月生效，减员当月生效',
      'enrol',
      '2026-12',
      '2026-11-23',
      { ...known, enrolEffective: 'nextMonth' },
      ['2026-12', '2026-11-25', '2026-11-20', null],
    ],
    [
      '补缴有自己的截止日',
      'backContribution',
      '2026-12',
      '2026-11-23',
      { ...known, backContributionDay: 10 },
      ['2026-12', '2026-12-10', '2026-12-07', null],
    ],
    [
      '没有补缴日的看增员日',
      'backContribution',
      '2026-12',
      '2026-11-23',
      known,
      ['2026-12', '2026-12-25', '2026-12-22', null],
    ],
    [
      '截止日未知：到月末都算当月',
      'enrol',
      '2026-11',
      '2026-11-30',
      { ...known, enrolDay: null },
      ['2026-11', null, null, null],
    ],
    [
      '截止日未知、当月已过：下月，写明是月份过了',
      'enrol',
      '2026-11',
      '2026-12-01',
      { ...known, enrolDay: null },
      ['2026-12', null, null, 'monthPassed'],
    ],
    [
      '规则十二月起改了：顺延到的月份看新规则',
      'enrol',
      '2026-11',
      '2026-11-26',
      [known, { ...known, enrolDay: 10 }],
      ['2026-12', '2026-12-10', '2026-12-07', 'cutoffPassed'],
    ],
  ];
  for (const [title, kind, asked, today, rule, expected] of cases) {
    test(title, () => assert.deepEqual(place(kind, asked, today, rule), expected));
  }
});

describe('入职到工伤保障之间没有保障的日子', () => {
  const startsOn = plainDate('2026-11-16');
  const uncovered = (changed: object) => {
    const found = uncoveredDays({
      procedure: known,
      startsOn,
      period: payPeriod('2026-11'),
      filedOn: plainDate('2026-11-18'),
      today: plainDate('2026-11-23'),
      ...changed,
    });
    return found && [found.from, found.to, found.days, found.provisional];
  };
  const fromJoining = { ...known, injuryFromJoining: true };
  const cases: [string, object, unknown[] | null][] = [
    ['申报次日起保障', {}, ['2026-11-16', '2026-11-18', 3, true]],
    [
      '明知不是自入职日起，不再存疑',
      { procedure: { ...known, injuryFromJoining: false } },
      ['2026-11-16', '2026-11-18', 3, false],
    ],
    ['自入职日起保障，当月已申报：没有空档', { procedure: fromJoining }, null],
    [
      '自入职日起保障，但还没有申报：到今天都没有',
      { procedure: fromJoining, filedOn: null },
      ['2026-11-16', null, 8, false],
    ],
    [
      '自入职日起保障，但顺延到了下月：到月末都没有',
      { procedure: fromJoining, period: payPeriod('2026-12') },
      ['2026-11-16', '2026-11-30', 15, false],
    ],
    ['入职前已申报：没有空档', { filedOn: plainDate('2026-11-12') }, null],
    ['还没有入职', { filedOn: null, today: plainDate('2026-11-10') }, null],
  ];
  for (const [title, changed, expected] of cases) {
    test(title, () => assert.deepEqual(uncovered(changed), expected));
  }
});
