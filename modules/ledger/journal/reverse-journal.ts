import { assert, fen, newId, type PlainDate } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockBooks } from '../account/account.store.ts';
import type { PackedJournal } from './journal.ts';
import { loadJournals, type StoredJournal } from './journal.store.ts';
import { type Posting, postPacked } from './post-journals.ts';

/**
 * Takes a journal back by posting its opposite, once: a second reversal changes nothing. Throws when
 * there is no such journal, or when it is itself a reversal: what was wrongly reversed is posted anew.
 */
export async function reverseJournal(
  tx: Transaction,
  reversal: { reference: string; occurredOn: PlainDate },
): Promise<Posting> {
  const { reference, occurredOn } = reversal;
  const [posting] = await reverseJournals(tx, { references: [reference], occurredOn });
  return posting!;
}

/** The same for several journals of one tenant, whose accounts are locked together. */
export async function reverseJournals(
  tx: Transaction,
  reversal: { references: readonly string[]; occurredOn: PlainDate },
): Promise<Posting[]> {
  const found = await loadJournals(tx, reversal.references);
  const journals = reversal.references.map((reference) => {
    const journal = found.get(reference);
    assert(journal, `no journal ${reference}`);
    assert(journal.reversesId === null, `journal ${reference} is a reversal itself`);
    return journal;
  });
  return postPacked(
    tx,
    journals.map((journal) => oppositeOf(journal, reversal.occurredOn)),
    () => lockBooks([{ tx, keys: [], references: reversal.references }]),
  );
}

function oppositeOf(journal: StoredJournal, occurredOn: PlainDate): PackedJournal {
  return {
    id: newId<'jrn'>(),
    kind: 'reversal',
    reference: `reversal/${journal.reference}`,
    subjectId: journal.subjectId,
    occurredOn,
    accounts: journal.accounts,
    amounts: journal.amounts.map((amount) => fen(-amount)),
    reversesId: journal.id,
  };
}
