import { addSeconds } from '@heyi/kernel';
import type { Host } from '@heyi/platform';

const keptSeconds = 8 * 86_400;

/** Seconds of eight days are kept: an evening can be looked at until the next one like it. */
export async function pruneFlow(host: Host): Promise<void> {
  await host.pool.query('select gig.prune($1)', [addSeconds(host.clock.now(), -keptSeconds)]);
}
