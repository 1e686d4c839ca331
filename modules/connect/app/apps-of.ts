import type { Transaction } from '@heyi/platform';
import type { Environment } from './app.ts';
import type { AppId } from './app.store.ts';

/** The tenant's apps of an environment, for news that is nobody's in particular. */
export function appsOf(tx: Transaction, environment: Environment): Promise<{ id: AppId }[]> {
  return tx.sql<{ id: AppId }>`
    select id from connect.app
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
       and environment = ${environment}
     order by id`;
}
