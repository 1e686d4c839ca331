import type { TenantId, Transaction } from '@heyi/platform';
import {
  type Permission,
  permissionsOf,
  type Role,
  rolesOfAllClients,
} from '../role/permissions.ts';
import type { AccountId } from './account.ts';

export type Colleague = { readonly id: AccountId; readonly name: string };

type Row = Colleague & {
  readonly tenantId: TenantId;
  readonly roles: readonly Role[];
  readonly isAssigned: boolean;
};

/**
 * Who may do `permission` in the transaction's tenant and can sign in: its own people, and those of the
 * provider who see it. By name; the transaction sees the house.
 */
export async function colleaguesWho(tx: Transaction, permission: Permission): Promise<Colleague[]> {
  const rows = await tx.sql<Row>`
    select a.id, a.name, a.tenant_id as "tenantId", a.roles,
           exists (
             select from access.assignment m
              where m.shard_key = a.shard_key and m.tenant_id = a.tenant_id
                and m.account_id = a.id and m.client_id = ${tx.tenantId}) as "isAssigned"
      from access.account a
     where (a.shard_key, a.tenant_id) in ((${tx.shardKey}, ${tx.tenantId}),
                                          (${tx.houseShardKey}, ${tx.houseId}))
       and a.locked_at is null
     order by a.name, a.id`;
  const sees = ({ tenantId, roles, isAssigned }: Row) =>
    tenantId === tx.tenantId ||
    isAssigned ||
    roles.some((role) => rolesOfAllClients.includes(role));
  return rows
    .filter((row) => sees(row) && permissionsOf(row.roles).has(permission))
    .map(({ id, name }) => ({ id, name }));
}
