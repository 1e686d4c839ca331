import type { Id, PlainDate } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { JournalKind, PackedJournal } from './journal.ts';

type NewJournal = PackedJournal & { readonly hash: Buffer };

/** Inserts those whose reference is new, and answers their ids. Arrays travel as text: they are ragged. */
export async function insertJournals(
  tx: Transaction,
  journals: readonly NewJournal[],
): Promise<Set<Id<'jrn'>>> {
  const rows = await tx.sql<{ id: Id<'jrn'> }>`
    insert into ledger.journal (shard_key, tenant_id, id, kind, reference, subject_id, occurred_on,
                                recorded_at, accounts, amounts, content_hash, reverses_id)
    select ${tx.shardKey}, ${tx.tenantId}, id, kind, reference, subject_id, occurred_on, ${tx.now},
           accounts::uuid[], amounts::bigint[], content_hash, reverses_id
      from unnest(${journals.map(({ id }) => id)}::uuid[],
                  ${journals.map(({ kind }) => kind)}::text[],
                  ${journals.map(({ reference }) => reference)}::text[],
                  ${journals.map(({ subjectId }) => subjectId)}::text[],
                  ${journals.map(({ occurredOn }) => occurredOn)}::date[],
                  ${journals.map(({ accounts }) => `{${accounts.join(',')}}`)}::text[],
                  ${journals.map(({ amounts }) => `{${amounts.join(',')}}`)}::text[],
                  ${journals.map(({ hash }) => hash)}::bytea[],
                  ${journals.map(({ reversesId }) => reversesId)}::uuid[])
        as new (id, kind, reference, subject_id, occurred_on, accounts, amounts, content_hash,
                reverses_id)
        on conflict (shard_key, tenant_id, reference) where reference is not null do nothing
    returning id`;
  return new Set(rows.map(({ id }) => id));
}

export async function readPosted(
  tx: Transaction,
  journals: readonly PackedJournal[],
): Promise<Map<string, { id: Id<'jrn'>; hash: Buffer }>> {
  const rows = await tx.sql<{ reference: string; id: Id<'jrn'>; hash: Buffer }>`
    select reference, id, content_hash as hash from ledger.journal
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and reference = any(${journals.map(({ reference }) => reference)}::text[])`;
  return new Map(rows.map((row) => [row.reference, row]));
}

export type StoredJournal = {
  id: Id<'jrn'>;
  kind: JournalKind;
  reference: string;
  subjectId: string | null;
  occurredOn: PlainDate;
  accounts: Id<'lac'>[];
  amounts: number[];
  reversesId: Id<'jrn'> | null;
};

export async function loadJournals(
  tx: Transaction,
  references: readonly string[],
): Promise<Map<string, StoredJournal>> {
  const rows = await tx.sql<StoredJournal>`
    select id, kind, reference, subject_id as "subjectId", occurred_on as "occurredOn",
           accounts::text[] as accounts, amounts, reverses_id as "reversesId"
      from ledger.journal
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and reference = any(${references}::text[])`;
  return new Map(rows.map((row) => [row.reference, row]));
}

/** What stands of a kind on a subject: posted and not taken back. */
export async function standingReferences(
  tx: Transaction,
  wanted: { subjectId: string; kind: JournalKind },
): Promise<string[]> {
  const rows = await tx.sql<{ reference: string }>`
    select j.reference from ledger.journal j
     where j.shard_key = ${tx.shardKey} and j.tenant_id = ${tx.tenantId}
       and j.subject_id = ${wanted.subjectId} and j.kind = ${wanted.kind}
       and not exists (select from ledger.journal r
                        where r.shard_key = j.shard_key and r.tenant_id = j.tenant_id
                          and r.reverses_id = j.id)
     order by j.id`;
  return rows.map(({ reference }) => reference);
}
