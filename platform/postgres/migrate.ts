import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';

export type Migration = { version: number; name: string; sql: string };

export type MigrationOutcome =
  | { kind: 'current'; version: number }
  | { kind: 'migrated'; from: number; to: number }
  | { kind: 'newer'; found: number; known: number };

const migrationLock = 4_727_001;

/** The folders of `database/migrations`, in order: `0001_platform/up.sql`, … */
export function readMigrations(directory: string): Migration[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d{4}_/.test(entry.name))
    .map((entry) => ({
      version: Number(entry.name.slice(0, 4)),
      name: entry.name,
      sql: readFileSync(path.join(directory, entry.name, 'up.sql'), 'utf8'),
    }))
    .toSorted((a, b) => a.version - b.version);
}

/**
 * Brings the schema forward under a lock, one transaction a migration. A schema newer than this
 * program is left alone. `beforeChange` runs once when an existing schema is about to change.
 */
export async function migrate(
  client: pg.ClientBase,
  migrations: readonly Migration[],
  beforeChange: (version: number) => Promise<void> = async () => {},
): Promise<MigrationOutcome> {
  await client.query('select pg_advisory_lock($1)', [migrationLock]);
  try {
    const found = await schemaVersion(client);
    const known = migrations.at(-1)?.version ?? 0;
    if (found > known) return { kind: 'newer', found, known };
    if (found === known) return { kind: 'current', version: found };
    if (found > 0) await beforeChange(found);
    for (const migration of migrations) {
      if (migration.version > found) await apply(client, migration);
    }
    return { kind: 'migrated', from: found, to: known };
  } finally {
    await client.query('select pg_advisory_unlock($1)', [migrationLock]);
  }
}

export async function schemaVersion(client: pg.ClientBase): Promise<number> {
  const known = await client.query(`select to_regclass('platform.schema_version') as found`);
  if (known.rows[0].found === null) return 0;
  const version = await client.query('select max(version) as version from platform.schema_version');
  return version.rows[0].version ?? 0;
}

async function apply(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into platform.schema_version (version, name) values ($1, $2)', [
      migration.version,
      migration.name,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${migration.name} failed`, { cause: error });
  }
}
