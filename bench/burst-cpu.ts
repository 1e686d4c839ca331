import type { MachineSeconds } from './processor-time.ts';

const parties = ['PostgreSQL', 'server', 'worker', 'bank', 'loader', 'receiver'] as const;
const others = ['idle', 'disk', 'stolen'] as const;

/** Processor time by who used it, and what nobody used, in seconds. */
export type CpuSeconds = Readonly<Record<(typeof parties)[number], number>> & MachineSeconds;

function eachOf(pick: (name: keyof CpuSeconds) => number): CpuSeconds {
  return Object.fromEntries(
    [...parties, ...others].map((name) => [name, pick(name)]),
  ) as CpuSeconds;
}

/** What was used between two looks. */
export function cpuBetween(before: CpuSeconds, after: CpuSeconds): CpuSeconds {
  return eachOf((name) => after[name] - before[name]);
}

export function addCpu(all: readonly CpuSeconds[]): CpuSeconds {
  return eachOf((name) => all.reduce((sum, one) => sum + one[name], 0));
}

/**
 * `PostgreSQL 61 µs, server 55 µs, …; 1.80 processors busy with them`: for one of `count`, and over so
 * many seconds.
 */
export function describeCpu(cpu: CpuSeconds, count: number, seconds: number): string {
  const each = parties.map((party) => `${party} ${Math.round((cpu[party] / count) * 1e6)} µs`);
  const used = parties.reduce((sum, party) => sum + cpu[party], 0);
  const processors = (amount: number) => (amount / seconds).toFixed(2);
  return (
    `${each.join(', ')}; processors busy with these ${processors(used)}, idle ` +
    `${processors(cpu.idle)}, waiting for the disk ${processors(cpu.disk)}, stolen ` +
    processors(cpu.stolen)
  );
}
