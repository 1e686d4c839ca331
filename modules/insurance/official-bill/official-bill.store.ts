import { employerCostPermission } from '@heyi/contract';
import { type Fen, type Id, newId, type PayPeriod } from '@heyi/kernel';
import { type RegistrationId, visibleRegistrations } from '@heyi/people';
import {
  bigintArray,
  copyIn,
  intArray,
  type JobId,
  may,
  RowWriter,
  type TenantId,
  textArray,
  type Transaction,
  uuidArray,
} from '@heyi/platform';
import { billLayouts } from '@heyi/statutory';
import type { Difference } from './compare-bill.ts';
import type { BillFinding, BillRow, OfficialBillId, OfficialBillView } from './official-bill.ts';

/** As stored, with what the job needs. */
export type StoredBill = OfficialBillView & {
  readonly fileId: Id<'fil'>;
  readonly registrationIds: readonly RegistrationId[];
  readonly cityCode: string;
};

type Wanted = {
  readonly id?: OfficialBillId;
  readonly registrationId?: RegistrationId | undefined;
  readonly period?: PayPeriod | undefined;
};

type Failure = { code: string; facts?: OfficialBillView['failureFacts'] };
type Row = Omit<StoredBill, 'failureCode' | 'failureFacts'> & { readonly failure: Failure | null };

/** Of the transaction's own tenant, newest first. */
export async function readBills(tx: Transaction, wanted: Wanted): Promise<StoredBill[]> {
  const { id = null, registrationId = null, period = null } = wanted;
  const rows = await tx.sql<Row>`
    select b.id, b.tenant_id as "tenantId", b.registration_id as "registrationId",
           b.registration_ids as "registrationIds", b.period, b.layout, b.state,
           b.file_id as "fileId", b.file_name as "fileName", b.evidence_id as "evidenceId",
           b.job_id as "jobId", b.failure, b.row_count as "rowCount",
           b.person_count as "personCount", b.finding_count as "findingCount",
           b.fault_count as "faultCount", b.difference_count as "differenceCount",
           (select count(*)::int from insurance.bill_difference d
             where d.shard_key = b.shard_key and d.tenant_id = b.tenant_id and d.bill_id = b.id
               and d.decision is null) as "undecidedCount",
           b.bill_employer_fen as "billEmployer", b.bill_employee_fen as "billEmployee",
           b.late_fee_fen as "lateFee", b.our_employer_fen as "ourEmployer",
           b.our_employee_fen as "ourEmployee", b.faults_reason as "faultsReason",
           b.created_by_name as "createdBy", b.created_at as "createdAt",
           b.accepted_by_name as "acceptedBy", b.accepted_at as "acceptedAt"
      from insurance.official_bill b
     where b.shard_key = ${tx.shardKey} and b.tenant_id = ${tx.tenantId}
       and (${id}::uuid is null or b.id = ${id})
       and (${registrationId}::uuid is null
            or ${registrationId}::uuid = any (b.registration_ids))
       and (${period}::text is null or b.period = ${period})
     order by b.id desc
     limit 200`;
  const registrations = await visibleRegistrations(tx);
  const seesCost = may(tx, employerCostPermission);
  const shown = (amount: Fen | null) => (seesCost ? amount : null);
  return rows.map(({ failure, ...row }) => {
    const unit = registrations.get(row.registrationId)!;
    const layout = billLayouts().find((one) => one.layout === row.layout) ?? null;
    return {
      ...row,
      legalEntityName: unit.legalEntityName,
      cityCode: unit.cityCode,
      cityName: unit.cityName,
      agencyName: unit.agencyName,
      layoutTitle: layout?.title.zh ?? null,
      layoutMark: layout?.mark ?? null,
      failureCode: failure?.code ?? null,
      failureFacts: failure?.facts ?? {},
      billEmployer: shown(row.billEmployer),
      lateFee: shown(row.lateFee),
      ourEmployer: shown(row.ourEmployer),
    };
  });
}

/** As it is shown: without what only the job needs. */
export function billView(bill: StoredBill): OfficialBillView {
  const { fileId: _file, registrationIds: _ids, cityCode: _city, ...view } = bill;
  return view;
}

export async function billOf(tx: Transaction, id: OfficialBillId): Promise<StoredBill | null> {
  return (await readBills(tx, { id }))[0] ?? null;
}

export async function lockBill(tx: Transaction, id: OfficialBillId): Promise<StoredBill | null> {
  await tx.sql`
    select id from insurance.official_bill
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id} for update`;
  return billOf(tx, id);
}

type NewBill = {
  readonly registrationId: RegistrationId;
  readonly registrationIds: readonly RegistrationId[];
  readonly period: PayPeriod;
  readonly layout: string | null;
  readonly fileId: Id<'fil'>;
  readonly fileName: string;
  readonly sha256: Buffer;
  readonly evidenceId: Id<'evd'>;
};

/** Null when the same file is there. */
export async function insertBill(tx: Transaction, bill: NewBill): Promise<OfficialBillId | null> {
  const id: OfficialBillId = newId<'obl'>();
  const inserted = await tx.sql`
    insert into insurance.official_bill
           (shard_key, tenant_id, id, registration_id, registration_ids, period, layout, state,
            file_id, file_name, sha256, evidence_id, created_by_name, created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${bill.registrationId},
            ${bill.registrationIds}::uuid[], ${bill.period}, ${bill.layout}, 'reading',
            ${bill.fileId}, ${bill.fileName}, ${bill.sha256}, ${bill.evidenceId},
            ${tx.actor.name}, ${tx.now})
    on conflict (shard_key, tenant_id, sha256) where state <> 'failed' do nothing
    returning id`;
  return inserted.length === 0 ? null : id;
}

export async function setBillJob(tx: Transaction, id: OfficialBillId, jobId: JobId): Promise<void> {
  await tx.sql`
    update insurance.official_bill set job_id = ${jobId}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

/** What was being done has failed: it could not be read, or not be entered. */
export async function failBill(
  tx: Transaction,
  id: OfficialBillId,
  failure: Failure,
): Promise<void> {
  await tx.sql`
    update insurance.official_bill
       set state = case when state = 'reading' then 'failed' else 'entryFailed' end,
           failure = ${JSON.stringify(failure)}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       and state in ('reading', 'accepting')`;
}

/** Whose row it is, where that is known. */
export type Owner = { readonly clientId: TenantId; readonly employmentId: Id<'emp'> };
export type OwnedRow = BillRow & { readonly owner: Owner | null; readonly documentMasked: string };

/** COPY into a table under row-level security is refused: the rows go through a temporary table. */
export async function insertBillRows(
  tx: Transaction,
  id: OfficialBillId,
  rows: readonly OwnedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.sql`
    create temp table if not exists official_bill_row_in (
      row_number int, client_tenant_id uuid, employment_id uuid, person_name text,
      document_masked text, period text, type text, amounts jsonb, late_fee_fen bigint,
      is_duplicate boolean) on commit drop`;
  await copyIn(tx, 'official_bill_row_in', packed(rows));
  await tx.sql`
    insert into insurance.official_bill_row
           (shard_key, tenant_id, bill_id, row_number, client_tenant_id, employment_id,
            person_name, document_masked, period, type, amounts, late_fee_fen, is_duplicate)
    select ${tx.shardKey}::int, ${tx.tenantId}::uuid, ${id}::uuid, n.* from official_bill_row_in n`;
  await tx.sql`truncate official_bill_row_in`;
}

/** Of a bill that turned out not to be one after some of its rows were kept. */
export async function dropBillRows(tx: Transaction, id: OfficialBillId): Promise<void> {
  await tx.sql`
    delete from insurance.official_bill_row
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${id}`;
}

function packed(rows: readonly OwnedRow[]): Buffer {
  const written = new RowWriter(rows.length * 400);
  for (const row of rows) {
    const { personName, documentMasked, owner } = row;
    const amounts = Buffer.from(amountsText(row.amounts));
    written.row(10, 160 + amounts.length + 3 * (personName.length + documentMasked.length));
    written.int4(row.rowNumber);
    written.uuid(owner?.clientId ?? null);
    written.uuid(owner?.employmentId ?? null);
    written.text(personName);
    written.text(documentMasked);
    written.code(row.period);
    written.code(row.type);
    written.jsonb(amounts);
    written.int8(row.lateFee);
    written.boolean(row.isDuplicate);
  }
  return written.finish();
}

/** JSON, without its escapes: kinds are codes of ours. */
function amountsText(amounts: OwnedRow['amounts']): string {
  const texts = amounts.map(
    ({ kind, base, employer, employee }) => `["${kind}",${base},${employer},${employee}]`,
  );
  return `[${texts.join(',')}]`;
}

export async function insertFindings(
  tx: Transaction,
  id: OfficialBillId,
  findings: readonly BillFinding[],
): Promise<void> {
  await tx.sql`
    insert into insurance.official_bill_finding
           (shard_key, tenant_id, bill_id, number, row_number, code, facts)
    select ${tx.shardKey}::int, ${tx.tenantId}::uuid, ${id}::uuid, n.number, n.row_number, n.code,
           n.facts::jsonb
      from unnest(${intArray(findings.map(({ number }) => number))}::int4[],
                  ${intArray(findings.map(({ rowNumber }) => rowNumber))}::int4[],
                  ${textArray(findings.map(({ code }) => code))}::text[],
                  ${textArray(findings.map(({ facts }) => JSON.stringify(facts)))}::text[])
             as n (number, row_number, code, facts)`;
}

export type OwnedDifference = Difference & {
  readonly owner: Owner | null;
  readonly personName: string;
};

export async function insertBillDifferences(
  tx: Transaction,
  id: OfficialBillId,
  differences: readonly OwnedDifference[],
): Promise<void> {
  if (differences.length === 0) return;
  const column = <Value>(of: (one: OwnedDifference) => Value) => differences.map(of);
  await tx.sql`
    insert into insurance.bill_difference
           (shard_key, tenant_id, id, bill_id, client_tenant_id, employment_id, row_number,
            person_name, kind, period, type, cause, our_base_fen, our_employer_fen,
            our_employee_fen, bill_base_fen, bill_employer_fen, bill_employee_fen)
    select ${tx.shardKey}::int, ${tx.tenantId}::uuid, n.id, ${id}::uuid, n.client,
           n.employment_id, n.row_number, n.name, n.kind, n.period, n.type, n.cause, n.our_base,
           n.our_employer, n.our_employee, n.bill_base, n.bill_employer, n.bill_employee
      from unnest(${uuidArray(column(() => newId()))}::uuid[],
                  ${uuidArray(column(({ owner }) => owner?.clientId ?? null))}::uuid[],
                  ${uuidArray(column(({ owner }) => owner?.employmentId ?? null))}::uuid[],
                  ${intArray(column(({ rowNumber }) => rowNumber))}::int4[],
                  ${textArray(column(({ personName }) => personName))}::text[],
                  ${textArray(column(({ kind }) => kind))}::text[],
                  ${textArray(column(({ period }) => period))}::text[],
                  ${textArray(column(({ type }) => type))}::text[],
                  ${textArray(column(({ cause }) => cause))}::text[],
                  ${bigintArray(column(({ ours }) => ours.base))}::int8[],
                  ${bigintArray(column(({ ours }) => ours.employer))}::int8[],
                  ${bigintArray(column(({ ours }) => ours.employee))}::int8[],
                  ${bigintArray(column(({ bill }) => bill.base))}::int8[],
                  ${bigintArray(column(({ bill }) => bill.employer))}::int8[],
                  ${bigintArray(column(({ bill }) => bill.employee))}::int8[])
             as n (id, client, employment_id, row_number, name, kind, period, type, cause,
                   our_base, our_employer, our_employee, bill_base, bill_employer, bill_employee)`;
}

export type BillSums = {
  readonly layout: string;
  readonly rowCount: number;
  readonly personCount: number;
  readonly findingCount: number;
  readonly faultCount: number;
  readonly differenceCount: number;
  readonly billEmployer: number;
  readonly billEmployee: number;
  readonly lateFee: number;
  readonly ourEmployer: number;
  readonly ourEmployee: number;
};

export async function finishReading(
  tx: Transaction,
  id: OfficialBillId,
  sums: BillSums,
): Promise<void> {
  await tx.sql`
    update insurance.official_bill
       set state = 'read', layout = ${sums.layout}, row_count = ${sums.rowCount},
           person_count = ${sums.personCount}, finding_count = ${sums.findingCount},
           fault_count = ${sums.faultCount}, difference_count = ${sums.differenceCount},
           bill_employer_fen = ${sums.billEmployer}, bill_employee_fen = ${sums.billEmployee},
           late_fee_fen = ${sums.lateFee}, our_employer_fen = ${sums.ourEmployer},
           our_employee_fen = ${sums.ourEmployee}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}
