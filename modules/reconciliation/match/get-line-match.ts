import type { Input, Output, reconciliationContract as contract } from '@heyi/contract';
import { assert, fail, type Id, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { entriesOf } from '../book/list-book-entries.ts';
import { linesOf } from '../statement/list-statement-lines.ts';

type MatchView = Output<typeof contract.getLineMatch>;

export async function getLineMatch(tx: Transaction, input: Input<typeof contract.getLineMatch>) {
  const match = await viewMatch(tx, input.lineMatchId);
  return match === null ? fail({ code: 'line_match.not_found' as const }) : ok(match);
}

export async function viewMatch(tx: Transaction, id: Id<'lmt'>): Promise<MatchView | null> {
  const [match] = await tx.sql<Omit<MatchView, 'lines' | 'entries'>>`
    select m.id, m.payer_account_id as "payerAccountId", m.rule, m.amount, m.made_at as "madeAt",
           m.made_by_name as "madeBy", m.note, m.undone_at as "undoneAt",
           m.undone_by_name as "undoneBy", m.undo_reason as "undoReason",
           (select count(*) from reconciliation.statement_line l
             where l.shard_key = m.shard_key and l.tenant_id = m.tenant_id and l.match_id = m.id)
             as "lineCount",
           (select count(*) from reconciliation.book_entry e
             where e.shard_key = m.shard_key and e.tenant_id = m.tenant_id and e.match_id = m.id)
             as "entryCount"
      from reconciliation.line_match m
     where m.shard_key = ${tx.shardKey} and m.tenant_id = ${tx.tenantId} and m.id = ${id}`;
  if (!match) return null;
  const [lines, entries] = [
    await linesOf(tx, { matchId: id }),
    await entriesOf(tx, { matchId: id }),
  ];
  return { ...match, lines, entries };
}

export async function viewFoundMatch(tx: Transaction, id: Id<'lmt'>): Promise<MatchView> {
  const match = await viewMatch(tx, id);
  assert(match, 'a match that was written can be read');
  return match;
}
