import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { systemClock } from '@heyi/kernel';
import { bankCallbackDoor, startDispatcher } from '@heyi/payments';
import {
  backUp,
  createHttpServer,
  folderFileStore,
  type Host,
  makeHome,
  startWorker,
} from '@heyi/platform';
import { startAuditSealer, startEventDelivery, startHousekeeping } from './background.ts';
import { authenticate, jobs, listeners, routes } from './compose.ts';
import { type Config, ConfigError } from './config.ts';
import { type Banks, openBanks } from './open-banks.ts';
import { type Database, openDatabase } from './open-database.ts';
import { openInstallation, proveKey } from './open-installation.ts';
import { servePages } from './pages.ts';

export type RunningServer = {
  readonly host: Host;
  readonly database: Database;
  readonly banks: Banks;
  readonly url: string;
  /** Stops taking requests, ends what runs, closes the database. May be called twice. */
  stop(): Promise<void>;
};

type HttpServer = Awaited<ReturnType<typeof createHttpServer>>;

/** Throws {@link ConfigError}, one line for the operator, when it may not start. */
export async function startServer(config: Config): Promise<RunningServer> {
  makeHome(config.directory);
  // What was started, each to be ended before what it stands on.
  const running: (() => Promise<unknown>)[] = [];
  let stopping: Promise<void> | null = null;
  const stop = () => (stopping ??= endAll(running));
  try {
    const database = await openDatabase(config, (url, version) => keepBefore(config, url, version));
    running.push(() => database.close());
    const banks = await openBanks(config);
    running.push(() => banks.close());
    const host = await startBackground(config, database, banks, running);
    const http = await openHttp(config, host);
    running.push(() => closeHttp(http));
    const url = await listen(http, config);
    await banks.reportTo(localUrlOf(http));
    return { host, database, banks, url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The last started ends first: no request outlives what serves it, nothing outlives the database. */
async function endAll(running: (() => Promise<unknown>)[]): Promise<void> {
  const faults: unknown[] = [];
  while (running.length > 0) await running.pop()!().catch((fault: unknown) => faults.push(fault));
  if (faults.length > 0) throw faults[0];
}

async function startBackground(
  config: Config,
  database: Database,
  banks: Banks,
  running: (() => Promise<unknown>)[],
): Promise<Host> {
  const events = { wake: () => {} };
  const clock = systemClock;
  const host: Host = {
    ...(await openInstallation(config, database.pool, clock.now())),
    pool: database.pool,
    clock,
    fileStore: folderFileStore(path.join(config.directory, 'files')),
    wakeEvents: () => events.wake(),
  };
  await proveKey(config, host);
  const repeated = [
    startEventDelivery(host, listeners),
    startAuditSealer(host),
    startHousekeeping(host),
  ];
  events.wake = repeated[0]!.wake;
  running.push(() => Promise.all(repeated.map((background) => background.stop())));
  const dispatcher = await startDispatcher({ host, channels: banks.channels });
  running.push(() => dispatcher.stop());
  const { jobsUrl } = database.urls;
  const worker = await startWorker({ host, jobsUrl, jobs, concurrency: config.jobsAtOnce });
  running.push(() => worker.stop());
  return host;
}

async function openHttp(config: Config, host: Host): Promise<HttpServer> {
  const http = await createHttpServer({
    host,
    routes,
    authenticate,
    secure: config.secure,
    requestsPerMinute: config.requestsPerMinute,
    ...(config.trustedProxies.length > 0 && { trustedProxies: config.trustedProxies }),
  });
  await http.register(bankCallbackDoor(host));
  await servePages(http);
  return http;
}

const lastRequestsMs = 5_000;

/** New requests are refused at once; those that run may end, but nobody waits for them for ever. */
async function closeHttp(http: HttpServer): Promise<void> {
  const cut = setTimeout(() => http.server.closeAllConnections(), lastRequestsMs);
  await http.close();
  clearTimeout(cut);
}

/** An older schema is written down before it changes. */
async function keepBefore(config: Config, ownerUrl: string, version: number): Promise<void> {
  const now = systemClock.now();
  const name = `schema-${version}-${now.replaceAll(':', '')}`;
  const directory = path.join(config.directory, 'backups', name);
  await backUp({
    ownerUrl,
    filesDirectory: path.join(config.directory, 'files'),
    directory,
    now,
  });
  process.stdout.write(`The data is of schema ${version}: a backup of it is in ${directory}\n`);
}

async function listen(http: HttpServer, config: Config): Promise<string> {
  try {
    return await http.listen({ host: config.host, port: config.port });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'EADDRINUSE') {
      throw new ConfigError(
        `Port ${config.port} is taken: stop what uses it, or choose another in HEYI_PORT.`,
      );
    }
    if (code !== 'EADDRNOTAVAIL' && code !== 'ENOTFOUND' && code !== 'EACCES') throw error;
    throw new ConfigError(
      `It cannot listen at ${config.host}:${config.port} (${code}): ` +
        'choose others in HEYI_HOST and HEYI_PORT.',
    );
  }
}

/** How this machine itself reaches the server: the stand-in bank is a process beside it. */
function localUrlOf(http: HttpServer): string {
  const { address, family, port } = http.server.address() as AddressInfo;
  if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`;
  return family === 'IPv6' ? `http://[${address}]:${port}` : `http://${address}:${port}`;
}
