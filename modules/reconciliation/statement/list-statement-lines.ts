import type { Input, Output, reconciliationContract as contract } from '@heyi/contract';
import { type Id, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { cursorOf, soughtBy, startOf } from '../page-cursor.ts';

export type LineView = Output<typeof contract.listStatementLines>['rows'][number];

export async function listStatementLines(
  tx: Transaction,
  input: Input<typeof contract.listStatementLines>,
) {
  const limit = input.limit ?? 50;
  const start = startOf(input.after);
  const { part, amount } = soughtBy(input.search);
  const { payerAccountId = null, state = null, bookedFrom = null, bookedUntil = null } = input;
  const rows = await tx.sql<LineView>`
    select l.id, l.payer_account_id as "payerAccountId", l.booked_on as "bookedOn",
           l.bank_reference as "bankReference", l.occurrence, l.kind, l.amount, l.balance,
           l.reference, l.counterparty_name as "counterpartyName",
           l.counterparty_masked as "counterpartyMasked", l.remark, l.match_id as "matchId", m.rule
      from reconciliation.statement_line l
      left join reconciliation.line_match m
        on m.shard_key = l.shard_key and m.tenant_id = l.tenant_id and m.id = l.match_id
     where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
       and (${payerAccountId}::uuid is null or l.payer_account_id = ${payerAccountId})
       and (${state}::text is null or (${state} = 'matched') = (l.match_id is not null))
       and (${bookedFrom}::date is null or l.booked_on >= ${bookedFrom})
       and (${bookedUntil}::date is null or l.booked_on <= ${bookedUntil})
       and (${start.day}::date is null or (l.booked_on, l.id) < (${start.day}::date, ${start.id}::uuid))
       and (${part}::text is null or l.bank_reference ilike ${part} or l.reference ilike ${part}
            or l.counterparty_name ilike ${part} or l.remark ilike ${part}
            or abs(l.amount) = ${amount})
     order by l.booked_on desc, l.id desc limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  return ok({ rows: shown, next: rows.length > limit ? cursorOf(shown.at(-1)!) : null });
}

/** Lines by their ids, or those of a match; the first 500. */
export async function linesOf(
  tx: Transaction,
  wanted: { readonly ids?: readonly Id<'stl'>[]; readonly matchId?: Id<'lmt'> },
): Promise<LineView[]> {
  return tx.sql<LineView>`
    select l.id, l.payer_account_id as "payerAccountId", l.booked_on as "bookedOn",
           l.bank_reference as "bankReference", l.occurrence, l.kind, l.amount, l.balance,
           l.reference, l.counterparty_name as "counterpartyName",
           l.counterparty_masked as "counterpartyMasked", l.remark, l.match_id as "matchId", m.rule
      from reconciliation.statement_line l
      left join reconciliation.line_match m
        on m.shard_key = l.shard_key and m.tenant_id = l.tenant_id and m.id = l.match_id
     where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
       and (l.id = any(${wanted.ids ?? []}::uuid[]) or l.match_id = ${wanted.matchId ?? null}::uuid)
     order by l.booked_on, l.number, l.id limit 500`;
}
