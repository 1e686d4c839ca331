import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { workerView } from '../worker/worker.store.ts';
import { ownWorker } from './own-worker.ts';

/** What is on file of the worker, as far as a phone that may be looked at should show it. */
export async function getOwnAccount(tx: Transaction) {
  const { place } = await ownWorker(tx);
  const view = await workerView(tx, place);
  const { name, documentMasked, phoneMasked, channel, accountMasked, bankName } = view;
  const { state, reasons, registeredAt } = view;
  const signatures = view.signatures.map(({ kind, version, signedAt }) => ({
    kind,
    version,
    signedAt,
  }));
  const account = { channel, accountMasked, bankName };
  return ok({
    ...account,
    name,
    documentMasked,
    phoneMasked,
    state,
    reasons,
    registeredAt,
    signatures,
  });
}
