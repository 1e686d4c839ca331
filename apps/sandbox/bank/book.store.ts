import type { DatabaseSync } from 'node:sqlite';
import { assert, type Fen, type Instant, shanghaiDate } from '@heyi/kernel';

/** Money of transfers that are taken but not settled (待清算). */
export const transitAccount = '90000000000000000001';
/** Where money comes from and goes to outside the bank (跨行清算). */
export const clearingAccount = '90000000000000000002';

export type AccountRow = {
  account: string;
  name: string;
  kind: 'customer' | 'internal';
  state: 'open' | 'closed' | 'frozen';
  app_id: string | null;
  opened_on: string;
  balance: Fen;
};

export type EntryKind = 'transfer' | 'reversal' | 'return' | 'receipt';

export type EntryRow = {
  sequence: number;
  journal: number;
  account: string;
  kind: EntryKind;
  booked_at: Instant;
  booked_on: string;
  amount: Fen;
  balance: Fen;
  counterparty_account: string | null;
  counterparty_name: string | null;
  text: string;
  reference: string | null;
};

/** One movement of money: two entries that sum to zero. */
export type Posting = {
  kind: EntryKind;
  amount: Fen;
  /** The account that pays, and the party that its statement names. */
  from: { account: string; counterparty: Party };
  to: { account: string; counterparty: Party };
  text: string;
  reference: string | null;
  at: Instant;
};

export type Party = { account: string | null; name: string | null };

export type Book = ReturnType<typeof openBook>;

/** The prepared statements of the book, and the only way in which money moves. */
export function openBook(database: DatabaseSync) {
  const statements = prepareStatements(database);
  for (const [account, name] of [
    [transitAccount, '待清算'],
    [clearingAccount, '跨行清算'],
  ] as const) {
    statements.putAccount.run(account, name, 'internal', 'open', null, '2000-01-01');
  }
  const last = statements.lastSequence.get();
  let sequence = (last as { sequence: number }).sequence;

  /** Posts both entries and returns the bank's reference. The payer must have the money. */
  function post({ kind, amount, from, to, text, reference, at }: Posting): string {
    const journal = sequence + 1;
    const day = shanghaiDate(at);
    for (const [{ account, counterparty }, signed] of [
      [from, -amount],
      [to, amount],
    ] as const) {
      const moved = statements.moveBalance.get(signed, account);
      assert(moved !== undefined, `no account ${account}`);
      sequence += 1;
      const place = [sequence, journal, account, kind, at, day, signed, moved.balance!] as const;
      statements.addEntry.run(...place, counterparty.account, counterparty.name, text, reference);
    }
    return bankReference(day, journal);
  }

  return {
    ...statements,
    database,
    post,
    findAccount: (account: string) => statements.account.get(account) as AccountRow | undefined,
  };
}

function prepareStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    settings: prepare('select key, value from setting'),
    putSetting: prepare(
      `insert into setting (key, value) values (?, ?)
       on conflict (key) do update set value = excluded.value`,
    ),
    apps: prepare(
      `select app_id as appId, secret, callback_secret as callbackSecret,
              callback_url as callbackUrl
         from app`,
    ),
    putApp: prepare(
      `insert into app (app_id, secret, callback_secret, callback_url) values (?, ?, ?, ?)
       on conflict (app_id) do update set secret = excluded.secret,
         callback_secret = excluded.callback_secret, callback_url = excluded.callback_url`,
    ),
    addNonce: prepare(
      `insert into nonce (app_id, nonce, seen_at) values (?, ?, ?) on conflict do nothing`,
    ),
    forgetNonces: prepare('delete from nonce where seen_at < ?'),
    account: prepare('select * from account where account = ?'),
    accounts: prepare('select * from account order by account'),
    putAccount: prepare(
      `insert into account (account, name, kind, state, app_id, opened_on)
       values (?, ?, ?, ?, ?, ?)
       on conflict (account) do update set name = excluded.name, state = excluded.state,
         app_id = excluded.app_id`,
    ),
    moveBalance: prepare(
      'update account set balance = balance + ? where account = ? returning balance',
    ),
    addEntry: prepare(
      `insert into entry (sequence, journal, account, kind, booked_at, booked_on, amount, balance,
         counterparty_account, counterparty_name, text, reference)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    entriesOfDay: prepare(
      `select * from entry
        where account = ? and booked_on = ? and sequence > ? order by sequence limit ?`,
    ),
    balanceBefore: prepare(
      `select balance from entry where account = ? and booked_on < ?
        order by booked_on desc, sequence desc limit 1`,
    ),
    statementFaults: prepare(
      `select bank_reference, fault, amount, adds_up from statement_fault where account = ?`,
    ),
    putStatementFault: prepare(
      `insert into statement_fault (account, bank_reference, fault, amount, adds_up)
       values (?, ?, ?, ?, ?)
       on conflict (account, bank_reference) do update set fault = excluded.fault,
         amount = excluded.amount, adds_up = excluded.adds_up`,
    ),
    dropStatementFaults: prepare('delete from statement_fault where account = ?'),
    lastSequence: prepare('select coalesce(max(sequence), 0) as sequence from entry'),
    addToDay: prepare(
      `insert into daily_total (account, day, amount) values (?, ?, ?)
       on conflict (account, day) do update set amount = amount + excluded.amount`,
    ),
    dayTotal: prepare('select amount from daily_total where account = ? and day = ?'),
  };
}

/** The number on the bank's receipt: the day and a running number. */
export function bankReference(day: string, number: number): string {
  return `${day.replaceAll('-', '')}${String(number).padStart(10, '0')}`;
}

export type BookCheck = {
  entries: number;
  sum: Fen;
  unbalanced_journals: number;
  accounts_off: number;
};

/** Proves the book: every journal sums to zero, every balance is the sum of its entries. */
export function checkBook(book: Book): BookCheck {
  return book.database
    .prepare(
      `select (select count(*) from entry) as entries,
              (select coalesce(sum(amount), 0) from entry) as sum,
              (select count(*) from (select 1 from entry group by journal
                 having sum(amount) <> 0 or count(*) <> 2)) as unbalanced_journals,
              (select count(*) from account a where a.balance <>
                 (select coalesce(sum(amount), 0) from entry e where e.account = a.account)
              ) as accounts_off`,
    )
    .get() as BookCheck;
}
