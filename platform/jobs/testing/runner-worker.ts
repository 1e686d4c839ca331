import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { type Id, systemClock } from '@heyi/kernel';
import { masterKeyFrom } from '../../crypto/key-ring.ts';
import { keyRingOf } from '../../crypto/tenant-key.ts';
import { folderFileStore } from '../../files/file-store.ts';
import { openPool } from '../../postgres/pool.ts';
import { countJob } from '../testing.ts';
import { startWorker } from '../worker.ts';

/** A process that takes jobs until it is killed; a test starts and kills it. */
const [appUrl, jobsUrl, houseId] = process.argv.slice(2) as [string, string, Id<'ten'>];
await startWorker({
  host: {
    pool: openPool(appUrl),
    clock: systemClock,
    houseId,
    keyRing: keyRingOf(masterKeyFrom(randomBytes(32))),
    fileStore: folderFileStore(tmpdir()),
    wakeEvents: () => undefined,
  },
  jobsUrl,
  jobs: [countJob],
  concurrency: 1,
});
