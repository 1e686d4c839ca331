import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fixedClock, formatId, type Id, parseId } from '@heyi/kernel';
import {
  folderFileStore,
  type Host,
  keyRingOf,
  masterKeyFrom,
  readMigrations,
  restore,
} from '@heyi/platform';
import { createEmptyDatabase } from '@heyi/platform/testing';
import pg from 'pg';
import {
  hashesOf,
  migrationsDirectory,
  type Release,
  releasedDirectory,
  releaseFile,
} from '../../tools/release-schema.ts';
import { openStage, type Stage } from '../world/stage.ts';

const migrations = readMigrations(migrationsDirectory);
const versions = existsSync(releasedDirectory) ? readdirSync(releasedDirectory) : [];
const folder = mkdtempSync(path.join(tmpdir(), 'heyi-released-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function readRelease(version: string): Release {
  return JSON.parse(readFileSync(path.join(releasedDirectory, version, releaseFile), 'utf8'));
}

test('留有已发布版本的数据', () => {
  assert.ok(versions.length > 0, 'database/released is empty: run `npm run release-schema`');
});

for (const version of versions) {
  test(`${version} 的数据恢复到空库，迁移到今天：行数不变，封存的打得开，账和日志对得上`, async () => {
    assertUnedited(version);
    const directory = path.join(releasedDirectory, version);
    const database = await createEmptyDatabase();
    const filesDirectory = path.join(folder, version);
    const { ownerUrl } = database.urls;
    const manifest = await restore({ ownerUrl, filesDirectory, directory, migrations });
    for (const { schema, table, file } of manifest.tables) {
      const kept = rowsIn(path.join(directory, file));
      assert.equal(await countOf(database.adminUrl, schema, table), kept, `${schema}.${table}`);
    }
    const { masterKey } = readRelease(version);
    const house = await database.pool.query<{ id: Id<'ten'> }>(
      'select id from platform.house_tenant()',
    );
    await readEverything({
      pool: database.pool,
      clock: fixedClock(manifest.createdAt),
      houseId: house.rows[0]!.id,
      keyRing: keyRingOf(masterKeyFrom(Buffer.from(masterKey, 'base64'))),
      fileStore: folderFileStore(filesDirectory),
      wakeEvents: () => undefined,
    });
    await database.drop();
  });
}

function assertUnedited(version: string): void {
  const { migrations: then } = readRelease(version);
  const now = hashesOf(migrations);
  const edited = Object.keys(then).filter((name) => then[name] !== now[name]);
  assert.deepEqual(
    edited,
    [],
    `The data of ${version} is older than these migrations. Before ${version} is released: ` +
      '`npm run release-schema`. After it: put them back and write a new migration.',
  );
}

/** COPY writes a row a line; a line break inside a value is escaped. */
function rowsIn(file: string): number {
  return readFileSync(file, 'utf8').split('\n').length - 1;
}

async function countOf(url: string, schema: string, table: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const name = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)}`;
  const found = await client.query(`select count(*)::int as count from ${name}`);
  await client.end();
  return found.rows[0].count as number;
}

/** The restored month by the operations that people read it with. */
async function readEverything(host: Host): Promise<void> {
  const stage = openStage(host);
  const clients = await host.pool.query<{ id: Id<'ten'> }>(
    'select id from platform.tenant where not is_house',
  );
  assert.equal(clients.rows.length, 1);
  const tenantId = formatId('ten', clients.rows[0]!.id);
  const people = await stage.act('listEmployments', { tenantId });
  assert.equal(people['rows'].length, 1);
  const { personId } = people['rows'][0];
  const reveal = { tenantId, personId, field: 'documentNumber' };
  const { value } = await stage.act('revealPersonField', reveal);
  assert.match(value, /^\d{17}[\dX]$/);
  const audit = await stage.act('verifyAuditChain', { tenantId });
  assert.equal(audit['brokenAt'], null);
  assert.ok(audit['entries'] > 10);
  await assertFile(stage, tenantId);
  await assertBooks(stage, tenantId);
}

async function assertFile(stage: Stage, tenantId: string): Promise<void> {
  const [file] = await stage.inside(
    parseId('ten', tenantId)!,
    (tx) => tx.sql<{ id: Id<'fil'> }>`select id from platform.file where name = '花名册.csv'`,
  );
  assert.ok(file);
  const { body } = await stage.act('downloadFile', { tenantId, fileId: formatId('fil', file.id) });
  assert.match(Buffer.from(body).toString(), /^姓名,证件号码\n/);
}

async function assertBooks(stage: Stage, tenantId: string): Promise<void> {
  const proof = await stage.act('verifyLedger', { tenantId });
  assert.ok(proof['journals'] > 3);
  assert.deepEqual(proof['differences'], []);
}
