import type { Input, peopleContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { lockPerson } from '../person/person.store.ts';
import { accountsOf, endAccount } from './payee-account.store.ts';

/** The person has no account then; a run holds them (缓发). */
export async function endPayeeAccount(
  tx: Transaction,
  input: Input<typeof contract.endPayeeAccount>,
) {
  const { personId } = input;
  if (!(await lockPerson(tx, personId))) return fail({ code: 'person.not_found' as const });
  if (!(await endAccount(tx, personId))) return fail({ code: 'payee_account.not_found' as const });
  await publish(tx, { type: 'payee_account.changed', payload: { personId } });
  return ok((await accountsOf(tx, personId))[0]!);
}
