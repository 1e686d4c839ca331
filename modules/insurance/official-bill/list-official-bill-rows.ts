import {
  employerCostPermission,
  type Input,
  type officialBillContract as contract,
  type Output,
} from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { may, type TenantId, type Transaction } from '@heyi/platform';
import { inTenantOf } from '../contribution-month/contribution-month.store.ts';
import type { Amount } from '../declaration/declaration.ts';
import { shownAmount } from '../declaration/list-declaration-rows.ts';

type Row = Output<typeof contract.listOfficialBillRows>['rows'][number];
type Stored = Omit<Row, 'amounts'> & { readonly amounts: readonly Amount[] };

const rowsDefault = 100;

/** The holder reads all rows; of a bill of the provider's unit a client reads its own people's. */
export async function listOfficialBillRows(
  tx: Transaction,
  input: Input<typeof contract.listOfficialBillRows>,
) {
  const id = input.officialBillId;
  const found = await holderOf(tx, id);
  if (found === null) return fail({ code: 'official_bill.not_found' as const });
  const { holder, only } = found;
  const limit = input.limit ?? rowsDefault;
  const after = /^\d{1,9}$/.test(input.after ?? '') ? Number.parseInt(input.after!, 10) : 0;
  const rows = await holder.sql<Stored>`
    select row_number as "rowNumber", employment_id as "employmentId",
           person_name as "personName", document_masked as "documentMasked", period, type,
           amounts, late_fee_fen as "lateFee", is_duplicate as "isDuplicate"
      from insurance.official_bill_row
     where shard_key = ${holder.shardKey} and tenant_id = ${holder.tenantId} and bill_id = ${id}
       and (${only}::uuid is null or client_tenant_id = ${only}) and row_number > ${after}
     order by row_number
     limit ${limit + 1}`;
  const seesCost = may(tx, employerCostPermission);
  const shown = rows.slice(0, limit).map((row): Row => ({
    ...row,
    lateFee: seesCost ? row.lateFee : null,
    amounts: row.amounts.map((amount) => shownAmount(amount, seesCost)),
  }));
  const next = rows.length > limit ? String(shown.at(-1)!.rowNumber) : null;
  return ok({ rows: shown, next });
}

/** Where the bill stands, and whose rows alone the tenant may see. */
async function holderOf(
  tx: Transaction,
  id: string,
): Promise<{ holder: Transaction; only: TenantId | null } | null> {
  if (await standsIn(tx, id, null)) return { holder: tx, only: null };
  const house = inTenantOf(tx, tx.houseId);
  if (await standsIn(house, id, tx.tenantId)) return { holder: house, only: tx.tenantId };
  return null;
}

async function standsIn(tx: Transaction, id: string, client: TenantId | null): Promise<boolean> {
  const rows =
    client === null
      ? await tx.sql`
          select id from insurance.official_bill
           where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`
      : await tx.sql`
          select row_number from insurance.official_bill_row
           where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${id}
             and client_tenant_id = ${client} limit 1`;
  return rows.length > 0;
}
