import { existsSync } from 'node:fs';
import { type Id, type Instant, newId } from '@heyi/kernel';
import {
  type Host,
  inTransaction,
  type KeyRing,
  keyRingOf,
  type MasterKey,
  type Pool,
  readMasterKey,
  shardKeyOf,
  systemActor,
  tenantCipher,
} from '@heyi/platform';
import { type Config, ConfigError } from './config.ts';

/**
 * The provider's own tenant and the key of this installation; the first start makes both. Servers
 * that start at once on one database take turns.
 */
export async function openInstallation(
  config: Config,
  pool: Pool,
  now: Instant,
): Promise<{ houseId: Id<'ten'>; keyRing: KeyRing }> {
  const turn = await pool.connect();
  try {
    await turn.query('select pg_advisory_lock(4727008)');
    const found = await turn.query<{ id: Id<'ten'> }>('select id from platform.house_tenant()');
    const house = found.rows[0]?.id;
    // The key before the first row that it could seal: a start that is cut here starts over.
    const keyRing = keyRingOf(masterKeyOf(config, house === undefined));
    const houseId = house ?? (await createHouse(pool, now));
    return { houseId, keyRing };
  } finally {
    // The turn ends with its session.
    turn.release(true);
  }
}

/** The first start seals the house's data key with the master key; every later one opens it. */
export async function proveKey(config: Config, host: Host): Promise<void> {
  const scope = { tenantIds: [host.houseId], actor: systemActor('start'), requestId: 'start' };
  try {
    await inTransaction(host, scope, (tx) => tenantCipher(tx));
  } catch (error) {
    if (!/unable to authenticate data/.test(String(error))) throw error;
    throw new ConfigError(
      `The master key ${config.masterKeyFile} is not the one that sealed this data: ` +
        'put the right one back. Nothing was changed.',
    );
  }
}

/** Data without its key cannot be read: better no start than a second key. */
function masterKeyOf(config: Config, mayCreate: boolean): MasterKey {
  const { masterKeyFile } = config;
  if (!mayCreate && !existsSync(masterKeyFile)) {
    throw new ConfigError(
      `The master key ${masterKeyFile} is missing: put it back, or name it in ` +
        'HEYI_MASTER_KEY_FILE. Without it the stored personal data cannot be read.',
    );
  }
  try {
    return readMasterKey(masterKeyFile, mayCreate)!;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`The master key ${masterKeyFile} cannot be read: ${why}.`, {
      cause: error,
    });
  }
}

async function createHouse(pool: Pool, now: Instant): Promise<Id<'ten'>> {
  const id = newId<'ten'>();
  await pool.query('select platform.create_tenant($1, $2, true, $3)', [id, shardKeyOf(id), now]);
  return id;
}
