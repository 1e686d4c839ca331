import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Id, newId } from '@heyi/kernel';
import { migrate, readMigrations, shardKeyOf } from '@heyi/platform';
import { createEmptyDatabase } from '@heyi/platform/testing';
import pg from 'pg';

/** The migrations of this checkout, the newest last. */
export const migrations = readMigrations(
  path.resolve(import.meta.dirname, '../../../database/migrations'),
);

/** A server in a process of its own, as `npm start` runs it. */
export type StartedServer = {
  readonly child: ChildProcess;
  /** Its exit code, when it has ended. */
  readonly ended: Promise<number | null>;
  /** All that was printed so far. */
  said(): string;
  /** The address it printed; throws when it ended instead. */
  address(): Promise<string>;
};

export type Playground = {
  readonly folder: string;
  /** A place for the data of one installation; nothing is there yet. */
  home(name: string): string;
  start(home: string, env?: Readonly<Record<string, string>>): StartedServer;
  close(): Promise<void>;
};

/** A temporary folder, and the servers that were started in it. */
export function openPlayground(): Playground {
  const folder = mkdtempSync(path.join(tmpdir(), 'heyi-start-'));
  chmodSync(folder, 0o755);
  const started: StartedServer[] = [];
  return {
    folder,
    home: (name) => path.join(folder, name),
    start(home, env = {}) {
      const server = spawnServer({ HEYI_DATA: home, HEYI_PORT: '0', HEYI_DEMO: '0', ...env });
      started.push(server);
      return server;
    },
    async close() {
      for (const { child } of started) child.kill('SIGKILL');
      await Promise.all(started.map(({ ended }) => ended));
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

function spawnServer(env: Readonly<Record<string, string>>): StartedServer {
  const program = path.resolve(import.meta.dirname, '../../../tools/start.ts');
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    ended,
    said: () => said,
    async address() {
      while (child.exitCode === null && child.signalCode === null) {
        const address = /http:\/\/[\d.]+:\d+/.exec(said)?.[0];
        if (address !== undefined) return address;
        await new Promise((resolve) => void setTimeout(resolve, 50));
      }
      throw new Error(`the start ended: ${said}`);
    },
  };
}

/** Brings an empty database to the schema before the newest, with a house, as an older Heyi left it. */
export async function makeOlder(database: OutsideDatabase): Promise<Id<'ten'>> {
  const owner = new pg.Client({ connectionString: database.env.DATABASE_OWNER_URL });
  await owner.connect();
  await migrate(owner, migrations.slice(0, -1));
  await owner.end();
  const house = newId<'ten'>();
  const values = [house, shardKeyOf(house)];
  await database.query('select platform.create_tenant($1, $2, true, now())', values);
  return house;
}

export type OutsideDatabase = {
  readonly adminUrl: string;
  /** The three settings of an outside database. */
  readonly env: {
    readonly DATABASE_URL: string;
    readonly DATABASE_OWNER_URL: string;
    readonly DATABASE_JOBS_URL: string;
  };
  /** As superuser. */
  query(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
};

/** A database of its own with the three roles, empty as an administrator prepares it. */
export async function createOutsideDatabase(make = createEmptyDatabase): Promise<OutsideDatabase> {
  const { adminUrl, urls, drop } = await make();
  return {
    adminUrl,
    env: {
      DATABASE_URL: urls.appUrl,
      DATABASE_OWNER_URL: urls.ownerUrl,
      DATABASE_JOBS_URL: urls.jobsUrl,
    },
    async query(text, values = []) {
      const client = new pg.Client({ connectionString: adminUrl });
      await client.connect();
      try {
        const answer = await client.query<Record<string, unknown>>(text, values);
        return answer.rows;
      } finally {
        await client.end();
      }
    },
    drop,
  };
}
