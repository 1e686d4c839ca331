import type { Input, Output, reconciliationContract as contract } from '@heyi/contract';
import { formatId, type Id, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { cursorOf, soughtBy, startOf } from '../page-cursor.ts';

export type EntryView = Output<typeof contract.listBookEntries>['rows'][number];

type EntryRow = Omit<EntryView, 'reference'> & { sourceId: Id<'pay'> };

export async function listBookEntries(
  tx: Transaction,
  input: Input<typeof contract.listBookEntries>,
) {
  const limit = input.limit ?? 50;
  const start = startOf(input.after);
  const { part, amount } = soughtBy(input.search);
  const { payerAccountId = null, state = null, bookedFrom = null, bookedUntil = null } = input;
  const rows = await tx.sql<EntryRow>`
    select e.id, e.payer_account_id as "payerAccountId", e.book_tenant_id as "clientId", e.source,
           e.source_id as "sourceId", e.journal_id as "journalId", e.journal_kind as "journalKind",
           e.subject_id as "subjectId", e.bank_reference as "bankReference",
           e.booked_on as "bookedOn", e.amount, e.match_id as "matchId", m.rule
      from reconciliation.book_entry e
      left join reconciliation.line_match m
        on m.shard_key = e.shard_key and m.tenant_id = e.tenant_id and m.id = e.match_id
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and (${payerAccountId}::uuid is null or e.payer_account_id = ${payerAccountId})
       and (${state}::text is null or (${state} = 'matched') = (e.match_id is not null))
       and (${bookedFrom}::date is null or e.booked_on >= ${bookedFrom})
       and (${bookedUntil}::date is null or e.booked_on <= ${bookedUntil})
       and (${start.day}::date is null or (e.booked_on, e.id) < (${start.day}::date, ${start.id}::uuid))
       and (${part}::text is null or e.bank_reference ilike ${part} or e.subject_id ilike ${part}
            or e.journal_kind ilike ${part} or abs(e.amount) = ${amount})
     order by e.booked_on desc, e.id desc limit ${limit + 1}`;
  const shown = rows.slice(0, limit).map(withReference);
  return ok({ rows: shown, next: rows.length > limit ? cursorOf(shown.at(-1)!) : null });
}

function withReference({ sourceId, ...entry }: EntryRow): EntryView {
  return { ...entry, reference: entry.source === 'order' ? formatId('pay', sourceId) : null };
}

/** Entries by their ids, or those of a match; the first 500. */
export async function entriesOf(
  tx: Transaction,
  wanted: { readonly ids?: readonly Id<'bke'>[]; readonly matchId?: Id<'lmt'> },
): Promise<EntryView[]> {
  const rows = await tx.sql<EntryRow>`
    select e.id, e.payer_account_id as "payerAccountId", e.book_tenant_id as "clientId", e.source,
           e.source_id as "sourceId", e.journal_id as "journalId", e.journal_kind as "journalKind",
           e.subject_id as "subjectId", e.bank_reference as "bankReference",
           e.booked_on as "bookedOn", e.amount, e.match_id as "matchId", m.rule
      from reconciliation.book_entry e
      left join reconciliation.line_match m
        on m.shard_key = e.shard_key and m.tenant_id = e.tenant_id and m.id = e.match_id
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and (e.id = any(${wanted.ids ?? []}::uuid[]) or e.match_id = ${wanted.matchId ?? null}::uuid)
     order by e.booked_on, e.id limit 500`;
  return rows.map(withReference);
}
