import type { connectContract as contract } from '@heyi/contract';
import type { Id, Instant } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { AppId } from '../app/app.store.ts';
import type { Environment } from '../app/app.ts';

export type EndpointId = Id<'whe'>;

export type Endpoint = {
  id: EndpointId;
  appId: AppId;
  url: string;
  eventTypes: string[];
  state: (typeof contract.endpointStates)[number];
  disabledReason: (typeof contract.disabledReasons)[number] | null;
  previousSecretUntil: Instant | null;
  createdAt: Instant;
};

export type EndpointView = Endpoint & {
  waiting: number;
  failed: number;
  lastDeliveredAt: Instant | null;
};

type LockedEndpoint = Pick<Endpoint, 'id' | 'appId' | 'state'> & {
  readonly environment: Environment;
};

/** Counted up to here: a screen says “1000+”. */
const countedMax = 1000;

/** The endpoints of the tenant, oldest first: all, those of an app, or the one. */
export async function readEndpoints(
  tx: Transaction,
  which: { appId: AppId | null; endpointId: EndpointId | null },
): Promise<EndpointView[]> {
  return tx.sql<EndpointView>`
    select e.id, e.app_id as "appId", e.url, e.event_types as "eventTypes", e.state,
           e.disabled_reason as "disabledReason",
           case when e.previous_secret_until > ${tx.now} then e.previous_secret_until end
             as "previousSecretUntil",
           e.created_at as "createdAt",
           (select count(*) from (
              select from connect.webhook_delivery d
               where d.shard_key = e.shard_key and d.tenant_id = e.tenant_id
                 and d.endpoint_id = e.id and d.due_at is not null
               limit ${countedMax}) waiting) as waiting,
           (select count(*) from (
              select from connect.webhook_delivery d
               where d.shard_key = e.shard_key and d.tenant_id = e.tenant_id
                 and d.endpoint_id = e.id and d.state = 'failed'
               limit ${countedMax}) failed) as failed,
           (select max(d.attempted_at) from (
              select d.attempted_at, d.state from connect.webhook_delivery d
               where d.shard_key = e.shard_key and d.tenant_id = e.tenant_id
                 and d.endpoint_id = e.id
               order by d.id desc limit ${countedMax}) d
             where d.state = 'delivered') as "lastDeliveredAt"
      from connect.webhook_endpoint e
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and (${which.appId}::uuid is null or e.app_id = ${which.appId}::uuid)
       and (${which.endpointId}::uuid is null or e.id = ${which.endpointId}::uuid)
       and e.removed_at is null
     order by e.created_at, e.id`;
}

export async function readEndpoint(
  tx: Transaction,
  endpointId: EndpointId,
): Promise<EndpointView | null> {
  return (await readEndpoints(tx, { appId: null, endpointId }))[0] ?? null;
}

/** The environment of the app it belongs to decides where it may point. Null when it is not there. */
export async function lockEndpoint(
  tx: Transaction,
  endpointId: EndpointId,
): Promise<LockedEndpoint | null> {
  const [row] = await tx.sql<LockedEndpoint>`
    select e.id, e.app_id as "appId", e.state, a.environment
      from connect.webhook_endpoint e
      join connect.app a on a.shard_key = e.shard_key and a.tenant_id = e.tenant_id
                        and a.id = e.app_id
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId} and e.id = ${endpointId}
       and e.removed_at is null
       for update of e`;
  return row ?? null;
}
