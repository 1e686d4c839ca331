import { setTimeout as sleep } from 'node:timers/promises';
import { openAppDoor } from '@heyi/connect';
import { directRoutes, listeners, resumeAll, routes } from '@heyi/gig';
import { addSeconds, type Clock, type Id, systemClock } from '@heyi/kernel';
import { bankCallbackDoor, type DispatchPolicy, startDispatcher } from '@heyi/payments';
import {
  createHttpServer,
  deliverEvents,
  faultText,
  folderFileStore,
  type Host,
  keyRingOf,
  masterKeyFrom,
  openPool,
} from '@heyi/platform';
import { openSandboxBank, type SandboxBankConfig } from '@heyi/sandbox-bank';

/*
 * A server of the chaos run, in a process of its own that is killed without a word. It serves, sends,
 * hears the bank and follows the news; a worker does the same without serving anybody. Its clock is
 * moved by whoever started it.
 */

export type ChaosServer = {
  name: string;
  appUrl: string;
  houseId: Id<'ten'>;
  masterKey: string;
  filesDirectory: string;
  bank: SandboxBankConfig;
  policy: DispatchPolicy;
  /** Null serves nobody. */
  port: number | null;
  clockOffsetSeconds: number;
};

const facts = JSON.parse(process.argv[2]!) as ChaosServer;
let clockOffsetSeconds = facts.clockOffsetSeconds;
const clock: Clock = { now: () => addSeconds(systemClock.now(), clockOffsetSeconds) };
process.on('message', (seconds: number) => (clockOffsetSeconds = seconds));
// Ends with the run that started it.
process.once('disconnect', () => process.exit(0));

const host: Host = {
  pool: openPool(facts.appUrl),
  clock,
  houseId: facts.houseId,
  keyRing: keyRingOf(masterKeyFrom(Buffer.from(facts.masterKey, 'base64'))),
  fileStore: folderFileStore(facts.filesDirectory),
  wakeEvents: () => undefined,
};

/** A fault is said once, and tried again. */
async function repeat(what: string, everyMs: number, work: () => Promise<unknown>): Promise<never> {
  let lastFault = '';
  for (;;) {
    await work().then(
      () => (lastFault = ''),
      (error: unknown) => {
        const fault = faultText(error);
        if (fault !== lastFault) process.stderr.write(`${facts.name}: ${what}: ${fault}\n`);
        lastFault = fault;
      },
    );
    await sleep(everyMs);
  }
}

await startDispatcher({
  host,
  channels: [openSandboxBank(facts.bank)],
  policy: facts.policy,
});
void repeat('events', 200, () => deliverEvents(host, listeners));
void repeat('suspended withdrawals', 500, () => resumeAll(host));
if (facts.port !== null) {
  const http = await createHttpServer({
    host,
    routes,
    directRoutes,
    authenticate: () => Promise.resolve(null),
    apps: openAppDoor(host, () => Promise.resolve(true)),
    secure: false,
    requestsPerMinute: 100_000_000,
    acceptPlainFields: true,
  });
  await http.register(bankCallbackDoor(host));
  await http.listen({ host: '127.0.0.1', port: facts.port });
}
process.send!('ready');
