import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { type ProcessMark, isRunning, takeProcessLock } from './process-lock.ts';
import { testServerFolder, withLock } from './test-server.ts';

/** Holds the shared test server for as long as some test process uses it, and a little longer. */
const idleSecondsMax = 20;
const place = testServerFolder();

try {
  dropLeftovers();
  const directory = join(place.folder, `server-${process.pid}`);
  const server = await startEmbeddedPostgres({ directory, volatile: true });
  writeFileSync(`${place.url}.draft`, server.adminUrl, { mode: 0o600 });
  renameSync(`${place.url}.draft`, place.url);
  let isOver = false;
  for (let idleSeconds = 0; !isOver; idleSeconds += 1) {
    await sleep(1000);
    if (users().some(isRunning)) idleSeconds = 0;
    if (idleSeconds < idleSecondsMax) continue;
    await withLock(place, () => {
      isOver = !users().some(isRunning);
      if (isOver) forget();
    });
  }
  await server.stop();
} catch (error) {
  writeFileSync(place.trouble, error instanceof Error ? error.message : String(error));
}

function users(): ProcessMark[] {
  return readdirSync(place.users).map((name) => ({
    pid: Number(name),
    startedAt: readFileSync(join(place.users, name), 'utf8'),
  }));
}

/** From here on the next test process starts a keeper of its own. */
function forget(): void {
  rmSync(place.url, { force: true });
  rmSync(place.keeper, { force: true });
  rmSync(place.users, { recursive: true, force: true });
}

/** Folders of keepers that were killed. */
function dropLeftovers(): void {
  for (const name of readdirSync(place.folder).filter((entry) => entry.startsWith('server-'))) {
    const lock = takeProcessLock(join(place.folder, name, 'lock'));
    if (lock.held) rmSync(join(place.folder, name), { recursive: true, force: true });
  }
}
