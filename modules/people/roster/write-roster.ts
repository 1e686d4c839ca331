import { addMonths, newId } from '@heyi/kernel';
import {
  maskPhone,
  publish,
  type TenantCipher,
  tenantCipher,
  type Transaction,
} from '@heyi/platform';
import { sealAccount } from '../payee-account/payee-account.store.ts';
import { sealPerson } from '../person/person.store.ts';
import type { RosterWrite } from './roster-plan.ts';

const rowsAtOnce = 5000;

/** Writes planned rows, a set at a time. Publishes roster.imported once. */
export async function writeRoster(tx: Transaction, writes: readonly RosterWrite[]): Promise<void> {
  const cipher = await tenantCipher(tx);
  for (let at = 0; at < writes.length; at += rowsAtOnce) {
    const part = writes.slice(at, at + rowsAtOnce);
    await writePeople(tx, cipher, part);
    await writeAccounts(tx, cipher, part);
    await writeEmployments(tx, part);
    await writeTerms(tx, part);
    await writeEnrolments(tx, part);
  }
  const startedCount = writes.filter(({ newEmployment }) => newEmployment).length;
  const changedCount = writes.length - startedCount;
  await publish(tx, { type: 'roster.imported', payload: { startedCount, changedCount } });
}

function hex(bytes: Buffer | null): string | null {
  return bytes === null ? null : `\\x${bytes.toString('hex')}`;
}

async function writePeople(
  tx: Transaction,
  cipher: TenantCipher,
  writes: readonly RosterWrite[],
): Promise<void> {
  const created = writes.flatMap(({ personId, newPerson }) => {
    if (newPerson === null) return [];
    const row = sealPerson(cipher, newPerson);
    return {
      id: personId,
      name: row.name,
      document_kind: row.documentKind,
      document_sealed: hex(row.documentSealed),
      document_hash: hex(row.documentHash),
      document_masked: row.documentMasked,
      birth_date: row.birthDate,
      sex: row.sex,
      nationality: row.nationality,
      residency: row.residency,
      hukou_type: row.hukouType,
      phone_sealed: hex(row.phoneSealed),
      phone_hash: hex(row.phoneHash),
      phone_masked: row.phoneMasked,
      created_at: tx.now,
      updated_at: tx.now,
    };
  });
  await tx.sql`
    insert into people.person
           (shard_key, tenant_id, id, name, document_kind, document_sealed, document_hash,
            document_masked, birth_date, sex, nationality, residency, hukou_type, phone_sealed,
            phone_hash, phone_masked, created_at, updated_at)
    select ${tx.shardKey}, ${tx.tenantId}, r.id, r.name, r.document_kind, r.document_sealed,
           r.document_hash, r.document_masked, r.birth_date, r.sex, r.nationality, r.residency,
           r.hukou_type, r.phone_sealed, r.phone_hash, r.phone_masked, r.created_at, r.updated_at
      from jsonb_populate_recordset(null::people.person, ${JSON.stringify(created)}) r`;
  const changed = writes.flatMap(({ personId, changedPerson }) => {
    if (changedPerson === null) return [];
    const phone = changedPerson.phone;
    return {
      id: personId,
      hukou_type: changedPerson.hukouType,
      phone_sealed: hex(phone === null ? null : cipher.seal(phone)),
      phone_hash: hex(phone === null ? null : cipher.lookup('phone', phone)),
      phone_masked: phone === null ? null : maskPhone(phone),
    };
  });
  await tx.sql`
    update people.person p
       set hukou_type = coalesce(r.hukou_type, p.hukou_type),
           phone_sealed = coalesce(r.phone_sealed, p.phone_sealed),
           phone_hash = coalesce(r.phone_hash, p.phone_hash),
           phone_masked = coalesce(r.phone_masked, p.phone_masked), updated_at = ${tx.now}
      from jsonb_populate_recordset(null::people.person, ${JSON.stringify(changed)}) r
     where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId} and p.id = r.id`;
}

async function writeAccounts(
  tx: Transaction,
  cipher: TenantCipher,
  writes: readonly RosterWrite[],
): Promise<void> {
  const accounts = writes.flatMap(({ personId, newPerson, account }) => {
    if (account === null) return [];
    const row = sealAccount(cipher, account);
    return {
      is_new: newPerson !== null,
      id: newId(),
      person_id: personId,
      bank_name: row.bankName,
      bank_code: row.bankCode,
      account_sealed: hex(row.accountSealed),
      account_hash: hex(row.accountHash),
      account_masked: row.accountMasked,
      holder_name: row.holderName,
    };
  });
  const sent = JSON.stringify(accounts);
  // Whoever is new has nothing to end.
  const ending = JSON.stringify(accounts.filter((row) => !row.is_new));
  await tx.sql`
    update people.payee_account a set ended_at = ${tx.now}
      from jsonb_populate_recordset(null::people.payee_account, ${ending}) r
     where a.shard_key = ${tx.shardKey} and a.tenant_id = ${tx.tenantId}
       and a.person_id = r.person_id and a.ended_at is null`;
  // Of two rows for one person the later one's account holds.
  await tx.sql`
    insert into people.payee_account
           (shard_key, tenant_id, id, person_id, bank_name, bank_code, account_sealed, account_hash,
            account_masked, holder_name, changed_at)
    select distinct on (r.person_id) ${tx.shardKey}::int, ${tx.tenantId}::uuid, r.id, r.person_id,
           r.bank_name, r.bank_code, r.account_sealed, r.account_hash, r.account_masked,
           r.holder_name, ${tx.now}::timestamptz
      from jsonb_populate_recordset(null::people.payee_account, ${sent}) r
     order by r.person_id, r.id desc`;
}

async function writeEmployments(tx: Transaction, writes: readonly RosterWrite[]): Promise<void> {
  const rows = writes.flatMap((write) => {
    const { employment, terms } = write;
    if (employment === null) return [];
    return {
      id: write.employmentId,
      person_id: write.personId,
      // New employments always come with their terms.
      contract_entity_id: terms?.contract.id,
      contract_entity_tenant_id: terms?.contract.tenantId,
      employee_no: employment.employeeNumber,
      starts_on: employment.startsOn,
      ends_on: employment.endsOn,
      leaving_reason: employment.leavingReason,
      is_new: write.newEmployment,
    };
  });
  const created = JSON.stringify(rows.filter((row) => row.is_new));
  await tx.sql`
    insert into people.employment
           (shard_key, tenant_id, id, person_id, contract_entity_id, contract_entity_tenant_id,
            employee_no, starts_on, ends_on, leaving_reason, created_at)
    select ${tx.shardKey}, ${tx.tenantId}, r.id, r.person_id, r.contract_entity_id,
           r.contract_entity_tenant_id, r.employee_no, r.starts_on, r.ends_on, r.leaving_reason,
           ${tx.now}
      from jsonb_populate_recordset(null::people.employment, ${created}) r`;
  const changed = JSON.stringify(rows.filter((row) => !row.is_new));
  await tx.sql`
    update people.employment_term t set applies_from = r.starts_on
      from jsonb_populate_recordset(null::people.employment, ${changed}) r
      join people.employment e
        on e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId} and e.id = r.id
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId}
       and t.employment_id = r.id and t.applies_from = e.starts_on`;
  await tx.sql`
    update people.employment e
       set employee_no = r.employee_no, starts_on = r.starts_on, ends_on = r.ends_on,
           leaving_reason = r.leaving_reason
      from jsonb_populate_recordset(null::people.employment, ${changed}) r
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId} and e.id = r.id`;
}

async function writeTerms(tx: Transaction, writes: readonly RosterWrite[]): Promise<void> {
  const terms = writes.flatMap(({ employmentId, newEmployment, terms: row }) => {
    if (row === null) return [];
    return {
      is_new: newEmployment,
      employment_id: employmentId,
      applies_from: row.appliesFrom,
      form: row.form,
      pay_entity_id: row.payTax?.id ?? null,
      pay_entity_tenant_id: row.payTax?.tenantId ?? null,
      insurance_entity_id: row.insurance?.id ?? null,
      insurance_entity_tenant_id: row.insurance?.tenantId ?? null,
      department: row.department ?? null,
      cost_centre: row.costCentre ?? null,
      position: row.position ?? null,
      work_city_code: row.workCityCode,
      host_entity_id: row.hostEntityId,
    };
  });
  const sent = JSON.stringify(terms);
  const changed = JSON.stringify(terms.filter((row) => !row.is_new));
  await tx.sql`
    delete from people.employment_term t
     using jsonb_populate_recordset(null::people.employment_term, ${changed}) r
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId}
       and t.employment_id = r.employment_id and t.applies_from >= r.applies_from`;
  await tx.sql`
    update people.employment_term t set applies_to = r.applies_from - 1
      from jsonb_populate_recordset(null::people.employment_term, ${changed}) r
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId}
       and t.employment_id = r.employment_id and t.applies_to is null`;
  await tx.sql`
    insert into people.employment_term
           (shard_key, tenant_id, employment_id, applies_from, form, pay_entity_id,
            pay_entity_tenant_id, insurance_entity_id, insurance_entity_tenant_id, department,
            cost_centre, position, work_city_code, host_entity_id)
    select ${tx.shardKey}, ${tx.tenantId}, r.employment_id, r.applies_from, r.form, r.pay_entity_id,
           r.pay_entity_tenant_id, r.insurance_entity_id, r.insurance_entity_tenant_id,
           r.department, r.cost_centre, r.position, r.work_city_code, r.host_entity_id
      from jsonb_populate_recordset(null::people.employment_term, ${sent}) r`;
}

async function writeEnrolments(tx: Transaction, writes: readonly RosterWrite[]): Promise<void> {
  const all = writes.flatMap(({ employmentId, enrolments }) =>
    enrolments.map((write) => ({ employmentId, ...write })),
  );
  const begun = all.flatMap(({ id, employmentId, begins, fromPeriod }) => {
    if (begins === null) return [];
    const { registration } = begins;
    return {
      id,
      employment_id: employmentId,
      registration_id: registration.id,
      registration_tenant_id: registration.tenantId,
      kind: registration.kind,
      city_code: registration.cityCode,
      start_period: fromPeriod,
    };
  });
  await tx.sql`
    insert into people.enrolment
           (shard_key, tenant_id, id, employment_id, registration_id, registration_tenant_id, kind,
            city_code, start_period, created_at)
    select ${tx.shardKey}, ${tx.tenantId}, r.id, r.employment_id, r.registration_id,
           r.registration_tenant_id, r.kind, r.city_code, r.start_period, ${tx.now}
      from jsonb_populate_recordset(null::people.enrolment, ${JSON.stringify(begun)}) r`;
  const terms = all.map((write) => ({
    is_new: write.begins !== null,
    enrolment_id: write.id,
    from_period: write.fromPeriod,
    base_fen: write.base,
    housing_fund_rate_ppm: write.housingFundRate,
    supplementary_rate_ppm: write.supplementaryRate,
    tier: write.tier,
    insured_type: write.insuredType,
  }));
  const changed = terms.flatMap((row) =>
    row.is_new ? [] : [{ ...row, to_period: addMonths(row.from_period, -1) }],
  );
  await writeEnrolmentTerms(tx, JSON.stringify(terms), JSON.stringify(changed));
}

/** `changed`: those of the terms whose enrolment runs already; what it had ends with `to_period`. */
async function writeEnrolmentTerms(tx: Transaction, terms: string, changed: string): Promise<void> {
  await tx.sql`
    delete from people.enrolment_term t
     using jsonb_populate_recordset(null::people.enrolment_term, ${changed}) r
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId}
       and t.enrolment_id = r.enrolment_id and t.from_period >= r.from_period`;
  await tx.sql`
    update people.enrolment_term t
       set to_period = r.to_period
      from jsonb_populate_recordset(null::people.enrolment_term, ${changed}) r
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId}
       and t.enrolment_id = r.enrolment_id
       and (t.to_period is null or t.to_period >= r.from_period)`;
  await tx.sql`
    insert into people.enrolment_term
           (shard_key, tenant_id, enrolment_id, from_period, base_fen, housing_fund_rate_ppm,
            supplementary_rate_ppm, insured_type, tier)
    select ${tx.shardKey}, ${tx.tenantId}, r.enrolment_id, r.from_period, r.base_fen,
           r.housing_fund_rate_ppm, r.supplementary_rate_ppm, r.insured_type, r.tier
      from jsonb_populate_recordset(null::people.enrolment_term, ${terms}) r`;
}
