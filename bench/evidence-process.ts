import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { evidenceRoutes } from '@heyi/evidence';
import { assert, fixedClock, type PayPeriod } from '@heyi/kernel';
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

/** What a process that archives is told; it sends back an {@link Archived}. */
export type ArchiveOrder = {
  readonly databaseUrl: string;
  readonly filesDirectory: string;
  readonly masterKey: string;
  readonly now: string;
  readonly houseId: TenantId;
  readonly tenantId: TenantId;
  readonly period: PayPeriod;
  readonly target: string;
};

export type Archived = { readonly seconds: number; readonly mebibytes: number };

/** One archive to a file, as a server streams it, in a process whose memory is nobody else's. */
process.once('message', (order: ArchiveOrder) => void archive(order));

async function archive(order: ArchiveOrder): Promise<void> {
  const pool = openPool(order.databaseUrl);
  const host: Host = {
    pool,
    clock: fixedClock(order.now),
    houseId: order.houseId,
    keyRing: keyRingOf(masterKeyFrom(Buffer.from(order.masterKey, 'hex'))),
    fileStore: folderFileStore(order.filesDirectory),
    wakeEvents: () => undefined,
  };
  const { tenantId, houseId, period } = order;
  const route = evidenceRoutes([]).find(
    ({ operation }) => operation.id === 'downloadEvidenceArchive',
  )!;
  const scope = { tenantIds: [tenantId, houseId], actor: systemActor('bench'), requestId: 'bench' };
  const start = performance.now();
  const answer = await inTransaction(host, scope, (tx) =>
    route.run(tx, { tenantId, period } as never),
  );
  assert(answer.ok, 'there is an archive');
  const { body } = answer.value as { body: Readable };
  await pipeline(body, createWriteStream(order.target, { highWaterMark: 1024 * 1024 }));
  const seconds = (performance.now() - start) / 1000;
  await pool.end();
  const mebibytes = process.resourceUsage().maxRSS / 1024;
  process.send!({ seconds, mebibytes } satisfies Archived, () => process.disconnect());
}
