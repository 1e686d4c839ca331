import type { AddressInfo } from 'node:net';
import { allowPrivateWebhooks, openAppDoor, startWebhookDelivery } from '@heyi/connect';
import { closeCollector, resumeAll, watchFunds } from '@heyi/gig';
import { type Id, systemClock } from '@heyi/kernel';
import { startDispatcher } from '@heyi/payments';
import {
  createHttpServer,
  folderFileStore,
  type Host,
  keyRingOf,
  masterKeyFrom,
  openPool,
} from '@heyi/platform';
import { openSandboxBank, type SandboxBankConfig } from '@heyi/sandbox-bank';
import { directRoutes, listeners, repeat, routes, startEventDelivery } from '@heyi/server';

/*
 * One of the two processes that bear a burst, so that each one's processor time is its own: `server`
 * answers requests, `worker` sends to the bank, follows the news and delivers webhooks.
 */

export type BurstProcess = {
  readonly role: 'server' | 'worker';
  readonly appUrl: string;
  readonly houseId: Id<'ten'>;
  readonly masterKey: string;
  readonly filesDirectory: string;
  readonly bank: SandboxBankConfig;
};

/** Said once, when it serves. */
export type BurstReady = { readonly port: number };

const facts = JSON.parse(process.argv[2]!) as BurstProcess;
const events = { wake: (): void => {} };
const host: Host = {
  pool: openPool(facts.appUrl, 20),
  clock: systemClock,
  houseId: facts.houseId,
  keyRing: keyRingOf(masterKeyFrom(Buffer.from(facts.masterKey, 'base64'))),
  fileStore: folderFileStore(facts.filesDirectory),
  wakeEvents: () => events.wake(),
};
allowPrivateWebhooks(host, true);

const running = facts.role === 'server' ? await serve() : await work();
process.once('message', () => void running.stop().then(() => process.exit(0)));
// Ends with the bench.
process.once('disconnect', () => process.exit(0));
process.send!({ port: running.port } satisfies BurstReady);

type Running = BurstReady & { stop(): Promise<void> };

async function serve(): Promise<Running> {
  const apps = openAppDoor(host, () => Promise.resolve(true));
  const http = await createHttpServer({
    host,
    routes,
    directRoutes,
    authenticate: () => Promise.resolve(null),
    apps,
    secure: false,
    requestsPerMinute: 100_000_000,
    acceptPlainFields: true,
  });
  await http.listen({ host: '127.0.0.1', port: 0 });
  return {
    port: (http.server.address() as AddressInfo).port,
    async stop() {
      await http.close();
      await apps.stop();
      await closeCollector(host);
      await host.pool.end();
    },
  };
}

async function work(): Promise<Running> {
  const channel = openSandboxBank(facts.bank);
  const repeated = [
    startEventDelivery(host, listeners),
    repeat('suspended withdrawals', 1000, () => resumeAll(host)),
    repeat('client funds', 1000, () => watchFunds(host)),
  ];
  events.wake = repeated[0]!.wake;
  const dispatcher = await startDispatcher({ host, channels: [channel] });
  const webhooks = startWebhookDelivery(host);
  return {
    port: 0,
    async stop() {
      await webhooks.stop();
      await dispatcher.stop();
      await Promise.all(repeated.map((one) => one.stop()));
      channel.close();
      await host.pool.end();
    },
  };
}
