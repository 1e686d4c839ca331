import type { accessContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockOutsOf } from '../attempt/attempt.store.ts';
import { type Account, viewOf } from './account.ts';

/** The tenant's accounts by login name; the cursor is the last login name. */
export async function listAccounts(tx: Transaction, input: Input<typeof contract.listAccounts>) {
  const limit = input.limit ?? 100;
  const rows = await tx.sql<Account>`
    select a.id, a.tenant_id as "tenantId", a.login_name as "loginName", a.name, a.roles,
           a.person_id as "personId", a.must_change_password as "mustChangePassword",
           a.is_demo as "isDemo", a.locked_at as "lockedAt", a.created_at as "createdAt",
           a.last_signed_in_at as "lastSignedInAt",
           coalesce(f.secret_sealed is not null, false) as "hasSecondFactor"
      from access.account a
      left join access.second_factor f
        on f.shard_key = a.shard_key and f.tenant_id = a.tenant_id and f.account_id = a.id
     where a.shard_key = ${tx.shardKey} and a.tenant_id = ${tx.tenantId}
       and a.login_name > ${input.after ?? ''}
     order by a.login_name
     limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const lockOuts = await lockOutsOf(
    tx,
    shown.map((row) => row.loginName),
  );
  return ok({
    rows: shown.map((row) => viewOf(row, lockOuts.get(row.loginName) ?? null)),
    next: rows.length > limit ? shown.at(-1)!.loginName : null,
  });
}
