import type { Host } from '../host.ts';

/** Drops answers kept for repetitions and delivered news, in all tenants. Once an hour is enough. */
export async function prune(host: Host): Promise<void> {
  await host.pool.query('select platform.prune($1)', [host.clock.now()]);
}
