import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { volatileHome } from './home.ts';
import { isRunning, startOf } from './process-lock.ts';

/** For tests: a server of its own at one address, whose power can be cut. */
export type RestartablePostgres = {
  readonly adminUrl: string;
  /** Holds its data; gone after `remove`. */
  readonly directory: string;
  /** An immediate shutdown: no checkpoint, every session is lost, the next start recovers. */
  cut(): Promise<void>;
  /** An orderly shutdown. */
  stop(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
};

export async function startRestartablePostgres(): Promise<RestartablePostgres> {
  const directory = mkdtempSync(path.join(volatileHome(), 'heyi-outage-'));
  chmodSync(directory, 0o711);
  const port = await freePort();
  let server: EmbeddedPostgres = await startEmbeddedPostgres({ directory, port });
  return {
    adminUrl: server.adminUrl,
    directory,
    async cut() {
      const file = path.join(directory, 'data/postmaster.pid');
      const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
      const mark = { pid, startedAt: startOf(pid)! };
      process.kill(pid, 'SIGQUIT');
      while (isRunning(mark)) await sleep(5);
      // Buries the process and frees the folder.
      await server.stop();
    },
    stop: () => server.stop(),
    async start() {
      server = await startEmbeddedPostgres({ directory, port });
    },
    async remove() {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
