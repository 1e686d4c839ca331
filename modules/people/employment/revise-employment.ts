import type { Input, peopleContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { insuringRegistrations } from '../enrolment/enrolment.store.ts';
import { judgeTerms, refusalOf, threeInOneGround } from '../three-in-one/three-in-one.store.ts';
import { employmentView } from './employment-view.ts';
import { placeTerms } from './employment.ts';
import { lockEmployment, putTerms } from './employment.store.ts';

/** A mover: new terms from a day on, up to the next change on file. Publishes employment.changed. */
export async function reviseEmployment(
  tx: Transaction,
  input: Input<typeof contract.reviseEmployment>,
) {
  const { employmentId: id, appliesFrom } = input;
  const employment = await lockEmployment(tx, id);
  if (!employment) return fail({ code: 'employment.not_found' as const });
  const { startsOn, endsOn, contractEntityId, personId } = employment;
  if (appliesFrom < startsOn || (endsOn !== null && appliesFrom > endsOn)) {
    return fail({ code: 'employment.revision_outside' as const });
  }
  const ground = await threeInOneGround(tx);
  const placed = placeTerms(input, contractEntityId, { ...ground, tenantId: tx.tenantId });
  if (!placed.ok) return placed;
  const registrationIds = await insuringRegistrations(tx, id, appliesFrom);
  const refusal = refusalOf(judgeTerms(ground, placed.value, registrationIds));
  if (refusal) return fail(refusal);
  await putTerms(tx, id, appliesFrom, placed.value);
  await publish(tx, { type: 'employment.changed', payload: { employmentId: id, personId } });
  return ok(await employmentView(tx, id));
}
