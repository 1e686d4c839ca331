import type { Host } from '@heyi/platform';

/** Drops ended sessions and forgotten counts of guesses, in all tenants. Once an hour is enough. */
export async function pruneSessions(host: Host): Promise<void> {
  await host.pool.query('select access.prune($1)', [host.clock.now()]);
}
