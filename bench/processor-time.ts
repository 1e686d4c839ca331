import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';

/** Seconds of processor time that the processes of one server have used so far, the ended ones too. */
export async function openServerCpu(adminUrl: string): Promise<() => number> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const answer = await admin.query<{ pid: number }>('select pg_backend_pid() as pid');
  const postmaster = statOf(answer.rows[0]!.pid)!.parent;
  await admin.end();
  return () => {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    let ticks = 0;
    for (const pid of pids) {
      const stat = statOf(Number(pid));
      if (stat === null) continue;
      if (stat.pid === postmaster) ticks += stat.own + stat.ended;
      else if (stat.parent === postmaster) ticks += stat.own;
    }
    return ticks / ticksPerSecond;
  };
}

/** Seconds of processor time that a process has used so far; 0 when there is none. */
export function cpuSecondsOf(pid: number): number {
  return (statOf(pid)?.own ?? 0) / ticksPerSecond;
}

/** The process that this one has started whose command line contains the words. */
export function childRunning(words: string): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = pids.map(Number).find((pid) => {
    if (statOf(pid)?.parent !== process.pid) return false;
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(words);
  });
  if (found === undefined) throw new Error(`no child of this process runs ${words}`);
  return found;
}

/** What processors did while no process of ours had them, in seconds since the machine started. */
export type MachineSeconds = {
  readonly idle: number;
  /** Idle while something waited for the disk. */
  readonly disk: number;
  /** Given to other machines on the same hardware. */
  readonly stolen: number;
};

export function machineSeconds(): MachineSeconds {
  const line = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]!;
  // user, nice, system, idle, iowait, irq, softirq, steal
  const ticks = line.split(/\s+/).slice(1).map(Number);
  const at = (place: number) => (ticks[place] ?? 0) / ticksPerSecond;
  return { idle: at(3), disk: at(4), stolen: at(7) };
}

const ticksPerSecond = 100;

/** Null when the process has ended meanwhile. */
function statOf(pid: number): { pid: number; parent: number; own: number; ended: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [own, ended] = [fields[11]! + fields[12]!, fields[13]! + fields[14]!];
    return { pid, parent: fields[1]!, own, ended };
  } catch {
    return null;
  }
}
