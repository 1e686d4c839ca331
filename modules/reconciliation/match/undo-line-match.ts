import type { Input, reconciliationContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockStanding, openMatches } from '../statement/statement.store.ts';
import { enqueueComparison } from '../statement/upload-statement.ts';
import { viewFoundMatch, viewMatch } from './get-line-match.ts';

export async function undoLineMatch(tx: Transaction, input: Input<typeof contract.undoLineMatch>) {
  const { lineMatchId: id, reason } = input;
  const known = await viewMatch(tx, id);
  if (known === null) return fail({ code: 'line_match.not_found' as const });
  await lockStanding(tx, known.payerAccountId);
  const match = await viewFoundMatch(tx, id);
  if (match.undoneAt !== null) return fail({ code: 'line_match.undone' as const });
  await openMatches(tx, [id], { reason, isByHand: true });
  await enqueueComparison(tx, known.payerAccountId);
  return ok(await viewFoundMatch(tx, id));
}
