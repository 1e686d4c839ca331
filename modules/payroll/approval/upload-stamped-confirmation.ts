import { contactsOf } from '@heyi/clients';
import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { acceptUpload, storeFile, type Transaction } from '@heyi/platform';
import { approve } from '../run/payroll-run.ts';
import { loadRunForUpdate } from '../run/payroll-run.store.ts';
import { changedRunView } from '../run/run-view.ts';
import { isPreparer, recordApproval, resultHash } from './approve-run.ts';

/**
 * 盖章确认单: the client's stamped paper over the hash of the result it prints. Whoever registers it
 * has not prepared the run, and the paper names a contact who may approve.
 */
export async function uploadStampedConfirmation(
  tx: Transaction,
  input: Input<typeof contract.uploadStampedConfirmation>,
) {
  const run = await loadRunForUpdate(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const next = approve(run.state);
  if (!next.ok) return next;
  const snapshotHash = await resultHash(tx, run);
  if (snapshotHash.toString('hex') !== input.snapshotHash) {
    return fail({ code: 'payroll_run.snapshot_changed' as const });
  }
  if (isPreparer(tx, run)) return fail({ code: 'payroll_run.approver_prepared' as const });
  const contact = (await contactsOf(tx)).find(({ id }) => id === input.contactId);
  if (!contact) return fail({ code: 'client_contact.not_found' as const });
  if (!contact.mayApprovePayroll) {
    return fail({ code: 'payroll_run.approver_without_authority' as const });
  }
  const accepted = acceptUpload(tx);
  if (!accepted.ok) return accepted;
  const file = await storeFile(tx, accepted.value);
  await recordApproval(tx, run, snapshotHash, {
    way: 'stampedConfirmation',
    actorName: contact.name,
    contactId: contact.id,
    fileId: file.id,
    confirmedOn: input.confirmedOn,
  });
  return ok(await changedRunView(tx, run.id));
}
