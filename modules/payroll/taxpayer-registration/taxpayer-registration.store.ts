import { newId, type PlainDate } from '@heyi/kernel';
import type { DocumentKind } from '@heyi/people';
import type { TenantId, Transaction } from '@heyi/platform';
import type { PaidStretch } from './taxpayer-facts.ts';
import type { EntityId } from './withholding-entity.ts';

export type PaidPersonRow = PaidStretch & {
  readonly personName: string;
  readonly documentKind: DocumentKind;
  readonly documentSealed: Buffer;
  readonly documentHash: Buffer;
  readonly documentMasked: string;
  readonly birthDate: PlainDate | null;
  readonly sex: 'male' | 'female' | null;
  readonly nationality: string;
  readonly phoneSealed: Buffer | null;
};

export async function tenantsPaidBy(tx: Transaction, entityId: EntityId): Promise<TenantId[]> {
  const rows = await tx.door<{ id: TenantId }>`
    select tenant_id as id from people.tenants_paid_by(${entityId}, ${tx.tenantId})`;
  return rows.map(({ id }) => id);
}

/** People of one client whom the entity pays, or paid until after `leftAfter`. */
export async function paidPeople(
  tx: Transaction,
  entityId: EntityId,
  leftAfter: PlainDate,
): Promise<PaidPersonRow[]> {
  return tx.sql<PaidPersonRow>`
    select p.employment_form as "employmentForm", p.employee_no as "employeeNo", p.position,
           p.paid_from as "paidFrom", p.paid_until as "paidUntil", p.person_name as "personName",
           p.document_kind as "documentKind", p.document_sealed as "documentSealed",
           p.document_hash as "documentHash", p.document_masked as "documentMasked",
           p.birth_date as "birthDate", p.sex, p.nationality, p.phone_sealed as "phoneSealed"
      from people.paid_person p
     where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId}
       and p.pay_entity_id = ${entityId}
       and (p.paid_until is null or p.paid_until > ${leftAfter})
     order by p.paid_from, p.employment_id`;
}

export type NewTaxpayer = {
  readonly documentHash: string;
  readonly documentKind: DocumentKind;
  readonly documentSealed: string;
  readonly documentMasked: string;
  readonly personName: string;
};

/** Adds who is not on file and takes over changed names. Hashes and sealed values are hexadecimal. */
export async function putTaxpayers(
  tx: Transaction,
  entityId: EntityId,
  people: readonly NewTaxpayer[],
): Promise<void> {
  const rows = people.map((person) => ({ id: newId<'txp'>(), ...person }));
  await tx.sql`
    insert into payroll.taxpayer (shard_key, tenant_id, id, legal_entity_id, document_hash,
                                  document_kind, document_sealed, document_masked, person_name,
                                  created_at)
    select ${tx.shardKey}, ${tx.tenantId}, r.id, ${entityId}, decode(r."documentHash", 'hex'),
           r."documentKind", decode(r."documentSealed", 'hex'), r."documentMasked", r."personName",
           ${tx.now}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
             id uuid, "documentHash" text, "documentKind" text, "documentSealed" text,
             "documentMasked" text, "personName" text)
     order by r."documentHash"
    on conflict (shard_key, tenant_id, legal_entity_id, document_hash) do update
       set person_name = excluded.person_name
     where taxpayer.person_name <> excluded.person_name`;
}

export type KnownTaxpayer = {
  readonly id: string;
  readonly documentHash: string;
  readonly factsHash: string | null;
  readonly firstEmployment: 'none' | 'student' | 'other' | null;
  readonly takesBasicDeduction: boolean | null;
};

/** Every taxpayer of the entity, with what is registered and the newest line of the deduction file. */
export async function knownTaxpayers(
  tx: Transaction,
  entityId: EntityId,
): Promise<Map<string, KnownTaxpayer>> {
  const rows = await tx.sql<KnownTaxpayer>`
    select t.id, encode(t.document_hash, 'hex') as "documentHash",
           encode(r.facts_hash, 'hex') as "factsHash",
           d.first_employment as "firstEmployment",
           d.takes_basic_deduction as "takesBasicDeduction"
      from payroll.taxpayer t
      left join payroll.taxpayer_registration r
        on r.shard_key = t.shard_key and r.tenant_id = t.tenant_id and r.taxpayer_id = t.id
      left join lateral (
             select s.first_employment, s.takes_basic_deduction from payroll.special_deduction s
              where s.shard_key = t.shard_key and s.tenant_id = t.tenant_id
                and s.taxpayer_id = t.id
              order by s.tax_period desc limit 1) d on true
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId}
       and t.legal_entity_id = ${entityId}`;
  return new Map(rows.map((row) => [row.documentHash, row]));
}

export type CollectedRow = {
  readonly taxpayerId: string;
  readonly personName: string;
  readonly documentType: string;
  readonly employeeNo: string | null;
  readonly employedFrom: PlainDate;
  readonly leftOn: PlainDate | null;
  readonly factsSealed: string;
  readonly factsHash: string;
  readonly keyHash: string;
  readonly isLeaver: boolean;
  readonly missing: readonly string[];
};

/**
 * Writes what moved. Whoever waits for an answer on the same facts keeps waiting; any other change
 * has to be reported.
 */
export async function putRegistrations(
  tx: Transaction,
  entityId: EntityId,
  rows: readonly CollectedRow[],
): Promise<void> {
  await tx.sql`
    insert into payroll.taxpayer_registration as g (
           shard_key, tenant_id, taxpayer_id, legal_entity_id, person_name, document_type,
           employee_no, employed_from, left_on, facts_sealed, facts_hash, key_hash, is_leaver, missing, state,
           identity, collected_at)
    select ${tx.shardKey}, ${tx.tenantId}, r."taxpayerId", ${entityId}, r."personName",
           r."documentType", r."employeeNo", r."employedFrom", r."leftOn", decode(r."factsSealed", 'hex'),
           decode(r."factsHash", 'hex'), decode(r."keyHash", 'hex'), r."isLeaver",
           array(select jsonb_array_elements_text(r.missing)), 'toReport', 'notChecked', ${tx.now}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
             "taxpayerId" uuid, "personName" text, "documentType" text, "employeeNo" text, "employedFrom" date,
             "leftOn" date, "factsSealed" text, "factsHash" text, "keyHash" text,
             "isLeaver" boolean, missing jsonb)
    on conflict (shard_key, tenant_id, taxpayer_id) do update
       set person_name = excluded.person_name, document_type = excluded.document_type,
           employee_no = excluded.employee_no, employed_from = excluded.employed_from, left_on = excluded.left_on,
           facts_sealed = excluded.facts_sealed, facts_hash = excluded.facts_hash,
           key_hash = excluded.key_hash, is_leaver = excluded.is_leaver,
           missing = excluded.missing, collected_at = excluded.collected_at,
           state = case when excluded.facts_hash = g.reported_hash
                         and excluded.is_leaver = g.is_leaver_reported then 'reported'
                        when g.state = 'reporting' and excluded.facts_hash = g.sent_hash
                          then 'reporting'
                        else 'toReport' end`;
}
