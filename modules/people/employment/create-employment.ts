import type { Input, peopleContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockPerson } from '../person/person.store.ts';
import { employmentView } from './employment-view.ts';
import { openEmployment } from './open-employment.ts';

/** Another employment of a person on file: a second entity, or somebody who comes back. */
export async function createEmployment(
  tx: Transaction,
  input: Input<typeof contract.createEmployment>,
) {
  if (!(await lockPerson(tx, input.personId))) return fail({ code: 'person.not_found' as const });
  const opened = await openEmployment(tx, input.personId, input);
  if (!opened.ok) return opened;
  return ok(await employmentView(tx, opened.value));
}
