import type { peopleContract as contract } from '@heyi/contract';
import { fail, type Id, ok, type PlainDate, type Result } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import type { EntityId, LegalEntities, LegalEntity } from '../legal-entity/legal-entity.ts';
import type { PersonId } from '../person/person.ts';
import type { EmploymentForm } from '../three-in-one/three-in-one.ts';

export type EmploymentId = Id<'emp'>;
export type LeavingReason = (typeof contract.leavingReasons)[number];
export type EmploymentState = (typeof contract.employmentStates)[number];

export type Employment = {
  readonly id: EmploymentId;
  readonly personId: PersonId;
  readonly contractEntityId: EntityId;
  readonly contractEntityTenantId: TenantId;
  readonly employeeNumber: string | null;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | null;
  readonly leavingReason: LeavingReason | null;
};

/** What a mover may change, each from a day on. */
export type EmploymentTerms = {
  readonly form: EmploymentForm;
  readonly payTaxEntityId?: EntityId | null | undefined;
  readonly insuranceEntityId?: EntityId | null | undefined;
  readonly department?: string | null | undefined;
  readonly costCentre?: string | null | undefined;
  readonly position?: string | null | undefined;
  readonly workCityCode: string;
  readonly hostEntityId?: EntityId | null | undefined;
};

/** Terms with their entities found. */
export type PlacedTerms = Omit<EmploymentTerms, 'payTaxEntityId' | 'insuranceEntityId'> & {
  readonly contract: LegalEntity;
  readonly payTax: LegalEntity | null;
  readonly insurance: LegalEntity | null;
  readonly hostEntityId: EntityId | null;
};

type PlacementFailure = {
  readonly code: 'employment.entity_not_found' | 'employment.host_required';
};

/**
 * Finds the entities of the terms. The host of a dispatched worker is an entity of the tenant itself;
 * other forms have none.
 */
export function placeTerms(
  terms: EmploymentTerms,
  contractEntityId: EntityId,
  known: { readonly entities: LegalEntities; readonly tenantId: TenantId },
): Result<PlacedTerms, PlacementFailure> {
  const { entities, tenantId } = known;
  const find = (id: EntityId | null | undefined) => (id ? entities.get(id) : null);
  const employer = entities.get(contractEntityId);
  const payTax = find(terms.payTaxEntityId);
  const insurance = find(terms.insuranceEntityId);
  const host = find(terms.hostEntityId);
  if (!employer || payTax === undefined || insurance === undefined || host === undefined) {
    return fail({ code: 'employment.entity_not_found' });
  }
  const needsHost = terms.form === 'dispatch';
  if (needsHost && host?.tenantId !== tenantId) return fail({ code: 'employment.host_required' });
  const hostEntityId = needsHost ? host!.id : null;
  return ok({ ...terms, contract: employer, payTax, insurance, hostEntityId });
}

export function stateOn(
  day: PlainDate,
  employment: { startsOn: PlainDate; endsOn: PlainDate | null },
): EmploymentState {
  if (employment.startsOn > day) return 'joining';
  return employment.endsOn !== null && employment.endsOn < day ? 'left' : 'active';
}

/** The day whose terms are shown: today, or the nearest day of the employment. */
export function termDay(
  day: PlainDate,
  employment: { startsOn: PlainDate; endsOn: PlainDate | null },
): PlainDate {
  if (day < employment.startsOn) return employment.startsOn;
  return employment.endsOn !== null && day > employment.endsOn ? employment.endsOn : day;
}
