import type { Host } from '@heyi/platform';

/**
 * Drops seconds of the pictures after eight days, so that an evening can be looked at until the next one
 * like it, and refusals of withdrawals after ninety, in all tenants. Once an hour is enough.
 */
export async function pruneGig(host: Host): Promise<void> {
  await host.pool.query('select gig.prune($1)', [host.clock.now()]);
}
