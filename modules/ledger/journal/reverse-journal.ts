import { assert, fen, newId, type PlainDate } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockExisting } from '../account/account.store.ts';
import { loadJournal } from './journal.store.ts';
import { type Posting, postPacked } from './post-journals.ts';

/**
 * Takes a journal back by posting its opposite, once: a second reversal changes nothing. Throws when
 * there is no such journal, or when it is itself a reversal: what was wrongly reversed is posted anew.
 */
export async function reverseJournal(
  tx: Transaction,
  reversal: { reference: string; occurredOn: PlainDate },
): Promise<Posting> {
  const journal = await loadJournal(tx, reversal.reference);
  assert(journal, `no journal ${reversal.reference}`);
  assert(journal.reversesId === null, `journal ${reversal.reference} is a reversal itself`);
  const opposite = {
    id: newId<'jrn'>(),
    kind: 'reversal' as const,
    reference: `reversal/${journal.reference}`,
    subjectId: journal.subjectId,
    occurredOn: reversal.occurredOn,
    accounts: journal.accounts,
    amounts: journal.amounts.map((amount) => fen(-amount)),
    reversesId: journal.id,
  };
  const [posting] = await postPacked(tx, [opposite], () => lockExisting(tx, journal.accounts));
  return posting!;
}
