import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { openTestApp, signedHeaders, type TestApp } from '@heyi/connect/testing';
import { allowPrivateWebhooks } from '@heyi/connect';
import type { BankChannel } from '@heyi/payments';
import { type SandboxBank, startSandboxBank } from '@heyi/sandbox';
import { openSandboxBank } from '@heyi/sandbox-bank';
import pg from 'pg';
import type { BurstProcess, BurstReady } from './burst-process.ts';
import type { OpenLoad, OpenLoadOutcome } from './open-load.ts';
import type { CpuSeconds } from './burst-cpu.ts';
import { childRunning, cpuSecondsOf, machineSeconds, openServerCpu } from './processor-time.ts';
import { castWithdrawals, type WithdrawalsCast } from './withdrawals-cast.ts';

/** What the stand-in bank takes to answer, and how many calls it has open at once. */
export const bankTerms = { answerMs: 20, callsAtOnce: 64 } as const;

const workers = 200_000;

/** Server, worker, bank, loader and a receiver of webhooks, on a client with workers who have earned. */
export type BurstStage = {
  readonly cast: WithdrawalsCast;
  readonly bank: SandboxBank;
  readonly channel: BankChannel;
  readonly admin: pg.Client;
  readonly app: TestApp;
  /** What has arrived at the receiver: withdrawals that are said to be paid, each counted once. */
  readonly told: { readonly paid: number; readonly others: number; readonly lastAt: number };
  cpu(): CpuSeconds;
  /** Signs and connects; the answer starts the load. */
  ready(load: Pick<OpenLoad, LoadTerms>): Promise<() => Promise<OpenLoadOutcome>>;
  close(): Promise<void>;
};

type LoadTerms = 'first' | 'withdrawals' | 'readsEach' | 'perSecond';

export async function openStage(adminUrl: string): Promise<BurstStage> {
  const { answerMs, callsAtOnce } = bankTerms;
  const bank = await startSandboxBank({
    settings: { answer_ms: [answerMs, answerMs], in_flight_max: callsAtOnce },
  });
  // The programs of sandbox apps may speak to this machine; all else is as with live ones.
  const environment = 'sandbox';
  const channel = openSandboxBank({ url: bank.url, ...bank.credentials });
  const cast = await castWithdrawals({ workers, channel, environment });
  allowPrivateWebhooks(cast.world.host, true);
  const { accountNumber, funds } = cast.payer;
  await bank.admin.openAccount(accountNumber, '付款主体1有限公司', funds);
  const scopes = ['withdrawals:write', 'withdrawals:read', 'webhooks:write'];
  const app = await openTestApp(cast.world, cast.tenantId, { environment, scopes });
  const server = await startProcess(cast, bank, 'server');
  const worker = await startProcess(cast, bank, 'worker');
  const loader = await startLoader();
  const receiver = await startReceiver();
  await registerReceiver(cast, app, server.port, receiver.url);
  const admin = new pg.Client({ connectionString: cast.world.database.adminUrl });
  await admin.connect();
  const serverCpu = await openServerCpu(adminUrl);
  const bankPid = childRunning('sandbox/main.ts');
  return {
    cast,
    bank,
    channel,
    admin,
    app,
    told: receiver.told,
    cpu: () => ({
      PostgreSQL: serverCpu(),
      server: cpuSecondsOf(server.child.pid!),
      worker: cpuSecondsOf(worker.child.pid!),
      bank: cpuSecondsOf(bankPid),
      loader: cpuSecondsOf(loader.pid!),
      receiver: cpuSecondsOf(process.pid),
      ...machineSeconds(),
    }),
    async ready(terms) {
      const load: OpenLoad = { ...terms, port: server.port, app, workers };
      await answerOf(loader, load);
      return async () => (await answerOf(loader, 'go')) as OpenLoadOutcome;
    },
    async close() {
      loader.disconnect();
      await Promise.all([endProcess(server.child), endProcess(worker.child)]);
      receiver.close();
      channel.close();
      await admin.end();
      await cast.world.close();
      await bank.stop();
    },
  };
}

async function startProcess(
  { world }: WithdrawalsCast,
  bank: SandboxBank,
  role: BurstProcess['role'],
): Promise<{ child: ChildProcess; port: number }> {
  const { appId, secret, callbackSecret } = bank.credentials;
  const facts: BurstProcess = {
    role,
    appUrl: world.database.urls.appUrl,
    houseId: world.host.houseId,
    masterKey: world.host.keyRing.master.bytes.toString('base64'),
    filesDirectory: world.filesDirectory,
    bank: { url: bank.url, appId, secret, callbackSecret, inFlightMax: bankTerms.callsAtOnce },
  };
  const child = fork(join(import.meta.dirname, 'burst-process.ts'), [JSON.stringify(facts)]);
  const { port } = (await messageOf(child)) as BurstReady;
  return { child, port };
}

async function startLoader(): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'open-load.ts'), [], { serialization: 'advanced' });
  await messageOf(child);
  return child;
}

function messageOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const fail = (code: number | null) => reject(new Error(`a process ended with code ${code}`));
    child.once('exit', fail);
    child.once('message', (message) => {
      child.off('exit', fail);
      resolve(message);
    });
  });
}

function answerOf(child: ChildProcess, message: OpenLoad | 'go'): Promise<unknown> {
  const answer = messageOf(child);
  child.send(message);
  return answer;
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.send('stop');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(timer);
}

type Told = { paid: number; others: number; lastAt: number };

/** Takes webhooks as an app would that only counts: each withdrawal once, however often it is told. */
async function startReceiver() {
  const told: Told = { paid: 0, others: 0, lastAt: 0 };
  const seen = new Set<string>();
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString();
      const withdrawal = /"withdrawalId":"([^"]+)"/.exec(body)?.[1];
      const isPaid = withdrawal !== undefined && body.startsWith('{"type":"withdrawal.paid"');
      if (!isPaid) told.others += 1;
      else if (!seen.has(withdrawal)) told.paid = seen.add(withdrawal).size;
      told.lastAt = Date.now();
      response.writeHead(204).end();
    });
  });
  server.keepAliveTimeout = 75_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { told, url: `http://127.0.0.1:${port}/heyi`, close };
}

async function registerReceiver(
  { host }: WithdrawalsCast,
  app: TestApp,
  port: number,
  receiverUrl: string,
): Promise<void> {
  const url = '/v1/webhook-endpoints';
  const body = JSON.stringify({ url: receiverUrl });
  const response = await fetch(`http://127.0.0.1:${port}${url}`, {
    method: 'POST',
    headers: {
      ...signedHeaders(host, app, { method: 'POST', url, body }),
      'idempotency-key': 'the-receiver-of-the-bench',
    },
    body,
  });
  if (!response.ok) throw new Error(`no endpoint: ${await response.text()}`);
}
