import type { Fen, PayPeriod, PlainDate, Rate } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { EmploymentId, LeavingReason } from '../employment/employment.ts';
import type { EnrolmentId, InsuredType } from '../enrolment/enrolment.ts';
import type { EntityId } from '../legal-entity/legal-entity.ts';
import type { DocumentKind, HukouType, PersonId } from '../person/person.ts';
import type { RegistrationId, RegistrationKind } from '../registration/registration.ts';
import type { EmploymentForm } from '../three-in-one/three-in-one.ts';

export type KnownEnrolment = {
  readonly id: EnrolmentId;
  readonly registrationId: RegistrationId;
  readonly kind: RegistrationKind;
  readonly startPeriod: PayPeriod;
  /** The month that was asked for, where the agency took a later one. */
  readonly askedPeriod: PayPeriod | null;
  readonly stopPeriod: PayPeriod | null;
  readonly base: Fen;
  readonly housingFundRate: Rate | null;
  readonly supplementaryRate: Rate | null;
  readonly tier: string | null;
  readonly insuredType: InsuredType;
};

/** An employment with its newest terms. */
export type KnownEmployment = {
  readonly id: EmploymentId;
  readonly personId: PersonId;
  readonly contractEntityId: EntityId;
  readonly employeeNumber: string | null;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | null;
  readonly leavingReason: LeavingReason | null;
  readonly termFrom: PlainDate;
  /** Null while the first terms still hold. */
  readonly firstTermTo: PlainDate | null;
  readonly form: EmploymentForm;
  readonly payTaxEntityId: EntityId | null;
  readonly insuranceEntityId: EntityId | null;
  readonly department: string | null;
  readonly costCentre: string | null;
  readonly position: string | null;
  readonly workCityCode: string;
  readonly hostEntityId: EntityId | null;
  readonly enrolments: readonly KnownEnrolment[];
};

/** Hashes as hexadecimal text, so that they can be compared and be keys. */
export type KnownPerson = {
  readonly id: PersonId;
  readonly documentKind: DocumentKind;
  readonly documentHash: string;
  readonly name: string;
  readonly phoneHash: string | null;
  readonly hukouType: HukouType | null;
  readonly accountHash: string | null;
  readonly bankName: string | null;
  readonly bankCode: string | null;
  readonly holderName: string | null;
};

export async function knownPeople(
  tx: Transaction,
  documents: readonly { kind: DocumentKind; hash: Buffer }[],
): Promise<KnownPerson[]> {
  const kinds = documents.map(({ kind }) => kind);
  const hashes = documents.map(({ hash }) => hash);
  return tx.sql<KnownPerson>`
    select p.id, p.document_kind as "documentKind", encode(p.document_hash, 'hex') as "documentHash",
           p.name, encode(p.phone_hash, 'hex') as "phoneHash", p.hukou_type as "hukouType",
           encode(a.account_hash, 'hex') as "accountHash", a.bank_name as "bankName",
           a.bank_code as "bankCode", a.holder_name as "holderName"
      from unnest(${kinds}::text[], ${hashes}::bytea[]) as w (kind, hash)
      join people.person p
        on p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId}
       and p.document_kind = w.kind and p.document_hash = w.hash
      left join people.payee_account a
        on a.shard_key = p.shard_key and a.tenant_id = p.tenant_id and a.person_id = p.id
       and a.ended_at is null`;
}

export async function knownEmployments(
  tx: Transaction,
  personIds: readonly PersonId[],
): Promise<KnownEmployment[]> {
  return tx.sql<KnownEmployment>`
    select e.id, e.person_id as "personId", e.contract_entity_id as "contractEntityId",
           e.employee_no as "employeeNumber", e.starts_on as "startsOn", e.ends_on as "endsOn",
           e.leaving_reason as "leavingReason", t.applies_from as "termFrom",
           f.applies_to as "firstTermTo", t.form, t.pay_entity_id as "payTaxEntityId",
           t.insurance_entity_id as "insuranceEntityId", t.department,
           t.cost_centre as "costCentre", t.position, t.work_city_code as "workCityCode",
           t.host_entity_id as "hostEntityId", coalesce(n.enrolments, '[]') as enrolments
      from unnest(${personIds}::uuid[]) as w (person_id)
      join people.employment e
        on e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and e.person_id = w.person_id
      join people.employment_term t
        on t.shard_key = e.shard_key and t.tenant_id = e.tenant_id and t.employment_id = e.id
       and t.applies_to is null
      join people.employment_term f
        on f.shard_key = e.shard_key and f.tenant_id = e.tenant_id and f.employment_id = e.id
       and f.applies_from = e.starts_on
      left join lateral (
           select json_agg(json_build_object(
                    'id', m.id, 'registrationId', m.registration_id, 'kind', m.kind,
                    'startPeriod', m.start_period, 'askedPeriod', m.asked_period,
                    'stopPeriod', m.stop_period,
                    'base', u.base_fen, 'housingFundRate', u.housing_fund_rate_ppm,
                    'supplementaryRate', u.supplementary_rate_ppm, 'tier', u.tier,
                    'insuredType', u.insured_type)) as enrolments
             from people.enrolment m
             join people.enrolment_term u
               on u.shard_key = m.shard_key and u.tenant_id = m.tenant_id
              and u.enrolment_id = m.id and u.to_period is null
            where m.shard_key = e.shard_key and m.tenant_id = e.tenant_id
              and m.employment_id = e.id) n on true
     order by e.starts_on`;
}

/** Who holds which employee number now, as `entity number` → person. */
export async function numberHolders(
  tx: Transaction,
  numbers: readonly string[],
): Promise<Map<string, PersonId>> {
  const rows = await tx.sql<{ entityId: EntityId; number: string; personId: PersonId }>`
    select contract_entity_id as "entityId", employee_no as number, person_id as "personId"
      from people.employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and ends_on is null
       and employee_no = any (${numbers}::text[])`;
  return new Map(rows.map((row) => [`${row.entityId} ${row.number}`, row.personId]));
}
