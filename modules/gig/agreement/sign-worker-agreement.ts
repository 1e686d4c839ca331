import type { gigWorkerContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { openWorker } from '../worker/change-worker.ts';
import { judgeWorkers } from '../worker/judge-workers.ts';
import { platformView } from '../worker/read-worker.ts';
import { isVersionKnown } from './agreement-text.store.ts';
import { recordSignatures } from './signature.store.ts';

/** 签约 or 授权 as the platform collected it: version, time and how it was signed. */
export async function signWorkerAgreement(
  tx: Transaction,
  input: Input<typeof contract.signWorkerAgreement>,
) {
  const worker = await openWorker(tx, { externalWorkerId: input.externalWorkerId });
  if (!worker.ok) return worker;
  const { kind, version, signedAt, method } = input;
  if (!(await isVersionKnown(tx, kind, version))) {
    return fail({ code: 'agreement.version_unknown' as const });
  }
  if (signedAt > tx.now) return fail({ code: 'agreement.signed_in_future' as const });
  const signature = { kind, version, signedAt, method };
  await recordSignatures(tx, [{ place: worker.value, signature }]);
  const note = `${kind} ${version}`;
  await judgeWorkers(tx, [worker.value], { what: 'signed', note, always: true });
  return ok(await platformView(tx, worker.value));
}
