import { spawnSync } from 'node:child_process';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** A process told from a later one that got the same id. */
export type ProcessMark = { readonly pid: number; readonly startedAt: string };

export type ProcessLock =
  | { readonly held: true; release(): void }
  | { readonly held: false; readonly holder: ProcessMark };

/**
 * Takes the lock file at `path` for this process; a lock whose holder has ended is taken over.
 * PostgreSQL guards the data itself: this lock exists to name the holder in one clear line.
 */
export function takeProcessLock(path: string): ProcessLock {
  const mine = { pid: process.pid, startedAt: startOf(process.pid)! };
  const mark = JSON.stringify(mine);
  for (;;) {
    if (createExclusively(path, mark)) return { held: true, release: () => release(path, mark) };
    const found = readOrNull(path);
    const holder = found === null ? null : parseMark(found);
    if (holder !== null && isRunning(holder)) return { held: false, holder };
    if (found !== null) removeStale(path, found);
  }
}

/** Whether that very process still runs. */
export function isRunning(mark: ProcessMark): boolean {
  return startOf(mark.pid) === mark.startedAt;
}

/** When the process started, as text that only serves to compare; null when it has ended. */
export function startOf(pid: number): string | null {
  if (process.platform !== 'linux') return askPs(pid, 'lstart=');
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in the second field may hold spaces and brackets.
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended, only nobody has asked for its exit code yet.
    return fields[0] === 'Z' ? null : fields[19]!;
  } catch {
    return null;
  }
}

/** The command line of a running process; null when it has ended. */
export function commandOf(pid: number): string | null {
  if (process.platform !== 'linux') return askPs(pid, 'command=');
  return readOrNull(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ').trim() || null;
}

function askPs(pid: number, column: string): string | null {
  const answer = spawnSync('ps', ['-ww', '-o', column, '-p', String(pid)], { encoding: 'utf8' });
  return answer.status === 0 ? answer.stdout.trim() : null;
}

/** Writes beside and links, so that nobody reads a lock file that is still empty. */
function createExclusively(path: string, text: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Two starts may find the same stale lock: who moved away a fresh one puts it back. */
function removeStale(path: string, expected: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (readOrNull(aside) !== expected) {
    try {
      linkSync(aside, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  rmSync(aside, { force: true });
}

function release(path: string, mark: string): void {
  if (readOrNull(path) === mark) rmSync(path, { force: true });
}

function parseMark(text: string): ProcessMark | null {
  try {
    const { pid, startedAt } = JSON.parse(text) as ProcessMark;
    return Number.isInteger(pid) && typeof startedAt === 'string' ? { pid, startedAt } : null;
  } catch {
    return null;
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
