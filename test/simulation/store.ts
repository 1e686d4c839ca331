import type {
  IncomeKind,
  NewRefusal,
  NewWithdrawal,
  Program,
  ProgramAccountIds,
  WithdrawalId,
} from '@heyi/gig/testing';
import type { Id } from '@heyi/kernel';
import type { OrderFacts, PayOrderState } from '@heyi/payments/testing';

export type Total = { debit: number; credit: number; carried: number[] | null };

export type StoredWithdrawal = Omit<NewWithdrawal, 'taken' | 'workerId'> & {
  readonly externalWorkerId: string;
  readonly incomeKind: IncomeKind;
  readonly accountId: Id<'lac'>;
  readonly wasSuspended: boolean;
  readonly acceptedAt: string;
  /** Counts the withdrawals: what they are called in a trace. */
  readonly number: number;
  readonly taken: NewWithdrawal['taken'];
  readonly paidAt: string;
  readonly state: 'suspended' | 'cancelled' | 'failed' | 'returned' | null;
  readonly attempt: number;
  readonly reversedSeq: number | null;
};

export type StoredOrder = OrderFacts & {
  readonly id: Id<'pay'>;
  readonly withdrawalId: WithdrawalId;
  readonly amount: number;
  readonly dueAt: string | null;
  readonly dispatcherId: string | null;
};

export type StoredBalance = {
  readonly id: Id<'bal'>;
  readonly accountId: Id<'lac'>;
  earned: number;
};

export type StoredWorker = {
  readonly externalId: string;
  readonly id: Id<'wkr'>;
  state: 'admitted' | 'suspended';
  readonly balances: ReadonlyMap<IncomeKind, StoredBalance>;
};

/** What happened to orders of withdrawals, to be followed by their owner. */
export type News = { readonly outcomes: { id: WithdrawalId; state: PayOrderState }[] };

/** A key or a business id that is there already: the whole transaction is refused. */
export class Repetition extends Error {
  override name = 'Repetition';
}

/** Debit positive, credit negative. */
export type Lines = {
  readonly accounts: readonly Id<'lac'>[];
  readonly amounts: readonly number[];
};

/** The writes of one transaction; nothing is seen by anybody before its commit. */
export class Writes {
  readonly withdrawals = new Map<WithdrawalId, StoredWithdrawal>();
  readonly inserted: StoredWithdrawal[] = [];
  readonly orders = new Map<Id<'pay'>, StoredOrder>();
  readonly journals: Lines[] = [];
  readonly carried = new Map<Id<'lac'>, number[]>();
  readonly news: News[] = [];
  readonly heard: News[] = [];
  readonly refusals: NewRefusal[] = [];
  readonly nonces: string[] = [];
  readonly callbacks: string[] = [];
  suspended = 0;

  get areNone(): boolean {
    const { journals, news, heard, refusals, nonces, callbacks } = this;
    const lists = [journals, news, heard, refusals, nonces, callbacks];
    const maps = [this.withdrawals, this.orders, this.carried];
    return lists.every(({ length }) => length === 0) && maps.every(({ size }) => size === 0);
  }

  insert(row: StoredWithdrawal): void {
    this.inserted.push(row);
    this.withdrawals.set(row.id, row);
  }
}

/** The database: it keeps what was committed, whoever is killed, and nothing else. */
export class Store {
  readonly totals = new Map<Id<'lac'>, Total>();
  readonly withdrawals = new Map<WithdrawalId, StoredWithdrawal>();
  readonly byBusiness = new Map<string, WithdrawalId>();
  readonly byKey = new Map<string, WithdrawalId>();
  readonly refusals = new Map<string, NewRefusal>();
  readonly orders = new Map<Id<'pay'>, StoredOrder>();
  readonly outbox: News[] = [];
  readonly nonces = new Set<string>();
  readonly callbacks = new Set<string>();
  readonly declaredMonths = new Set<number>();
  readonly workers = new Map<string, StoredWorker>();
  readonly program: Program;
  readonly accounts: ProgramAccountIds;
  readonly bank: Id<'lac'>;
  /** False where keys and business ids are not watched: a planted bug. */
  readonly isUnique: boolean;
  suspendedCount = 0;
  topUps = 0;
  /** Counts the commits. */
  version = 0;

  constructor(
    program: Program,
    accounts: ProgramAccountIds & { bank: Id<'lac'> },
    isUnique: boolean,
  ) {
    const { bank, ...own } = accounts;
    this.program = program;
    this.accounts = own;
    this.bank = bank;
    this.isUnique = isUnique;
  }

  totalOf(account: Id<'lac'>): Total {
    let total = this.totals.get(account);
    if (!total) this.totals.set(account, (total = { debit: 0, credit: 0, carried: null }));
    return total;
  }

  /** What an account of a liability owes. */
  owedBy(account: Id<'lac'>): number {
    const { debit, credit } = this.totalOf(account);
    return credit - debit;
  }

  commit(writes: Writes): void {
    if (this.isUnique) this.#watch(writes.inserted);
    for (const row of writes.inserted) {
      this.byBusiness.set(businessNameOf(row), row.id);
      this.byKey.set(row.keyHash, row.id);
    }
    for (const [id, row] of writes.withdrawals) this.withdrawals.set(id, row);
    for (const [id, order] of writes.orders) this.orders.set(id, order);
    for (const journal of writes.journals) this.#post(journal);
    for (const [account, carried] of writes.carried) this.totalOf(account).carried = carried;
    for (const refusal of writes.refusals) this.refusals.set(refusal.keyHash, refusal);
    for (const nonce of writes.nonces) this.nonces.add(nonce);
    for (const callback of writes.callbacks) this.callbacks.add(callback);
    for (const news of writes.heard) this.outbox.splice(this.outbox.indexOf(news), 1);
    this.outbox.push(...writes.news);
    this.suspendedCount += writes.suspended;
    this.version += 1;
  }

  #watch(rows: readonly StoredWithdrawal[]): void {
    for (const row of rows) {
      const isKnown = this.byBusiness.has(businessNameOf(row)) || this.byKey.has(row.keyHash);
      if (isKnown) throw new Repetition();
    }
  }

  #post({ accounts, amounts }: Lines): void {
    for (const [index, account] of accounts.entries()) {
      const amount = amounts[index]!;
      const total = this.totalOf(account);
      if (amount > 0) total.debit += amount;
      else total.credit -= amount;
    }
  }
}

export function businessNameOf(row: { externalWorkerId: string; businessHash: string }): string {
  return `${row.externalWorkerId}|${row.businessHash}`;
}
