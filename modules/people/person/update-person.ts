import type { Input, peopleContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { checkPerson } from './person.ts';
import { lockPerson, openDocument, personOf, savePerson } from './person.store.ts';

/** Corrects a person, or notes a new document or phone. Publishes person.changed. */
export async function updatePerson(tx: Transaction, input: Input<typeof contract.updatePerson>) {
  const { personId } = input;
  const before = await lockPerson(tx, personId);
  if (!before) return fail({ code: 'person.not_found' as const });
  const documentNumber = input.documentNumber ?? (await openDocument(tx, personId))!;
  const person = checkPerson({ ...input, documentNumber });
  if (!person.ok) return person;
  if (!(await savePerson(tx, personId, person.value))) {
    return fail({ code: 'person.document_taken' as const });
  }
  await publish(tx, { type: 'person.changed', payload: { personId } });
  return ok((await personOf(tx, personId))!);
}
