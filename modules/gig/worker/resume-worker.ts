import type { gigWorkerContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { openWorker } from './change-worker.ts';
import { judgeWorkers } from './judge-workers.ts';
import { markAccount } from './refuse-account.ts';
import { markSuspended } from './suspend-worker.ts';
import { workerView } from './worker.store.ts';

/** Ends a suspension, or what a bank said of an account once that is cured. */
export async function resumeWorker(tx: Transaction, input: Input<typeof contract.resumeWorker>) {
  const worker = await openWorker(tx, input);
  if (!worker.ok) return worker;
  const { isSuspended, accountTrouble } = worker.value;
  const isHalted = isSuspended || accountTrouble !== null;
  if (!isHalted) return fail({ code: 'worker.not_suspended' as const });
  await markSuspended(tx, worker.value, false);
  await markAccount(tx, worker.value, null);
  const note = input.reason;
  await judgeWorkers(tx, [worker.value], { what: 'resumed', note, always: true });
  return ok(await workerView(tx, worker.value));
}
