import type { Host } from '@heyi/platform';

/** Drops old messages and counts that are over, in all tenants. Once an hour is enough. */
export async function pruneConnect(host: Host): Promise<void> {
  await host.pool.query('select connect.prune($1)', [host.clock.now()]);
}
