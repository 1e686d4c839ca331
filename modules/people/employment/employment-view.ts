import type { Output, peopleContract as contract } from '@heyi/contract';
import { assert } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findingsOf } from '../three-in-one/three-in-one.store.ts';
import { type EmploymentId, stateOn, termDay } from './employment.ts';
import { employmentOf, termsOf } from './employment.store.ts';

export type EmploymentView = Output<typeof contract.createEmployment>;

/** An employment that exists, with its terms of today (or the nearest day) and its findings. */
export async function employmentView(tx: Transaction, id: EmploymentId): Promise<EmploymentView> {
  const employment = await employmentOf(tx, id);
  assert(employment, `employment ${id} is there`);
  const { contractEntityTenantId: _tenant, ...shown } = employment;
  const day = termDay(tx.today, employment);
  const terms = (await termsOf(tx, id)).find(
    ({ appliesFrom, appliesTo }) => appliesFrom <= day && (appliesTo === null || appliesTo >= day),
  );
  assert(terms, `employment ${id} has terms on ${day}`);
  const { appliesFrom: _from, appliesTo: _to, ...term } = terms;
  const threeInOne = await findingsOf(tx, id);
  return { ...shown, ...term, state: stateOn(tx.today, employment), threeInOne };
}
