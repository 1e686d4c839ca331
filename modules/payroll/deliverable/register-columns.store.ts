import type { Transaction } from '@heyi/platform';
import { loadPayItems } from '../scheme/pay-scheme.store.ts';
import {
  allColumns,
  arrangeColumns,
  type ChosenColumn,
  type RegisterColumn,
} from './register-column.ts';

/** Null while the client has not chosen. */
async function loadChoice(tx: Transaction): Promise<ChosenColumn[] | null> {
  const [row] = await tx.sql<{ columns: ChosenColumn[] }>`
    select columns from payroll.register_columns
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}`;
  return row?.columns ?? null;
}

export async function registerColumns(tx: Transaction): Promise<RegisterColumn[]> {
  return arrangeColumns(allColumns(await loadPayItems(tx)), await loadChoice(tx));
}

export async function saveChoice(tx: Transaction, chosen: readonly ChosenColumn[]): Promise<void> {
  const columns = JSON.stringify(chosen);
  await tx.sql`
    insert into payroll.register_columns (shard_key, tenant_id, columns, changed_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${columns}, ${tx.now})
    on conflict (shard_key, tenant_id) do update
       set columns = excluded.columns, changed_at = excluded.changed_at`;
}
