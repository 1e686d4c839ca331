import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { cp, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Instant } from '@heyi/kernel';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { schemaVersion } from '../postgres/migrate.ts';
import { type StoredTable, storedTables } from './tables.ts';

export type BackupManifest = {
  format: 1;
  createdAt: Instant;
  schemaVersion: number;
  tables: (StoredTable & { file: string; sha256: string; bytes: number })[];
  hasFiles: boolean;
};

export const manifestFile = 'manifest.json';

/** Why no backup was written, in one line for the operator. */
export class BackupError extends Error {
  override name = 'BackupError';
}

/**
 * Writes all tables, as of one moment, and the sealed files into an empty folder. The master key is
 * not part of it: it lies elsewhere, and without it the personal data in the backup stays closed.
 * The folder gets its name last, so that an interrupted backup is never taken for a whole one.
 */
export async function backUp(options: {
  ownerUrl: string;
  filesDirectory: string | null;
  directory: string;
  now: Instant;
}): Promise<BackupManifest> {
  await refuseFull(options.directory);
  const draft = `${options.directory}.partial`;
  await mkdir(path.join(draft, 'tables'), { recursive: true, mode: 0o700 });
  const client = new pg.Client({ connectionString: options.ownerUrl });
  await client.connect();
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    const tables = [];
    for (const table of await storedTables(client)) {
      tables.push({ ...table, ...(await writeTable(client, table, draft)) });
    }
    const version = await schemaVersion(client);
    const hasFiles = await copyFiles(options.filesDirectory, path.join(draft, 'files'));
    const manifest: BackupManifest = {
      format: 1,
      createdAt: options.now,
      schemaVersion: version,
      tables,
      hasFiles,
    };
    await writeFile(path.join(draft, manifestFile), `${JSON.stringify(manifest, null, 1)}\n`);
    await rename(draft, options.directory);
    return manifest;
  } finally {
    await client.end();
  }
}

async function refuseFull(directory: string): Promise<void> {
  const found = await readdir(directory).catch(() => []);
  if (found.length > 0) throw new BackupError(`The folder ${directory} is not empty.`);
}

async function writeTable(
  client: pg.Client,
  table: StoredTable,
  directory: string,
): Promise<{ file: string; sha256: string; bytes: number }> {
  const file = `tables/${table.schema}.${table.table}.copy`;
  const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const name = `${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.table)}`;
  const rows = client.query(copyTo(`copy (select ${columns} from ${name}) to stdout`));
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform(piece: Buffer, _, done) {
      hash.update(piece);
      bytes += piece.length;
      done(null, piece);
    },
  });
  await pipeline(rows, measure, createWriteStream(path.join(directory, file), { mode: 0o600 }));
  return { file, sha256: hash.digest('hex'), bytes };
}

async function copyFiles(from: string | null, to: string): Promise<boolean> {
  if (from === null || (await readdir(from).catch(() => [])).length === 0) return false;
  await cp(from, to, { recursive: true });
  return true;
}
