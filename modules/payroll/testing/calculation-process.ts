import { tmpdir } from 'node:os';
import { fixedClock, newId } from '@heyi/kernel';
import {
  folderFileStore,
  inTransaction,
  keyRingOf,
  masterKeyFrom,
  openPool,
  systemActor,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import { calculateJob } from '../calculation/calculate-run.ts';
import type { RunId } from '../run/payroll-run.store.ts';

/** A worker of its own that calculates one run: what a test kills. Its facts come as one argument. */
const facts = JSON.parse(process.argv[2]!) as {
  appUrl: string;
  houseId: TenantId;
  tenantId: TenantId;
  runId: RunId;
  calculationId: string;
  now: string;
};
const { tenantId, houseId, runId, calculationId } = facts;
const host = {
  pool: openPool(facts.appUrl),
  clock: fixedClock(facts.now),
  houseId,
  keyRing: keyRingOf(masterKeyFrom(Buffer.alloc(32))),
  fileStore: folderFileStore(tmpdir()),
  wakeEvents: () => undefined,
};
const scope = { tenantIds: [tenantId, houseId], actor: systemActor('jobs'), requestId: 'test' };
await calculateJob.run(
  {
    host,
    tenantId,
    jobId: newId<'job'>(),
    transaction: <T>(work: (tx: Transaction) => Promise<T>) => inTransaction(host, scope, work),
    progress: async () => undefined,
    signal: new AbortController().signal,
  },
  { runId, calculationId },
);
await host.pool.end();
