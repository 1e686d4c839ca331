import type { Input, peopleContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { lockPerson } from '../person/person.store.ts';
import { checkAccount } from './payee-account.ts';
import { accountsOf, replaceAccount } from './payee-account.store.ts';

/** Where pay goes from now on; the former account stays in the history. */
export async function setPayeeAccount(
  tx: Transaction,
  input: Input<typeof contract.setPayeeAccount>,
) {
  const { personId } = input;
  if (!(await lockPerson(tx, personId))) return fail({ code: 'person.not_found' as const });
  const account = checkAccount(input);
  if (!account.ok) return account;
  if (await replaceAccount(tx, personId, account.value)) {
    await publish(tx, { type: 'payee_account.changed', payload: { personId } });
  }
  return ok((await accountsOf(tx, personId))[0]!);
}
