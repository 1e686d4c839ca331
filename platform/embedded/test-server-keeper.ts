import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ProcessMark, isRunning } from './process-lock.ts';
import { testServerFolder, withLock } from './test-server.ts';
import { startTemporaryPostgres } from './temporary-postgres.ts';

/** Holds the shared test server for as long as some test process uses it, and a little longer. */
const idleSecondsMax = 20;
const place = testServerFolder();

try {
  const server = await startTemporaryPostgres({ volatile: true });
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
