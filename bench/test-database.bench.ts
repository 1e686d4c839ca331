import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ensureRoles, migrate, readMigrations, setUpQueue } from '@heyi/platform';
import { createTestDatabase } from '@heyi/platform/testing';
import pg from 'pg';
import type { Bench } from './measure.ts';

const migrations = readMigrations(join(import.meta.dirname, '../database/migrations'));
const serverUrl = process.env['HEYI_TEST_ADMIN_URL']!;

/** Each test file gets a database of its own; making it must not be what a test run waits for. */
export const bench: Bench = {
  name: 'test-database',
  title: 'Makes and drops a database with the whole schema, as each test file does.',
  unit: 'database',
  rounds: 9,
  bars: [
    {
      of: 'clone of a template',
      against: 'every migration',
      atMost: 0.7,
      why: 'the reason for the template',
    },
  ],
  setUp: () =>
    Promise.resolve({
      variants: [
        {
          name: 'clone of a template',
          run: async () => (await createTestDatabase()).drop(),
        },
        { name: 'every migration', run: migrateAll },
      ],
    }),
};

async function migrateAll(): Promise<void> {
  const name = `heyi_bench_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(`create database ${pg.escapeIdentifier(name)}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const urls = await ensureRoles(url.href);
  const owner = new pg.Client({ connectionString: urls.ownerUrl });
  await owner.connect();
  await migrate(owner, migrations);
  await owner.end();
  await setUpQueue(urls.jobsUrl);
  await admin.query(`drop database ${pg.escapeIdentifier(name)} with (force)`);
  await admin.end();
}
