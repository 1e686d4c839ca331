import { hasAccount } from '@heyi/access';
import type { clientsContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { contactsOf, isContactPhone, saveContact } from './contact.store.ts';

export async function updateClientContact(
  tx: Transaction,
  input: Input<typeof contract.updateClientContact>,
) {
  const known = (await contactsOf(tx)).some(({ id }) => id === input.contactId);
  if (!known) return fail({ code: 'client_contact.not_found' as const });
  if (input.phone && !isContactPhone(input.phone)) {
    return fail({ code: 'client_contact.phone_malformed' as const });
  }
  if (input.accountId && !(await hasAccount(tx, input.accountId))) {
    return fail({ code: 'account.not_found' as const });
  }
  const contact = await saveContact(tx, input.contactId, input);
  // Somebody removed it between the two statements.
  return contact ? ok(contact) : fail({ code: 'client_contact.not_found' as const });
}
