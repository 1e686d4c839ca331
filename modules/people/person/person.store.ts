import type { Output, peopleContract as contract } from '@heyi/contract';
import { newId } from '@heyi/kernel';
import {
  maskDocumentNumber,
  maskPhone,
  type TenantCipher,
  tenantCipher,
  type Transaction,
} from '@heyi/platform';
import type { CheckedPerson, DocumentKind, PersonId } from './person.ts';

export type PersonView = Output<typeof contract.createPerson>;

/** A person as its row holds it: sealed, hashed and masked. */
export function sealPerson(cipher: TenantCipher, person: CheckedPerson) {
  const phone = person.phone ?? null;
  return {
    ...person,
    documentSealed: cipher.seal(person.documentNumber),
    documentHash: documentHash(cipher, person.documentKind, person.documentNumber),
    documentMasked: maskDocumentNumber(person.documentNumber),
    keepsPhone: person.phone === undefined,
    phoneSealed: phone === null ? null : cipher.seal(phone),
    phoneHash: phone === null ? null : cipher.lookup('phone', phone),
    phoneMasked: phone === null ? null : maskPhone(phone),
  };
}

/** The same in every tenant, so that one taxpayer is found across clients. */
export function documentHash(cipher: TenantCipher, kind: DocumentKind, number: string): Buffer {
  return cipher.lookup(`document ${kind}`, number);
}

export async function personOf(tx: Transaction, id: PersonId): Promise<PersonView | null> {
  const [row] = await tx.sql<PersonView>`
    select id, name, document_kind as "documentKind", document_masked as "documentMasked",
           birth_date as "birthDate", sex, nationality, residency, hukou_type as "hukouType",
           phone_masked as "phoneMasked"
      from people.person
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return row ?? null;
}

/** Waits for whoever changes the person or their employments; null when there is none. */
export async function lockPerson(tx: Transaction, id: PersonId): Promise<PersonView | null> {
  await tx.sql`
    select id from people.person
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id} for update`;
  return personOf(tx, id);
}

/** Null when the tenant has a person with the document. Two who insert at once agree on one. */
export async function insertPerson(
  tx: Transaction,
  person: CheckedPerson,
): Promise<PersonId | null> {
  const id: PersonId = newId<'per'>();
  const row = sealPerson(await tenantCipher(tx), person);
  const inserted = await tx.sql`
    insert into people.person
           (shard_key, tenant_id, id, name, document_kind, document_sealed, document_hash,
            document_masked, birth_date, sex, nationality, residency, hukou_type, phone_sealed,
            phone_hash, phone_masked, created_at, updated_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${row.name}, ${row.documentKind},
            ${row.documentSealed}, ${row.documentHash}, ${row.documentMasked}, ${row.birthDate},
            ${row.sex}, ${row.nationality}, ${row.residency}, ${row.hukouType}, ${row.phoneSealed},
            ${row.phoneHash}, ${row.phoneMasked}, ${tx.now}, ${tx.now})
    on conflict on constraint person_document do nothing
    returning id`;
  return inserted.length === 0 ? null : id;
}

/** The person with the document, or null. */
export async function findPerson(
  tx: Transaction,
  kind: DocumentKind,
  number: string,
): Promise<{ id: PersonId; name: string } | null> {
  const cipher = await tenantCipher(tx);
  const [row] = await tx.sql<{ id: PersonId; name: string }>`
    select id, name from people.person
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and document_kind = ${kind}
       and document_hash = ${documentHash(cipher, kind, number)}`;
  return row ?? null;
}

/** False when another person has the document. The person is locked by the caller. */
export async function savePerson(
  tx: Transaction,
  id: PersonId,
  person: CheckedPerson,
): Promise<boolean> {
  const row = sealPerson(await tenantCipher(tx), person);
  const lock = `${tx.tenantId} ${row.documentHash.toString('hex')}`;
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 4727012))`;
  const saved = await tx.sql`
    update people.person
       set name = ${row.name}, document_kind = ${row.documentKind},
           document_sealed = ${row.documentSealed}, document_hash = ${row.documentHash},
           document_masked = ${row.documentMasked}, birth_date = ${row.birthDate}, sex = ${row.sex},
           nationality = ${row.nationality}, residency = ${row.residency},
           hukou_type = ${row.hukouType},
           phone_sealed = case when ${row.keepsPhone} then phone_sealed else ${row.phoneSealed} end,
           phone_hash = case when ${row.keepsPhone} then phone_hash else ${row.phoneHash} end,
           phone_masked = case when ${row.keepsPhone} then phone_masked else ${row.phoneMasked} end,
           updated_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       and not exists (select from people.person other
                        where other.shard_key = ${tx.shardKey} and other.tenant_id = ${tx.tenantId}
                          and other.document_kind = ${row.documentKind}
                          and other.document_hash = ${row.documentHash} and other.id <> ${id})
    returning id`;
  return saved.length > 0;
}

/** The document number in full: for the use cases that must send or reveal it. */
export async function openDocument(tx: Transaction, id: PersonId): Promise<string | null> {
  const [row] = await tx.sql<{ sealed: Buffer }>`
    select document_sealed as sealed from people.person
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return row ? (await tenantCipher(tx)).open(row.sealed) : null;
}
