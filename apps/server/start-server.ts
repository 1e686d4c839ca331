import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { allowPrivateWebhooks, openAppDoor, startWebhookDelivery, tokenDoor } from '@heyi/connect';
import { stampWaiting } from '@heyi/evidence';
import { closeCollector, linkIdentityChecker, resumeAll, watchFunds } from '@heyi/gig';
import { type Clock, systemClock } from '@heyi/kernel';
import { bankCallbackDoor, startDispatcher } from '@heyi/payments';
import {
  backUp,
  createHttpServer,
  folderFileStore,
  type Host,
  makeHome,
  startWorker,
} from '@heyi/platform';
import { linkGovernmentPortals } from '@heyi/orders';
import { openSandboxIdentity } from '@heyi/sandbox-identity';
import { openSandboxPortal } from '@heyi/sandbox-portal';
import {
  repeat,
  startAuditSealer,
  startBillDrawing,
  startEventDelivery,
  startHousekeeping,
  startOrderWatch,
  startStatementReading,
  startTaskPlanning,
} from './background.ts';
import {
  authenticate,
  authenticateLink,
  directRoutes,
  endPrinting,
  isLiveOpen,
  jobs,
  listeners,
  routes,
} from './compose.ts';
import { type Config, ConfigError, isOpenWithoutTls } from './config.ts';
import { type Banks, openBanks } from './open-banks.ts';
import { linkTimeStamps } from './link-time-stamps.ts';
import { type Database, openDatabase } from './open-database.ts';
import { openInstallation, proveKey } from './open-installation.ts';
import { markSeedBegun } from './demo/cut-seed.ts';
import { openDemoCalendar } from './demo/demo-calendar.ts';
import { knownDemoLogins } from './demo/demo-logins.ts';
import { type DemoState, demoStateOf, seedInstallation } from './demo/open-demo.ts';
import { servePages } from './pages.ts';
import { holdWhilePreparing, type Preparing } from './preparing.ts';

export type RunningServer = {
  readonly host: Host;
  readonly database: Database;
  readonly banks: Banks;
  readonly url: string;
  /** Stops taking requests, ends what runs, closes the database. May be called twice. */
  stop(): Promise<void>;
};

/** What a start tells while it goes on, how it is cut short, and the clock of its machine. */
export type Starting = {
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  readonly machine: Clock;
};

const quietStart: Starting = {
  say: () => undefined,
  signal: new AbortController().signal,
  machine: systemClock,
};

const openWithoutTlsWarning =
  'It listens beyond this machine without TLS: only behind a firewall, or behind a proxy with TLS and HEYI_TLS=1.';

type HttpServer = Awaited<ReturnType<typeof createHttpServer>>;

/** Throws {@link ConfigError}, one line for the operator, when it may not start. */
export async function startServer(
  config: Config,
  starting: Partial<Starting> = {},
): Promise<RunningServer> {
  const { say, signal, machine } = { ...quietStart, ...starting };
  makeHome(config.directory);
  // What was started, each to be ended before what it stands on.
  const running: (() => Promise<unknown>)[] = [];
  let stopping: Promise<void> | null = null;
  const stop = () => (stopping ??= endAll(running));
  try {
    const database = await openDatabase(config, (url, version) => keepBefore(config, url, version));
    running.push(() => database.close());
    const demo = await demoStateOf(config, database);
    const clock = demo === 'none' ? machine : openCalendar(config, demo, machine, running);
    const banks = await openBanks(config, demo !== 'none', clock);
    running.push(() => banks.close(), endPrinting);
    const events = { wake: () => {} };
    const host = await openHost(config, database, clock, events);
    await linkStandIns(config, { host, isDemo: demo !== 'none' }, banks.standIn);
    let preparing: Preparing | null = demo === 'new' ? { step: '', share: 0 } : null;
    const http = await openHttp(config, host, () => preparing);
    const close = () => closeHttp(http);
    running.push(close);
    const url = await listen(http, config);
    say(`Heyi 合一 is at ${url}`);
    if (isOpenWithoutTls(config)) say(openWithoutTlsWarning);
    const logins = demo === 'kept' ? [knownDemoLogins(config.directory)] : [];
    if (demo === 'new') {
      const tell = (state: Preparing) => {
        preparing = state;
        if (signal.aborted)
          throw new ConfigError('The demo was cut short: the next start begins it anew.');
        say(`${String(Math.round(state.share * 100)).padStart(3)} %  ${state.step}`);
      };
      logins.push(...(await prepareDemo(config, { host, database, banks }, tell)));
    }
    await startBackground({ config, database, banks, host, events }, running);
    // Requests end before what serves them.
    running.push(...running.splice(running.indexOf(close), 1));
    await banks.reportTo(localUrlOf(http));
    preparing = null;
    logins.forEach(say);
    if (demo !== 'none' && banks.standIn !== null) {
      say(`扣缴端（仿真）· Stand-in tax client: ${banks.standIn.taxBureauUrl}/`);
    }
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

type Wakes = { wake: () => void };

/** A demo is played on a calendar of its own, which is written down while it goes on. */
function openCalendar(
  { directory }: Config,
  demo: DemoState,
  machine: Clock,
  running: (() => Promise<unknown>)[],
): Clock {
  if (demo === 'new') markSeedBegun(directory);
  const calendar = openDemoCalendar(directory, machine);
  const keeping = repeat('demo calendar', calendarKeptEveryMs, async () => calendar.keep());
  running.push(async () => {
    await keeping.stop();
    calendar.keep();
  });
  return calendar.clock;
}

const calendarKeptEveryMs = 60_000;
/** How soon after the client's money has arrived the withdrawals that wait for it go on. */
const resumeEveryMs = 1000;
/** How soon papers are stamped that a job could not get stamped. */
const stampEveryMs = 15_000;
/** How soon a client hears that its money runs low. */
const watchEveryMs = 1000;

async function openHost(
  config: Config,
  database: Database,
  clock: Clock,
  events: Wakes,
): Promise<Host> {
  const host: Host = {
    ...(await openInstallation(config, database.pool, clock.now())),
    pool: database.pool,
    clock,
    fileStore: folderFileStore(path.join(config.directory, 'files')),
    wakeEvents: () => events.wake(),
    ...(config.publicUrl !== null && { publicUrl: config.publicUrl }),
  };
  await proveKey(config, host);
  allowPrivateWebhooks(host, config.privateWebhooks);
  return host;
}

/**
 * A demo is played with stand-ins alone. Elsewhere they answer for sandboxes only: live workers are
 * never checked by one, no declaration goes to one, and none stamps evidence.
 */
async function linkStandIns(
  config: Config,
  { host, isDemo }: { host: Host; isDemo: boolean },
  standIn: Banks['standIn'],
): Promise<void> {
  if (standIn !== null) {
    const identity = openSandboxIdentity({ url: standIn.identityUrl });
    linkIdentityChecker(host, identity, isDemo ? ['sandbox', 'live'] : ['sandbox']);
    if (isDemo) {
      linkGovernmentPortals(host, [openSandboxPortal({ url: standIn.insurancePortalUrl })]);
    }
  }
  await linkTimeStamps(config, host, isDemo ? standIn : null);
}

/** Before anything runs beside it: the demo plays its months alone. */
async function prepareDemo(
  config: Config,
  { host, database, banks }: { host: Host; database: Database; banks: Banks },
  tell: (state: Preparing) => void,
): Promise<readonly string[]> {
  const { directory } = config;
  const place = {
    host,
    directory,
    bank: banks.standIn,
    appUrl: database.urls.appUrl,
    ownerUrl: database.urls.ownerUrl,
    isSmall: config.demo === 'small',
    composition: { routes, jobs, listeners },
  };
  return seedInstallation(place, (step, share) => tell({ step, share }));
}

async function startBackground(
  parts: { config: Config; database: Database; banks: Banks; host: Host; events: Wakes },
  running: (() => Promise<unknown>)[],
): Promise<void> {
  const { config, database, banks, host, events } = parts;
  const repeated = [
    startEventDelivery(host, listeners),
    startAuditSealer(host),
    startHousekeeping(host),
    repeat('suspended withdrawals', resumeEveryMs, () => resumeAll(host)),
    repeat('client funds', watchEveryMs, () => watchFunds(host)),
    startTaskPlanning(host),
    startBillDrawing(host),
    startOrderWatch(host),
    repeat('time stamps', stampEveryMs, () => stampWaiting(host)),
  ];
  events.wake = repeated[0]!.wake;
  running.push(() => Promise.all(repeated.map((background) => background.stop())));
  const dispatcher = await startDispatcher({ host, channels: banks.channels });
  running.push(() => dispatcher.stop());
  // After the dispatcher, which links the banks.
  const statements = startStatementReading(host);
  running.push(() => statements.stop());
  const webhooks = startWebhookDelivery(host);
  running.push(() => webhooks.stop());
  const { jobsUrl } = database.urls;
  const worker = await startWorker({ host, jobsUrl, jobs, concurrency: config.jobsAtOnce });
  running.push(() => worker.stop());
}

async function openHttp(
  config: Config,
  host: Host,
  preparing: () => Preparing | null,
): Promise<HttpServer> {
  const apps = openAppDoor(host, isLiveOpen);
  const http = await createHttpServer({
    host,
    routes,
    directRoutes,
    authenticate,
    authenticateLink,
    apps,
    secure: config.secure,
    requestsPerMinute: config.requestsPerMinute,
    acceptPlainFields: config.acceptPlainFields,
    ...(config.trustedProxies.length > 0 && { trustedProxies: config.trustedProxies }),
  });
  holdWhilePreparing(http, preparing);
  http.addHook('onClose', () => apps.stop());
  http.addHook('onClose', () => closeCollector(host));
  await http.register(tokenDoor(apps, config.requestsPerMinute));
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
