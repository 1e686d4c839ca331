import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Clock,
  daysBetween,
  type Instant,
  millisecondsBetween,
  plainDate,
  shanghaiDate,
  shiftedClock,
} from '@heyi/kernel';

/*
 * The law of the demo is dated, and so are its months: November 2026 can only be played in November
 * 2026. So a demo has a calendar of its own. It begins on a Monday, keeps the machine's time of day,
 * and stands still while the server is stopped.
 */

/** The Monday on which every demo begins. */
export const demoDay = plainDate('2026-11-23');

const fileOf = (directory: string) => path.join(directory, 'demo-calendar');

/** Whether this installation is a demo. */
export function hasDemoCalendar(directory: string): boolean {
  return existsSync(fileOf(directory));
}

export type DemoCalendar = {
  readonly clock: Clock;
  /** Writes down how far the calendar is: the next start does not go behind it. */
  keep(): void;
};

const dayMs = 86_400_000;

/** The calendar of this installation, where its last start left it; a new one on its first day. */
export function openDemoCalendar(directory: string, machine: Clock): DemoCalendar {
  const clock = demoClock(directory, machine);
  const keep = () => {
    // Whole or not at all: a half-written day is no day.
    const draft = `${fileOf(directory)}.new`;
    writeFileSync(draft, clock.now());
    renameSync(draft, fileOf(directory));
  };
  keep();
  return { clock, keep };
}

/** The time of the demo, as its calendar would be opened. */
export function demoClock(directory: string, machine: Clock): Clock {
  return shiftedClock(machine, daysAhead(directory, machine.now()));
}

export function removeDemoCalendar(directory: string): void {
  rmSync(fileOf(directory), { force: true });
}

/** The fewest days that do not bring the machine's time behind where the calendar was. */
function daysAhead(directory: string, machineNow: Instant): number {
  if (!hasDemoCalendar(directory)) return daysBetween(shanghaiDate(machineNow), demoDay);
  const reached = readFileSync(fileOf(directory), 'utf8').trim();
  return Math.ceil(millisecondsBetween(machineNow, reached) / dayMs);
}
