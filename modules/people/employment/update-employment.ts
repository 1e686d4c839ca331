import type { Input, peopleContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { lockPerson } from '../person/person.store.ts';
import { employmentView } from './employment-view.ts';
import {
  claimNumber,
  lockEmployment,
  moveFirstTerm,
  overlaps,
  saveEmployment,
  termsOf,
} from './employment.store.ts';

/** Corrects number and days, or withdraws a leaving. Publishes employment.changed. */
export async function updateEmployment(
  tx: Transaction,
  input: Input<typeof contract.updateEmployment>,
) {
  const { employmentId: id, startsOn, endsOn, leavingReason, employeeNumber } = input;
  const before = await lockEmployment(tx, id);
  if (!before) return fail({ code: 'employment.not_found' as const });
  if (endsOn !== null && endsOn < startsOn) {
    return fail({ code: 'employment.ends_before_start' as const });
  }
  if ((endsOn === null) !== (leavingReason === null)) {
    return fail({ code: 'employment.leaving_reason_missing' as const });
  }
  const firstTo = (await termsOf(tx, id))[0]!.appliesTo;
  if (firstTo !== null && startsOn > firstTo) {
    return fail({ code: 'employment.starts_after_revision' as const });
  }
  const { personId, contractEntityId } = before;
  await lockPerson(tx, personId);
  if (await overlaps(tx, { id, personId, contractEntityId, startsOn, endsOn })) {
    return fail({ code: 'employment.overlaps' as const });
  }
  const number = endsOn === null ? employeeNumber : null;
  if (!(await claimNumber(tx, { id, contractEntityId, number }))) {
    return fail({ code: 'employment.number_taken' as const });
  }
  await saveEmployment(tx, id, { employeeNumber, startsOn, endsOn, leavingReason });
  await moveFirstTerm(tx, id, startsOn);
  await publish(tx, { type: 'employment.changed', payload: { employmentId: id, personId } });
  return ok(await employmentView(tx, id));
}
