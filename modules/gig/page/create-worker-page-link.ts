import { appLinkMinutesUsual, makeLink } from '@heyi/access';
import { clientOf } from '@heyi/clients';
import type { gigPageContract as contract, Input } from '@heyi/contract';
import { addSeconds, fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findWorker, workerView } from '../worker/worker.store.ts';

/** The app shows the answer's address in its web view; the first phone to open it is the only one. */
export async function createWorkerPageLink(
  tx: Transaction,
  { externalWorkerId, minutes = appLinkMinutesUsual }: Input<typeof contract.createWorkerPageLink>,
) {
  const place = await findWorker(tx, externalWorkerId);
  if (place === null) return fail({ code: 'worker.not_found' as const });
  const { name } = await workerView(tx, place);
  const client = await clientOf(tx);
  return ok(
    await makeLink(tx, {
      purpose: 'withdrawals',
      subjectKind: 'worker',
      subjectId: place.workerId,
      subjectName: name,
      aboutId: null,
      clientName: client?.shortName ?? tx.actor.name,
      expiresAt: addSeconds(tx.now, minutes * 60),
    }),
  );
}
