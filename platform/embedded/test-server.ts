import { spawn } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { EmbeddedDatabaseError } from './embedded-error.ts';
import { checkoutHash, volatileHome } from './home.ts';
import { type ProcessMark, isRunning, startOf, takeProcessLock } from './process-lock.ts';

/** Shared by all test files of a checkout that run outside `npm test`. */
export type TestServerFolder = {
  readonly folder: string;
  /** A file per process that uses the server, named by its id and holding its start time. */
  readonly users: string;
  /** Written by the keeper once the server is ready. */
  readonly url: string;
  /** Which process keeps the server. */
  readonly keeper: string;
  readonly lock: string;
  readonly trouble: string;
};

const waitSecondsMax = 120;

/**
 * The superuser's URL of a forgetful server: HEYI_TEST_ADMIN_URL when a runner has started one,
 * else one that this checkout's test files share. It ends by itself soon after its last user.
 */
export async function testServerUrl(): Promise<string> {
  const given = process.env['HEYI_TEST_ADMIN_URL'];
  if (given !== undefined && given !== '') return given;
  const place = testServerFolder();
  makeOwnFolder(place.folder);
  await withLock(place, () => joinServer(place));
  return await waitForUrl(place);
}

export function testServerFolder(): TestServerFolder {
  const user = process.getuid?.() ?? 0;
  const folder = join(volatileHome(), `heyi-test-${user}-${checkoutHash}`);
  return {
    folder,
    users: join(folder, 'users'),
    url: join(folder, 'url'),
    keeper: join(folder, 'keeper'),
    lock: join(folder, 'join.lock'),
    trouble: join(folder, 'trouble'),
  };
}

/** Runs `action` while no other process joins or ends the server. */
export async function withLock(place: TestServerFolder, action: () => void): Promise<void> {
  for (;;) {
    const lock = takeProcessLock(place.lock);
    if (lock.held) {
      try {
        return action();
      } finally {
        lock.release();
      }
    }
    await sleep(10);
  }
}

/** The name can be guessed, so a folder of somebody else's making is refused. */
function makeOwnFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  if (lstatSync(folder).uid !== process.getuid?.()) {
    throw new EmbeddedDatabaseError(`The folder ${folder} belongs to somebody else: remove it.`);
  }
}

function joinServer(place: TestServerFolder): void {
  mkdirSync(place.users, { recursive: true });
  writeFileSync(join(place.users, String(process.pid)), startOf(process.pid)!);
  const keeper = readKeeper(place);
  if (keeper !== null && isRunning(keeper)) return;
  rmSync(place.url, { force: true });
  rmSync(place.trouble, { force: true });
  const program = fileURLToPath(new URL('./test-server-keeper.ts', import.meta.url));
  const child = spawn(process.execPath, [program], {
    cwd: '/',
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, NODE_OPTIONS: '', NODE_TEST_CONTEXT: undefined },
  });
  const mark = { pid: child.pid!, startedAt: startOf(child.pid!) };
  writeFileSync(place.keeper, JSON.stringify(mark));
  child.unref();
}

function readKeeper(place: TestServerFolder): ProcessMark | null {
  if (!existsSync(place.keeper)) return null;
  return JSON.parse(readFileSync(place.keeper, 'utf8')) as ProcessMark;
}

async function waitForUrl(place: TestServerFolder): Promise<string> {
  for (let waited = 0; waited < waitSecondsMax * 50; waited += 1) {
    if (existsSync(place.url)) return readFileSync(place.url, 'utf8');
    if (existsSync(place.trouble)) break;
    await sleep(20);
  }
  const trouble = existsSync(place.trouble) ? readFileSync(place.trouble, 'utf8') : 'no answer';
  throw new EmbeddedDatabaseError(`The test database did not start: ${trouble}`);
}
