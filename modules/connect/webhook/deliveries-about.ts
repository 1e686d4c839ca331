import type { Id, Instant } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { AppId } from '../app/app.store.ts';

export type DeliveryAbout = {
  id: Id<'whd'>;
  type: string;
  state: 'waiting' | 'delivered' | 'failed';
  attempts: number;
  status: number | null;
  createdAt: Instant;
  attemptedAt: Instant | null;
};

/** What an app was told that names `subject`, a prefixed id; messages are kept for thirty days. */
export function deliveriesAbout(
  tx: Transaction,
  about: { readonly appId: AppId; readonly subject: string; readonly since: Instant },
): Promise<DeliveryAbout[]> {
  return tx.sql<DeliveryAbout>`
    select d.id, m.type, d.state, d.attempts, d.status, d.created_at as "createdAt",
           d.attempted_at as "attemptedAt"
      from connect.webhook_message m
      join connect.webhook_delivery d
        on d.shard_key = m.shard_key and d.tenant_id = m.tenant_id and d.message_id = m.id
     where m.shard_key = ${tx.tenantShardKey} and m.tenant_id = ${tx.tenantId}
       and m.app_id = ${about.appId} and m.created_at >= ${about.since}
       and position(${about.subject} in m.body) > 0
     order by d.id`;
}
