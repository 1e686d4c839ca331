import { hasAccount } from '@heyi/access';
import type { clientsContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { clientOf } from '../client/client.store.ts';
import { insertContact, isContactPhone } from './contact.store.ts';

export async function createClientContact(
  tx: Transaction,
  input: Input<typeof contract.createClientContact>,
) {
  if (!(await clientOf(tx))) return fail({ code: 'client.not_found' as const });
  if (input.phone && !isContactPhone(input.phone)) {
    return fail({ code: 'client_contact.phone_malformed' as const });
  }
  if (input.accountId && !(await hasAccount(tx, input.accountId))) {
    return fail({ code: 'account.not_found' as const });
  }
  return ok(await insertContact(tx, input));
}
