import { assert, fen, type Fen, type Id, subtract } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { type AccountKey, accountIdOf, type Balance } from './account.ts';

type TotalsRow = { id: Id<'lac'>; debitTotal: Fen; creditTotal: Fen };

/** What is added to one account by a batch of journals. */
export type Addition = { debit: number; credit: number };

/** The balances of the accounts, in the order of the keys; an account without journals is zero. */
export async function balanceOf(tx: Transaction, keys: readonly AccountKey[]): Promise<Balance[]> {
  const ids = keys.map((key) => accountIdOf(tx.tenantId, key));
  const rows = await tx.sql<TotalsRow>`
    select id, debit_total as "debitTotal", credit_total as "creditTotal" from ledger.account
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = any(${ids}::uuid[])`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => balanceFrom(byId.get(id)));
}

/**
 * Locks the accounts, then reads them: what is decided on these balances holds until the commit.
 * Accounts that do not exist yet are opened, so that they can be locked too.
 */
export async function lockBalanceOf(
  tx: Transaction,
  keys: readonly AccountKey[],
): Promise<Balance[]> {
  await lockAccounts(tx, new Map(keys.map((key) => [accountIdOf(tx.tenantId, key), key])));
  return balanceOf(tx, keys);
}

function balanceFrom(row: TotalsRow | undefined): Balance {
  const [debitTotal, creditTotal] = [fen(row?.debitTotal ?? 0), fen(row?.creditTotal ?? 0)];
  return { debitTotal, creditTotal, balance: subtract(debitTotal, creditTotal) };
}

/** Locks in the order of the ids, always: two batches over the same accounts cannot block each other. */
export async function lockAccounts(
  tx: Transaction,
  keys: ReadonlyMap<Id<'lac'>, AccountKey>,
): Promise<void> {
  const ids = [...keys.keys()].toSorted();
  const found = await lockFound(tx, ids);
  if (found === ids.length) return;
  await openAccounts(tx, ids, keys);
  const locked = await lockFound(tx, ids);
  assert(locked === ids.length, 'accounts that were opened can be locked');
}

/** The accounts of a journal that was posted: they exist. */
export async function lockExisting(tx: Transaction, ids: readonly Id<'lac'>[]): Promise<void> {
  const locked = await lockFound(tx, ids);
  assert(locked === ids.length, 'the accounts of a journal exist');
}

async function lockFound(tx: Transaction, ids: readonly Id<'lac'>[]): Promise<number> {
  const rows = await tx.sql`
    select id from ledger.account
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = any(${ids}::uuid[])
     order by id
       for update`;
  return rows.length;
}

async function openAccounts(
  tx: Transaction,
  ids: readonly Id<'lac'>[],
  keys: ReadonlyMap<Id<'lac'>, AccountKey>,
): Promise<void> {
  const inOrder = ids.map((id) => keys.get(id)!);
  await tx.sql`
    insert into ledger.account (shard_key, tenant_id, id, kind, legal_entity_id, payer_account_id,
                                person_id, created_at)
    select ${tx.shardKey}, ${tx.tenantId}, id, kind, legal_entity_id, payer_account_id, person_id,
           ${tx.now}
      from unnest(${ids}::uuid[], ${inOrder.map(({ kind }) => kind)}::text[],
                  ${inOrder.map(({ legalEntityId }) => legalEntityId ?? null)}::uuid[],
                  ${inOrder.map(({ payerAccountId }) => payerAccountId ?? null)}::uuid[],
                  ${inOrder.map(({ personId }) => personId ?? null)}::uuid[])
        as wanted (id, kind, legal_entity_id, payer_account_id, person_id)
     order by id
        on conflict do nothing`;
}

/** Adds to accounts that {@link lockAccounts} has locked. */
export async function addToAccounts(
  tx: Transaction,
  additions: ReadonlyMap<Id<'lac'>, Addition>,
): Promise<void> {
  const ids = [...additions.keys()];
  const sums = [...additions.values()];
  await tx.sql`
    update ledger.account account
       set debit_total = account.debit_total + added.debit,
           credit_total = account.credit_total + added.credit
      from unnest(${ids}::uuid[], ${sums.map(({ debit }) => debit)}::bigint[],
                  ${sums.map(({ credit }) => credit)}::bigint[]) as added (id, debit, credit)
     where account.shard_key = ${tx.shardKey} and account.tenant_id = ${tx.tenantId}
       and account.id = any(${ids}::uuid[]) and account.id = added.id`;
}
