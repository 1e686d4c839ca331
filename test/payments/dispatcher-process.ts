import { systemClock } from '@heyi/kernel';
import { startDispatcher } from '@heyi/payments';
import { folderFileStore, type Host, keyRingOf, masterKeyFrom, openPool } from '@heyi/platform';
import { openSandboxBank } from '@heyi/sandbox-bank';

/*
 * A server copy reduced to its dispatcher, to be killed in the middle of its work: a process of its
 * own, as a power cut knows no `finally`.
 */

const options = JSON.parse(process.argv[2]!);
const host: Host = {
  pool: openPool(options.appUrl),
  clock: systemClock,
  houseId: options.houseId,
  keyRing: keyRingOf(masterKeyFrom(Buffer.from(options.masterKey, 'base64'))),
  fileStore: folderFileStore(options.filesDirectory),
  wakeEvents: () => undefined,
};
const channel = openSandboxBank(options.bank);
await startDispatcher({ host, channels: [channel], policy: options.policy });
process.stdout.write('ready\n');
// Ends with the test that started it.
process.stdin.on('end', () => process.exit(0)).resume();
