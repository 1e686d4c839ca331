import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import type { DispatchPolicy } from '@heyi/payments';
import type { RestartableDatabase, TestHost } from '@heyi/platform/testing';
import type { SandboxBank } from '@heyi/sandbox';
import pg from 'pg';
import type { ChaosServer } from './chaos-server-process.ts';

/** Somebody who is killed without a word, and comes back on the same data. */
export type Party = {
  readonly name: string;
  kill(): Promise<void>;
  restart(): Promise<void>;
};

/** Patient enough for a bank that is out for a while, hasty enough for a run of minutes. */
const policy: DispatchPolicy = {
  answerSeconds: 5,
  askAfterSeconds: [0.3, 0.6, 1, 2, 3, 5, 8, 10, 15, 20, 30, 60, 60, 60, 60, 60],
  resendAfterSeconds: [3, 3, 3, 4, 5, 6, 8, 10, 10, 10],
};

export class Servers {
  readonly #world: TestHost;
  readonly #bank: SandboxBank;
  readonly #facts: readonly Pick<ChaosServer, 'name' | 'port'>[];
  readonly #children = new Map<string, ChildProcess>();
  /** Of all servers, and by how much each differs. */
  clockOffsetSeconds = 0;
  readonly #skews = new Map<string, number>();

  private constructor(
    world: TestHost,
    bank: SandboxBank,
    facts: readonly Pick<ChaosServer, 'name' | 'port'>[],
  ) {
    this.#world = world;
    this.#bank = bank;
    this.#facts = facts;
  }

  /** Two that serve, and a worker. */
  static async start(world: TestHost, bank: SandboxBank): Promise<Servers> {
    const servers = new Servers(world, bank, [
      { name: 'server 1', port: await freePort() },
      { name: 'server 2', port: await freePort() },
      { name: 'worker', port: null },
    ]);
    await Promise.all(servers.#facts.map(({ name }) => servers.#spawn(name)));
    return servers;
  }

  get urls(): string[] {
    return this.#facts.flatMap(({ port }) => (port === null ? [] : `http://127.0.0.1:${port}`));
  }

  get parties(): Party[] {
    return this.#facts.map(({ name }) => ({
      name,
      kill: () => this.#kill(name),
      restart: () => this.#spawn(name),
    }));
  }

  /** Moves the clocks of all, each with a skew of its own. */
  setClocks(offsetSeconds: number, skewOf: () => number): void {
    this.clockOffsetSeconds = offsetSeconds;
    for (const { name } of this.#facts) {
      this.#skews.set(name, skewOf());
      const child = this.#children.get(name);
      if (child?.connected) child.send(this.#offsetOf(name));
    }
  }

  async stop(): Promise<void> {
    for (const { name } of this.#facts) await this.#kill(name);
  }

  #offsetOf(name: string): number {
    return this.clockOffsetSeconds + (this.#skews.get(name) ?? 0);
  }

  async #spawn(name: string): Promise<void> {
    const { appId, secret, callbackSecret } = this.#bank.credentials;
    const { host, database, filesDirectory } = this.#world;
    const facts: ChaosServer = {
      name,
      port: this.#facts.find((one) => one.name === name)!.port,
      appUrl: database.urls.appUrl,
      houseId: host.houseId,
      masterKey: host.keyRing.master.bytes.toString('base64'),
      filesDirectory,
      bank: {
        url: this.#bank.url,
        appId,
        secret,
        callbackSecret,
        timeoutMs: 1500,
        inFlightMax: 16,
      },
      policy,
      clockOffsetSeconds: this.#offsetOf(name),
    };
    const script = path.join(import.meta.dirname, 'chaos-server-process.ts');
    const child = fork(script, [JSON.stringify(facts)], {
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    this.#children.set(name, child);
    // What a server says of outages is expected here; it is kept for when it does not start.
    let said = '';
    child.stderr!.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-4000)));
    const ended = once(child, 'exit').then(([code, signal]) => {
      if (signal !== 'SIGKILL') throw new Error(`${name} ended by itself (${code}): ${said}`);
    });
    await Promise.race([once(child, 'message'), ended]);
    // Clocks may have jumped while it started.
    if (child.connected) child.send(this.#offsetOf(name));
    ended.catch((error: Error) => process.stderr.write(`${error.message}\n`));
  }

  async #kill(name: string): Promise<void> {
    const child = this.#children.get(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}

/** The database: its power is cut, or one of its processes is killed and it recovers by itself. */
export function databaseParties(database: RestartableDatabase): Party[] {
  return [
    { name: 'database', kill: () => database.cut(), restart: () => database.start() },
    {
      name: 'database backend',
      kill: () => killBackend(database.adminUrl),
      restart: () => untilUp(database.adminUrl),
    },
  ];
}

export function bankParty(bank: SandboxBank): Party {
  return { name: 'bank', kill: () => bank.kill(), restart: () => bank.restart() };
}

/** As the kernel does when memory runs out: PostgreSQL then ends every session and recovers. */
async function killBackend(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  admin.on('error', () => undefined);
  await admin.connect();
  const { rows } = await admin.query<{ pid: number }>(
    `select pid from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid() order by random() limit 1`,
  );
  if (rows[0]) process.kill(rows[0].pid, 'SIGKILL');
  await admin.end().catch(() => undefined);
}

async function untilUp(adminUrl: string): Promise<void> {
  for (;;) {
    const admin = new pg.Client({ connectionString: adminUrl });
    admin.on('error', () => undefined);
    try {
      await admin.connect();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await admin.end().catch(() => undefined);
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
