import type { Input, ledgerContract as contract } from '@heyi/contract';
import { type Fen, type Id, type Instant, isUuid, ok, type PlainDate } from '@heyi/kernel';
import { shardKeysOf, type Transaction } from '@heyi/platform';
import type { AccountKind } from '../account/account.ts';
import type { JournalKind } from './journal.ts';

type JournalRow = {
  id: Id<'jrn'>;
  kind: JournalKind;
  reference: string;
  subjectId: string | null;
  occurredOn: PlainDate;
  recordedAt: Instant;
  reversesId: Id<'jrn'> | null;
  reversedById: Id<'jrn'> | null;
};

type LineRow = {
  journalId: Id<'jrn'>;
  accountId: Id<'lac'>;
  kind: AccountKind;
  legalEntityId: Id<'ent'> | null;
  payerAccountId: Id<'pac'> | null;
  personId: Id<'per'> | null;
  registrationId: Id<'reg'> | null;
  amount: Fen;
};

/** Newest first: ids carry their time. */
export async function listJournals(tx: Transaction, input: Input<typeof contract.listJournals>) {
  const limit = input.limit ?? 50;
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const prefix = input.reference ?? null;
  const keys = await shardKeysOf(tx);
  const found: JournalRow[] = [];
  // Book by book: each is read along its index, and may lie on a node of its own.
  for (const key of keys) {
    found.push(
      ...(await tx.sql<JournalRow>`
    select j.id, j.kind, coalesce(j.reference, j.kind || '/' || j.id) as reference,
           j.subject_id as "subjectId", j.occurred_on as "occurredOn",
           j.recorded_at as "recordedAt", j.reverses_id as "reversesId", r.id as "reversedById"
      from ledger.journal j
      left join ledger.journal r
        on r.shard_key = j.shard_key and r.tenant_id = j.tenant_id and r.reverses_id = j.id
     where j.shard_key = ${key} and j.tenant_id = ${tx.tenantId}
       and (${input.kind ?? null}::text is null or j.kind = ${input.kind ?? null})
       and (${input.subjectId ?? null}::text is null or j.subject_id = ${input.subjectId ?? null})
       and (${prefix}::text is null or starts_with(j.reference, ${prefix}))
       and (${input.accountId ?? null}::uuid is null
            or ${input.accountId ?? null}::uuid = any(j.accounts))
       and (${input.occurredFrom ?? null}::date is null
            or j.occurred_on >= ${input.occurredFrom ?? null})
       and (${input.occurredUntil ?? null}::date is null
            or j.occurred_on <= ${input.occurredUntil ?? null})
       and (${after}::uuid is null or j.id < ${after})
     order by j.id desc limit ${limit + 1}`),
    );
  }
  const rows = found.toSorted((a, b) => (a.id > b.id ? -1 : 1)).slice(0, limit + 1);
  const shown = rows.slice(0, limit);
  const lines = Map.groupBy(await linesOf(tx, keys, shown), ({ journalId }) => journalId);
  return ok({
    rows: shown.map((row) => ({ ...row, lines: lines.get(row.id) ?? [] })),
    next: rows.length > limit ? shown.at(-1)!.id : null,
  });
}

async function linesOf(
  tx: Transaction,
  keys: readonly number[],
  journals: readonly JournalRow[],
): Promise<LineRow[]> {
  return tx.sql<LineRow>`
    select e.journal_id as "journalId", e.account_id as "accountId", a.kind,
           a.legal_entity_id as "legalEntityId", a.payer_account_id as "payerAccountId",
           a.person_id as "personId", a.registration_id as "registrationId", e.amount
      from ledger.entry e
      join ledger.account a
        on a.shard_key = e.shard_key and a.tenant_id = e.tenant_id and a.id = e.account_id
     where e.shard_key = any(${keys}::int[]) and e.tenant_id = ${tx.tenantId}
       and e.journal_id = any(${journals.map(({ id }) => id)}::uuid[])
     order by e.journal_id, e.amount desc`;
}
