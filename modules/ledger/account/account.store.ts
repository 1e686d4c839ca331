import { assert, fen, type Fen, type Id, subtract } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import { loadJournals } from '../journal/journal.store.ts';
import { type AccountKey, accountIdOf, type Balance, ownerOf } from './account.ts';

type TotalsRow = { id: Id<'lac'>; debitTotal: Fen; creditTotal: Fen };

/** What is added to one account by a batch of journals. */
export type Addition = { debit: number; credit: number };

/** The balances of the accounts, in the order of the keys; an account without journals is zero. */
export async function balanceOf(tx: Transaction, keys: readonly AccountKey[]): Promise<Balance[]> {
  const ids = keys.map((key) => accountIdOf(ownerOf(tx), key));
  const rows = await tx.sql<TotalsRow>`
    select id, debit_total as "debitTotal", credit_total as "creditTotal" from ledger.account
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = any(${ids}::uuid[])`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => balanceFrom(byId.get(id)));
}

/**
 * Locks the accounts, then reads them: what is decided on these balances holds until the commit.
 * Accounts that do not exist yet are opened, so that they can be locked too. A transaction that posts
 * to other accounts afterwards names those too in {@link lockBooks}, before this.
 */
export async function lockBalanceOf(
  tx: Transaction,
  keys: readonly AccountKey[],
): Promise<Balance[]> {
  await lockBooks([{ tx, keys }]);
  return balanceOf(tx, keys);
}

function balanceFrom(row: TotalsRow | undefined): Balance {
  const [debitTotal, creditTotal] = [fen(row?.debitTotal ?? 0), fen(row?.creditTotal ?? 0)];
  return { debitTotal, creditTotal, balance: subtract(debitTotal, creditTotal) };
}

/** Accounts in the books of one tenant; `tx` is the transaction as that tenant's. */
export type Books = {
  readonly tx: Transaction;
  readonly keys: readonly AccountKey[];
  /** Journals that will be reversed: their accounts are locked too. */
  readonly references?: readonly string[];
};

/**
 * Locks every account that a transaction is going to post to, in the books of one tenant or of
 * several. Whoever posts more than once in a transaction calls this first.
 */
export async function lockBooks(books: readonly Books[]): Promise<void> {
  const wanted: WantedAccount[] = [];
  for (const { tx, keys, references = [] } of books) {
    const { shardKey, tenantId } = tx;
    for (const key of keys) {
      wanted.push({ id: accountIdOf(ownerOf(tx), key), shardKey, tenantId, key });
    }
    if (references.length === 0) continue;
    for (const { accounts } of (await loadJournals(tx, references)).values()) {
      wanted.push(...accounts.map((id) => ({ id, shardKey, tenantId, key: null })));
    }
  }
  if (wanted.length > 0) await lockAccounts(books[0]!.tx, wanted);
}

/** `key` is null when the account exists: a journal was posted to it. */
type WantedAccount = {
  readonly id: Id<'lac'>;
  readonly shardKey: number;
  readonly tenantId: TenantId;
  readonly key: AccountKey | null;
};

/** What each running transaction has locked. Its `sql` is its own, whichever tenant it acts in. */
const lockedBy = new WeakMap<object, ReadonlySet<Id<'lac'>>>();

/**
 * All accounts book by book, in the order of their ids, and once in a transaction: two of them can
 * never wait for each other. A book is on one node, and a statement locks on one. A second, later set
 * is a bug of the caller and throws, because its accounts might stand before those that are held.
 */
async function lockAccounts(tx: Transaction, wanted: readonly WantedAccount[]): Promise<void> {
  const held = lockedBy.get(tx.sql);
  if (held) {
    const isHeld = wanted.every(({ id }) => held.has(id));
    assert(isHeld, 'a transaction locks its accounts at once: name all of them in lockBooks first');
    return;
  }
  // An account that is named twice, by its key and without, is opened by the one with the key.
  const known = wanted.toSorted((a, b) => Number(a.key !== null) - Number(b.key !== null));
  const byId = new Map(known.map((account) => [account.id, account]));
  const books = bookByBook([...byId.values()]);
  // Before any lock: whoever waits for somebody else's new account holds nothing yet.
  for (const accounts of books) await openAccounts(tx, accounts);
  for (const accounts of books) {
    const { shardKey, tenantId } = accounts[0]!;
    const locked = await tx.sql`
      select id from ledger.account
       where shard_key = ${shardKey} and tenant_id = ${tenantId}
         and id = any (${accounts.map(({ id }) => id)}::uuid[])
       order by id
         for update`;
    assert(locked.length === accounts.length, 'accounts that were opened can be locked');
  }
  lockedBy.set(tx.sql, new Set(byId.keys()));
}

/** Books in the order of shard key and tenant, the accounts of each in the order of their ids. */
function bookByBook(wanted: readonly WantedAccount[]): WantedAccount[][] {
  const inOrder = wanted.toSorted(
    (a, b) => a.shardKey - b.shardKey || (a.tenantId + a.id < b.tenantId + b.id ? -1 : 1),
  );
  const books = Map.groupBy(inOrder, ({ shardKey, tenantId }) => `${shardKey}/${tenantId}`);
  return [...books.values()];
}

/** Accounts of one book; those without a key exist. */
async function openAccounts(tx: Transaction, accounts: readonly WantedAccount[]): Promise<void> {
  const { shardKey, tenantId } = accounts[0]!;
  const known = await tx.sql<{ id: Id<'lac'> }>`
    select id from ledger.account
     where shard_key = ${shardKey} and tenant_id = ${tenantId}
       and id = any (${accounts.map(({ id }) => id)}::uuid[])`;
  const open = new Set(known.map(({ id }) => id));
  const missing = accounts.flatMap(({ id, key }) =>
    key === null || open.has(id) ? [] : [{ id, key }],
  );
  if (missing.length === 0) return;
  const keys = missing.map(({ key }) => key);
  await tx.sql`
    insert into ledger.account (shard_key, tenant_id, id, kind, legal_entity_id, payer_account_id,
                                person_id, registration_id, created_at)
    select ${shardKey}, ${tenantId}, wanted.*, ${tx.now}
      from unnest(${missing.map(({ id }) => id)}::uuid[],
                  ${keys.map(({ kind }) => kind)}::text[],
                  ${keys.map(({ legalEntityId }) => legalEntityId ?? null)}::uuid[],
                  ${keys.map(({ payerAccountId }) => payerAccountId ?? null)}::uuid[],
                  ${keys.map(({ personId }) => personId ?? null)}::uuid[],
                  ${keys.map(({ registrationId }) => registrationId ?? null)}::uuid[])
        as wanted (id, kind, legal_entity_id, payer_account_id, person_id, registration_id)
     order by wanted.id
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
