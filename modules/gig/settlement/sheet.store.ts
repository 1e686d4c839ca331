import { type Fen, fen, type Id, isUuid, type PlainDate } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { Program, ProgramId } from '../program/program.ts';
import {
  type InvoiceKind,
  type Movements,
  otherOf,
  type Sheet,
  type SheetId,
  type SheetUnit,
  type Span,
  withNet,
} from './sheet.ts';

type Row = Omit<Sheet, 'withdrawn' | 'returned'> & {
  withdrawnCount: number;
  withdrawnGross: Fen;
  withdrawnTax: Fen;
  withdrawnVat: Fen;
  withdrawnFee: Fen;
  returnedCount: number;
  returnedGross: Fen;
  returnedTax: Fen;
  returnedVat: Fen;
  returnedFee: Fen;
};

type Filter = {
  readonly id?: SheetId | undefined;
  readonly programId?: ProgramId | undefined;
  readonly unit?: SheetUnit | undefined;
  readonly after?: string | undefined;
  readonly limit?: number;
};

/** Newest first. */
export async function findSheets(tx: Transaction, filter: Filter): Promise<Sheet[]> {
  const after = filter.after !== undefined && isUuid(filter.after) ? filter.after : null;
  const rows = await tx.sql<Row>`
    select s.id, s.program_id as "programId", p.name as "programName", s.unit,
           s.first_day as "firstDay", s.last_day as "lastDay", s.state, s.opening,
           s.top_ups as "topUps", s.advances, s.withdrawn_count as "withdrawnCount",
           s.withdrawn_gross as "withdrawnGross", s.withdrawn_tax as "withdrawnTax",
           s.withdrawn_vat as "withdrawnVat", s.withdrawn_fee as "withdrawnFee",
           s.returned_count as "returnedCount", s.returned_gross as "returnedGross",
           s.returned_tax as "returnedTax", s.returned_vat as "returnedVat",
           s.returned_fee as "returnedFee", s.other, s.closing, s.generated_by as "generatedBy",
           s.generated_at as "generatedAt", s.confirmed_by as "confirmedBy",
           s.confirmed_at as "confirmedAt", s.invoice_kind as "invoiceKind",
           s.invoice_amount as "invoiceAmount", s.invoice_asked_by as "invoiceAskedBy",
           s.invoice_number as "invoiceNumber", s.invoiced_on as "invoicedOn"
      from gig.settlement_sheet s
      join gig.program p
        on p.shard_key = s.shard_key and p.tenant_id = s.tenant_id and p.id = s.program_id
     where s.shard_key = ${tx.tenantShardKey} and s.tenant_id = ${tx.tenantId}
       and (${filter.id ?? null}::uuid is null or s.id = ${filter.id ?? null})
       and (${filter.programId ?? null}::uuid is null or s.program_id = ${filter.programId ?? null})
       and (${filter.unit ?? null}::text is null or s.unit = ${filter.unit ?? null})
       and (${after}::uuid is null or s.id < ${after})
     order by s.id desc limit ${filter.limit ?? 1}`;
  return rows.map(sheetOf);
}

function sheetOf(row: Row): Sheet {
  const {
    withdrawnCount,
    withdrawnGross,
    withdrawnTax,
    withdrawnVat,
    withdrawnFee,
    returnedCount,
    returnedGross,
    returnedTax,
    returnedVat,
    returnedFee,
    ...rest
  } = row;
  const withdrawn = { count: withdrawnCount, gross: withdrawnGross, tax: withdrawnTax };
  const returned = { count: returnedCount, gross: returnedGross, tax: returnedTax };
  return {
    ...rest,
    withdrawn: withNet({ ...withdrawn, vat: withdrawnVat, fee: withdrawnFee }),
    returned: withNet({ ...returned, vat: returnedVat, fee: returnedFee }),
  };
}

export async function lockSheet(tx: Transaction, id: SheetId): Promise<Sheet | null> {
  await tx.sql`
    select id from gig.settlement_sheet
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       for no key update`;
  return (await findSheets(tx, { id }))[0] ?? null;
}

/** Draws up, or draws up again; null when the client has confirmed it already. */
export async function keepSheet(
  tx: Transaction,
  wanted: { id: SheetId; program: Program; unit: SheetUnit; span: Span },
  moved: Movements,
): Promise<SheetId | null> {
  const { id, program, unit, span } = wanted;
  const { withdrawn, returned, opening, closing, topUps, advances } = moved;
  const [row] = await tx.sql<{ id: SheetId }>`
    insert into gig.settlement_sheet (
      shard_key, tenant_id, id, program_id, unit, first_day, last_day, state, opening, top_ups,
      advances, withdrawn_count, withdrawn_gross, withdrawn_tax, withdrawn_vat, withdrawn_fee,
      returned_count, returned_gross, returned_tax, returned_vat, returned_fee, other, closing,
      generated_by, generated_at)
    values (
      ${tx.tenantShardKey}, ${tx.tenantId}, ${id}, ${program.id}, ${unit}, ${span.firstDay},
      ${span.lastDay}, 'generated', ${opening}, ${topUps}, ${advances}, ${withdrawn.count},
      ${withdrawn.gross}, ${withdrawn.tax}, ${withdrawn.vat}, ${withdrawn.fee}, ${returned.count},
      ${returned.gross}, ${returned.tax}, ${returned.vat}, ${returned.fee}, ${otherOf(moved)},
      ${closing}, ${tx.actor.name}, ${tx.now})
        on conflict (shard_key, tenant_id, program_id, unit, first_day) do update
       set opening = excluded.opening, top_ups = excluded.top_ups, advances = excluded.advances,
           withdrawn_count = excluded.withdrawn_count, withdrawn_gross = excluded.withdrawn_gross,
           withdrawn_tax = excluded.withdrawn_tax, withdrawn_vat = excluded.withdrawn_vat,
           withdrawn_fee = excluded.withdrawn_fee, returned_count = excluded.returned_count,
           returned_gross = excluded.returned_gross, returned_tax = excluded.returned_tax,
           returned_vat = excluded.returned_vat, returned_fee = excluded.returned_fee,
           other = excluded.other, closing = excluded.closing,
           generated_by = excluded.generated_by, generated_at = excluded.generated_at
     where settlement_sheet.state = 'generated'
    returning id`;
  return row?.id ?? null;
}

export async function confirmSheet(tx: Transaction, id: SheetId): Promise<Sheet> {
  await tx.sql`
    update gig.settlement_sheet
       set state = 'confirmed', confirmed_by = ${tx.actor.name}, confirmed_at = ${tx.now}
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return (await findSheets(tx, { id }))[0]!;
}

export async function askInvoice(
  tx: Transaction,
  id: SheetId,
  asked: { readonly kind: InvoiceKind; readonly amount: Fen },
): Promise<Sheet> {
  await tx.sql`
    update gig.settlement_sheet
       set state = 'invoiceRequested', invoice_kind = ${asked.kind},
           invoice_amount = ${fen(asked.amount)}, invoice_asked_by = ${tx.actor.name},
           invoice_asked_at = ${tx.now}
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return (await findSheets(tx, { id }))[0]!;
}

export async function keepInvoice(
  tx: Transaction,
  id: Id<'sts'>,
  invoice: { readonly number: string; readonly on: PlainDate },
): Promise<Sheet> {
  await tx.sql`
    update gig.settlement_sheet
       set state = 'invoiced', invoice_number = ${invoice.number}, invoiced_on = ${invoice.on}
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return (await findSheets(tx, { id }))[0]!;
}
