import { type Fen, type Id, newId } from '@heyi/kernel';
import {
  enterTenant,
  type FileId,
  maskDocumentNumber,
  tenantCipher,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import type { SupplierId } from '../line/line.ts';
import type { BilledRow, BillRowView, BillView, ComparedRow, Work } from './supplier-bill.ts';

export type BillId = Id<'spb'>;

/** Null when the supplier's same file is here already. */
export async function insertBill(
  tx: Transaction,
  bill: {
    readonly supplierId: SupplierId;
    readonly period: BillView['period'];
    readonly file: { readonly id: FileId; readonly name: string; readonly sha256: Buffer };
    readonly rowCount: number;
    readonly total: Fen;
  },
): Promise<BillId | null> {
  const id: BillId = newId<'spb'>();
  const { file } = bill;
  const inserted = await tx.sql`
    insert into orders.supplier_bill (
           shard_key, tenant_id, id, supplier_id, period, file_id, file_name, sha256, state,
           row_count, total_fen, imported_at, imported_by_name)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${bill.supplierId}, ${bill.period}, ${file.id},
            ${file.name}, ${file.sha256}, 'compared', ${bill.rowCount}, ${bill.total}, ${tx.now},
            ${tx.actor.name})
        on conflict on constraint supplier_bill_file do nothing
    returning id`;
  return inserted.length === 0 ? null : id;
}

export async function lockBill(tx: Transaction, id: BillId): Promise<BillView | null> {
  await tx.sql`
    select from orders.supplier_bill
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id} for update`;
  return (await readBills(tx, { id }))[0] ?? null;
}

/** The provider's bills, the newest first. */
export async function readBills(
  tx: Transaction,
  wanted: { id?: BillId; supplierId?: SupplierId | undefined; period?: string | undefined },
): Promise<BillView[]> {
  const { id = null, supplierId = null, period = null } = wanted;
  return tx.sql<BillView>`
    select b.id, b.supplier_id as "supplierId", s.short_name as "supplierName", b.period,
           b.file_id as "fileId", b.file_name as "fileName", b.state, b.row_count as "rowCount",
           b.total_fen as total, r.expected, r.agreed, r.differences as "differenceCount",
           r.undecided as "undecidedCount", b.imported_at as "importedAt",
           b.imported_by_name as "importedBy", b.accepted_at as "acceptedAt",
           b.accepted_by_name as "acceptedBy"
      from orders.supplier_bill b
      join orders.supplier s
        on s.shard_key = b.shard_key and s.tenant_id = b.tenant_id and s.id = b.supplier_id
     cross join lateral (
           select coalesce(sum(expected_fen), 0)::bigint as expected,
                  coalesce(sum(case when cause is null or decision = 'takeBill' then billed_fen
                                    when decision = 'takeOurs' then expected_fen end), 0)::bigint
                    as agreed,
                  count(*) filter (where cause is not null)::int as differences,
                  count(*) filter (where cause is not null and decision is null)::int as undecided
             from orders.supplier_bill_row w
            where w.shard_key = b.shard_key and w.tenant_id = b.tenant_id and w.bill_id = b.id) r
     where b.shard_key = ${tx.shardKey} and b.tenant_id = ${tx.tenantId}
       and (${id}::uuid is null or b.id = ${id})
       and (${supplierId}::uuid is null or b.supplier_id = ${supplierId})
       and (${period}::text is null or b.period = ${period})
     order by b.period desc, b.imported_at desc`;
}

/** Rows of a bill; differences first, then as the file numbers them. */
export async function readRows(
  tx: Transaction,
  billId: BillId,
  page: { id?: string; onlyDifferences?: boolean; offset?: number; limit: number },
): Promise<BillRowView[]> {
  const { id = null, onlyDifferences = false, offset = 0 } = page;
  return tx.sql<BillRowView>`
    select id, number, person_name as "personName", document_masked as "documentMasked",
           city_code as "cityCode", service, billed_fen as billed, expected_fen as expected,
           line_id as "orderLineId", line_tenant_id as "clientId", cause, decision,
           decision_note as "decisionNote", decided_by_name as "decidedBy"
      from orders.supplier_bill_row
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${billId}
       and (${id}::uuid is null or id = ${id})
       and (${onlyDifferences} = false or cause is not null)
     order by cause is null, number nulls last, id
     limit ${page.limit} offset ${offset}`;
}

/** The rows of the file again, for another comparison. */
export async function billedRows(tx: Transaction, billId: BillId): Promise<BilledRow[]> {
  const rows = await tx.sql<Omit<BilledRow, 'documentNumber'> & { documentSealed: Buffer | null }>`
    select number, person_name as "personName", document_sealed as "documentSealed",
           city_code as "cityCode", service, billed_fen as billed
      from orders.supplier_bill_row
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${billId}
       and number is not null order by number`;
  const cipher = await tenantCipher(tx);
  return rows.map(({ documentSealed, ...row }) => ({
    ...row,
    documentNumber: documentSealed && cipher.open(documentSealed),
  }));
}

type WorkRow = Omit<Work, 'documentNumber' | 'tenantId'> & { readonly documentSealed: Buffer };

/** What the supplier did in a month, over all clients it works for; each is read as itself. */
export async function worksOf(
  tx: Transaction,
  supplierId: SupplierId,
  period: BillView['period'],
): Promise<Work[]> {
  const tenants = await tx.door<{ tenantId: TenantId }>`
    select tenant_id as "tenantId"
      from orders.tenants_of_supplier(${supplierId}, ${period}, ${tx.houseId})`;
  const works: Work[] = [];
  for (const { tenantId } of tenants) {
    const own = await enterTenant(tx, tenantId);
    const cipher = await tenantCipher(own);
    const rows = await own.sql<WorkRow>`
      select l.person_name as "personName", p.document_sealed as "documentSealed",
             l.city_code as "cityCode", l.item, array_agg(distinct l.service) as services,
             array_agg(l.id order by l.id) as "lineIds",
             count(*) filter (where l.state in ('officialSucceeded', 'settled'))::int
               as "doneCount"
        from orders.line l
        join people.payable_employment p
          on p.shard_key = l.shard_key and p.tenant_id = l.tenant_id
         and p.employment_id = l.employment_id
       where l.shard_key = ${own.shardKey} and l.tenant_id = ${tenantId}
         and l.supplier_id = ${supplierId} and l.period = ${period} and l.state <> 'cancelled'
       group by l.person_name, p.document_sealed, l.city_code, l.item
       order by l.person_name, l.item`;
    for (const { documentSealed, ...row } of rows) {
      works.push({ ...row, tenantId, documentNumber: cipher.open(documentSealed) });
    }
  }
  return works;
}

/** Replaces the rows; what was decided stands where the same row has the same cause. */
export async function replaceRows(
  tx: Transaction,
  billId: BillId,
  compared: readonly ComparedRow[],
): Promise<void> {
  const cipher = await tenantCipher(tx);
  const rows = compared.map(({ row, work, expected, cause }) => ({
    id: newId<'sbr'>(),
    number: row?.number ?? null,
    name: row?.personName ?? work!.personName,
    document: row?.documentNumber ?? (row === null ? work!.documentNumber : null),
    city: row?.cityCode ?? work?.cityCode ?? null,
    service: row?.service ?? null,
    billed: row?.billed ?? null,
    expected,
    lineId: work?.lineIds[0] ?? null,
    lineTenantId: work?.tenantId ?? null,
    cause,
  }));
  await tx.sql`
    with gone as (
      delete from orders.supplier_bill_row
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${billId}
      returning number, line_id, cause, decision, decision_note, decided_by_name, decided_at)
    insert into orders.supplier_bill_row (
           shard_key, tenant_id, id, bill_id, number, person_name, document_sealed,
           document_masked, city_code, service, billed_fen, expected_fen, line_id,
           line_tenant_id, cause, decision, decision_note, decided_by_name, decided_at)
    select ${tx.shardKey}, ${tx.tenantId}, n.id, ${billId}, n.number, n.name, n.sealed, n.masked,
           n.city, n.service, n.billed, n.expected, n.line_id, n.line_tenant_id, n.cause,
           g.decision, g.decision_note, g.decided_by_name, g.decided_at
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map((row) => row.number)}::int[],
                  ${rows.map(({ name }) => name)}::text[],
                  ${rows.map(({ document }) => document && cipher.seal(document))}::bytea[],
                  ${rows.map(({ document }) => document && maskDocumentNumber(document))}::text[],
                  ${rows.map(({ city }) => city)}::text[],
                  ${rows.map(({ service }) => service)}::text[],
                  ${rows.map(({ billed }) => billed)}::bigint[],
                  ${rows.map(({ expected }) => expected)}::bigint[],
                  ${rows.map(({ lineId }) => lineId)}::uuid[],
                  ${rows.map(({ lineTenantId }) => lineTenantId)}::uuid[],
                  ${rows.map(({ cause }) => cause)}::text[])
             as n (id, number, name, sealed, masked, city, service, billed, expected, line_id,
                   line_tenant_id, cause)
      left join gone g
        on g.cause = n.cause and g.number is not distinct from n.number
       and g.line_id is not distinct from n.line_id`;
}
