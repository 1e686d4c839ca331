import { type Instant, fixedClock } from '@heyi/kernel';
import {
  folderFileStore,
  type Host,
  inTransaction,
  keyRingOf,
  masterKeyFrom,
  openPool,
  systemActor,
  type TenantId,
} from '@heyi/platform';
import { runAs } from './insurance-data.ts';

/** A job that a process of its own runs; it sends back a {@link Ran}. */
export type JobOrder = {
  readonly databaseUrl: string;
  readonly filesDirectory: string;
  readonly masterKey: string;
  readonly now: Instant;
  readonly houseId: TenantId;
  readonly tenantId: TenantId;
  readonly kind: string;
  readonly input: Record<string, string>;
};

export type Ran = { readonly seconds: number; readonly mebibytes: number };

/** As a worker runs it, in a process whose memory is nobody else's. */
process.once('message', (order: JobOrder) => void run(order));

async function run(order: JobOrder): Promise<void> {
  const pool = openPool(order.databaseUrl);
  const host: Host = {
    pool,
    clock: fixedClock(order.now),
    houseId: order.houseId,
    keyRing: keyRingOf(masterKeyFrom(Buffer.from(order.masterKey, 'hex'))),
    fileStore: folderFileStore(order.filesDirectory),
    wakeEvents: () => undefined,
  };
  const { tenantId, houseId, kind, input } = order;
  const scope = { tenantIds: [tenantId, houseId], actor: systemActor('bench'), requestId: 'bench' };
  const start = performance.now();
  await runAs((work) => inTransaction(host, scope, work), { host, tenantId, kind, input });
  const seconds = (performance.now() - start) / 1000;
  await pool.end();
  const mebibytes = process.resourceUsage().maxRSS / 1024;
  process.send!({ seconds, mebibytes } satisfies Ran, () => process.disconnect());
}
