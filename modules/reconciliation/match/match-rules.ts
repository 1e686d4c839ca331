import type { Id } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { MatchRule } from './line-match.store.ts';

/*
 * The rules, in the order in which they are tried: what carries a reference first, sums after it, and
 * amounts alone last and only where nothing else has the same. Each is one statement over all that is
 * open, joins the same whatever the order of the rows, and leaves alone what a person took apart.
 */

/** A statement finds groups and hands them on: how many lines and entries were joined. */
type Rule = (tx: Transaction, payerAccountId: Id<'pac'>) => Promise<number>;

/** One line and one entry of the same order and amount; the second of each with the second. */
const byOrder: Rule = async (tx, payerAccountId) => {
  const rows = await tx.sql<{ joined: number }>`
    with line as (
      select id, order_id, amount, row_number() over (
               partition by order_id, amount order by booked_on, occurrence, number, id) as place
        from reconciliation.statement_line
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and payer_account_id = ${payerAccountId} and match_id is null and not is_by_hand
         and order_id is not null),
    entry as (
      select id, source_id, amount, row_number() over (
               partition by source_id, amount order by booked_on, number, id) as place
        from reconciliation.book_entry
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and payer_account_id = ${payerAccountId} and match_id is null and not is_by_hand
         and source = 'order'),
    pair as materialized (
      select line.id as line_id, entry.id as entry_id, line.amount, gen_random_uuid() as match_id
        from line
        join entry on entry.source_id = line.order_id and entry.amount = line.amount
                  and entry.place = line.place),
    made as (
      insert into reconciliation.line_match (
        shard_key, tenant_id, id, payer_account_id, rule, amount, made_at, made_by_name)
      select ${tx.shardKey}, ${tx.tenantId}, match_id, ${payerAccountId}, 'order', amount, ${tx.now},
             ${tx.actor.name}
        from pair),
    lines as (
      update reconciliation.statement_line l set match_id = pair.match_id from pair
       where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId} and l.id = pair.line_id),
    entries as (
      update reconciliation.book_entry e set match_id = pair.match_id from pair
       where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId} and e.id = pair.entry_id)
    select count(*) as joined from pair`;
  return rows[0]!.joined;
};

/** The bank's own reference of a receipt; a line that is told twice has one receipt. */
const byReceipt: Rule = async (tx, payerAccountId) => {
  const rows = await tx.sql<{ joined: number }>`
    with pair as materialized (
      select line.id as line_id, entry.id as entry_id, line.amount, gen_random_uuid() as match_id
        from reconciliation.statement_line line
        join reconciliation.book_entry entry
          on entry.shard_key = line.shard_key and entry.tenant_id = line.tenant_id
         and entry.payer_account_id = line.payer_account_id and entry.source = 'receipt'
         and entry.bank_reference = line.bank_reference and entry.amount = line.amount
         and entry.match_id is null and not entry.is_by_hand
       where line.shard_key = ${tx.shardKey} and line.tenant_id = ${tx.tenantId}
         and line.payer_account_id = ${payerAccountId} and line.match_id is null
         and not line.is_by_hand and line.occurrence = 1 and line.amount > 0),
    made as (
      insert into reconciliation.line_match (
        shard_key, tenant_id, id, payer_account_id, rule, amount, made_at, made_by_name)
      select ${tx.shardKey}, ${tx.tenantId}, match_id, ${payerAccountId}, 'receipt', amount,
             ${tx.now}, ${tx.actor.name}
        from pair),
    lines as (
      update reconciliation.statement_line l set match_id = pair.match_id from pair
       where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId} and l.id = pair.line_id),
    entries as (
      update reconciliation.book_entry e set match_id = pair.match_id from pair
       where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId} and e.id = pair.entry_id)
    select count(*) as joined from pair`;
  return rows[0]!.joined;
};

/**
 * How open lines, and open entries, are put into groups, as columns of {@link bySums}. A group of a side
 * and one of the other belong together when key and sum agree and no third group has both.
 */
type Grouping = {
  readonly rule: MatchRule;
  readonly line: 'order' | 'group' | 'single' | 'counterparty';
  readonly entry: 'order' | 'file' | 'batch' | 'batchOfDay' | 'day' | 'subject' | 'subjectKind';
  /** By how many days the bank may book before and after our books. */
  readonly daysBefore: number;
  readonly daysAfter: number;
};

const groupings: readonly Grouping[] = [
  { rule: 'split', line: 'order', entry: 'order', daysBefore: 5, daysAfter: 10 },
  { rule: 'file', line: 'group', entry: 'file', daysBefore: 5, daysAfter: 10 },
  { rule: 'file', line: 'group', entry: 'batch', daysBefore: 5, daysAfter: 10 },
  { rule: 'batch', line: 'single', entry: 'batchOfDay', daysBefore: 0, daysAfter: 3 },
  { rule: 'day', line: 'single', entry: 'day', daysBefore: 0, daysAfter: 1 },
  { rule: 'amount', line: 'single', entry: 'subject', daysBefore: 1, daysAfter: 5 },
  { rule: 'amount', line: 'single', entry: 'subjectKind', daysBefore: 1, daysAfter: 5 },
  { rule: 'sum', line: 'counterparty', entry: 'subject', daysBefore: 1, daysAfter: 5 },
];

/**
 * Joins groups whose sums agree: 1:n, n:1 and n:m. A group whose sum agrees with two of the other side
 * is joined with neither, so that the outcome does not depend on which came first.
 */
const bySums =
  ({ rule, line, entry, daysBefore, daysAfter }: Grouping): Rule =>
  async (tx, payerAccountId) => {
    const rows = await tx.sql<{ joined: number }>`
      with line as materialized (
        select id, amount, booked_on,
               case ${line}::text
                 when 'order' then order_id::text
                 when 'group' then group_id::text
                 when 'single' then id::text
                 else booked_on || '|' || (amount > 0) || '|'
                      || coalesce(encode(counterparty_lookup, 'hex'), counterparty_name) end as key
          from reconciliation.statement_line
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
           and payer_account_id = ${payerAccountId} and match_id is null and not is_by_hand
           and (${line}::text = 'order') = (order_id is not null)
           and (${line}::text = 'group') = (group_id is not null)),
      line_group as materialized (
        select key, sum(amount)::bigint as amount, min(booked_on) as booked_on from line
         where key is not null group by key
        having ${line}::text not in ('order', 'counterparty') or count(*) > 1),
      entry as materialized (
        select id, amount, booked_on,
               case ${entry}::text
                 when 'order' then source_id::text
                 when 'file' then file_id::text
                 when 'batch' then batch_id::text
                 when 'batchOfDay' then batch_id || '|' || booked_on || '|' || (amount > 0)
                 when 'day' then booked_on || '|' || (amount > 0)
                 when 'subject' then coalesce(subject_id, id::text) || '|' || booked_on
                                     || '|' || (amount > 0)
                 else coalesce(subject_id, id::text) || '|' || journal_kind || '|' || booked_on
                      || '|' || (amount > 0) end as key
          from reconciliation.book_entry
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
           and payer_account_id = ${payerAccountId} and match_id is null and not is_by_hand
           and (${entry}::text in ('subject', 'subjectKind')) = (source <> 'order')
           and reverses_id is null),
      entry_group as materialized (
        select key, sum(amount)::bigint as amount, min(booked_on) as booked_on from entry
         where key is not null group by key),
      candidate as (
        select l.key as line_key, e.key as entry_key, l.amount,
               count(*) over (partition by l.key) as of_line,
               count(*) over (partition by e.key) as of_entry
          from line_group l
          join entry_group e
            on e.amount = l.amount
           and l.booked_on between e.booked_on - ${daysBefore}::int and e.booked_on + ${daysAfter}::int
         where ${line}::text not in ('order', 'group') or l.key = e.key),
      pair as materialized (
        select line_key, entry_key, amount, gen_random_uuid() as match_id from candidate
         where of_line = 1 and of_entry = 1),
      made as (
        insert into reconciliation.line_match (
          shard_key, tenant_id, id, payer_account_id, rule, amount, made_at, made_by_name)
        select ${tx.shardKey}, ${tx.tenantId}, match_id, ${payerAccountId}, ${rule}, amount,
               ${tx.now}, ${tx.actor.name}
          from pair),
      lines as (
        update reconciliation.statement_line l set match_id = pair.match_id
          from pair join line on line.key = pair.line_key
         where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId} and l.id = line.id),
      entries as (
        update reconciliation.book_entry e set match_id = pair.match_id
          from pair join entry on entry.key = pair.entry_key
         where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId} and e.id = entry.id)
      select count(*) as joined from pair`;
    return rows[0]!.joined;
  };

/** The bank took and gave back, and the books have nothing open of that order. */
const byBankReversal: Rule = async (tx, payerAccountId) => {
  const rows = await tx.sql<{ joined: number }>`
    with settled as materialized (
      select order_id, gen_random_uuid() as match_id from reconciliation.statement_line l
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and payer_account_id = ${payerAccountId} and match_id is null and not is_by_hand
         and order_id is not null
         and not exists (
               select from reconciliation.book_entry e
                where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
                  and e.payer_account_id = ${payerAccountId} and e.source = 'order'
                  and e.source_id = l.order_id and e.match_id is null)
       group by order_id having sum(amount) = 0),
    made as (
      insert into reconciliation.line_match (
        shard_key, tenant_id, id, payer_account_id, rule, amount, made_at, made_by_name)
      select ${tx.shardKey}, ${tx.tenantId}, match_id, ${payerAccountId}, 'reversal', 0, ${tx.now},
             ${tx.actor.name}
        from settled),
    lines as (
      update reconciliation.statement_line l set match_id = settled.match_id from settled
       where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
         and l.order_id = settled.order_id and l.match_id is null and not l.is_by_hand)
    select count(*) as joined from settled`;
  return rows[0]!.joined;
};

/** Booked and taken back, and the bank never heard of it. */
const byBookReversal: Rule = async (tx, payerAccountId) => {
  const rows = await tx.sql<{ joined: number }>`
    with pair as materialized (
      select made.id as made_id, undone.id as undone_id, gen_random_uuid() as match_id
        from reconciliation.book_entry undone
        join reconciliation.book_entry made
          on made.shard_key = undone.shard_key and made.tenant_id = undone.tenant_id
         and made.payer_account_id = undone.payer_account_id
         and made.book_tenant_id = undone.book_tenant_id and made.source_id = undone.reverses_id
         and made.match_id is null and not made.is_by_hand
       where undone.shard_key = ${tx.shardKey} and undone.tenant_id = ${tx.tenantId}
         and undone.payer_account_id = ${payerAccountId} and undone.match_id is null
         and not undone.is_by_hand and undone.reverses_id is not null),
    matched as (
      insert into reconciliation.line_match (
        shard_key, tenant_id, id, payer_account_id, rule, amount, made_at, made_by_name)
      select ${tx.shardKey}, ${tx.tenantId}, match_id, ${payerAccountId}, 'reversal', 0, ${tx.now},
             ${tx.actor.name}
        from pair),
    entries as (
      update reconciliation.book_entry e set match_id = pair.match_id from pair
       where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
         and e.id in (pair.made_id, pair.undone_id))
    select count(*) as joined from pair`;
  return rows[0]!.joined;
};

/**
 * Joins what can be joined of an account whose standing is locked; answers how many matches were
 * made. Called again it makes none.
 */
export async function applyRules(tx: Transaction, payerAccountId: Id<'pac'>): Promise<number> {
  const rules: readonly Rule[] = [
    byOrder,
    byReceipt,
    byBookReversal,
    byBankReversal,
    ...groupings.map(bySums),
  ];
  let joined = 0;
  for (const rule of rules) joined += await rule(tx, payerAccountId);
  return joined;
}
