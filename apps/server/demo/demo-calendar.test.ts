import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { addSeconds, type Instant, machineTime, periodOf, shanghaiDate } from '@heyi/kernel';
import { demoDay, hasDemoCalendar, openDemoCalendar, removeDemoCalendar } from './demo-calendar.ts';
import { openPayDate, openPeriod } from './story/calendar.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'heyi-calendar-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function movableClock(start: Instant) {
  let now = start;
  return {
    now: () => now,
    pass: (days: number, seconds = 0) => void (now = addSeconds(now, days * 86_400 + seconds)),
  };
}

/** Before November, on its last day, on the demo's own first day, in the year after. */
const days = ['2026-10-01', '2026-11-30', demoDay, '2027-03-15'];

for (const day of days) {
  test(`本机是${day}：演示从${demoDay}开始，时刻不变，十一月可以发放`, () => {
    removeDemoCalendar(folder);
    assert.equal(hasDemoCalendar(folder), false);
    const machine = movableClock(`${day}T06:30:00.000Z`);
    const { clock } = openDemoCalendar(folder, machine);
    assert.equal(clock.now(), `${demoDay}T06:30:00.000Z`);
    assert.equal(machineTime(clock, clock.now()), machine.now());
    assert.equal(hasDemoCalendar(folder), true);
    for (const tenant of ['retail', 'internet', 'calls', 'estate', 'live', 'house'] as const) {
      const payDate = openPayDate(tenant);
      assert.ok(payDate >= shanghaiDate(clock.now()), `${tenant} ${payDate}`);
      assert.equal(periodOf(payDate), openPeriod);
    }
  });

  test(`本机是${day}：开着时照走，停机时不走，从不后退`, () => {
    removeDemoCalendar(folder);
    const machine = movableClock(`${day}T06:30:00.000Z`);
    const first = openDemoCalendar(folder, machine);
    machine.pass(2, 60);
    first.keep();
    assert.equal(first.clock.now(), '2026-11-25T06:31:00.000Z');
    // Stopped for a night, then for a season.
    machine.pass(0, 16 * 3600);
    assert.equal(openDemoCalendar(folder, machine).clock.now(), '2026-11-25T22:31:00.000Z');
    machine.pass(100, -3600);
    assert.equal(openDemoCalendar(folder, machine).clock.now(), '2026-11-26T21:31:00.000Z');
  });
}

test('夜里零点前后装的，日期仍是上海的那一天', () => {
  for (const time of ['15:59:59.000Z', '16:00:01.000Z']) {
    removeDemoCalendar(folder);
    const { clock } = openDemoCalendar(folder, movableClock(`2027-03-15T${time}`));
    assert.equal(shanghaiDate(clock.now()), demoDay);
  }
});
