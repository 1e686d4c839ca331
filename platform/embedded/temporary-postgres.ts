import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { volatileHome } from './home.ts';
import { startOf } from './process-lock.ts';

const prefix = 'heyi-postgres-';

/**
 * A server of this process's own, in a temporary folder that `stop` removes: forgetful for tests,
 * or as durable as the real one, to be measured.
 */
export async function startTemporaryPostgres(options: {
  volatile: boolean;
}): Promise<EmbeddedPostgres> {
  dropLeftovers();
  const directory = mkdtempSync(join(volatileHome(), `${prefix}${process.pid}-`));
  chmodSync(directory, 0o711);
  const server = await startEmbeddedPostgres({ directory, volatile: options.volatile });
  const stop = async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  return { ...server, stop };
}

/** Folders of processes that were killed; the process id is in the name. */
function dropLeftovers(): void {
  for (const name of readdirSync(volatileHome())) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : 0;
    if (pid === 0 || startOf(pid) !== null) continue;
    rmSync(join(volatileHome(), name), { recursive: true, force: true });
  }
}
