import type { Input, peopleContract as contract } from '@heyi/contract';
import { fail, ok, type Result } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { checkAccount } from '../payee-account/payee-account.ts';
import { replaceAccount } from '../payee-account/payee-account.store.ts';
import { type CheckedPerson, checkPerson, type PersonId } from '../person/person.ts';
import { findPerson, insertPerson, lockPerson } from '../person/person.store.ts';
import { findingsOf } from '../three-in-one/three-in-one.store.ts';
import { openEmployment } from './open-employment.ts';

/** A joiner in one step. Somebody who worked here before is found again by the document. */
export async function joinPerson(tx: Transaction, input: Input<typeof contract.joinPerson>) {
  const person = checkPerson(input.person);
  if (!person.ok) return person;
  const known = await findOrInsert(tx, person.value);
  if (!known.ok) return known;
  const personId = known.value;
  const account = input.payeeAccount ? checkAccount(input.payeeAccount) : null;
  if (account && !account.ok) return account;
  const opened = await openEmployment(tx, personId, input.employment);
  if (!opened.ok) return opened;
  await publish(tx, { type: 'person.changed', payload: { personId } });
  if (account && (await replaceAccount(tx, personId, account.value))) {
    await publish(tx, { type: 'payee_account.changed', payload: { personId } });
  }
  return ok({ id: opened.value, personId, threeInOne: await findingsOf(tx, opened.value) });
}

async function findOrInsert(
  tx: Transaction,
  person: CheckedPerson,
): Promise<Result<PersonId, { code: 'person.name_differs' }>> {
  const inserted = await insertPerson(tx, person);
  if (inserted !== null) return ok(inserted);
  const found = (await findPerson(tx, person.documentKind, person.documentNumber))!;
  if (found.name !== person.name) return fail({ code: 'person.name_differs' });
  await lockPerson(tx, found.id);
  return ok(found.id);
}
