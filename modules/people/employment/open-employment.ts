import { fail, ok, type PlainDate } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import type { EntityId } from '../legal-entity/legal-entity.ts';
import type { PersonId } from '../person/person.ts';
import { judgeTerms, refusalOf, threeInOneGround } from '../three-in-one/three-in-one.store.ts';
import { type EmploymentTerms, placeTerms } from './employment.ts';
import { claimNumber, insertEmployment, overlaps, putTerms } from './employment.store.ts';

export type NewEmployment = EmploymentTerms & {
  readonly contractEntityId: EntityId;
  readonly employeeNumber?: string | null | undefined;
  readonly startsOn: PlainDate;
};

/** Begins an employment of a person whom the caller has locked. Publishes employment.started. */
export async function openEmployment(tx: Transaction, personId: PersonId, wanted: NewEmployment) {
  const ground = await threeInOneGround(tx);
  const { contractEntityId, startsOn } = wanted;
  const placed = placeTerms(wanted, contractEntityId, { ...ground, tenantId: tx.tenantId });
  if (!placed.ok) return placed;
  const refusal = refusalOf(judgeTerms(ground, placed.value, []));
  if (refusal) return fail(refusal);
  const days = { id: null, personId, contractEntityId, startsOn, endsOn: null };
  if (await overlaps(tx, days)) return fail({ code: 'employment.overlaps' as const });
  const employeeNumber = wanted.employeeNumber ?? null;
  if (!(await claimNumber(tx, { id: null, contractEntityId, number: employeeNumber }))) {
    return fail({ code: 'employment.number_taken' as const });
  }
  const contractEntity = placed.value.contract;
  const id = await insertEmployment(tx, { personId, contractEntity, employeeNumber, startsOn });
  await putTerms(tx, id, startsOn, placed.value);
  await publish(tx, {
    type: 'employment.started',
    payload: { employmentId: id, personId, startsOn },
  });
  return ok(id);
}
