import type { peopleContract as contract } from '@heyi/contract';
import { fail, type Id, ok, type Result } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import { parseCreditCode } from '@heyi/statutory';

export type EntityId = Id<'ent'>;
export type Holder = (typeof contract.holders)[number];

export type LegalEntity = {
  readonly id: EntityId;
  readonly tenantId: TenantId;
  readonly holder: Holder;
  readonly name: string;
  readonly uscc: string;
  readonly kind: (typeof contract.legalEntityKinds)[number];
  readonly parentEntityId: EntityId | null;
  readonly cityCode: string;
  readonly taxBureauName: string | null;
};

/** Entities that the transaction sees, by id: the client's own and the provider's. */
export type LegalEntities = ReadonlyMap<EntityId, LegalEntity>;

export type LegalEntityFields = {
  readonly name: string;
  readonly uscc: string;
  readonly kind: LegalEntity['kind'];
  readonly parentEntityId?: EntityId | null | undefined;
  readonly cityCode: string;
  readonly taxBureauName?: string | null | undefined;
};

/** The company behind an entity: a branch is no employer apart from its company. */
export function companyOf(entity: LegalEntity): EntityId {
  return entity.parentEntityId ?? entity.id;
}

type EntityFailure = {
  readonly code: 'legal_entity.uscc_malformed' | 'legal_entity.parent_not_found';
};

/** Credit code in written form; a branch names a company of its own tenant, a company names none. */
export function checkLegalEntity(
  fields: LegalEntityFields,
  own: LegalEntities,
): Result<LegalEntityFields & { parentEntityId: EntityId | null }, EntityFailure> {
  const uscc = parseCreditCode(fields.uscc);
  if (!uscc.ok) return fail({ code: 'legal_entity.uscc_malformed' });
  const parentEntityId = fields.parentEntityId ?? null;
  const parent = parentEntityId === null ? null : own.get(parentEntityId);
  const isRight = fields.kind === 'branch' ? parent?.kind === 'company' : parent === null;
  if (!isRight) return fail({ code: 'legal_entity.parent_not_found' });
  return ok({ ...fields, uscc: uscc.value, parentEntityId });
}
