import { addSeconds } from '@heyi/kernel';
import type { Host } from '@heyi/platform';

/** So long a link that expired can still be looked at. */
const linksKeptSeconds = 7 * 86_400;

/** Drops ended sessions and forgotten counts of guesses, in all tenants. Once an hour is enough. */
export async function pruneSessions(host: Host): Promise<void> {
  const now = host.clock.now();
  await host.pool.query('select access.prune($1)', [now]);
  await host.pool.query('select access.prune_links($1)', [addSeconds(now, -linksKeptSeconds)]);
}
