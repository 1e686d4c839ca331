import './runtime.ts';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backUp, type Migration, readMigrations } from '@heyi/platform';
import { createTestHost } from '@heyi/platform/testing';
import { seedClient, seedHouse } from '../test/world/seed-client.ts';
import { openStage } from '../test/world/stage.ts';
import { root } from './repository.ts';

/**
 * `npm run release-schema`: keeps a small backup of the present schema, with invented people, in
 * `database/released/<version>`. Tests restore and migrate each one for ever. Run it once before a
 * release, when the migrations are final; a released one is never made again.
 */
export type Release = {
  /** The hash of each migration as it was; the released ones never change again. */
  readonly migrations: Readonly<Record<string, string>>;
  /** Opens the sealed columns of the invented people; no installation has this key. */
  readonly masterKey: string;
};

export const releasedDirectory = join(root, 'database/released');
export const migrationsDirectory = join(root, 'database/migrations');
export const releaseFile = 'release.json';

export function hashesOf(migrations: readonly Migration[]): Record<string, string> {
  const hashOf = (sql: string) => createHash('sha256').update(sql).digest('hex').slice(0, 16);
  return Object.fromEntries(migrations.map(({ name, sql }) => [name, hashOf(sql)]));
}

async function release(version: string): Promise<string> {
  const directory = join(releasedDirectory, version);
  rmSync(directory, { recursive: true, force: true });
  const world = await createTestHost();
  try {
    const stage = openStage(world.host);
    await seedClient(stage, await seedHouse(stage), '华联');
    const { ownerUrl } = world.database.urls;
    const filesDirectory = world.filesDirectory;
    await backUp({ ownerUrl, filesDirectory, directory, now: world.host.clock.now() });
    const kept: Release = {
      migrations: hashesOf(readMigrations(migrationsDirectory)),
      masterKey: world.host.keyRing.master.bytes.toString('base64'),
    };
    writeFileSync(join(directory, releaseFile), `${JSON.stringify(kept, null, 2)}\n`);
    return directory;
  } finally {
    await world.close();
  }
}

if (import.meta.main) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const isAgain = existsSync(join(releasedDirectory, version));
  const directory = await release(version);
  console.log(`${isAgain ? 'Made again' : 'Made'}: ${directory}`);
  process.exit(0);
}
