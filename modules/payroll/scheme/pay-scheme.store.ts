import type { payrollContract } from '@heyi/contract';
import { type Id, newId } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { z } from 'zod';
import { defaultScheme, type PayItemDefinition, standardItems } from './standard-items.ts';

export type PayItem = z.output<typeof payrollContract.payItemView>;
export type PayItemId = Id<'pit'>;

export type PaySchemeSettings = {
  readonly contributionMonthOffset: number;
  readonly netChangePercent: number;
  readonly recoverReceivables: boolean;
  readonly sickPayPercent: number;
};

export async function loadSchemeSettings(tx: Transaction): Promise<PaySchemeSettings> {
  const [row] = await tx.sql<PaySchemeSettings>`
    select contribution_month_offset as "contributionMonthOffset",
           net_change_percent as "netChangePercent",
           recover_receivables as "recoverReceivables", sick_pay_percent as "sickPayPercent"
      from payroll.pay_scheme
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}`;
  return row ?? defaultScheme;
}

export async function saveSchemeSettings(
  tx: Transaction,
  settings: PaySchemeSettings,
): Promise<void> {
  const { contributionMonthOffset, netChangePercent, recoverReceivables, sickPayPercent } =
    settings;
  await tx.sql`
    insert into payroll.pay_scheme (shard_key, tenant_id, contribution_month_offset,
                                    net_change_percent, recover_receivables, sick_pay_percent)
    values (${tx.shardKey}, ${tx.tenantId}, ${contributionMonthOffset}, ${netChangePercent},
            ${recoverReceivables}, ${sickPayPercent})
    on conflict (shard_key, tenant_id) do update
       set contribution_month_offset = excluded.contribution_month_offset,
           net_change_percent = excluded.net_change_percent,
           recover_receivables = excluded.recover_receivables,
           sick_pay_percent = excluded.sick_pay_percent`;
}

/** The client's items in their order. A client that has never had any gets the standard ones. */
export async function loadPayItems(tx: Transaction): Promise<PayItem[]> {
  const items = await readPayItems(tx);
  if (items.length > 0) return items;
  await insertItems(tx, standardItems);
  return readPayItems(tx);
}

async function readPayItems(tx: Transaction): Promise<PayItem[]> {
  return tx.sql<PayItem>`
    select id, code, name_zh as "nameZh", name_en as "nameEn", item_class as "itemClass", source,
           tax_treatment as "taxTreatment", prorated, in_hourly_base as "inHourlyBase",
           in_minimum_wage as "inMinimumWage", sequence, is_standard as "isStandard",
           is_active as "isActive"
      from payroll.pay_item
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
     order by sequence, code`;
}

/** Two first uses at once agree: the second one finds the first one's rows. */
async function insertItems(tx: Transaction, items: readonly PayItemDefinition[]): Promise<void> {
  const rows = items.map((item) => ({ id: newId<'pit'>(), ...item }));
  await tx.sql`
    insert into payroll.pay_item (shard_key, tenant_id, id, code, name_zh, name_en, item_class, source,
                                  tax_treatment, prorated, in_hourly_base, in_minimum_wage, sequence,
                                  is_standard, is_active)
    select ${tx.shardKey}, ${tx.tenantId}, i.id, i.code, i."nameZh", i."nameEn", i."itemClass",
           i.source, i."taxTreatment", i.prorated, i."inHourlyBase", i."inMinimumWage", i.sequence,
           true, true
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as i (
             id uuid, code text, "nameZh" text, "nameEn" text, "itemClass" text, source text,
             "taxTreatment" text, prorated boolean, "inHourlyBase" boolean,
             "inMinimumWage" boolean, sequence int)
    on conflict do nothing`;
}

export async function savePayItem(tx: Transaction, item: PayItem): Promise<void> {
  await tx.sql`
    insert into payroll.pay_item (shard_key, tenant_id, id, code, name_zh, name_en, item_class, source,
                                  tax_treatment, prorated, in_hourly_base, in_minimum_wage, sequence,
                                  is_standard, is_active)
    values (${tx.shardKey}, ${tx.tenantId}, ${item.id}, ${item.code}, ${item.nameZh}, ${item.nameEn},
            ${item.itemClass}, ${item.source}, ${item.taxTreatment}, ${item.prorated},
            ${item.inHourlyBase}, ${item.inMinimumWage}, ${item.sequence}, ${item.isStandard},
            ${item.isActive})
    on conflict (shard_key, tenant_id, id) do update
       set name_zh = excluded.name_zh, name_en = excluded.name_en, item_class = excluded.item_class,
           source = excluded.source, tax_treatment = excluded.tax_treatment,
           prorated = excluded.prorated, in_hourly_base = excluded.in_hourly_base,
           in_minimum_wage = excluded.in_minimum_wage, sequence = excluded.sequence,
           is_active = excluded.is_active`;
}
