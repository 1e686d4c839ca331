import type { Fen, Id, PlainDate } from '@heyi/kernel';
import {
  bigintArray,
  intArray,
  type Statement,
  textArray,
  type Transaction,
  uuidArray,
} from '@heyi/platform';
import type { Addition } from '../account/account.store.ts';
import type { JournalKind } from './journal.ts';

/**
 * A journal of a stream of thousands a second. Its id follows from what it books: the primary key
 * posts it once, and it needs neither reference nor hash. The database checks its lines as any other's.
 */
export type StreamJournal = {
  readonly id: Id<'jrn'>;
  readonly kind: Extract<JournalKind, `withdrawal.${string}`>;
  /** Ids of {@link accountIdOf}, each once, of accounts that exist. */
  readonly accounts: readonly Id<'lac'>[];
  /** Debit positive, credit negative, none zero; their sum is. */
  readonly amounts: readonly number[];
};

export type AccountTotals = { id: Id<'lac'>; debitTotal: Fen; creditTotal: Fen };

/**
 * Locks accounts that exist in the order of their ids, and answers their totals as they stand under
 * the lock. Those that do not exist are missing in the answer.
 */
export function lockTotals(tx: Transaction, ids: readonly Id<'lac'>[]): Promise<AccountTotals[]> {
  return tx.sql<AccountTotals>`
    select id, debit_total as "debitTotal", credit_total as "creditTotal" from ledger.account
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and id = any(${uuidArray(ids)}::uuid[])
     order by id
       for no key update`;
}

/**
 * Posts journals of a stream in two statements, to be sent. The caller holds a lock on what decides:
 * the accounts, or what they belong to. The totals grow once an account, however many journals;
 * `carried` is what accounts of the caller's own carry from now on.
 */
export function postStream(
  tx: Transaction,
  occurredOn: PlainDate,
  journals: readonly StreamJournal[],
  carried: ReadonlyMap<Id<'lac'>, readonly number[]> = new Map(),
): Statement[] {
  const additions = new Map<Id<'lac'>, Addition>();
  for (const { accounts, amounts } of journals) {
    for (let index = 0; index < accounts.length; index += 1) {
      const amount = amounts[index]!;
      let sums = additions.get(accounts[index]!);
      if (!sums) additions.set(accounts[index]!, (sums = { debit: 0, credit: 0 }));
      if (amount > 0) sums.debit += amount;
      else sums.credit -= amount;
    }
  }
  return [() => insertStream(tx, occurredOn, journals), () => addToTotals(tx, additions, carried)];
}

/**
 * As `addToAccounts`, along the index account by account in the order of their ids, in which everybody
 * locks them: the lane has no other way to join.
 */
function addToTotals(
  tx: Transaction,
  additions: ReadonlyMap<Id<'lac'>, Addition>,
  carried: ReadonlyMap<Id<'lac'>, readonly number[]>,
): Promise<unknown> {
  const ids = [...additions.keys()].toSorted();
  const sums = ids.map((id) => additions.get(id)!);
  const { figures, parts } = packFigures(ids, carried);
  return tx.sql`
    with figures as materialized (select ${bigintArray(figures)}::bigint[] as all_of_them)
    update ledger.account account
       set debit_total = account.debit_total + added.debit,
           credit_total = account.credit_total + added.credit,
           carried = coalesce(figures.all_of_them[added.first : added.last], account.carried)
      from unnest(${uuidArray(ids)}::uuid[], ${bigintArray(sums.map(({ debit }) => debit))}::bigint[],
                  ${bigintArray(sums.map(({ credit }) => credit))}::bigint[],
                  ${intArray(parts.map((part) => part?.first ?? null))}::int[],
                  ${intArray(parts.map((part) => part?.last ?? null))}::int[])
             as added (id, debit, credit, first, last), figures
     where account.shard_key = ${tx.shardKey} and account.tenant_id = ${tx.tenantId}
       and account.id = added.id`;
}

/** Arrays in an array are not ragged: the figures travel as one, and each account takes its part. */
function packFigures(
  ids: readonly Id<'lac'>[],
  carried: ReadonlyMap<Id<'lac'>, readonly number[]>,
) {
  const figures: number[] = [];
  const parts = ids.map((id) => {
    const own = carried.get(id);
    if (!own) return null;
    figures.push(...own);
    return { first: figures.length - own.length + 1, last: figures.length };
  });
  return { figures, parts };
}

/**
 * Changes what accounts carry without a posting; their owner holds the lock. A bare slice as the new
 * value ends the coordinator of a cluster (Citus 13.2.2), hence the coalesce.
 */
export function carryAlone(
  tx: Transaction,
  carried: ReadonlyMap<Id<'lac'>, readonly number[]>,
): Promise<unknown> {
  const ids = [...carried.keys()];
  const { figures, parts } = packFigures(ids, carried);
  return tx.sql`
    with figures as materialized (select ${bigintArray(figures)}::bigint[] as all_of_them)
    update ledger.account account
       set carried = coalesce(figures.all_of_them[new.first : new.last], account.carried)
      from unnest(${uuidArray(ids)}::uuid[],
                  ${intArray(parts.map((part) => part?.first ?? null))}::int[],
                  ${intArray(parts.map((part) => part?.last ?? null))}::int[])
             as new (id, first, last), figures
     where account.shard_key = ${tx.shardKey} and account.tenant_id = ${tx.tenantId}
       and account.id = new.id`;
}

function insertStream(
  tx: Transaction,
  occurredOn: PlainDate,
  journals: readonly StreamJournal[],
): Promise<unknown> {
  // Arrays in an array are not ragged: the lines travel in one row, and each journal takes its part.
  let end = 0;
  const ends = journals.map(({ accounts }) => (end += accounts.length));
  return tx.sql`
    with lines as materialized (
      select ${uuidArray(journals.flatMap(({ accounts }) => accounts))}::uuid[] as accounts,
             ${bigintArray(journals.flatMap(({ amounts }) => amounts))}::bigint[] as amounts)
    insert into ledger.journal (shard_key, tenant_id, id, kind, occurred_on, recorded_at, accounts,
                                amounts)
    select ${tx.shardKey}, ${tx.tenantId}, id, kind, ${occurredOn}, ${tx.now},
           lines.accounts[first : last], lines.amounts[first : last]
      from unnest(${uuidArray(journals.map(({ id }) => id))}::uuid[],
                  ${textArray(journals.map(({ kind }) => kind))}::text[],
                  ${intArray(ends.map((last, index) => last - journals[index]!.accounts.length + 1))}::int[],
                  ${intArray(ends)}::int[]) as new (id, kind, first, last), lines`;
}
