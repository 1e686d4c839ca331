import type { Input, peopleContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { checkPerson } from './person.ts';
import { insertPerson, personOf } from './person.store.ts';

/** A person without an employment yet. Publishes person.changed. */
export async function createPerson(tx: Transaction, input: Input<typeof contract.createPerson>) {
  const person = checkPerson(input);
  if (!person.ok) return person;
  const personId = await insertPerson(tx, person.value);
  if (personId === null) return fail({ code: 'person.document_taken' as const });
  await publish(tx, { type: 'person.changed', payload: { personId } });
  return ok((await personOf(tx, personId))!);
}
