import type { accessContract as contract, Input } from '@heyi/contract';
import { type Id, type Instant, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { Role } from '../role/permissions.ts';

type AssignmentRow = {
  accountId: Id<'acc'>;
  accountName: string;
  roles: Role[];
  clientId: Id<'ten'>;
  assignedAt: Instant;
};

/** Who works for which client; of one account or one client when asked. */
export async function listAssignments(
  tx: Transaction,
  input: Input<typeof contract.listAssignments>,
) {
  const rows = await tx.sql<AssignmentRow>`
    select m.account_id as "accountId", a.name as "accountName", a.roles,
           m.client_id as "clientId", m.assigned_at as "assignedAt"
      from access.assignment m
      join access.account a
        on a.shard_key = m.shard_key and a.tenant_id = m.tenant_id and a.id = m.account_id
     where m.shard_key = ${tx.shardKey} and m.tenant_id = ${tx.tenantId}
       and (${input.accountId ?? null}::uuid is null or m.account_id = ${input.accountId ?? null})
       and (${input.clientId ?? null}::uuid is null or m.client_id = ${input.clientId ?? null})
     order by a.login_name, m.client_id`;
  return ok({ rows });
}
