import { createHash } from 'node:crypto';
import type { ledgerContract } from '@heyi/contract';
import { assert, fen, type Fen, type Id, negate, newId, type PlainDate } from '@heyi/kernel';
import { type AccountKey, accountIdOf } from '../account/account.ts';

export type JournalKind = (typeof ledgerContract.journalKinds)[number];

/** Debit positive, credit negative. */
export type JournalLine = { readonly account: AccountKey; readonly amount: Fen };

export type Journal = {
  /** When the caller has to name the journal before it is posted. */
  readonly id?: Id<'jrn'>;
  readonly kind: JournalKind;
  /** Business reference, unique in the tenant: posting it twice posts it once. */
  readonly reference: string;
  /** Prefixed id of what it belongs to, such as `run_…`. */
  readonly subjectId: string | null;
  readonly occurredOn: PlainDate;
  readonly lines: readonly JournalLine[];
};

/** A journal with one line an account, as it is stored. */
export type PackedJournal = {
  readonly id: Id<'jrn'>;
  readonly kind: JournalKind;
  readonly reference: string;
  readonly subjectId: string | null;
  readonly occurredOn: PlainDate;
  readonly accounts: readonly Id<'lac'>[];
  readonly amounts: readonly Fen[];
  readonly reversesId: Id<'jrn'> | null;
};

/** Moves `amount` from one account to another: debits `debit`, credits `credit`. */
export function transferLines(debit: AccountKey, credit: AccountKey, amount: Fen): JournalLine[] {
  return [
    { account: debit, amount },
    { account: credit, amount: negate(amount) },
  ];
}

/** Joins lines of one account; throws when nothing is left or the journal does not balance. */
export function packJournal(owner: string, journal: Journal): PackedJournal {
  const sums = new Map<Id<'lac'>, number>();
  for (const { account, amount } of journal.lines) {
    const id = accountIdOf(owner, account);
    sums.set(id, (sums.get(id) ?? 0) + amount);
  }
  const filled = [...sums]
    .filter(([, amount]) => amount !== 0)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const total = filled.reduce((sum, [, amount]) => sum + amount, 0);
  assert(filled.length >= 2, `journal ${journal.reference} moves nothing`);
  assert(total === 0, `journal ${journal.reference} does not balance: ${total} fen`);
  const { kind, reference, subjectId, occurredOn } = journal;
  return {
    kind,
    reference,
    subjectId,
    occurredOn,
    id: journal.id ?? newId<'jrn'>(),
    accounts: filled.map(([id]) => id),
    amounts: filled.map(([, amount]) => fen(amount)),
    reversesId: null,
  };
}

/** Two postings of one reference are the same if this is; the day of the second may be a later one. */
export function contentHashOf(journal: PackedJournal): Buffer {
  const { kind, subjectId, accounts, amounts, reversesId } = journal;
  return createHash('sha256')
    .update(JSON.stringify([kind, subjectId, accounts, amounts, reversesId]))
    .digest();
}
