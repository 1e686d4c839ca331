import type { Input, peopleContract as contract } from '@heyi/contract';
import { assert, fail, firstDayOf, ok, periodOf } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import {
  type Employment,
  type EmploymentTerms,
  placeTerms,
  termDay,
} from '../employment/employment.ts';
import { lockEmployment, termsOf } from '../employment/employment.store.ts';
import { personOf } from '../person/person.store.ts';
import { judgeTerms, refusalOf, threeInOneGround } from '../three-in-one/three-in-one.store.ts';
import { checkFundRates, insuredTypeOf, isInsurable, meets } from './enrolment.ts';
import {
  enrolmentsOf,
  enrolmentView,
  insertEnrolment,
  insuringRegistrations,
  putEnrolmentTerm,
} from './enrolment.store.ts';

/** Begins an enrolment or changes a running one, from a month on. Publishes employment.changed. */
export async function setEnrolment(tx: Transaction, input: Input<typeof contract.setEnrolment>) {
  const { employmentId, registrationId, fromPeriod, base } = input;
  const employment = await lockEmployment(tx, employmentId);
  if (!employment) return fail({ code: 'employment.not_found' as const });
  const ground = await threeInOneGround(tx);
  const registration = ground.registrations.get(registrationId);
  if (!registration || (registration.closedFrom && registration.closedFrom <= fromPeriod)) {
    return fail({ code: 'registration.not_found' as const });
  }
  const day = termDay(firstDayOf(fromPeriod), employment);
  const terms = await termsOn(tx, employment, day);
  const person = (await personOf(tx, employment.personId))!;
  const insuredType = input.insuredType ?? insuredTypeOf(terms.form, person.documentKind);
  if (insuredType === null || !isInsurable(insuredType, registration.kind)) {
    return fail({ code: 'enrolment.form_not_insured' as const });
  }
  if (fromPeriod < periodOf(employment.startsOn)) {
    return fail({ code: 'enrolment.before_start' as const });
  }
  const { housingFundRate = null, supplementaryRate = null, tier = null } = input;
  const rates = checkFundRates(registration.kind, { housingFundRate, supplementaryRate });
  if (!rates.ok) return rates;
  const placed = placeTerms(terms, employment.contractEntityId, {
    ...ground,
    tenantId: tx.tenantId,
  });
  assert(placed.ok, 'the entities of an employment are visible');
  const insuring = await insuringRegistrations(tx, employmentId, day);
  const refusal = refusalOf(judgeTerms(ground, placed.value, [...insuring, registrationId]));
  if (refusal) return fail(refusal);

  const ofKind = (await enrolmentsOf(tx, employmentId)).filter(
    ({ kind }) => kind === registration.kind,
  );
  const met = ofKind.filter((one) => meets(one, fromPeriod));
  const running = met.find((one) => one.registrationId === registrationId);
  const isRunning = running !== undefined && running.startPeriod <= fromPeriod;
  if (met.length > (isRunning ? 1 : 0)) return fail({ code: 'enrolment.overlaps' as const });
  const id = isRunning
    ? running.id
    : await insertEnrolment(tx, employmentId, registration, fromPeriod);
  const term = { fromPeriod, base, housingFundRate, supplementaryRate, insuredType, tier };
  await putEnrolmentTerm(tx, id, term);
  const { personId } = employment;
  await publish(tx, { type: 'employment.changed', payload: { employmentId, personId } });
  return ok(await enrolmentView(tx, id));
}

async function termsOn(
  tx: Transaction,
  employment: Employment,
  day: string,
): Promise<EmploymentTerms> {
  const terms = (await termsOf(tx, employment.id)).find(
    ({ appliesFrom, appliesTo }) => appliesFrom <= day && (appliesTo === null || appliesTo >= day),
  );
  assert(terms, `employment ${employment.id} has terms on ${day}`);
  return terms;
}
