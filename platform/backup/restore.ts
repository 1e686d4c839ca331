import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cp, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrate, type Migration, schemaVersion } from '../postgres/migrate.ts';
import { BackupError, type BackupManifest, manifestFile } from './back-up.ts';

/**
 * Writes a backup into an empty database: the schema of the backup first, its rows in one
 * transaction, then the migrations since. Every table's file is checked against its hash before the
 * first row is written.
 */
export async function restore(options: {
  ownerUrl: string;
  filesDirectory: string;
  directory: string;
  migrations: readonly Migration[];
}): Promise<BackupManifest> {
  const manifest = await readManifest(options.directory);
  const known = options.migrations.at(-1)?.version ?? 0;
  if (manifest.schemaVersion > known) {
    throw new BackupError(
      `The backup is of schema ${manifest.schemaVersion}, this Heyi knows ${known}: use the newer one.`,
    );
  }
  await checkFiles(options.directory, manifest);
  if ((await readdir(options.filesDirectory).catch(() => [])).length > 0) {
    throw new BackupError(`The folder ${options.filesDirectory} already holds files.`);
  }
  const client = new pg.Client({ connectionString: options.ownerUrl });
  await client.connect();
  try {
    if ((await schemaVersion(client)) > 0) {
      throw new BackupError('The database already holds data: restore into an empty one.');
    }
    const then = options.migrations.filter(({ version }) => version <= manifest.schemaVersion);
    await migrate(client, then);
    await client.query('begin');
    for (const table of manifest.tables) await writeRows(client, options.directory, table);
    await client.query('commit');
    await migrate(client, options.migrations);
  } finally {
    await client.end();
  }
  if (manifest.hasFiles) {
    await cp(path.join(options.directory, 'files'), options.filesDirectory, { recursive: true });
  }
  return manifest;
}

async function readManifest(directory: string): Promise<BackupManifest> {
  const text = await readFile(path.join(directory, manifestFile), 'utf8').catch(() => null);
  if (text === null) throw new BackupError(`The folder ${directory} is no backup of Heyi.`);
  return JSON.parse(text) as BackupManifest;
}

async function checkFiles(directory: string, manifest: BackupManifest): Promise<void> {
  for (const { file, sha256 } of manifest.tables) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(path.join(directory, file)), hash);
    if (hash.digest('hex') !== sha256) {
      throw new BackupError(`The file ${file} of the backup was changed or is damaged.`);
    }
  }
}

/** COPY into a protected table is refused; a temporary one takes the rows first. */
async function writeRows(
  client: pg.Client,
  directory: string,
  table: BackupManifest['tables'][number],
): Promise<void> {
  const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const name = `${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.table)}`;
  await client.query(`create temporary table incoming on commit drop as
                      select ${columns} from ${name} with no data`);
  const copy = copyFrom(`copy incoming (${columns}) from stdin`);
  await pipeline(createReadStream(path.join(directory, table.file)), client.query(copy));
  await client.query(`insert into ${name} (${columns}) select ${columns} from incoming`);
  await client.query('drop table incoming');
}
