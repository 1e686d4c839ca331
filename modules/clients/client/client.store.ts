import type { Fen } from '@heyi/kernel';
import { enterTenant, shardKeyOf, type TenantId, type Transaction } from '@heyi/platform';
import type { Client, ClientMaster, ClientSettings, CooperationMode } from './client.ts';

type ClientRow = ClientMaster & ClientSettings & { cooperationMode: CooperationMode };

/** The record of the transaction's tenant, or null. */
export async function clientOf(tx: Transaction): Promise<Client | null> {
  const [row] = await tx.sql<ClientRow>`
    select name, short_name as "shortName", uscc, cooperation_mode as "cooperationMode",
           pay_month_rule as "payMonthRule", pay_day as "payDay",
           proration_method as "prorationMethod", advance_limit_fen as "advanceLimit",
           advance_days as "advanceDays", client_cutoff_days as "clientCutoffDays", language
      from clients.client
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}`;
  return row ?? null;
}

/** False when another client has the code; the claim holds to the end of the transaction. */
export async function claimCreditCode(
  tx: Transaction,
  uscc: string,
  tenantId: TenantId,
): Promise<boolean> {
  // Two who claim one code at once cannot both have it: the lock is held until the first is committed.
  await tx.sql`select pg_advisory_xact_lock(4727010, hashtext(${uscc}))`;
  const [answer] = await tx.door<{ free: boolean }>`
    select clients.is_uscc_free(${uscc}, ${tenantId}) as free`;
  return answer!.free;
}

export async function openTenant(
  tx: Transaction,
  id: TenantId,
  record: ClientMaster & { settings: ClientSettings },
): Promise<void> {
  const { settings } = record;
  const row = {
    name: record.name,
    short_name: record.shortName,
    uscc: record.uscc,
    cooperation_mode: record.cooperationMode,
    pay_month_rule: settings.payMonthRule,
    pay_day: settings.payDay,
    proration_method: settings.prorationMethod,
    advance_limit_fen: settings.advanceLimit,
    advance_days: settings.advanceDays,
    client_cutoff_days: settings.clientCutoffDays,
    language: settings.language,
  };
  const own = await enterTenant(tx, id);
  await own.sql`
    select clients.open_client(${id}, ${shardKeyOf(id)}, ${JSON.stringify(row)}, ${tx.now})`;
}

/** The provider's own record, at the first start. A second call changes nothing. */
export async function openHouse(
  tx: Transaction,
  house: { name: string; shortName: string; uscc: string; settings: ClientSettings },
): Promise<void> {
  const { settings } = house;
  await tx.sql`
    insert into clients.client
           (shard_key, tenant_id, name, short_name, uscc, cooperation_mode, pay_month_rule, pay_day,
            proration_method, advance_limit_fen, advance_days, client_cutoff_days, language,
            created_at, updated_at)
    values (${tx.houseShardKey}, ${tx.houseId}, ${house.name}, ${house.shortName}, ${house.uscc},
            'own', ${settings.payMonthRule}, ${settings.payDay}, ${settings.prorationMethod},
            ${settings.advanceLimit}, ${settings.advanceDays}, ${settings.clientCutoffDays},
            ${settings.language}, ${tx.now}, ${tx.now})
    on conflict do nothing`;
}

export async function saveMaster(tx: Transaction, master: ClientMaster): Promise<void> {
  await tx.sql`
    update clients.client
       set name = ${master.name}, short_name = ${master.shortName}, uscc = ${master.uscc},
           cooperation_mode = ${master.cooperationMode}, updated_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}`;
}

/** False when the tenant has no record. */
export async function saveSettings(tx: Transaction, settings: ClientSettings): Promise<boolean> {
  const saved = await tx.sql`
    update clients.client
       set pay_month_rule = ${settings.payMonthRule}, pay_day = ${settings.payDay},
           proration_method = ${settings.prorationMethod},
           advance_limit_fen = ${settings.advanceLimit satisfies Fen},
           advance_days = ${settings.advanceDays},
           client_cutoff_days = ${settings.clientCutoffDays}, language = ${settings.language},
           updated_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
    returning 1`;
  return saved.length > 0;
}

export type AssignedClient = { id: TenantId; shortName: string; clientCutoffDays: number };

/** The clients that the transaction sees, by tenant: for reads over all assigned clients. */
export async function assignedClients(tx: Transaction): Promise<Map<TenantId, AssignedClient>> {
  const rows = await tx.sql<AssignedClient>`
    select tenant_id as id, short_name as "shortName", client_cutoff_days as "clientCutoffDays"
      from clients.client`;
  return new Map(rows.map((row) => [row.id, row]));
}
