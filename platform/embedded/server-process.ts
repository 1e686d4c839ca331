import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ServerPlace, identityOf } from './data-folder.ts';
import { EmbeddedDatabaseError } from './embedded-error.ts';
import { commandOf, startOf } from './process-lock.ts';
import { serverSettings } from './server-settings.ts';

export type ServerProcess = { readonly port: number; stop(): Promise<void> };

const startSecondsMax = 120;
const stopSecondsMax = 60;
const graceMilliseconds = 500;
const logBytesMax = 10_000_000;

/** Each of these passes by itself: another program took the port, or a killed server still ends. */
const passingTroubles = [
  'could not bind',
  'could not create any TCP',
  'pre-existing shared memory',
];

/** Starts the server and waits until it takes connections. */
export async function launchServer(
  place: ServerPlace,
  wantedPort?: number,
): Promise<ServerProcess> {
  await endFormerServer(place.data);
  const deadline = performance.now() + startSecondsMax * 1000;
  for (;;) {
    const port = wantedPort ?? (await findFreePort());
    const outcome = await tryLaunch(place, port, deadline);
    if (typeof outcome !== 'string') return { port, stop: outcome };
    const isPassing = passingTroubles.some((trouble) => outcome.includes(trouble));
    const mayRetry = wantedPort === undefined && performance.now() < deadline - 110_000;
    if (!isPassing || !mayRetry) {
      throw new EmbeddedDatabaseError(`The database in ${place.data} did not start: ${outcome}`);
    }
    await sleep(200);
  }
}

/** The function that stops the server, or the line of the log that says why it did not start. */
async function tryLaunch(
  place: ServerPlace,
  port: number,
  deadline: number,
): Promise<(() => Promise<void>) | string> {
  const logFile = join(place.directory, 'postgresql.log');
  const log = openLog(logFile);
  const logStart = statSync(logFile).size;
  const settings = Object.entries(serverSettings(port, place.volatile));
  const child = spawn(
    place.binaries.postgres,
    ['-D', place.data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // In a group of its own: Ctrl-C reaches the application first, which then stops the server.
    { ...identityOf(place.account), detached: true, stdio: ['ignore', log, log] },
  );
  closeSync(log);
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const failure = new Promise<Error>((resolve) => child.once('error', resolve));
  if (child.pid === undefined) return (await failure).message;
  const guard = guardServer(child.pid);
  while (!isReady(place.data, child.pid)) {
    if (child.exitCode !== null || child.signalCode !== null) {
      releaseGuard(guard);
      return readTrouble(logFile, logStart);
    }
    if (performance.now() > deadline) {
      await stopChild(child, exit);
      releaseGuard(guard);
      return `it was not ready after ${startSecondsMax} seconds; see ${logFile}`;
    }
    await sleep(5);
  }
  child.unref();
  return async () => {
    await stopChild(child, exit);
    releaseGuard(guard);
  };
}

/**
 * A shell that waits on a pipe from this process. When the pipe closes without a word, because this
 * process ended in whatever way, it tells the server to shut down cleanly.
 */
function guardServer(pid: number): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', 'read -r word || kill -INT "$0"', String(pid)], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  // The pipe must not keep this process alive; the types do not know that it is a socket.
  (guard.stdin as unknown as { unref(): void }).unref();
  guard.stdin.on('error', () => {});
  return guard;
}

function releaseGuard(guard: ChildProcess): void {
  guard.stdin!.end('stopped\n');
}

/**
 * Sessions that are about to end get a moment to do so: a client that is closing its connections
 * would take the server's word for a fault. Then the others are ended, and a checkpoint is written.
 */
async function stopChild(child: ChildProcess, exit: Promise<void>): Promise<void> {
  child.ref();
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timers = [
    setTimeout(() => child.kill('SIGINT'), graceMilliseconds),
    setTimeout(() => child.kill('SIGQUIT'), stopSecondsMax * 1000),
  ];
  await exit;
  for (const timer of timers) clearTimeout(timer);
}

/** The pid file's eighth line says `ready` once connections are taken. */
function isReady(data: string, pid: number): boolean {
  const lines = readPidFile(data);
  return lines[0] === String(pid) && (lines[7] ?? '').startsWith('ready');
}

function readPidFile(data: string): string[] {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** Our lock is held, so a server that still runs on the data has lost its application. */
async function endFormerServer(data: string): Promise<void> {
  const lines = readPidFile(data);
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return;
  for (let waited = 0; isServerOn(data, pid); waited += 1) {
    // Its guard has most likely told it already; a second word does no harm.
    if (waited === 20) process.kill(pid, 'SIGINT');
    if (waited === stopSecondsMax * 10) process.kill(pid, 'SIGQUIT');
    await sleep(100);
  }
  if (isNumberTaken(pid)) await disownPidFile(data);
}

function isServerOn(data: string, pid: number): boolean {
  return startOf(pid) !== null && (commandOf(pid) ?? '').includes(data);
}

/** Also true for a process that has ended and that nobody has buried. */
function isNumberTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/**
 * PostgreSQL refuses to start while the number in its old pid file is taken. The file gets a free
 * number instead of being removed, so that PostgreSQL still checks the shared memory it names.
 */
async function disownPidFile(data: string): Promise<void> {
  const lines = readPidFile(data);
  if (lines.length === 0) return;
  writeFileSync(join(data, 'postmaster.pid'), [await endedPid(), ...lines.slice(1)].join('\n'));
}

async function endedPid(): Promise<number> {
  const child = spawn('/bin/sh', ['-c', 'exit 0'], { stdio: 'ignore' });
  await new Promise((resolve) => child.once('exit', resolve));
  return child.pid!;
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function openLog(path: string): number {
  try {
    if (statSync(path).size > logBytesMax) renameSync(path, `${path}.1`);
  } catch {
    // There is no log before the first start.
  }
  return openSync(path, 'a', 0o600);
}

function readTrouble(logFile: string, from: number): string {
  const lines = readFileSync(logFile).subarray(from).toString('utf8').trim().split('\n');
  const telling = lines.filter((line) => /FATAL|PANIC|could not|cannot/.test(line));
  return (telling[0] ?? lines.at(-1) ?? '').trim() || `see ${logFile}`;
}
