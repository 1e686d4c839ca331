import type { Input, reconciliationContract as contract } from '@heyi/contract';
import { fail, fen, formatYuan, newId, ok, sum } from '@heyi/kernel';
import { findPayerAccount } from '@heyi/payments';
import type { Transaction } from '@heyi/platform';
import { entriesOf } from '../book/list-book-entries.ts';
import { linesOf } from '../statement/list-statement-lines.ts';
import { lockStanding } from '../statement/statement.store.ts';
import { enqueueComparison } from '../statement/upload-statement.ts';
import { viewFoundMatch } from './get-line-match.ts';
import { insertMatch } from './line-match.store.ts';

/** The lock comes first: of two people who choose the same line the second finds it matched. */
export async function matchLines(tx: Transaction, input: Input<typeof contract.matchLines>) {
  const { payerAccountId, note } = input;
  const account = await findPayerAccount(tx, payerAccountId);
  if (account === null || account.tenantId !== tx.tenantId) {
    return fail({ code: 'payer_account.not_found' as const });
  }
  const [lineIds, entryIds] = [[...new Set(input.lineIds)], [...new Set(input.entryIds)]];
  if (lineIds.length + entryIds.length === 0) return fail({ code: 'line_match.empty' as const });
  await lockStanding(tx, payerAccountId);
  const ofAccount = (row: { payerAccountId: string }) => row.payerAccountId === payerAccountId;
  const lines = (await linesOf(tx, { ids: lineIds })).filter(ofAccount);
  const entries = (await entriesOf(tx, { ids: entryIds })).filter(ofAccount);
  if (lines.length < lineIds.length) return fail({ code: 'statement_line.not_found' as const });
  if (entries.length < entryIds.length) return fail({ code: 'book_entry.not_found' as const });
  const isMatched = ({ matchId }: { matchId: string | null }) => matchId !== null;
  if (lines.some(isMatched)) return fail({ code: 'statement_line.matched' as const });
  if (entries.some(isMatched)) return fail({ code: 'book_entry.matched' as const });
  const [bank, books] = [lines, entries].map((rows) => sum(rows.map(({ amount }) => amount)));
  if (bank !== books) {
    return fail({
      code: 'line_match.sums_differ' as const,
      bank: formatYuan(bank!),
      books: formatYuan(books!),
      difference: formatYuan(fen(bank! - books!)),
    });
  }
  const id = newId<'lmt'>();
  await insertMatch(tx, { id, payerAccountId, amount: bank!, note, lineIds, entryIds });
  await enqueueComparison(tx, payerAccountId);
  return ok(await viewFoundMatch(tx, id));
}
