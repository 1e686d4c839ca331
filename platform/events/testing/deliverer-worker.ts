import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Id, systemClock } from '@heyi/kernel';
import { masterKeyFrom } from '../../crypto/key-ring.ts';
import { keyRingOf } from '../../crypto/tenant-key.ts';
import { folderFileStore } from '../../files/file-store.ts';
import { openPool } from '../../postgres/pool.ts';
import type { Transaction } from '../../postgres/transaction.ts';
import { batchListener, deliverEvents, listener } from '../deliver.ts';

/** A process that delivers slowly until it is killed in the middle; a test starts and kills it. */
const [appUrl, houseId, kind] = process.argv.slice(2) as [string, Id<'ten'>, 'single' | 'batch'];

async function leaveEffectSlowly(tx: Transaction): Promise<void> {
  await tx.sql`
    insert into platform.audit_waiting (shard_key, tenant_id, entry_id)
    values (${tx.shardKey}, ${tx.tenantId}, gen_random_uuid())`;
  process.stdout.write('effect\n');
  await sleep(100);
}

const single = listener({ name: 'slow', type: 'step', run: (tx) => leaveEffectSlowly(tx) });
const batch = batchListener({
  name: 'slow',
  types: ['step'],
  run: async (tx, news) => {
    for (let count = 0; count < news.length; count += 1) await leaveEffectSlowly(tx);
  },
});
await deliverEvents(
  {
    pool: openPool(appUrl),
    clock: systemClock,
    houseId,
    keyRing: keyRingOf(masterKeyFrom(randomBytes(32))),
    fileStore: folderFileStore(tmpdir()),
    wakeEvents: () => undefined,
  },
  [kind === 'single' ? single : batch],
);
process.exit(0);
