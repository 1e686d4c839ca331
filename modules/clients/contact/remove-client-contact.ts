import type { clientsContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { removeContact } from './contact.store.ts';

export async function removeClientContact(
  tx: Transaction,
  input: Input<typeof contract.removeClientContact>,
) {
  if (!(await removeContact(tx, input.contactId))) {
    return fail({ code: 'client_contact.not_found' as const });
  }
  return ok({});
}
