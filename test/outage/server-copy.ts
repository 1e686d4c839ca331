import type { AddressInfo } from 'node:net';
import { fixedClock, type Id } from '@heyi/kernel';
import {
  folderFileStore,
  type Host,
  keyRingOf,
  masterKeyFrom,
  openPool,
  startWorker,
} from '@heyi/platform';
import { jobs } from '@heyi/server';
import { openApi } from './open-api.ts';

/*
 * A copy of the server on the database of a test: its API and its jobs, in a process of its own that
 * the test kills, as a power cut knows no `finally`.
 */

export type CopyFacts = {
  appUrl: string;
  jobsUrl: string;
  houseId: Id<'ten'>;
  masterKey: string;
  filesDirectory: string;
  now: string;
};

const facts = JSON.parse(process.argv[2]!) as CopyFacts;
const host: Host = {
  pool: openPool(facts.appUrl),
  clock: fixedClock(facts.now),
  houseId: facts.houseId,
  keyRing: keyRingOf(masterKeyFrom(Buffer.from(facts.masterKey, 'base64'))),
  fileStore: folderFileStore(facts.filesDirectory),
  wakeEvents: () => undefined,
};
await startWorker({ host, jobsUrl: facts.jobsUrl, jobs, concurrency: 1 });
const http = await openApi(host);
await http.listen({ host: '127.0.0.1', port: 0 });
const { port } = http.server.address() as AddressInfo;
process.stdout.write(`http://127.0.0.1:${port}\n`);
// Ends with the test that started it.
process.stdin.on('end', () => process.exit(0)).resume();
