import { newId, type PlainDate } from '@heyi/kernel';
import { shardKeyOf, tenantCipher, type TenantId, type Transaction } from '@heyi/platform';
import type { EntityId } from '../run/payroll-run.store.ts';
import type { EmploymentId } from '../run/people.store.ts';

type Identity = {
  entityId: EntityId;
  entityTenantId: TenantId;
  documentHash: Buffer;
  documentKind: string;
  documentSealed: Buffer;
  documentMasked: string;
  personName: string;
};

/**
 * Makes the taxpayers of these employments at their withholding entities, in the tenant of each
 * entity and sealed with its key. Those that exist are left alone; two makers at once agree.
 */
export async function ensureTaxpayers(
  tx: Transaction,
  employmentIds: readonly EmploymentId[],
  day: PlainDate,
): Promise<void> {
  const people = await tx.sql<Identity>`
    select distinct on (pay_entity_id, document_hash)
           pay_entity_id as "entityId", pay_entity_tenant_id as "entityTenantId",
           document_hash as "documentHash", document_kind as "documentKind",
           document_sealed as "documentSealed", document_masked as "documentMasked",
           person_name as "personName"
      from people.payable_employment_term
     where terms_from <= ${day}::date
       and (terms_to is null or terms_to >= ${day}::date)
       and shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = any (${employmentIds}::uuid[]) and pay_entity_id is not null
     order by pay_entity_id, document_hash`;
  for (const tenantId of new Set(people.map((person) => person.entityTenantId))) {
    await insertTaxpayers(
      tx,
      tenantId,
      people.filter((person) => person.entityTenantId === tenantId),
    );
  }
}

/** Sorted by document: two makers at once wait for each other in one order. */
async function insertTaxpayers(
  tx: Transaction,
  tenantId: TenantId,
  people: readonly Identity[],
): Promise<void> {
  const shardKey = shardKeyOf(tenantId);
  const sealed = await resealed(tx, { id: tenantId, shardKey }, people);
  await tx.sql`
    insert into payroll.taxpayer (shard_key, tenant_id, id, legal_entity_id, document_hash,
                                  document_kind, document_sealed, document_masked, person_name,
                                  created_at)
    select ${shardKey}, ${tenantId}, p.id, p.entity_id, p.document_hash, p.document_kind,
           p.document_sealed, p.document_masked, p.person_name, ${tx.now}
      from unnest(${people.map(() => newId())}::uuid[],
                  ${people.map((person) => person.entityId)}::uuid[],
                  ${people.map((person) => person.documentHash)}::bytea[],
                  ${people.map((person) => person.documentKind)}::text[],
                  ${sealed}::bytea[],
                  ${people.map((person) => person.documentMasked)}::text[],
                  ${people.map((person) => person.personName)}::text[])
        as p (id, entity_id, document_hash, document_kind, document_sealed, document_masked,
              person_name)
    on conflict (shard_key, tenant_id, legal_entity_id, document_hash) do nothing`;
}

/** A document that moves to another tenant is sealed again with that tenant's key. */
async function resealed(
  tx: Transaction,
  tenant: { id: TenantId; shardKey: number },
  people: readonly Identity[],
): Promise<Buffer[]> {
  if (tenant.id === tx.tenantId) return people.map((person) => person.documentSealed);
  const own = await tenantCipher(tx);
  const other = await tenantCipher(tx, tenant);
  return people.map((person) => other.seal(own.open(person.documentSealed)));
}
